"""Media types of the files that the portal publishes, by how their names end.

The system is not asked: its table differs from one machine to the next.
"""

from msgspec import Struct

from cyberveille.model import MEDIA_TYPES


class Media(Struct, frozen=True):
    """A media type (RFC 6838), its charset where one must be said, and whether the file is text."""

    type: str
    charset: str | None = None
    textual: bool = True

    @property
    def content_type(self) -> str:
        """As the Content-Type header says it (RFC 9110 section 8.3)."""
        return f"{self.type}; charset={self.charset}" if self.charset else self.type


RSS = Media("application/rss+xml", "utf-8")
ATOM = Media("application/atom+xml", "utf-8")
JSON_FEED = Media("application/feed+json")
PLAIN = Media("text/plain", "utf-8")
SCHEMA = Media("application/schema+json")
CSV = Media("text/csv", "utf-8")
CALENDAR = Media("text/calendar", "utf-8")
TABLE = Media("text/csv")
"""An editor's own table, in whatever charset it came."""
BINARY = Media("application/octet-stream", textual=False)
OUTLINE = Media("text/x-opml", "utf-8")
ARCHIVE = Media("application/gzip", textual=False)
PIECE = Media("application/x-pagefind")
"""A piece of the search index that compresses like text: a table of contents, a filter."""

MEDIA: dict[str, Media] = {
    ".html": Media("text/html", "utf-8"),
    ".css": Media("text/css", "utf-8"),
    ".js": Media("text/javascript", "utf-8"),
    ".json": Media("application/json"),
    ".xml": Media("application/xml", "utf-8"),
    ".svg": Media("image/svg+xml", "utf-8"),
    ".txt": PLAIN,
    ".csv": CSV,
    ".ics": CALENDAR,
    ".opml": OUTLINE,
    ".pf_meta": PIECE,
    ".pf_filter": PIECE,
    ".wasm": Media("application/wasm", textual=False),
    ".png": Media("image/png", textual=False),
    ".woff2": Media("font/woff2", textual=False),
}
MEDIA |= {ending: Media(kind, textual=False) for ending, kind in MEDIA_TYPES.items() if ending not in MEDIA}
"""By ending, attachments included; feeds and what stands under `schemas/` have types of their own."""
