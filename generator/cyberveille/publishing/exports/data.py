"""The files for programs that follow the whole portal, made of the notices' own JSON and of nothing else.

They are made once the JSON of notices is: a digest is that of the very file, and a year that did not change
costs its key.
"""

import gzip
import io
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.locale import paris, paris_day
from cyberveille.map import DATA_INDEX, DATA_SCHEMA, OPENAPI, json_of
from cyberveille.map.data import bulk, changes, part
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import data_format as fmt
from cyberveille.publishing.exports.licence import licence
from cyberveille.publishing.exports.notice_format import Publisher
from cyberveille.publishing.output import Output, digest

Read = Callable[[str], bytes]
"""The bytes of a file of the edition, by its path."""
_LEVEL = 9
_PUBLICATION = "publication"
_Happened = tuple[datetime, str, Headline]
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


class _File(Struct, frozen=True):
    """A file that the index leads to, and what it holds."""

    output: Output
    name: str
    """Its year, or its month."""
    updated: datetime
    count: int


def gathered(edition: Edition, keys: Mapping[str, bytes], read: Read) -> Iterator[list[Output]]:
    """The files of one round, then those of the next, which read what the first one made.

    `keys` are those of the notices' JSON, by path.
    """
    years = {year: _of_notices(edition, items, keys) for year, items in _by_year(edition).items()}
    parts, wholes, months = [], [], []
    for year, (key, items) in years.items():
        updated = max(item.updated for item in items)
        output = Output(part(year), digest("part", year, key), partial(_part, edition, year, items, read))
        parts.append(_File(output, year, updated, len(items)))
        output = Output(bulk(year), digest("bulk", key), partial(_bulk, items, read))
        wholes.append(_File(output, year, updated, len(items)))
    for month, happened in _by_month(edition).items():
        told = tuple((item.id, date, change) for date, change, item in happened)
        output = Output(
            changes(month),
            digest(month, edition.absolute(""), told),
            partial(_changes, edition, month, happened),
        )
        months.append(_File(output, month, happened[-1][0], len(happened)))
    yield [file.output for file in (*parts, *wholes, *months)]
    made = tuple((file.output.key, file.updated) for file in (*parts, *wholes, *months))
    said = edition.configuration
    key = digest(said.portal, said.publisher, said.licences, edition.audience.open, made)
    yield [Output(DATA_INDEX.address, key, partial(_index, edition, parts, wholes, months, read))]


def _by_year(edition: Edition) -> Mapping[str, list[Headline]]:
    """The notices of each year, the newest year first; of a year, the first one published first."""
    years: defaultdict[str, list[Headline]] = defaultdict(list)
    for item in reversed(edition.headlines):
        years[item.year].append(item)
    return dict(sorted(years.items(), reverse=True))


def _of_notices(
    edition: Edition, items: Iterable[Headline], keys: Mapping[str, bytes]
) -> tuple[bytes, tuple[Headline, ...]]:
    held = tuple(items)
    told = tuple((item.id, keys[json_of(item.address)]) for item in held)
    return digest(edition.absolute(""), told), held


def _part(edition: Edition, year: str, items: tuple[Headline, ...], read: Read) -> bytes:
    lines = (_line(edition, item, read(json_of(item.address))) for item in items)
    return _lined(fmt.Part(**_head(edition), year=year, notices=()), lines)


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


def _bulk(items: tuple[Headline, ...], read: Read) -> bytes:
    """The notices' JSON as it is; the head of gzip tells neither a time nor a system."""
    written = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=written, mtime=0) as packed:
        for item in items:
            packed.write(read(json_of(item.address)))
    return written.getvalue()


def _by_month(edition: Edition) -> Mapping[str, tuple[_Happened, ...]]:
    """What happened in each month of Paris, in the order of time; the newest month first."""
    months: defaultdict[tuple[int, int], list[_Happened]] = defaultdict(list)
    for item in edition.headlines:
        for date, change in (
            (item.published, _PUBLICATION),
            *((change.date, change.nature.value) for change in item.changes),
        ):
            day = paris_day(date)
            months[day.year, day.month].append((date, change, item))
    return {
        f"{year:04d}-{month:02d}": tuple(sorted(happened, key=lambda one: (one[0], one[2].id)))
        for (year, month), happened in sorted(months.items(), reverse=True)
    }


def _changes(edition: Edition, month: str, happened: tuple[_Happened, ...]) -> bytes:
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
    return _lined(fmt.Changes(**_head(edition), month=month, changes=()), lines)


def _index(
    edition: Edition, parts: list[_File], wholes: list[_File], months: list[_File], read: Read
) -> bytes:
    def told(file: _File) -> dict[str, Any]:
        data = read(file.output.path)
        return {
            "url": edition.absolute(file.output.path),
            "updated": paris(file.updated),
            "size": len(data),
            "sha256": sha256(data).hexdigest(),
        }

    root = edition.absolute("")
    index = fmt.Index(
        **_head(edition),
        publisher=Publisher(edition.configuration.publisher.name, root),
        licence=licence(edition.configuration.licences.data) if edition.audience.open else None,
        openapi=edition.absolute(OPENAPI.address),
        updated=paris(max(file.updated for file in parts)) if parts else None,
        notices=sum(file.count for file in parts),
        parts=tuple(fmt.PartFile(year=file.name, notices=file.count, **told(file)) for file in parts),
        changes=tuple(fmt.ChangesFile(month=file.name, changes=file.count, **told(file)) for file in months),
        bulk=tuple(fmt.PartFile(year=file.name, notices=file.count, **told(file)) for file in wholes),
    )
    return msgspec.json.format(msgspec.json.encode(index), indent=2) + b"\n"


def _head(edition: Edition) -> dict[str, str]:
    return {"schema": edition.absolute(DATA_SCHEMA.address), "version": fmt.VERSION}


def _lined(empty: Struct, items: Iterable[Struct]) -> bytes:
    """`empty` as JSON; its last key, an empty list, then holds the items, one a line."""
    start = msgspec.json.encode(empty).removesuffix(b"[]}")
    return start + b"[\n" + b",\n".join(map(msgspec.json.encode, items)) + b"\n]}\n"
