"""The few facts of a notice that other pages print about it."""

from collections.abc import Iterator, Mapping
from datetime import date, datetime
from hashlib import blake2b
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.model.action import ActionStatus
from cyberveille.model.advisory import Named
from cyberveille.model.bulletin import AlertStatus
from cyberveille.model.change import Change, changes
from cyberveille.model.earlier import Kept, Stages
from cyberveille.model.former import Former
from cyberveille.model.holding import held
from cyberveille.model.kinds import Kind
from cyberveille.model.naming import key_of, keys_in, keys_in_address
from cyberveille.model.notice import Notice
from cyberveille.model.roles import Role, Shown
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Tlp

_NOTICES = frozenset({Role.NOTICE})


class Headline(Struct, frozen=True, kw_only=True, omit_defaults=True, gc=False):
    """A notice as lists, the home page, its neighbours and the band print it.

    An archive keeps every headline in memory and decodes a whole notice only to print its own page, so
    nothing longer than a line belongs here.
    """

    id: str
    kind: Kind
    title: str
    tlp: Tlp
    published: datetime
    updated: datetime
    digest: str
    """Of the source's bytes, and of what its products are called: all that a page made from it depends on."""
    draft: bool = False
    withdrawn: bool = False
    erased: bool = False
    """Withdrawn with all that it said: only the facts above are true of it."""
    severity: Severity | None = None
    technologies: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    named: tuple[Named, ...] = ()
    """All vendors and products that it is about."""
    exploited: bool = False
    exploited_by: str = ""
    """The catalogue that says so first, and the day, in words; empty for the notice's own word."""
    structures: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    """The care services that it says are touched."""
    status: AlertStatus | None = None
    closed: datetime | None = None
    deadline: date | None = None
    exposed_deadline: date | None = None
    revised: int = 0
    """How many revisions followed the first one, minor ones included."""
    indicators: int = 0
    """How many indicators of compromise it gives."""
    immediate: str | None = None
    """What to do, in a line: the third answer of « En bref »."""
    theme: str | None = None
    form: str | None = None
    summary: str | None = None
    version: str | None = None
    structure: str | None = None
    origin: str | None = None
    period: str | None = None
    progress: ActionStatus | None = None
    starts: date | None = None
    ends: date | None = None
    related: tuple[str, ...] = ()
    supersedes: tuple[str, ...] = ()
    """Of a paper: the notices that it names for its readers, and those that it replaces."""
    redirect_from: tuple[str, ...] = ()
    declassifies: bool = False
    """Whether it may repeat what is restricted."""
    keys: str = ""
    """Those of what people look a notice up by, beside its own: CVE, its names elsewhere and before, and the
    identifiers of what it refers to; one text, with spaces between them."""
    changes: tuple[Change, ...] = ()
    """What happened to it since it was published, in the order of time."""
    earlier: tuple[Kept, ...] = ()
    """The texts that it had before, as far as they were kept, by number."""
    former: tuple[Former, ...] = ()
    """What those of them said, the first one first, that had deadlines where it has none now."""

    @property
    def address(self) -> str:
        return self.kind.address(self.id)

    @property
    def year(self) -> str:
        return self.id.split("-")[1]

    @property
    def identifiers(self) -> tuple[str, ...]:
        """The same keys, each apart."""
        return tuple(self.keys.split())

    @property
    def place(self) -> tuple[datetime, str]:
        """Where it stands among others: by its publication, and of one moment by its identifier."""
        return self.published, self.id

    @property
    def standing(self) -> bool:
        """Whether it is a bulletin or an alert that still holds: neither withdrawn nor erased."""
        return self.kind.watched and not self.withdrawn and not self.erased

    @property
    def dated(self) -> bool:
        """Whether it is to be treated before a day."""
        return self.deadline is not None or self.exposed_deadline is not None

    @property
    def days(self) -> Iterator[tuple[bool, date]]:
        """Its deadlines, each with whether it is for systems that the Internet reaches."""
        if self.exposed_deadline is not None:
            yield True, self.exposed_deadline
        if self.deadline is not None:
            yield False, self.deadline

    @property
    def active(self) -> bool:
        """An alert that is neither closed nor withdrawn."""
        return self.status is AlertStatus.ACTIVE and not self.withdrawn

    def stages(self, readers: Tlp) -> Stages:
        """What can be told of its revisions to those who may read as much as `readers`."""
        count = self.revised + 1
        said = {change.said + 1 for change in self.changes if change.said is not None}
        kept = (item.number for item in self.earlier if item.tlp.within(readers))
        return Stages(count, frozenset(range(2, count + 1)) - said, tuple(kept))

    @classmethod
    def of(cls, notice: Notice, *, identified: bool = True) -> "Headline":
        """Unless `identified`, without the keys of its identifiers, which take the longest to find."""
        told = {} if notice.erased else notice.headline() | _named(notice)
        return cls(
            id=notice.id,
            kind=notice.kind,
            title=notice.title,
            tlp=notice.tlp,
            published=notice.published,
            updated=notice.updated,
            digest=_digest(notice.source.digest, told.get("named", ())),
            draft=notice.draft,
            withdrawn=notice.withdrawn is not None,
            erased=notice.erased,
            declassifies=bool(notice.declassifies),
            redirect_from=notice.redirect_from,
            changes=changes(notice),
            earlier=tuple(Kept(item.number, item.tlp) for item in notice.earlier),
            keys=" ".join(dict.fromkeys(_identifiers(notice, told))) if identified else "",
            **{name: value for name, value in told.items() if name != "identifiers"},
        )


def _named(notice: Notice) -> dict[str, tuple[str, ...]]:
    """The notices that a paper names: for its readers, and as replaced; nothing of what is watched."""
    if notice.kind.watched:
        return {}
    related = tuple(item.value for item in held(notice, _NOTICES, shown=Shown.PAGE))
    return {"related": related, "supersedes": notice.supersedes}


def _digest(source: str, named: tuple[Named, ...]) -> str:
    if not named:
        return source
    return blake2b(msgspec.msgpack.encode((source, named)), digest_size=16).hexdigest()


def _identifiers(notice: Notice, told: Mapping[str, Any]) -> Iterator[str]:
    """The keys of what names the notice, in its header, its references and its former addresses."""
    yield from map(key_of, told.get("identifiers", notice.aliases))
    for reference in notice.references:
        yield from keys_in(reference.title)
        yield from keys_in_address(reference.url)
    for former in notice.redirect_from:
        yield from keys_in_address(former)
