"""Addresses that nobody may take but the program."""

from urllib.parse import unquote

from cyberveille.map.files import ASSETS, INDEX, SCHEMAS, SERVERS
from cyberveille.map.lookups import CVE
from cyberveille.map.places import NOT_FOUND, PLACES
from cyberveille.map.series import NEXT

_OWN_FOLDERS = (ASSETS, INDEX, SCHEMAS, SERVERS, CVE, ".well-known/")


def _first(address: str) -> str:
    return address.partition("/")[0].partition(".")[0]


_FIRST = (
    frozenset(
        {_first(place.address) for place in PLACES if not place.editorial}
        - {_first(place.address) for place in PLACES if place.editorial}
    )
    | {folder.rstrip("/") for folder in _OWN_FOLDERS}
    | {NEXT, "index"}
)
_OWN = frozenset({NOT_FOUND.address, "_headers", "_redirects"}) | frozenset(
    place.address for place in PLACES if place.address and not place.address.endswith("/")
)


def is_reserved(address: str) -> bool:
    """Whether a content page may not stand at an address of one part."""
    return address.strip("/") in _FIRST


def is_own(address: str) -> bool:
    """Whether only the program may write there: its folders and files, and the next pages of a list."""
    path = unquote(address).lstrip("/")
    return (
        path in _OWN
        or f"{path.partition('/')[0]}/" in _OWN_FOLDERS
        or path.startswith("sitemap")
        or f"/{NEXT}/" in f"/{path}"
    )
