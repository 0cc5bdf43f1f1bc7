"""Addresses that nobody may take but the program."""

from itertools import chain
from urllib.parse import unquote

from cyberveille.map.files import FILE_SETS
from cyberveille.map.lookups import CVE
from cyberveille.map.places import PLACES
from cyberveille.map.series import OLDER

_GLOBS = frozenset(chain.from_iterable(item.reserved for item in FILE_SETS))
_BEGINNINGS = (CVE, *sorted(glob.rstrip("*") for glob in _GLOBS if glob.endswith("*")))
_FILES = _GLOBS | {place.address for place in PLACES if place.address == place.file}


def _first(address: str) -> str:
    return address.partition("/")[0].partition(".")[0]


_FIRST = (
    frozenset(
        {_first(place.address) for place in PLACES if not place.editorial}
        - {_first(place.address) for place in PLACES if place.editorial}
    )
    | {start.rstrip("/") for start in _BEGINNINGS}
    | {OLDER, "index"}
)


def is_reserved(address: str) -> bool:
    """Whether a content page may not stand at an address of one part."""
    return address.strip("/") in _FIRST


def is_own(address: str) -> bool:
    """Whether only the program may write there: its folders and files, and the older pages of a list."""
    path = unquote(address).lstrip("/")
    return path in _FILES or f"{path}/".startswith(_BEGINNINGS) or f"/{OLDER}/" in f"/{path}"
