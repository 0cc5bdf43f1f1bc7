"""What is known of some notices of one kind and one year without any of them being read."""

from array import array
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from hashlib import blake2b
from itertools import chain, groupby
from zlib import crc32

from msgspec import Struct

from cyberveille.map import memberships
from cyberveille.model import Audience, Headline, Kind, Tlp, Vocabularies, most_closed


class Listed(Struct, frozen=True, array_like=True, gc=False):
    """How many notices of a part stand in a list, and a digest that changes with any of them."""

    count: int
    digest: bytes


class Facts(Struct, frozen=True, array_like=True):
    """Of notices of one kind, published in one year (UTC), newest first; never of none.

    `lists` are those of the map in which one of them stands, as « series/member ». Times are aware, UTC.
    """

    kind: Kind
    year: int
    count: int
    digest: bytes
    """Changes with any of them and with its place."""
    first: Headline
    last: Headline
    """The newest of them, and the oldest."""
    updated: datetime
    """The latest of their revisions."""
    open: Tlp
    closed: Tlp
    """The most open and the most closed of their markings."""
    drafts: int
    erased: int
    active: int
    """Alerts in force."""
    moments: bytes
    """When each was published and last revised, in whole seconds, and a mark of who it is, newest first.

    Three 64-bit integers each.
    """
    changed: bytes
    """When each change since publication was made, likewise."""
    dated: bool
    """Whether one is to be treated before a day."""
    redirected: bool
    """Whether one has a former address."""
    declassifies: bool
    earlier: Tlp | None
    """The most closed marking of what one of them said before; None when nothing of it is kept."""
    lists: dict[str, Listed]

    @property
    def newest(self) -> datetime:
        return self.first.published

    def all_shown_to(self, audience: Audience, clock: datetime) -> bool:
        """Whether the readers of an audience may see every one of them at `clock`."""
        return not self.drafts and self.closed.within(audience.tlp_max) and self.newest <= clock

    @property
    def order(self) -> tuple[int, str]:
        return (-self.year, self.kind.value)


def facts_of(headlines: Sequence[Headline], vocabularies: Vocabularies, digest: bytes) -> Facts:
    """`headlines` are of one kind and one year, newest first; `digest` is theirs."""
    lists: dict[str, tuple[int, blake2b]] = {}
    for item in headlines:
        own = f"{item.id} {item.digest}\n".encode()
        # A malformed identifier gives no year; it has a finding of its own.
        for _, series, member in memberships(item, vocabularies) if item.id.count("-") > 1 else ():
            name = f"{series}/{member}"
            count, state = lists.get(name) or (0, blake2b(digest_size=16))
            state.update(own)
            lists[name] = (count + 1, state)
    first = headlines[0]
    return Facts(
        kind=first.kind,
        year=year_of(first),
        count=len(headlines),
        digest=digest,
        first=first,
        last=headlines[-1],
        updated=max(item.updated for item in headlines),
        open=min((item.tlp for item in headlines), key=lambda tlp: tlp.rank),
        closed=max((item.tlp for item in headlines), key=lambda tlp: tlp.rank),
        drafts=sum(item.draft for item in headlines),
        erased=sum(item.erased for item in headlines),
        active=sum(item.active for item in headlines),
        moments=array("q", chain.from_iterable(map(_moments, headlines))).tobytes(),
        changed=array("q", [int(c.date.timestamp()) for item in headlines for c in item.changes]).tobytes(),
        dated=any(item.dated for item in headlines),
        redirected=any(item.redirect_from for item in headlines),
        declassifies=any(item.declassifies for item in headlines),
        earlier=most_closed(kept for item in headlines for kept in item.earlier),
        lists={name: Listed(count, state.digest()) for name, (count, state) in lists.items()},
    )


def _moments(item: Headline) -> tuple[int, int, int]:
    mark = crc32(f"{item.kind.value} {item.id}".encode())
    return int(item.published.timestamp()), int(item.updated.timestamp()), mark


def part_name(headlines: Sequence[Headline]) -> str:
    """The name of the part that holds them."""
    return f"{headlines[0].kind.value}/{year_of(headlines[0])}"


def year_of(item: Headline) -> int:
    """The year of publication, UTC: parts of one kind follow each other in time."""
    return item.published.astimezone(UTC).year


def by_part(headlines: Iterable[Headline]) -> Iterator[tuple[Headline, ...]]:
    """Headlines of one kind and one year together, each newest first."""

    def part(item: Headline) -> tuple[str, int]:
        return item.kind.value, year_of(item)

    def place(item: Headline) -> tuple[str, int, datetime, str]:
        return (*part(item), item.published, item.id)

    for _, items in groupby(sorted(headlines, key=place), key=part):
        yield tuple(items)[::-1]
