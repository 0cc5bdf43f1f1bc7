"""RSS 2.0 and Atom (RFC 4287), written by feedgen."""

from collections.abc import Iterable, Mapping
from datetime import datetime
from html import escape
from xml.etree.ElementTree import Element

from feedgen.entry import FeedEntry
from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from cyberveille.expressions import expression
from cyberveille.map import FeedFormat
from cyberveille.publishing.feeds.channel import (
    GENERATOR,
    GENERATOR_VERSION,
    LANGUAGE,
    Channel,
)
from cyberveille.publishing.feeds.entry import Entry
from cyberveille.publishing.feeds.titles import untagged

_ATOM = "http://www.w3.org/2005/Atom"
_TTL_MINUTES = 30
_NOT_IN_COMMENT = expression(r"[()<>@\\]")


class _Revised(BaseEntryExtension):  # type: ignore[misc]  # untyped library
    """`atom:updated` in an RSS item: RSS itself has no word for a revision."""

    updated: datetime

    def extend_rss(self, item: Element) -> Element:
        xml_elem(f"{{{_ATOM}}}updated", item).text = self.updated.isoformat()
        return item


class _Link(BaseEntryExtension):  # type: ignore[misc]  # untyped library
    """The attributes of an Atom entry's link, which feedgen 1.0 leaves out: without them it is bare."""

    link: Mapping[str, str]

    def extend_atom(self, entry: Element) -> Element:
        for element in entry.findall("link"):
            for name, value in self.link.items():
                element.set(name, value)
        return entry


def rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """RSS 2.0; the guid is no link, and the full text stands in `content:encoded`."""
    feed = _feed(channel, FeedFormat.RSS)
    feed.load_extension("dc", atom=False)
    feed.register_extension("revised", BaseExtension, _Revised, atom=False)
    feed.ttl(_TTL_MINUTES)
    feed.docs("https://www.rssboard.org/rss-specification")
    if channel.email:
        feed.managingEditor(f"{channel.email} ({_NOT_IN_COMMENT.sub('', channel.publisher)})")
    for entry in entries:
        item = _entry(feed, channel, entry)
        # Readers take an RSS description for HTML.
        item.description(escape(entry.summary, quote=False), isSummary=True)
        item.content(entry.html, type="html")
        item.dc.dc_creator(channel.publisher)
        item.revised.updated = entry.updated
    return _written(feed.rss_str(pretty=True))


def atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    feed = _feed(channel, FeedFormat.ATOM)
    feed.register_extension("alone", BaseExtension, _Link, rss=False)
    feed.id(channel.id)
    author = {"name": channel.publisher, "uri": channel.home}
    feed.author(author | ({"email": channel.email} if channel.email else {}))
    for entry in entries:
        item = _entry(feed, channel, entry)
        item.updated(entry.updated)
        item.summary(entry.summary)
        item.content(entry.html, type="html")
        # No link beside it: importers take one of several, and not always the page's.
        [item.alone.link] = item.link()
    return _written(feed.atom_str(pretty=True))


def _feed(channel: Channel, form: FeedFormat) -> FeedGenerator:
    feed = FeedGenerator()
    feed.title(channel.title)
    feed.subtitle(channel.description)
    feed.link(href=channel.address, rel="self", type=form.media.type)
    # Last: feedgen makes the last link the RSS channel's.
    feed.link(href=channel.listing, rel="alternate", type="text/html", hreflang=LANGUAGE)
    feed.language(LANGUAGE)
    feed.updated(channel.updated)
    feed.rights(channel.rights)
    feed.generator(GENERATOR, version=GENERATOR_VERSION)
    return feed


def _entry(feed: FeedGenerator, channel: Channel, entry: Entry) -> FeedEntry:
    item = feed.add_entry(order="append")
    item.guid(entry.id, permalink=False)
    item.title(untagged(entry.title))
    item.link(href=entry.url, rel="alternate", type="text/html", hreflang=LANGUAGE)
    item.published(entry.published)
    item.category(
        [
            {
                "term": category.term,
                "label": category.label,
                "scheme": channel.schemes + category.scheme,
            }
            for category in entry.categories
        ]
    )
    return item


def _written(xml: bytes) -> bytes:
    return xml.rstrip() + b"\n"
