"""A thread as Atom (RFC 4287) with its answers threaded (RFC 4685), for readers that carry the session."""

from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from urllib.parse import quote
from uuid import UUID, uuid5
from xml.etree.ElementTree import Element

from feedgen.ext.base import BaseEntryExtension, BaseExtension
from feedgen.feed import FeedGenerator
from feedgen.util import xml_elem

from cyberveille.exchanging.messages import Message
from cyberveille.exchanging.threads import Thread
from cyberveille.locale import datetime_fr, french, paris
from cyberveille.model import ExchangeSettings

FEED = "echanges/membre/fil.atom"
_NAMESPACE = UUID("7c6f0a0e-6f0c-4f5c-9d7a-3f1c2b7d4e51")
_THREADING = "http://purl.org/syndication/thread/1.0"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


class _Threading(BaseExtension):  # type: ignore[misc]  # untyped library
    def extend_ns(self) -> dict[str, str]:
        return {"thr": _THREADING}


class _Answer(BaseEntryExtension):  # type: ignore[misc]  # untyped library
    to: str = ""

    def extend_atom(self, entry: Element) -> Element:
        if self.to:
            xml_elem(f"{{{_THREADING}}}in-reply-to", entry).set("ref", self.to)
        return entry


def thread_atom(
    settings: ExchangeSettings,
    thread: Thread,
    messages: Sequence[Message],
    render: Callable[[str], str],
) -> bytes:
    """The published `messages` of a thread, newest first; an entry's identifier never serves another."""
    page = settings.origin + thread.uri
    feed = FeedGenerator()
    feed.register_extension("answer", _Threading, _Answer, rss=False)
    feed.id(uuid5(_NAMESPACE, thread.id).urn)
    feed.title(french(f"Discussion : {thread.title}"))
    feed.subtitle(f"Messages des correspondants sur {thread.id}, {settings.portal}.")
    feed.author({"name": settings.portal})
    feed.language("fr")
    feed.link(href=f"{settings.origin}{settings.base}{FEED}?page={quote(thread.uri)}", rel="self")
    feed.link(href=page, rel="alternate")
    # A thread without a message has never changed.
    feed.updated(paris(max((item.modified or item.created for item in messages), default=_LONG_AGO)))
    names = {item.id: _name(item) for item in messages}
    for item in reversed(messages):
        entry = feed.add_entry(order="append")
        entry.id(names[item.id])
        entry.title(f"{item.author}, {datetime_fr(item.created)}")
        entry.author({"name": item.author})
        entry.link(href=f"{page}#message-{item.id}")
        entry.published(paris(item.created))
        entry.updated(paris(item.modified or item.created))
        entry.content(render(item.text), type="html")
        entry.answer.to = names.get(item.parent, "") if item.parent is not None else ""
    written: bytes = feed.atom_str(pretty=True)
    return written.rstrip() + b"\n"


def _name(message: Message) -> str:
    """Of its number and its moment, which no client chooses: after a disaster, a number may come again."""
    return uuid5(_NAMESPACE, f"{message.uri}#{message.id} {message.created.isoformat()}").urn
