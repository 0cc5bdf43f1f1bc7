"""The sitemap (sitemaps.org protocol 0.9), in parts and an index when it grows past its limits."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from itertools import chain, groupby, islice
from operator import attrgetter
from urllib.parse import quote

from msgspec import Struct

from cyberveille.map import PRODUCTS, SITEMAP
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

MAX_ADDRESSES = 2_000
"""The protocol admits 50,000: with fewer, a new notice writes again a small part rather than all of them."""
MAX_BYTES = 50 * 1024 * 1024

_HEAD = '<?xml version="1.0" encoding="UTF-8"?>\n'
_NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'
_ENVELOPE_BYTES = 200


class SitemapEntry(Struct, frozen=True):
    """A canonical address, relative to the portal's root, and when it last changed."""

    address: str
    changed: datetime | None = None


def entries(edition: Edition) -> Iterator[SitemapEntry]:
    """Every canonical page but the lists' filters and further pages, which only lead to others.

    Notices come first, in the order they were published, and what changes with them last: a new one
    leaves every part of the sitemap but the last as it was.
    """
    for year in _years(edition):
        yield from year.entries()
    yield from _others(edition)
    yield from chain.from_iterable(_made(edition).values())


class _Year(Struct, frozen=True):
    """The notices of a year, of whatever kind."""

    parts: tuple[Part, ...]

    @property
    def count(self) -> int:
        return sum(part.facts.count for part in self.parts)

    @property
    def digest(self) -> tuple[bytes, ...]:
        return tuple(part.facts.digest for part in self.parts)

    def entries(self) -> Iterator[SitemapEntry]:
        """In the order in which they were published."""
        items = (item for part in self.parts for item in part.headlines)
        for item in sorted(items, key=attrgetter("place")):
            yield SitemapEntry(item.address, item.updated)


def _years(edition: Edition) -> list[_Year]:
    """The first year first."""
    grouped = groupby(reversed(edition.parts), key=lambda part: part.facts.year)
    return [_Year(tuple(parts)) for _, parts in grouped]


def _others(edition: Edition) -> Iterator[SitemapEntry]:
    for place in edition.places:
        if place.canonical:
            parts = [part for kind in place.kinds for part in edition.parts_of(kind)]
            yield SitemapEntry(place.address, max((part.facts.updated for part in parts), default=None))
    yield from (SitemapEntry(page.address) for page in sorted(edition.pages, key=lambda page: page.address))


def _made(edition: Edition) -> Mapping[str, Sequence[SitemapEntry]]:
    """The pages of vendors, each with those of its products, by the letter or digit of the vendor's address.

    They bear the last revision of what they list. A new one moves none of another letter.
    """
    found: defaultdict[str, list[SitemapEntry]] = defaultdict(list)
    for maker in sorted(edition.makers, key=attrgetter("slug")):
        own = found[maker.slug[0]]
        own.append(SitemapEntry(maker.address, maker.told.updated))
        own += (SitemapEntry(made.address, made.told.updated) for made in maker.made)
    return found


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """The sitemap, as one part or as one for each of its files.

    Two thousand addresses weigh less than the protocol admits, whatever they are: only their number counts.
    """
    years, others, made = _years(edition), tuple(_others(edition)), _made(edition)
    told = (tuple(year.digest for year in years), others, tuple(made.values()))
    total = sum(year.count for year in years) + len(others)
    if total + sum(map(len, made.values())) <= MAX_ADDRESSES:
        yield Node("sitemap", digest("sitemap", common, *told), partial(outputs, edition))
    else:
        make = partial(_files, edition, common, years, others, made)
        yield Node("sitemap", digest("sitemaps", common, *told), make)


