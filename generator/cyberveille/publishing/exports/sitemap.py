"""The sitemap (sitemaps.org protocol 0.9), in parts and an index when it grows past its limits."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from functools import partial
from html import escape
from urllib.parse import quote

from msgspec import Struct

from cyberveille.map import SITEMAP
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

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
    yield from (SitemapEntry(item.address, item.updated) for item in reversed(edition.headlines))
    for place in edition.places:
        if place.canonical:
            newest = _latest([item for kind in place.kinds for item in edition.of_kind(kind)])
            yield SitemapEntry(place.address, newest)
    yield from (SitemapEntry(page.address) for page in sorted(edition.pages, key=lambda page: page.address))


def _latest(headlines: Sequence[Headline]) -> datetime | None:
    return max((item.updated for item in headlines), default=None)


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
