"""The addresses that the program writes by itself, as against those of notices and pages."""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote

from cyberveille.model import Kind, Scope, Severity

DIRECTORY = "annuaire/"
"""The page of who to call."""

EXCHANGES = "echanges/"
"""The page of what correspondents said last; what the service answers stands under it."""

RESERVED = frozenset(
    {kind.section for kind in Kind}
    | {DIRECTORY.removesuffix("/"), EXCHANGES.removesuffix("/")}
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

_OWN = frozenset(
    {"_headers", "_redirects", ".well-known", "assets", "edition.json", "etat.json", "pagefind", "robots.txt",
     "schemas", "404.html"}
)  # fmt: skip
"""First parts of addresses under which the program alone writes."""


FEEDS = ("alertes", "bulletins", "documents", "tout")
KIT, KIT_FILE = "documents/kit-de-crise/", "documents/kit-de-crise.zip"
"""The page of the documents to print before an incident, and the archive of them."""


ALWAYS = (Kind.BULLETIN, Kind.ALERT, Kind.DOCUMENT)
"""Kinds whose list every edition has; the others have one where there is something to list."""


def written_at(address: str) -> str:
    """The file that answers at an address of the portal, relative to its root."""
    path = unquote(address).lstrip("/")
    return path if path and not path.endswith("/") else f"{path}index.html"


def is_own(address: str) -> bool:
    """Whether only the program may write there: its folders, and the next pages of a list."""
    path = unquote(address).lstrip("/")
    first = path.partition("/")[0]
    return first in _OWN or first.startswith("sitemap") or "/page/" in f"/{path}"


_FORMATS = ("rss.xml", "atom.xml", "feed.json")


def generated(notices: Iterable[tuple[Kind, str, tuple[str, ...]]]) -> frozenset[str]:
    """Every such address, with its leading slash, for notices given as (kind, identifier, terms).

    The terms are a notice's technologies, or a document's theme: each has a list once a notice names it.
    Pages 2 and following of a list are left out: what they show changes every day.
    """
    return frozenset(_generated(notices))


def _generated(notices: Iterable[tuple[Kind, str, tuple[str, ...]]]) -> Iterator[str]:
    yield from ("/", "/recherche/", "/edition/", "/404.html", "/etat.json")
    yield from ("/sitemap.xml", "/robots.txt", "/.well-known/security.txt")
    yield from (f"/flux/{feed}.{form}" for feed in FEEDS for form in _FORMATS)
    for kind in Kind:
        section = f"/{kind.section}/"
        if kind in ALWAYS:
            yield section
        if kind.by_year:
            yield from (f"{section}severite/{severity.value}/" for severity in Severity)
            yield from (f"{section}portee/{scope.value}/" for scope in Scope)
    for kind, notice_id, terms in notices:
        address = kind.address(notice_id)
        group = "technologie" if kind.by_year else "theme"
        yield from (f"/{kind.section}/{group}/{term}/" for term in terms)
        if kind.by_year:
            yield f"/{kind.section}/annee/{notice_id.split('-')[1]}/"
        if kind not in ALWAYS:
            yield f"/{kind.section}/"
        yield f"/{address.rstrip('/')}.json"
