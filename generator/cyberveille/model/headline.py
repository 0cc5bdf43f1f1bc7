"""The few facts of a notice that other pages print about it."""

from datetime import date, datetime
from typing import Any

from msgspec import Struct

from cyberveille.model.action import ActionStatus, MinistryAction
from cyberveille.model.bulletin import Alert, AlertStatus, Bulletin
from cyberveille.model.change import Change, changes
from cyberveille.model.document import Document
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Notice, Paper
from cyberveille.model.rex import Rex
from cyberveille.model.severity import Severity
from cyberveille.model.tlp import Tlp


class Headline(Struct, frozen=True, kw_only=True, omit_defaults=True):
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
    """Of the source's bytes: what a page made from the whole notice depends on."""
    draft: bool = False
    withdrawn: bool = False
    erased: bool = False
    """Withdrawn with all that it said: only the facts above are true of it."""
    severity: Severity | None = None
    technologies: tuple[str, ...] = ()
    vendors: tuple[str, ...] = ()
    products: tuple[str, ...] = ()
    exploited: bool = False
    status: AlertStatus | None = None
    closed: datetime | None = None
    deadline: date | None = None
    exposed_deadline: date | None = None
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
    redirect_from: tuple[str, ...] = ()
    declassifies: bool = False
    """Whether it may repeat what is restricted."""
    identifiers: tuple[str, ...] = ()
    """CVE and other publishers' identifiers: what people look a notice up by."""
    changes: tuple[Change, ...] = ()
    """What happened to it since it was published, in the order of time."""

    @property
    def address(self) -> str:
        return self.kind.address(self.id)

    @property
    def year(self) -> str:
        return self.id.split("-")[1]

    @property
    def active(self) -> bool:
        """An alert that is neither closed nor withdrawn."""
        return self.status is AlertStatus.ACTIVE and not self.withdrawn

    @classmethod
    def of(cls, notice: Notice) -> "Headline":
        facts: dict[str, Any] = {
            "id": notice.id,
            "kind": notice.kind,
            "title": notice.title,
            "tlp": notice.tlp,
            "published": notice.published,
            "updated": notice.updated,
            "digest": notice.source.digest,
            "draft": notice.draft,
            "withdrawn": notice.withdrawn is not None,
            "declassifies": bool(notice.declassifies),
            "redirect_from": notice.redirect_from,
            "identifiers": notice.aliases,
            "changes": changes(notice),
        }
        if notice.erased:
            return cls(**facts, erased=True)
        if isinstance(notice, Bulletin):
            facts |= {
                "severity": notice.severity,
                "technologies": notice.technologies,
                "vendors": notice.vendors[:3],
                "products": tuple(dict.fromkeys(item.product for item in notice.products))[:3],
                "exploited": notice.exploited,
                "identifiers": (*notice.aliases, *(item.cve for item in notice.vulnerabilities)),
                "deadline": notice.action and notice.action.deadline,
                "exposed_deadline": notice.action and notice.action.exposed_deadline,
                "immediate": notice.in_brief and notice.in_brief.action,
            }
        if isinstance(notice, Bulletin | Rex):
            facts["indicators"] = len(notice.indicators)
        if isinstance(notice, Alert):
            facts |= {"status": notice.status, "closed": notice.closed}
        if isinstance(notice, Paper):
            facts["summary"] = notice.summary
        if isinstance(notice, Document):
            facts |= {"theme": notice.theme, "form": notice.form, "version": notice.version}
        if isinstance(notice, Rex):
            facts |= {
                "structure": notice.structure,
                "origin": notice.origin,
                "period": notice.period_label,
            }
        if isinstance(notice, MinistryAction):
            facts |= {"progress": notice.status, "starts": notice.starts, "ends": notice.ends}
        return cls(**facts)
