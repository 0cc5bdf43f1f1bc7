"""The files for programs that follow the whole portal, made of the notices' own JSON and of nothing else.

They are made once the JSON of notices is: a digest is that of the very file, and a year that did not change
costs its key.
"""

import gzip
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import partial
from hashlib import sha256
from operator import attrgetter
from typing import Any, Protocol

import msgspec
from msgspec import Struct

from cyberveille.catalogue.facts import Facts, Some, happened_to, month_of, sum_of
from cyberveille.locale import paris
from cyberveille.map import DATA_INDEX, DATA_SCHEMA, OPENAPI, json_of
from cyberveille.map.data import bulk, changes, part
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import data_format as fmt
from cyberveille.publishing.exports.licence import licence
from cyberveille.publishing.exports.notice_format import Publisher
from cyberveille.publishing.headlines import Part, of_year, parts_by
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.part_names import part_of_notices
from cyberveille.publishing.tree import Node

_LEVEL = 9
_YEARS: Callable[[Facts], Mapping[str, Some]] = attrgetter("years")
_MONTHS: Callable[[Facts], Mapping[str, Some]] = attrgetter("months")
_Change = tuple[datetime, str, Headline]
"""When something happened to a notice, and what."""


class _Told(Struct, frozen=True):
    """What the index repeats of a notice's JSON."""

    id: str
    kind: str
    url: str
    tlp: str
    published: datetime
    updated: datetime
    severity: dict[str, Any] | None = None
    exploited: bool | None = None
    withdrawn: dict[str, Any] | None = None
    products: tuple[fmt.NamedProduct, ...] | None = None


class _Identified(Struct):
    id: str


_IDENTIFIED = msgspec.json.Decoder(_Identified)


class _Listed(Struct):
    url: str
    size: int
    sha256: str


class _Known(Struct):
    """What an index says of the files that it leads to."""

    parts: list[_Listed]
    changes: list[_Listed]
    bulk: list[_Listed]

    @property
    def by_url(self) -> dict[str, _Listed]:
        return {file.url: file for file in (*self.parts, *self.changes, *self.bulk)}


class Files(Protocol):
    """The other files of the edition, those written before included."""

    def key(self, path: str) -> bytes:
        """What a file is made from."""
        ...

    def read(self, path: str) -> bytes:
        """The bytes of a file as they are now."""
        ...

    def kept(self, path: str) -> bool:
        """Whether a file of the last edition stays as it is."""
        ...

    def before(self, path: str) -> bytes | None:
        """The bytes that a file had in the last edition; None when it had none, or others than it should."""
        ...


class _File(Struct, frozen=True):
    """A file that the index leads to, and what it holds."""

    path: str
    name: str
    """Its year, or its month."""
    told: Some


def years_and_months(
    edition: Edition, code: bytes, keys: Mapping[str, bytes], files: Files
) -> Iterator[Node]:
    """The files of each year and of each month; `keys` are those of the parts of the plan, by name."""
    common = digest(edition.configuration, code)
    for year, parts in parts_by(edition.parts, _YEARS).items():
        names = dict.fromkeys(part_of_notices(part.facts.kind, part.facts.year) for part in parts)
        key = digest("data", common, tuple(keys[name] for name in names))
        yield Node(f"data {year}", key, partial(_of_year, edition, year, parts, files))
    happened = _Happened()
    for month, parts in parts_by(edition.parts, _MONTHS).items():
        key = digest("changes", common, tuple(part.facts.months[month].digest for part in parts))
        yield Node(f"changes {month}", key, partial(_of_month, edition, month, parts, happened))


def index(edition: Edition, files: Files) -> Output:
    """The file that leads to them, once they are made."""
    parts = [_File(part(year), year, told) for year, told in _sums(edition, _YEARS)]
    wholes = [_File(bulk(year), year, told) for year, told in _sums(edition, _YEARS)]
    months = [_File(changes(month), month, told) for month, told in _sums(edition, _MONTHS)]
    made = tuple((files.key(file.path), file.told.updated) for file in (*parts, *wholes, *months))
    said = edition.configuration
    key = digest(said.portal, said.publisher, said.licences, edition.audience.open, made)
    return Output(DATA_INDEX.address, key, partial(_index, edition, parts, wholes, months, files))


def _sums(edition: Edition, told: Callable[[Facts], Mapping[str, Some]]) -> Iterator[tuple[str, Some]]:
    for name, parts in parts_by(edition.parts, told).items():
        yield name, sum_of(told(one.facts)[name] for one in parts)


def _of_year(edition: Edition, year: str, parts: Sequence[Part], files: Files) -> Iterator[Output]:
    """Of a year, the first notice published first."""
    items = of_year(year, parts)[::-1]
    told = tuple((item.id, files.key(json_of(item.address))) for item in items)
    key = digest(edition.absolute(""), told)
    yield Output(part(year), digest("part", year, key), partial(_part, edition, year, items, files))
    yield Output(bulk(year), digest("bulk", key), partial(_bulk, items, files))


