"""A thread as Markdown, to keep, or to make a feedback of it once nobody can be recognised."""

import re
from collections.abc import Iterable, Iterator, Sequence

from cyberveille.exchanging.messages import Message, MessageState
from cyberveille.exchanging.threads import Thread
from cyberveille.expressions import expression
from cyberveille.locale import datetime_fr, paris_day

_HEADING = expression(r"^#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$", re.MULTILINE)


def thread_markdown(thread: Thread, messages: Iterable[Message]) -> str:
    """The published messages, each under its author's name, answers below what they answer."""
    shown = _published(messages)
    lines = [f"# Discussion : {thread.title}", "", f"{thread.id}, {thread.uri}, TLP:{thread.tlp}."]
    for item, depth in _in_order(shown):
        lines += ["", f"{'#' * (2 + depth)} {item.author}, {datetime_fr(item.created)}", "", _told(item)]
    return "\n".join(lines) + "\n"


def thread_notes(messages: Iterable[Message]) -> str:
    """The published messages without a name or a date: who speaks is a number, when a day of the thread."""
    shown = _published(messages)
    speakers: dict[str, int] = {}
    lines: list[str] = []
    for item, _ in _in_order(shown):
        speaker = speakers.setdefault(item.key or item.author, len(speakers) + 1)
        day = (paris_day(item.created) - paris_day(shown[0].created)).days
        when = f"J+{day}" if day else "J"
        lines += [f"**Correspondant {speaker}, {when} de la discussion**", "", _told(item), ""]
    return "\n".join(lines).rstrip() + "\n" if lines else ""


def _published(messages: Iterable[Message]) -> list[Message]:
    return [item for item in messages if item.state is MessageState.PUBLISHED]


def _in_order(messages: Sequence[Message]) -> Iterator[tuple[Message, int]]:
    """Each message of the first level (0), then its answers (1); one whose question is gone comes alone."""
    numbers = {item.id for item in messages}
    for item in messages:
        if item.parent in numbers:
            continue
        yield item, 0
        yield from ((answer, 1) for answer in messages if answer.parent == item.id)


def _told(message: Message) -> str:
    """The text, its headings made bold: those of the file are its own."""
    return _HEADING.sub(r"**\1**", message.text)
