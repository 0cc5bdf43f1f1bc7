"""What is known of a folder of sources as a whole: enough to know that nothing in it changed."""

from collections.abc import Iterable, Sequence
from hashlib import blake2b
from typing import TYPE_CHECKING, NamedTuple, TypeVar

import msgspec
from msgspec import Struct

from cyberveille.catalogue.facts import Facts, by_part, digest_of, part_name
from cyberveille.catalogue.held import Held, held
from cyberveille.catalogue.listing import Listing
from cyberveille.catalogue.store import is_settled
from cyberveille.map import Sorting
from cyberveille.model import Finding, Headline, Page

if TYPE_CHECKING:
    from cyberveille.catalogue.summary import Summary

PAGES = "page"
"""The name of the part that holds the content pages of a folder."""
FINDINGS = "findings"
"""The name of the one that holds its warnings."""


class PartName(Struct, frozen=True, array_like=True):
    """A part of a folder: its name there, how much it holds, and the digest of its content."""

    name: str
    count: int
    digest: bytes


class Folder(Struct, frozen=True, array_like=True):
    """`content` changes with any source and any file joined to one; `beside` and `state` are a listing's."""

    root: str
    path: str
    state: bytes
    beside: bytes
    settled: bool
    """Whether a change of anything in it surely shows in `state` or `beside`."""
    project: bytes
    sources: bytes
    """The digest of the paths and of the bytes of its sources."""
    content: bytes
    errors: tuple[Finding, ...]
    warnings: int
    warned: int
    """How many warnings there are, and in how many files: the part `FINDINGS` holds them."""
    parts: tuple[PartName, ...]

    def are_its(self, sources: Iterable[tuple[str, str]]) -> bool:
        """Whether these are its sources: the path of each and the digest of its bytes, in their order."""
        return self.sources == _digest_of(sources)

    def is_still(self, listing: Listing, project: bytes) -> bool:
        """Whether what the disk shows is surely what was read, under the same project."""
        return (
            self.settled
            and listing.sure
            and self.project == project
            and self.state == listing.state
            and self.beside == listing.beside
        )


class ReadSource(NamedTuple):
    """What was read of a source: its path, the digest of its bytes, and what it says.

    `settled` tells whether a change made after it was read surely shows in its size or its times.
    """

    path: str
    digest: str
    summary: "Summary"
    settled: bool


class Part(NamedTuple):
    """A part with its facts, its tables and its content, encoded; only one of notices has all three."""

    name: PartName
    facts: bytes
    tables: bytes
    content: bytes


Content = TypeVar("Content")
_ENCODER = msgspec.msgpack.Encoder()
_HELD = msgspec.msgpack.Decoder(Held)
_PAGES = msgspec.msgpack.Decoder(tuple[Page, ...])
_FINDINGS = msgspec.msgpack.Decoder(tuple[Finding, ...])
_FOLDERS = msgspec.msgpack.Decoder(Folder)
_FACTS = msgspec.msgpack.Decoder(Facts)


def folder_of(
    listing: Listing,
    told: Sequence[ReadSource],
    findings: Sequence[Finding],
    project: bytes,
    sorting: Sorting,
    listed_ns: int,
) -> tuple[Folder, list[Part]]:
    """`told` are all the sources of the folder, in the order of their paths; `findings` are its own.

    `listed_ns` is a time before the folder was listed, in nanoseconds.
    """
    found = (*findings, *(finding for item in told for finding in item.summary.findings))
    warnings = tuple(finding for finding in found if not finding.refuses)
    parts = [*_parts(told, sorting), *_warnings(warnings)]
    sources = _digest_of((item.path, item.digest) for item in told)
    state = blake2b(sources + listing.beside, digest_size=16)
    settled = is_settled(listing.latest, listed_ns)
    if listing.beside and not settled:
        # A joined file may change again within the tick in which it was looked at.
        state.update(str(listed_ns).encode())
    elif not listing.beside and not findings:
        # Nothing but its sources, each read some time after it was listed.
        settled = all(item.settled for item in told)
    folder = Folder(
        listing.root,
        listing.path,
        listing.state,
        listing.beside,
        # What could not be read is tried again.
        settled and all(item.digest for item in told),
        project,
        sources,
        state.digest(),
        tuple(finding for finding in found if finding.refuses),
        len(warnings),
        len({finding.path for finding in warnings}),
        tuple(part.name for part in parts),
    )
    return folder, parts


def _parts(told: Sequence[ReadSource], sorting: Sorting) -> Iterable[Part]:
    # Loaded where something was read.
    from cyberveille.catalogue.counting import facts_of, sorts_of  # noqa: PLC0415
    from cyberveille.catalogue.rows import encoded as encoded_tables  # noqa: PLC0415
    from cyberveille.catalogue.rows import tables_of  # noqa: PLC0415

    paths: dict[int, str] = {}
    headlines: list[Headline] = []
    for item in told:
        if item.summary.headline is not None:
            headlines.append(item.summary.headline)
            paths[id(item.summary.headline)] = item.path
    for items in by_part(headlines):
        sorts = sorts_of(items, sorting)
        content = _ENCODER.encode(held(items, [paths[id(item)] for item in items], sorts))
        facts = facts_of(items, sorting, digest_of(content), sorts)
        name = PartName(part_name(items), len(items), facts.digest)
        yield Part(name, _ENCODER.encode(facts), encoded_tables(tables_of(items, facts.digest)), content)
    if pages := tuple(item.summary.page for item in told if item.summary.page is not None):
        content = _ENCODER.encode(pages)
        yield Part(PartName(PAGES, len(pages), digest_of(content)), b"", b"", content)


def _warnings(warnings: tuple[Finding, ...]) -> Iterable[Part]:
    if warnings:
        content = _ENCODER.encode(warnings)
        yield Part(PartName(FINDINGS, len(warnings), digest_of(content)), b"", b"", content)


def encoded(folder: Folder) -> bytes:
    return _ENCODER.encode(folder)


def decoded(told: bytes) -> Folder | None:
    """None for what is not a folder: another kind of store."""
    try:
        return _FOLDERS.decode(told)
    except msgspec.MsgspecError:
        return None


def held_in(part: PartName, content: bytes | None) -> Held | None:
    """None unless the content is the part's."""
    return _told(_HELD, part, content)


def pages_in(part: PartName, content: bytes | None) -> tuple[Page, ...] | None:
    return _told(_PAGES, part, content)


def warnings_in(part: PartName, content: bytes | None) -> tuple[Finding, ...] | None:
    return _told(_FINDINGS, part, content)


def _told(decoder: msgspec.msgpack.Decoder[Content], part: PartName, content: bytes | None) -> Content | None:
    return decoder.decode(content) if content is not None and digest_of(content) == part.digest else None


def facts_in(part: PartName, facts: bytes | None) -> Facts | None:
    """None unless the facts are the part's."""
    found = None if facts is None else _FACTS.decode(facts)
    return found if found is not None and found.digest == part.digest else None


def _digest_of(sources: Iterable[tuple[str, str]]) -> bytes:
    return digest_of("".join(f"{path}\0{digest}\n" for path, digest in sources).encode())
