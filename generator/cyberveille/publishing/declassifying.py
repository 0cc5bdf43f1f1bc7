"""What an edition says of the sources that may repeat what was restricted: who may, never what or whose."""

from operator import attrgetter

from cyberveille.publishing.edition import Edition


def declassifying_sources(edition: Edition) -> tuple[tuple[str, str], ...]:
    """The title and the address of each notice and page that declares something, then the configuration."""
    parts = (part for part in reversed(edition.parts) if part.facts.declassifies)
    declaring = [item for part in parts for item in part.headlines if item.declassifies]
    declaring.sort(key=attrgetter("place"))
    notices = ((item.id, item.address) for item in declaring)
    pages = ((page.title, page.address) for page in edition.pages if page.declassifies)
    own = (("La configuration du portail", ""),) if edition.configuration.declassifies else ()
    return (*notices, *pages, *own)
