"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import Iterable
from typing import Any

import msgspec

from cyberveille.publishing.feeds.channel import LANGUAGE, Channel
from cyberveille.publishing.feeds.entry import Entry


def json_feed(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """The feed, indented; what the format has no key for stands under `_cyberveille`."""
    feed = feed_of(channel, [_item(channel, entry) for entry in entries])
    return msgspec.json.format(msgspec.json.encode(feed), indent=2) + b"\n"


def feed_of(channel: Channel, items: list[dict[str, Any]]) -> dict[str, Any]:
    """What the feed says of itself, then its items."""
    return {
        "version": "https://jsonfeed.org/version/1.1",
        "title": channel.title,
        "description": channel.description,
        "home_page_url": channel.listing,
        "feed_url": channel.address,
        "language": LANGUAGE,
        "authors": [{"name": channel.publisher, "url": channel.home}],
        "_cyberveille": {
            "about": channel.about,
            "id": channel.id,
            "date_built": channel.updated,
            "rights": channel.rights,
        },
        "items": items,
    }


def _item(channel: Channel, entry: Entry) -> dict[str, Any]:
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        "summary": entry.summary,
        "content_html": entry.html,
        "date_published": entry.published,
        "date_modified": entry.updated,
        "language": LANGUAGE,
        "tags": [category.label for category in entry.categories],
        "_cyberveille": {
            "about": channel.about,
            "id": entry.notice,
            "kind": entry.kind.value,
            "tlp": entry.tlp.value,
            "withdrawn": entry.withdrawn,
            "change": entry.change.value if entry.change else None,
            "categories": entry.categories,
            "json_url": entry.json_url,
        },
    }
