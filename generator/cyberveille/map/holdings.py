"""What a portal has to show, as far as its places depend on it."""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from msgspec import Struct

from cyberveille.model import Kind, Tlp

Key = TypeVar("Key")
Membership = tuple[Kind | None, str, str]
"""A kind, a series of its lists, and a member of that series: `(BULLETIN, "technologie", "imagerie")`.

Without a kind, the series is of all kinds: `(None, "produit", "fortinet/fortios")`.
"""
Followed = tuple[str, str]
"""A sort of interest and one of its members: `("technologie", "imagerie")`."""


class Holdings(Struct, frozen=True, kw_only=True):
    """Each with the marking of the most open of it; what is missing is None, False or empty.

    Of an edition, all that its audience may read; of a catalogue, all that any audience may.
    """

    kinds: Mapping[Kind, Tlp] = {}
    members: Mapping[Membership, Tlp] = {}
    """The lists in which something stands."""
    followed: Mapping[Followed, Tlp] = {}
    """The interests that something belongs to."""
    dated: Mapping[Followed, Tlp] = {}
    """Those that something with a deadline belongs to."""
    deadlines: Tlp | None = None
    """Whether something is to be treated before a day."""
    pages: Mapping[str, Tlp] = {}
    """Content pages, by address."""
    years: tuple[int, ...] = ()
    """Years of incident figures of the portal's own."""
    national: bool = False
    """Whether there are national figures."""
    directory: Tlp | None = None
    exchanges: Tlp | None = None
    kit: bool = False
    search: bool = True
    offline: bool = False
    """Whether the page for reporting an incident is kept for use without network."""


def most_open(marked: Iterable[tuple[Key, Tlp]]) -> dict[Key, Tlp]:
    """The most open marking of each."""
    found: dict[Key, Tlp] = {}
    for key, tlp in marked:
        before = found.setdefault(key, tlp)
        if tlp is not before and tlp.within(before):
            found[key] = tlp
    return found
