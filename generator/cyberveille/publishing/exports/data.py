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
from pathlib import Path
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.locale import paris
from cyberveille.map import DATA_INDEX, DATA_SCHEMA, OPENAPI, json_of
from cyberveille.map.data import bulk, changes, part
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import data_format as fmt
from cyberveille.publishing.exports.licence import LICENCE
from cyberveille.publishing.exports.notice_format import Publisher
from cyberveille.publishing.output import Output, digest

Source = Callable[[str], Path]
"""Where the bytes of a file of the edition lie, by its path."""
_LEVEL = 9


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


def gathered(edition: Edition, keys: Mapping[str, bytes], source: Source) -> Iterator[list[Output]]:
    """The files of one round, then those of the next, which read what the first one made.

    `keys` are those of the notices' JSON, by path.
    """
    years = {year: _of_notices(edition, items, keys) for year, items in _by_year(edition).items()}
    parts, wholes, months = [], [], []
    for year, (key, items) in years.items():
        updated = max(item.updated for item in items)
        output = Output(part(year), digest("part", year, key), partial(_part, edition, year, items, source))
        parts.append(_File(output, year, updated, len(items)))
        output = Output(bulk(year), digest("bulk", key), partial(_bulk, items, source))
        wholes.append(_File(output, year, updated, len(items)))
    for month, happened in _by_month(edition).items():
        output = Output(
            changes(month),
            digest(month, edition.absolute(""), happened),
            partial(_changes, edition, month, happened),
        )
        months.append(_File(output, month, happened[-1].date, len(happened)))
    yield [file.output for file in (*parts, *wholes, *months)]
    told = tuple((file.output.key, file.updated) for file in (*parts, *wholes, *months))
    key = digest(edition.configuration.portal, edition.configuration.publisher, edition.audience.open, told)
    yield [Output(DATA_INDEX.address, key, partial(_index, edition, parts, wholes, months, source))]


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


def _part(edition: Edition, year: str, items: tuple[Headline, ...], source: Source) -> bytes:
    lines = (_line(edition, item, source(json_of(item.address)).read_bytes()) for item in items)
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


def _bulk(items: tuple[Headline, ...], source: Source) -> bytes:
    """The notices' JSON as it is; the head of gzip tells neither a time nor a system."""
    written = io.BytesIO()
    with gzip.GzipFile(filename="", mode="wb", compresslevel=_LEVEL, fileobj=written, mtime=0) as packed:
        for item in items:
            packed.write(source(json_of(item.address)).read_bytes())
    return written.getvalue()


def _by_month(edition: Edition) -> Mapping[str, tuple[fmt.Happened, ...]]:
    """What happened in each month of Paris, the newest month first."""
    months: defaultdict[str, list[fmt.Happened]] = defaultdict(list)
    for item in edition.headlines:
        told = [
            (item.published, "publication"),
            *((change.date, change.nature.value) for change in item.changes),
        ]
        for date, change in told:
            moment = paris(date)
            months[f"{moment:%Y-%m}"].append(
                fmt.Happened(
                    date=moment,
                    change=change,  # type: ignore[arg-type] # the values of the enumeration
                    id=item.id,
                    kind=item.kind.value,
                    url=edition.absolute(item.address),
                    json_url=edition.absolute(json_of(item.address)),
                )
            )
    return {
        month: tuple(sorted(happened, key=lambda one: (one.date, one.id)))
        for month, happened in sorted(months.items(), reverse=True)
    }


def _changes(edition: Edition, month: str, happened: tuple[fmt.Happened, ...]) -> bytes:
    return _lined(fmt.Changes(**_head(edition), month=month, changes=()), happened)


def _index(
    edition: Edition, parts: list[_File], wholes: list[_File], months: list[_File], source: Source
) -> bytes:
    def told(file: _File) -> dict[str, Any]:
        data = source(file.output.path).read_bytes()
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
        licence=LICENCE if edition.audience.open else None,
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
