"""A notice taken from elsewhere, before it has an identifier of ours."""

from datetime import datetime

from msgspec import Struct

from cyberveille.model import (
    Action,
    AlertStatus,
    InBrief,
    Kind,
    Product,
    Reference,
    Revision,
    Severity,
    Tlp,
    Vulnerability,
)


class Draft(Struct, frozen=True, kw_only=True):
    """What a source says, in our terms.

    The first of `aliases` is the source's own reference: a later import finds the notice by it. `unfinished`
    tells that an editor has to write it: it stays a draft, numbered in the year of `published`; `doubts` are
    French sentences on what to look at.
    """

    kind: Kind
    aliases: tuple[str, ...]
    title: str
    published: datetime
    revisions: tuple[Revision, ...]
    body: str
    tlp: Tlp = Tlp.CLEAR
    products: tuple[Product, ...] = ()
    vulnerabilities: tuple[Vulnerability, ...] = ()
    risks: tuple[str, ...] = ()
    references: tuple[Reference, ...] = ()
    closed: datetime | None = None
    unfinished: bool = False
    severity: Severity | None = None
    technologies: tuple[str, ...] = ()
    action: Action | None = None
    in_brief: InBrief | None = None
    doubts: tuple[str, ...] = ()
    unmapped_risks: tuple[str, ...] = ()
    rejected_vulnerabilities: tuple[str, ...] = ()

    def header(self, notice_id: str) -> dict[str, object]:
        """The header's keys and values under that identifier."""
        values: dict[str, object] = {
            "id": notice_id,
            "title": self.title,
            "tlp": self.tlp,
            "published": self.published,
            "products": self.products,
            "vulnerabilities": self.vulnerabilities,
            "risks": self.risks,
            "references": self.references,
            "aliases": self.aliases,
            "revisions": self.revisions,
        }
        if self.unfinished:
            values |= {
                "draft": True,
                "severity": self.severity,
                "technologies": self.technologies,
                "action": self.action,
                "in_brief": self.in_brief,
            }
        if self.kind is Kind.ALERT:
            values["status"] = AlertStatus.CLOSED if self.closed else AlertStatus.ACTIVE
            values["closed"] = self.closed
        return values