def _of_month(edition: Edition, month: str, parts: Sequence[Part], happened: "_Happened") -> Iterator[Output]:
    """What happened in a month of Paris, in the order of time."""
    found = (change for one in parts for change in happened.by_month(one).get(month, ()))
    ordered = tuple(sorted(found, key=lambda one: (one[0], one[2].id)))
    told = tuple((item.id, date, change) for date, change, item in ordered)
    key = digest(month, edition.absolute(""), told)
    yield Output(changes(month), key, partial(_changes, edition, month, ordered))


class _Happened:
    """What happened to the notices of a part, read once for all the months that are asked for."""

    def __init__(self) -> None:
        self._known: dict[bytes, Mapping[str, list[_Change]]] = {}

    def by_month(self, part: Part) -> Mapping[str, list[_Change]]:
        """In the order of the notices; of the months in which nothing happened, nothing."""
        found = self._known.get(part.facts.digest)
        if found is None:
            months: defaultdict[str, list[_Change]] = defaultdict(list)
            for item in part.headlines:
                for moment, change in happened_to(item):
                    months[month_of(moment)].append((moment, change, item))
            found = self._known[part.facts.digest] = dict(months)
        return found


def _part(edition: Edition, year: str, items: tuple[Headline, ...], files: Files) -> bytes:
    """A line a notice: that of a notice whose JSON stays as it is, as it was."""
    known = _lines(files.before(part(year)))
    lines = []
    for item in items:
        path = json_of(item.address)
        line = known.get(item.id) if files.kept(path) else None
        lines.append(line or msgspec.json.encode(_line(edition, item, files.read(path))))
    return _lined(fmt.Part(**_head(edition), year=year, notices=()), lines)


def _lines(before: bytes | None) -> dict[str, bytes]:
    """The lines of a year's file by the identifiers of their notices."""
    lines = [line.removesuffix(b",") for line in (before or b"").split(b"\n")[1:-2]]
    return {_IDENTIFIED.decode(line).id: line for line in lines}


def _line(edition: Edition, item: Headline, data: bytes) -> fmt.IndexedNotice:
    told = msgspec.json.decode(data, type=_Told)
    return fmt.IndexedNotice(
        id=told.id,
        kind=told.kind,
        url=told.url,
        json_url=edition.absolute(json_of(item.address)),
        published=told.published,
        updated=told.updated,
        tlp=told.tlp,
        severity=told.severity["id"] if told.severity else None,
        exploited=told.exploited,
        withdrawn=told.withdrawn is not None,
        erased=item.erased,
        products=told.products or (),
        size=len(data),
        sha256=sha256(data).hexdigest(),
    )


def _bulk(items: tuple[Headline, ...], files: Files) -> bytes:
    """The notices' JSON as it is; the head of gzip tells neither a time nor a system."""
    written = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=written, mtime=0) as packed:
        for item in items:
            packed.write(files.read(json_of(item.address)))
    return written.getvalue()


def _changes(edition: Edition, month: str, happened: tuple[_Change, ...]) -> bytes:
    lines = (
        fmt.Happened(
            date=paris(date),
            change=change,  # type: ignore[arg-type] # the values of the enumeration
            id=item.id,
            kind=item.kind.value,
            url=edition.absolute(item.address),
            json_url=edition.absolute(json_of(item.address)),
        )
        for date, change, item in happened
    )
    empty = fmt.Changes(**_head(edition), month=month, changes=())
    return _lined(empty, map(msgspec.json.encode, lines))


def _index(
    edition: Edition, parts: list[_File], wholes: list[_File], months: list[_File], files: Files
) -> bytes:
    before = files.before(DATA_INDEX.address)
    known = msgspec.json.decode(before, type=_Known).by_url if before else {}

    def told(file: _File) -> dict[str, Any]:
        url = edition.absolute(file.path)
        found = known.get(url) if files.kept(file.path) else None
        data = b"" if found else files.read(file.path)
        return {
            "url": url,
            "updated": paris(file.told.updated),
            "size": found.size if found else len(data),
            "sha256": found.sha256 if found else sha256(data).hexdigest(),
        }

    root = edition.absolute("")
    index = fmt.Index(
        **_head(edition),
        publisher=Publisher(edition.configuration.publisher.name, root),
        licence=licence(edition.configuration.licences.data) if edition.audience.open else None,
        openapi=edition.absolute(OPENAPI.address),
        updated=paris(max(file.told.updated for file in parts)) if parts else None,
        notices=sum(file.told.count for file in parts),
        parts=tuple(fmt.PartFile(year=file.name, notices=file.told.count, **told(file)) for file in parts),
        changes=tuple(
            fmt.ChangesFile(month=file.name, changes=file.told.count, **told(file)) for file in months
        ),
        bulk=tuple(fmt.PartFile(year=file.name, notices=file.told.count, **told(file)) for file in wholes),
    )
    return msgspec.json.format(msgspec.json.encode(index), indent=2) + b"\n"


def _head(edition: Edition) -> dict[str, str]:
    return {"schema": edition.absolute(DATA_SCHEMA.address), "version": fmt.VERSION}


def _lined(empty: Struct, items: Iterable[bytes]) -> bytes:
    """`empty` as JSON; its last key, an empty list, then holds the items, one a line."""
    start = msgspec.json.encode(empty).removesuffix(b"[]}")
    return start + b"[\n" + b",\n".join(items) + b"\n]}\n"
