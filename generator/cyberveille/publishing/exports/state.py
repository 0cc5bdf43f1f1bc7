"""What changes with each edition: the active alerts, and the edition's own facts."""

from collections.abc import Iterator
from datetime import date, datetime
from functools import partial

import msgspec
from msgspec import Struct

from cyberveille import __version__
from cyberveille.locale import paris
from cyberveille.model import Headline, Kind
from cyberveille.publishing.admission import Admission
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest

GENERATOR = "cyberveille"


class EditionStamp(Struct, frozen=True):
    date: datetime
    commit: str | None


_ALERT_KEYS = {
    "title": "titre",
    "address": "adresse",
    "severity": "gravite",
    "since": "depuis",
    "measure": "mesure",
    "deadline": "echeance",
    "exposed_deadline": "echeance_exposes",
}


class ActiveAlert(Struct, frozen=True, rename=_ALERT_KEYS):
    """An alert as the band prints it; `address` is root-absolute, times are Europe/Paris."""

    id: str
    title: str
    address: str
    severity: str | None
    since: datetime
    measure: str | None
    deadline: date | None
    exposed_deadline: date | None


class State(Struct, frozen=True, rename={"alerts": "alertes"}):
    """`/etat.json`: read by the script that fills the band, so its keys are permanent."""

    edition: EditionStamp
    alerts: tuple[ActiveAlert, ...]


class Counts(Struct, frozen=True):
    bulletins: int
    alerts: int
    active_alerts: int
    documents: int


class Generator(Struct, frozen=True):
    name: str
    version: str


class EditionFacts(Struct, frozen=True, omit_defaults=True):
    """`/edition.json`: which edition this is; `generator.name` marks the folder as ours."""

    generator: Generator
    date: datetime
    commit: str | None
    audience: str
    tlp_max: str
    """The most closed marking that this edition may show."""
    restricted: bool
    """Whether it may show more than anyone may read: `deliver` never puts it in the open by itself."""
    url: str
    counts: Counts
    admissions: tuple[Admission, ...] = ()
    """What was published and is no more, or was changed, by leave of an operator."""


def outputs(edition: Edition) -> Iterator[Output]:
    """`etat.json` and `edition.json`."""
    for path, value in (("etat.json", state(edition)), ("edition.json", facts(edition))):
        yield Output(path, digest(path, msgspec.json.encode(value)), partial(_written, value))


def state(edition: Edition) -> State:
    return State(
        EditionStamp(paris(edition.date), edition.commit),
        tuple(_active(edition, alert) for alert in edition.active_alerts),
    )


def facts(edition: Edition) -> EditionFacts:
    return EditionFacts(
        generator=Generator(GENERATOR, __version__),
        date=paris(edition.date),
        commit=edition.commit,
        audience=edition.audience.name,
        tlp_max=edition.audience.tlp_max.value,
        restricted=not edition.audience.open,
        url=edition.absolute(""),
        counts=Counts(
            bulletins=edition.count(Kind.BULLETIN),
            alerts=edition.count(Kind.ALERT),
            active_alerts=len(edition.active_alerts),
            documents=edition.count(Kind.DOCUMENT),
        ),
        admissions=tuple(Admission(item.id, paris(item.date)) for item in edition.admissions),
    )


def _active(edition: Edition, alert: Headline) -> ActiveAlert:
    return ActiveAlert(
        id=alert.id,
        title=alert.title,
        address=edition.path(alert.address),
        severity=alert.severity.value if alert.severity else None,
        since=paris(alert.published),
        measure=alert.immediate,
        deadline=alert.deadline,
        exposed_deadline=alert.exposed_deadline,
    )


def _written(value: State | EditionFacts) -> bytes:
    return msgspec.json.format(msgspec.json.encode(value), indent=2) + b"\n"
