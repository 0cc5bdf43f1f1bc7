"""By what the sources of a folder touch those of the others, kept when the whole was last checked."""

from array import array
from collections.abc import Iterator, Mapping, Sequence
from hashlib import blake2b

import msgspec
from msgspec import Struct

from cyberveille.catalogue.folder import Folder
from cyberveille.catalogue.store import Store
from cyberveille.checking import CatalogueEntry
from cyberveille.checking.claims import asked, provided
from cyberveille.map import WHOLE, Followed, Holdings, Membership, most_open
from cyberveille.model import Kind, Tlp

Keys = frozenset[int]


class Touching(Struct, frozen=True, array_like=True):
    """What one source provides and asks; `digest` is that of its entry.

    It is `plain` when it is a notice without joined files nor former addresses, which touch in ways of their
    own.
    """

    digest: bytes
    plain: bool
    provided: tuple[int, ...]
    asked: tuple[int, ...]


class Shown(Struct, frozen=True, array_like=True):
    """What some notices give to show, each with its most open marking, as `Holdings` tells it."""

    kinds: tuple[tuple[Kind, Tlp], ...]
    members: tuple[tuple[Membership, Tlp], ...]
    followed: tuple[tuple[Followed, Tlp], ...]
    dated: tuple[tuple[Followed, Tlp], ...]
    deadlines: tuple[Tlp, ...]


class Claims(Struct, frozen=True, array_like=True):
    """Those of a folder whose content was `content`: all keys together, then each source's by its path.

    `held` is what its notices give to show, drafts left out, each with its most open marking: read when
    something else begins, ends or changes its marking.
    """

    content: bytes
    provided: bytes
    asked: bytes
    held: msgspec.Raw
    sources: msgspec.Raw

    def meets(self, provides: Keys, asks: Keys) -> bool:
        """Whether a source of the folder may touch what provides and asks this."""
        own = array("I", self.provided)
        return (
            not provides.isdisjoint(own)
            or not asks.isdisjoint(own)
            or not provides.isdisjoint(array("I", self.asked))
        )

    @property
    def shown(self) -> Shown:
        return _SHOWN.decode(self.held)

    @property
    def by_path(self) -> dict[str, Touching]:
        return _SOURCES.decode(self.sources)


_CLAIMS = msgspec.msgpack.Decoder(Claims)
_SOURCES = msgspec.msgpack.Decoder(dict[str, Touching])
_SHOWN = msgspec.msgpack.Decoder(Shown)


def touching(entry: CatalogueEntry) -> Touching:
    digest = blake2b(msgspec.msgpack.encode(entry), digest_size=8).digest()
    plain = entry.kind is not None and not entry.attachments and not entry.redirect_from
    return Touching(digest, plain, tuple({*provided(entry)}), tuple({*asked(entry)}))


def touches(one: Touching, provides: Keys, asks: Keys) -> bool:
    """Whether a source touches what provides and asks this."""
    return not (provides.isdisjoint(one.provided) and asks.isdisjoint(one.provided)) or not (
        provides.isdisjoint(one.asked)
    )


def claims_of(folder: Folder, entries: Sequence[CatalogueEntry]) -> Claims:
    sources = {entry.path: touching(entry) for entry in entries}
    notices = [entry for entry in entries if entry.kind and entry.address and not entry.draft]
    dated = most_open(pair for entry in notices for pair in entry.calendars)
    held = Shown(
        tuple(most_open((entry.kind, entry.tlp) for entry in notices if entry.kind).items()),
        tuple(most_open((name, entry.tlp) for entry in notices for name in entry.lists).items()),
        tuple(most_open((name, entry.tlp) for entry in notices for name in entry.followed).items()),
        tuple(dated.items()),
        tuple(tlp for name, tlp in dated.items() if name == WHOLE),
    )
    return Claims(
        folder.content,
        array("I", sorted({key for item in sources.values() for key in item.provided})).tobytes(),
        array("I", sorted({key for item in sources.values() for key in item.asked})).tobytes(),
        msgspec.Raw(msgspec.msgpack.encode(held)),
        msgspec.Raw(msgspec.msgpack.encode(sources)),
    )


def kept_claims(store: Store, folder: Folder) -> Claims | None:
    """Those of the last check of the whole; None when they are lost."""
    told = store.whole(_name(folder))
    try:
        return None if told is None else _CLAIMS.decode(told)
    except msgspec.MsgspecError:
        return None


def keep_claims(store: Store, folder: Folder, claims: Claims) -> None:
    store.keep_whole(_name(folder), msgspec.msgpack.encode(claims))


def _name(folder: Folder) -> str:
    return f"claims {folder.root} {folder.path}"


def shape_stays(before: Mapping[Folder, Claims], now: Mapping[Folder, Claims]) -> bool:
    """Whether there is as much to show of all notices; the folders of `now` are those that changed.

    Nothing is put together but what differs in these: most often, all that it stands in holds others too.
    """
    then = {folder: set(_named(before[folder].shown)) for folder in now}
    since = {folder: set(_named(one.shown)) for folder, one in now.items()}
    differing = {name for folder in now for name, _ in then[folder] ^ since[folder]}
    if not differing:
        return True
    others = [
        pair
        for folder, one in before.items()
        if folder not in now
        for pair in _named(one.shown)
        if pair[0] in differing
    ]

    def marked(of_these: Mapping[Folder, set[tuple[object, Tlp]]]) -> dict[object, Tlp]:
        own = (pair for told in of_these.values() for pair in told if pair[0] in differing)
        return most_open((*others, *own))

    return marked(then) == marked(since)


def _named(held: Shown) -> Iterator[tuple[object, Tlp]]:
    """All that it tells, each under a name that nothing else has."""
    yield from held.kinds
    yield from held.members
    yield from held.followed
    yield from ((("dated", name), tlp) for name, tlp in held.dated)


def shape(claims: Mapping[Folder, Claims]) -> Holdings:
    """All that there is to show of notices, each with its most open marking."""
    held = [one.shown for one in claims.values()]
    deadlines = (tlp for one in held for tlp in one.deadlines)
    return Holdings(
        kinds=most_open(pair for one in held for pair in one.kinds),
        members=most_open(pair for one in held for pair in one.members),
        followed=most_open(pair for one in held for pair in one.followed),
        dated=most_open(pair for one in held for pair in one.dated),
        deadlines=Tlp.most_open(deadlines),
    )
