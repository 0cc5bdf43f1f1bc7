"""The notices of a part as they are kept: all of them, some, or their names, decoded when asked for."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate
from typing import TYPE_CHECKING

import msgspec
from msgspec import Raw, Struct

from cyberveille.catalogue.facts import Facts, Some
from cyberveille.model import Headline

if TYPE_CHECKING:
    from cyberveille.catalogue.counting import Sorts

_FEW = 8
"""Where more than one in so many is asked for at once, all are decoded at once."""


class Held(Struct, frozen=True, array_like=True, gc=False):
    """The notices of a part, newest first, encoded, each with the path of its source.

    `listed` are those of each list, in the order in which the facts tell these: their positions, as 32-bit
    integers, one list after the other. So are `followed`, by interest. Both are empty where nobody sorted.
    """

    headlines: Raw
    paths: tuple[str, ...]
    listed: bytes = b""
    followed: bytes = b""


class _Identifier(Struct, frozen=True, gc=False):
    """Of a headline, what it is called; the rest is passed over."""

    id: str


Known = dict[object, object]
"""What notices name, and the rows of it that they name, each by itself."""
_ENCODER = msgspec.msgpack.Encoder()
_ALL = msgspec.msgpack.Decoder(tuple[Headline, ...])
_EACH = msgspec.msgpack.Decoder(tuple[Raw, ...])
_ONE = msgspec.msgpack.Decoder(Headline)
_IDENTIFIERS = msgspec.msgpack.Decoder(tuple[_Identifier, ...])


def held(headlines: Sequence[Headline], paths: Sequence[str], sorts: "Sorts | None" = None) -> Held:
    """`headlines` are newest first, and `paths` in the same order."""
    every = Raw(_ENCODER.encode(headlines))
    if sorts is None:
        return Held(every, tuple(paths))
    return Held(every, tuple(paths), sorts.lists.positions, sorts.followed.positions)


class Decoded:
    """What is held of a part, as far as it was asked for; `facts` are its own."""

    def __init__(self, held: Held, facts: Facts, known: Known) -> None:
        self._held = held
        self._facts = facts
        self._names = known
        self._known: dict[int, Headline] = {}

    @cached_property
    def headlines(self) -> tuple[Headline, ...]:
        """Newest first; what several of them name is there once."""
        found = _ALL.decode(self._held.headlines)
        _share(found, self._names)
        # What they were decoded from is asked for no more.
        self._held = msgspec.structs.replace(self._held, headlines=Raw())
        self._known = {}
        vars(self).pop("_each", None)
        return found

    def take_paths(self) -> tuple[str, ...]:
        """That of the source of each, in the order of `positions`; once: they are held by who took them."""
        paths = self._held.paths
        self._held = msgspec.structs.replace(self._held, paths=())
        return paths

    @cached_property
    def positions(self) -> Mapping[str, int]:
        """Where each notice stands, by identifier: none is decoded."""
        decoded = vars(self).get("headlines")
        every = _IDENTIFIERS.decode(self._held.headlines) if decoded is None else decoded
        return {item.id: position for position, item in enumerate(every)}

    def at(self, position: int) -> Headline:
        if "headlines" in vars(self):
            return self.headlines[position]
        if position not in self._known:
            found = _ONE.decode(self._each[position])
            _share((found,), self._names)
            self._known[position] = found
        return self._known[position]

    def listed(self, name: str) -> tuple[Headline, ...] | None:
        """What stands in a list, as « series/member »; None where that is to be worked out."""
        return self._at_all(self._listed.of(name))

    def followed(self, name: str) -> tuple[Headline, ...] | None:
        """What belongs to an interest, as « interest/member », likewise."""
        return self._at_all(self._followed.of(name))

    @cached_property
    def _each(self) -> tuple[Raw, ...]:
        return _EACH.decode(self._held.headlines)

    @cached_property
    def _listed(self) -> "_Positions":
        return _Positions(self._facts.lists, self._held.listed)

    @cached_property
    def _followed(self) -> "_Positions":
        return _Positions(self._facts.followed, self._held.followed)

    def _at_all(self, positions: Sequence[int] | None) -> tuple[Headline, ...] | None:
        if positions is None:
            return None
        every = self.headlines if len(positions) * _FEW > self._facts.count else ()
        return tuple(map(every.__getitem__ if every else self.at, positions))


class _Positions:
    """Where those of each name stand: `some` tells how many there are, `held` has their positions."""

    def __init__(self, some: Mapping[str, Some], held: bytes) -> None:
        self._some = some
        self._every = memoryview(held).cast("I")

    @cached_property
    def _starts(self) -> Mapping[str, int] | None:
        counts = [one.count for one in self._some.values()]
        if len(self._every) != sum(counts):
            return None
        return dict(zip(self._some, accumulate(counts, initial=0), strict=False))

    def of(self, name: str) -> Sequence[int] | None:
        """None where that is not known."""
        if name not in self._some:
            return ()
        if self._starts is None:
            return None
        start = self._starts[name]
        return self._every[start : start + self._some[name].count]


def _share(headlines: Iterable[Headline], known: Known) -> None:
    """Let equal names be the same, in headlines that nobody else has yet."""
    for item in headlines:
        for name in ("named", "vendors", "products", "technologies"):
            values = getattr(item, name)
            if values:
                same = known.get(values)
                if same is None:
                    same = tuple([known.setdefault(one, one) for one in values])
                    known[same] = same
                msgspec.structs.force_setattr(item, name, same)
