"""The addresses that the program writes by itself, as against those of notices and pages."""

from collections.abc import Iterable, Iterator

from cyberveille.model import Kind, Scope, Severity, Vocabularies

RESERVED = frozenset(
    {kind.section for kind in Kind}
    | {
        "404",
        "assets",
        "edition",
        "etat",
        "index",
        "page",
        "pagefind",
        "recherche",
        "robots",
        "sitemap",
    }
)
"""First parts of addresses that no page may take."""

_FEEDS = ("alertes", "bulletins", "tout")
_FORMATS = ("rss.xml", "atom.xml", "feed.json")


def generated(vocabularies: Vocabularies, notices: Iterable[tuple[Kind, str]]) -> frozenset[str]:
    """Every such address, with its leading slash, for notices given as (kind, identifier).

    Pages 2 and following of a list are left out: what they show changes every day.
    """
    return frozenset(_generated(vocabularies, notices))


def _generated(vocabularies: Vocabularies, notices: Iterable[tuple[Kind, str]]) -> Iterator[str]:
    yield from ("/", "/recherche/", "/edition/", "/404.html", "/etat.json")
    yield from ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
    yield from (f"/flux/{feed}.{form}" for feed in _FEEDS for form in _FORMATS)
    for kind in Kind:
        section = f"/{kind.section}/"
        yield section
        if kind.by_year:
            yield from (f"{section}severite/{severity.value}/" for severity in Severity)
            yield from (f"{section}portee/{scope.value}/" for scope in Scope)
            yield from (f"{section}technologie/{term}/" for term in vocabularies.technologies.ids)
        else:
            yield from (f"{section}theme/{term}/" for term in vocabularies.themes.ids)
    for kind, notice_id in notices:
        address = kind.address(notice_id)
        if kind.by_year:
            yield f"/{kind.section}/annee/{notice_id.split('-')[1]}/"
        yield f"/{address.rstrip('/')}.json"
