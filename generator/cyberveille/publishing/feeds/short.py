"""Short feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, whose entries tell facts and a summary alone.

There are thousands of them: they are written at once, where feedgen would take longer than all pages.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from email.utils import format_datetime
from typing import Any

import msgspec

from cyberveille.map import FeedFormat
from cyberveille.publishing.feeds.channel import GENERATOR, GENERATOR_VERSION, LANGUAGE, Channel
from cyberveille.publishing.feeds.entry import Entry
from cyberveille.publishing.feeds.json_feed import feed_of
from cyberveille.publishing.feeds.titles import untagged
from cyberveille.publishing.feeds.xml import document, element, empty, escaped, group

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_TTL_MINUTES = "30"


def _rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    own = {"href": channel.address, "rel": "self", "type": FeedFormat.RSS.media.type}
    items = "".join(_rss_item(channel, entry) for entry in entries)
    feed = (
        *_texts(title=channel.title, link=channel.listing, description=channel.description),
        *_texts(language=LANGUAGE, copyright=channel.rights, lastBuildDate=format_datetime(channel.updated)),
        *_texts(generator=f"{GENERATOR} {GENERATOR_VERSION}", ttl=_TTL_MINUTES),
        empty("atom:link", own),
    )
    spaces = {"xmlns:atom": _ATOM} | ({"xmlns:dc": _DC} if items else {})
    return document("rss", spaces | {"version": "2.0"}, group("channel", "".join(feed) + items))


def _rss_item(channel: Channel, entry: Entry) -> str:
    told = _texts(title=untagged(entry.title), link=entry.url, description=escaped(entry.summary))
    categories = (
        element("category", category.label, {"domain": channel.schemes + category.scheme})
        for category in entry.categories
    )
    return group(
        "item",
        "".join(told)
        + element("guid", entry.id, {"isPermaLink": "false"})
        + element("pubDate", format_datetime(entry.published))
        + "".join(categories)
        + element("dc:creator", channel.publisher)
        + element("atom:updated", entry.updated.isoformat()),
    )


def _atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    author = "".join(_texts(name=channel.publisher, uri=channel.home))
    feed = (
        *_texts(id=channel.id, title=channel.title, subtitle=channel.description),
        *_texts(updated=channel.updated.isoformat(), rights=channel.rights),
        element("generator", GENERATOR, {"version": GENERATOR_VERSION}),
        empty("link", _link(channel.address, "self", FeedFormat.ATOM.media.type)),
        empty("link", _link(channel.listing, "alternate", "text/html")),
        group("author", author),
    )
    items = (_atom_item(channel, entry) for entry in entries)
    return document("feed", {"xmlns": _ATOM, "xml:lang": LANGUAGE}, "".join((*feed, *items)))


def _atom_item(channel: Channel, entry: Entry) -> str:
    told = (
        *_texts(id=entry.id, title=untagged(entry.title)),
        *_texts(updated=entry.updated.isoformat(), published=entry.published.isoformat()),
        empty("link", _link(entry.url, "alternate", "text/html")),
        element("summary", entry.summary),
    )
    categories = (
        empty(
            "category",
            {"term": item.term, "scheme": channel.schemes + item.scheme, "label": item.label},
        )
        for item in entry.categories
    )
    return group("entry", "".join((*told, *categories)))


def _link(href: str, rel: str, media: str) -> dict[str, str]:
    return {"href": href, "rel": rel, "type": media}


def _json(channel: Channel, entries: Iterable[Entry]) -> bytes:
    return msgspec.json.encode(feed_of(channel, [_item(channel, entry) for entry in entries])) + b"\n"


def _item(channel: Channel, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "content_text": entry.summary,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "tags": [category.label for category in entry.categories],
        "_cyberveille": {
            "about": channel.about,
            "id": entry.notice,
            "kind": entry.kind.value,
            "tlp": entry.tlp.value,
            "withdrawn": entry.withdrawn,
            "json_url": entry.json_url,
        },
    }


WRITERS: Mapping[FeedFormat, Callable[[Channel, Iterable[Entry]], bytes]] = {
    FeedFormat.RSS: _rss,
    FeedFormat.ATOM: _atom,
    FeedFormat.JSON: _json,
}


def _texts(**texts: str) -> Iterator[str]:
    return (element(name, text) for name, text in texts.items())