def _files(
    edition: Edition,
    common: bytes,
    years: list[_Year],
    others: tuple[SitemapEntry, ...],
    made: Mapping[str, Sequence[SitemapEntry]],
) -> Iterator[Node | Output]:
    total = sum(year.count for year in years) + len(others)
    starts = range(0, total, MAX_ADDRESSES)
    addresses = [f"sitemap-{number}.xml" for number in range(1, len(starts) + 1)]
    of_letters = dict(_cut(made))
    urls = tuple(map(edition.absolute, (*addresses, *of_letters)))
    yield Output(SITEMAP.address, digest("sitemap index", *urls), partial(_index, urls))
    for address, some in of_letters.items():
        yield Node(address, digest("sitemap", common, some), partial(_listed, edition, address, some))
    for address, start in zip(addresses, starts, strict=True):
        at = before = 0
        held: list[_Year] = []
        for year in years:
            if at < start + MAX_ADDRESSES and at + year.count > start:
                before = before if held else start - at
                held.append(year)
            at += year.count
        rest = others if start + MAX_ADDRESSES > at else ()
        if not held:
            before = start - at
        key = digest("sitemap", common, tuple(year.digest for year in held), rest, before)
        yield Node(address, key, partial(_file, edition, address, held, rest, before))


def _file(
    edition: Edition, address: str, years: list[_Year], others: tuple[SitemapEntry, ...], before: int
) -> Iterator[Output]:
    listed = chain(chain.from_iterable(year.entries() for year in years), others)
    yield from _listed(edition, address, islice(listed, before, before + MAX_ADDRESSES))


def _cut(made: Mapping[str, Sequence[SitemapEntry]]) -> Iterator[tuple[str, Sequence[SitemapEntry]]]:
    """The addresses of the files on products, each with what it lists."""
    for letter, entries in made.items():
        for start in range(0, len(entries), MAX_ADDRESSES):
            number = f"-{start // MAX_ADDRESSES + 1}" if start else ""
            address = f"sitemap-{PRODUCTS.address.rstrip('/')}-{letter}{number}.xml"
            yield address, entries[start : start + MAX_ADDRESSES]


def _listed(edition: Edition, address: str, some: Iterable[SitemapEntry]) -> Iterator[Output]:
    lines = tuple(_entry(edition.absolute(quote(entry.address)), entry) for entry in some)
    yield Output(address, digest("sitemap", *lines), partial(_urlset, lines))


def outputs(
    edition: Edition, *, max_addresses: int = MAX_ADDRESSES, max_bytes: int = MAX_BYTES
) -> Iterator[Output]:
    """`sitemap.xml`, and `sitemap-1.xml`, `sitemap-2.xml`… when one file cannot hold it all."""
    listed = [_entry(edition.absolute(quote(entry.address)), entry) for entry in entries(edition)]
    parts = list(_parts(listed, max_addresses, max_bytes))
    if len(parts) == 1:
        yield Output(SITEMAP.address, digest("sitemap", *parts[0]), partial(_urlset, parts[0]))
        return
    addresses = [f"sitemap-{number}.xml" for number in range(1, len(parts) + 1)]
    for address, part in zip(addresses, parts, strict=True):
        yield Output(address, digest("sitemap", *part), partial(_urlset, part))
    urls = tuple(edition.absolute(address) for address in addresses)
    yield Output(SITEMAP.address, digest("sitemap index", *urls), partial(_index, urls))


def _entry(url: str, entry: SitemapEntry) -> str:
    lastmod = ""
    if entry.changed is not None:
        moment = entry.changed.astimezone(UTC).replace(microsecond=0, tzinfo=None)
        lastmod = f"<lastmod>{moment.isoformat()}Z</lastmod>"
    return f"<url><loc>{escape(url, quote=False)}</loc>{lastmod}</url>\n"


def _parts(entries: Sequence[str], max_addresses: int, max_bytes: int) -> Iterator[tuple[str, ...]]:
    part: list[str] = []
    room = max_bytes - _ENVELOPE_BYTES
    for entry in entries:
        size = len(entry.encode())
        if part and (len(part) == max_addresses or size > room):
            yield tuple(part)
            part, room = [], max_bytes - _ENVELOPE_BYTES
        part.append(entry)
        room -= size
    yield tuple(part)


def _urlset(entries: tuple[str, ...]) -> bytes:
    return f"{_HEAD}<urlset {_NAMESPACE}>\n{''.join(entries)}</urlset>\n".encode()


def _index(urls: tuple[str, ...]) -> bytes:
    parts = "".join(f"<sitemap><loc>{escape(url, quote=False)}</loc></sitemap>\n" for url in urls)
    return f"{_HEAD}<sitemapindex {_NAMESPACE}>\n{parts}</sitemapindex>\n".encode()
