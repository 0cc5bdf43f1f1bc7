"""Short feeds: RSS 2.0, Atom (RFC 4287) and JSON Feed 1.1, whose entries tell facts and a summary alone.

There are thousands of them: they are written at once, where feedgen would take longer than all pages.
"""

from collections.abc import Callable, Iterable, Mapping
from email.utils import format_datetime
from typing import Any
from xml.etree.ElementTree import Element, SubElement, register_namespace, tostring

import msgspec

from cyberveille.map import FeedFormat
from cyberveille.publishing.feeds.channel import GENERATOR, GENERATOR_VERSION, LANGUAGE, Channel
from cyberveille.publishing.feeds.entry import Entry
from cyberveille.publishing.feeds.json_feed import feed_of
from cyberveille.publishing.feeds.titles import untagged

_ATOM = "http://www.w3.org/2005/Atom"
_DC = "http://purl.org/dc/elements/1.1/"
_TTL_MINUTES = "30"
register_namespace("atom", _ATOM)
register_namespace("dc", _DC)


def _rss(channel: Channel, entries: Iterable[Entry]) -> bytes:
    root = Element("rss", {"version": "2.0"})
    feed = SubElement(root, "channel")
    _said(feed, title=channel.title, link=channel.listing, description=channel.description, language=LANGUAGE)
    _said(feed, copyright=channel.rights, lastBuildDate=format_datetime(channel.updated))
    _said(feed, generator=f"{GENERATOR} {GENERATOR_VERSION}", ttl=_TTL_MINUTES)
    own = {"href": channel.address, "rel": "self", "type": FeedFormat.RSS.media.type}
    SubElement(feed, f"{{{_ATOM}}}link", own)
    for entry in entries:
        item = SubElement(feed, "item")
        _said(item, title=untagged(entry.title), link=entry.url, description=_escaped(entry.summary))
        SubElement(item, "guid", {"isPermaLink": "false"}).text = entry.id
        _said(item, pubDate=format_datetime(entry.published))
        for category in entry.categories:
            SubElement(item, "category", {"domain": channel.schemes + category.scheme}).text = category.label
        SubElement(item, f"{{{_DC}}}creator").text = channel.publisher
        SubElement(item, f"{{{_ATOM}}}updated").text = entry.updated.isoformat()
    return _written(root)


def _escaped(text: str) -> str:
    """Readers take an RSS description for HTML."""
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _atom(channel: Channel, entries: Iterable[Entry]) -> bytes:
    root = Element("feed", {"xmlns": _ATOM, "xml:lang": LANGUAGE})
    _said(root, id=channel.id, title=channel.title, subtitle=channel.description)
    _said(root, updated=channel.updated.isoformat(), rights=channel.rights)
    SubElement(root, "generator", {"version": GENERATOR_VERSION}).text = GENERATOR
    SubElement(root, "link", _link(channel.address, "self", FeedFormat.ATOM.media.type))
    SubElement(root, "link", _link(channel.listing, "alternate", "text/html"))
    _said(SubElement(root, "author"), name=channel.publisher, uri=channel.home)
    for entry in entries:
        item = SubElement(root, "entry")
        _said(item, id=entry.id, title=untagged(entry.title))
        _said(item, updated=entry.updated.isoformat(), published=entry.published.isoformat())
        SubElement(item, "link", _link(entry.url, "alternate", "text/html"))
        _said(item, summary=entry.summary)
        for category in entry.categories:
            told = {"term": category.term, "scheme": channel.schemes + category.scheme}
            SubElement(item, "category", {**told, "label": category.label})
    return _written(root)


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


def _said(parent: Element, **texts: str) -> None:
    for name, text in texts.items():
        SubElement(parent, name).text = text


def _written(root: Element) -> bytes:
    xml: bytes = tostring(root, encoding="utf-8", xml_declaration=True)
    return xml + b"\n"
