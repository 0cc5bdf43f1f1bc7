"""JSON Feed 1.1 (jsonfeed.org/version/1.1)."""

from collections.abc import Iterable
from typing import Any

import msgspec

from cyberveille.publishing.feeds.channel import LANGUAGE, Channel
from cyberveille.publishing.feeds.entry import Entry


def json_feed(channel: Channel, entries: Iterable[Entry]) -> bytes:
    """The feed, indented unless it is short; what the format has no key for stands under `_cyberveille`."""
    feed = {
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
        "items": [_item(channel, entry) for entry in entries],
    }
    return msgspec.json.format(msgspec.json.encode(feed), indent=-1 if channel.short else 2) + b"\n"


def _item(channel: Channel, entry: Entry) -> dict[str, Any]:
    said = (
        {"summary": entry.summary, "content_html": entry.html}
        if entry.html
        else {"content_text": entry.summary}
    )
    return {
        "id": entry.id,
        "url": entry.url,
        "title": entry.title,
        **said,
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
            # Their labels are the tags; a short entry leaves it at that.
            **({} if channel.short else {"categories": entry.categories}),
            "json_url": entry.json_url,
        },
    }
