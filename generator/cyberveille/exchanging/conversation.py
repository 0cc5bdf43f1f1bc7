"""A thread as one person may see it: the JSON that the page's script prints."""

from collections import defaultdict
from collections.abc import Callable, Sequence
from datetime import datetime

from msgspec import Struct

from cyberveille.exchanging.messages import Message, MessageState
from cyberveille.exchanging.person import Person
from cyberveille.exchanging.threads import Thread
from cyberveille.locale import datetime_fr, iso
from cyberveille.model.exchanges import Exchanges

Render = Callable[[str], str]


class ShownMoment(Struct, frozen=True):
    """For `<time>`: RFC 3339 with the offset of Paris, and in French."""

    iso: str
    words: str

    @classmethod
    def of(cls, moment: datetime) -> "ShownMoment":
        return cls(iso(moment), datetime_fr(moment))


class Reader(Struct, frozen=True):
    """Who asks; `key` is told to that person alone."""

    key: str
    name: str
    moderator: bool


class ShownMessage(Struct, frozen=True, kw_only=True):
    """`html` is safe; `state` is « published », « pending », or « removed », then without author and text."""

    id: int
    author: str
    html: str
    created: ShownMoment
    modified: ShownMoment | None
    version: str
    """Another one as soon as the text is."""
    state: str
    mine: bool
    replies: tuple["ShownMessage", ...] = ()


class Conversation(Struct, frozen=True, kw_only=True):
    """`total` counts the published messages; `reviewed` says whether a message waits for a moderator."""

    me: Reader
    tlp: str
    reviewed: bool
    total: int
    messages: tuple[ShownMessage, ...]


class Elsewhere(Struct, frozen=True, kw_only=True):
    """A message out of its thread."""

    id: int
    uri: str
    title: str
    tlp: str
    author: str
    html: str
    version: str
    created: ShownMoment

    @classmethod
    def of(cls, message: Message, thread: Thread, render: Render) -> "Elsewhere":
        return cls(
            id=message.id,
            uri=message.uri,
            title=thread.heading,
            tlp=thread.tlp,
            author=message.author,
            html=render(message.text),
            version=message.version,
            created=ShownMoment.of(message.created),
        )


class Latest(Struct, frozen=True):
    me: Reader
    messages: tuple[Elsewhere, ...]


def conversation(
    thread: Thread, person: Person, messages: Sequence[Message], rules: Exchanges, render: Render
) -> Conversation:
    """`messages` are all those of the thread, oldest first; its author and moderators see one that waits."""
    moderator = person.may_moderate(rules.moderators)
    answers: dict[int, list[Message]] = defaultdict(list)
    seen = [
        item
        for item in messages
        if item.state is not MessageState.PENDING or moderator or item.key == person.key
    ]
    for item in seen:
        if item.parent is not None:
            answers[item.parent].append(item)

    def shown(item: Message) -> ShownMessage:
        removed = item.state is MessageState.REMOVED
        return ShownMessage(
            id=item.id,
            author="" if removed else item.author,
            html="" if removed else render(item.text),
            created=ShownMoment.of(item.created),
            modified=None if item.modified is None or removed else ShownMoment.of(item.modified),
            version=item.version,
            state=item.state.name.lower(),
            mine=not removed and item.key == person.key,
            replies=tuple(map(shown, answers[item.id])) if item.parent is None else (),
        )

    return Conversation(
        me=Reader(person.key, person.name, moderator),
        tlp=thread.tlp,
        reviewed=rules.moderate_first,
        total=sum(1 for item in messages if item.state is MessageState.PUBLISHED),
        messages=tuple(shown(item) for item in seen if item.parent is None),
    )
