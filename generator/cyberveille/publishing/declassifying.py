"""What an edition says of the sources that may repeat what was restricted: who may, never what or whose."""

from cyberveille.publishing.edition import Edition


def declassifying_sources(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The title and the address of each notice and page that declares something, then the configuration."""
    notices = ((item.id, item.address) for item in reversed(edition.headlines) if item.declassifies)
    pages = ((page.title, page.address) for page in edition.pages if page.declassifies)
    own = (("La configuration du portail", ""),) if edition.configuration.declassifies else ()
    return (*notices, *pages, *own)
