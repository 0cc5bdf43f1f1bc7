"""Bulletins and alerts: what to do about a fault, and until when."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from cyberveille.model.advisory import Action, CareImpact, InBrief, Product, Vulnerability
from cyberveille.model.exploitation import Likelihood, Listing
from cyberveille.model.indicator import Indicator
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Notice
from cyberveille.model.roles import Holds, Origin, Reading, Role, Shown
from cyberveille.model.severity import Severity

_FEW = 3
"""How many vendors and products a list names."""


class Bulletin(Notice, frozen=True, kw_only=True, omit_defaults=True, tag="bulletin"):
    kind: ClassVar[Kind] = Kind.BULLETIN

    severity: Annotated[
        Severity | None,
        Meta(
            description="Gravité jugée par l’équipe ; obligatoire, sauf dans une notice importée.",
            examples=["critique"],
        ),
        Holds(Role.CHOICE, shown=Shown.TOLD | Shown.FILTERS, label="Gravité"),
    ] = None
    technologies: Annotated[
        tuple[str, ...],
        Meta(
            description="Technologies (liste `technologies`) ; obligatoires, sauf dans une notice importée.",
            examples=["[imagerie]"],
        ),
        Holds(Role.TERM, vocabulary="technologies", shown=Shown.EVERYWHERE | Shown.FILTERS),
    ] = ()
    products: Annotated[
        tuple[Product, ...],
        Meta(description="Produits et versions touchés."),
        Holds(Role.GROUP, origin=Origin.SOURCE, reading=Reading.ITEM),
    ] = ()
    vulnerabilities: Annotated[
        tuple[Vulnerability, ...],
        Meta(description="Vulnérabilités."),
        Holds(Role.GROUP, origin=Origin.SOURCE),
    ] = ()
    risks: Annotated[
        tuple[str, ...],
        Meta(description="Risques (liste `risques`).", examples=["[execution-code-distance]"]),
        Holds(Role.TERM, vocabulary="risques", origin=Origin.SOURCE),
    ] = ()
    care_impact: Annotated[CareImpact | None, Meta(description="Impact sur les soins.")] = None
    action: Annotated[Action | None, Meta(description="Échéances.")] = None
    in_brief: Annotated[InBrief | None, Meta(description="« En bref », en trois réponses.")] = None
    indicators: Annotated[
        tuple[Indicator, ...], Meta(description="Indicateurs de compromission à rechercher.")
    ] = ()

    listings: tuple[Listing, ...] = ()
    """What catalogues of exploited vulnerabilities say, where an edition tells it: not the notice's word."""
    likelihoods: tuple[Likelihood, ...] = ()

    @property
    def exploited(self) -> bool:
        return bool(self.listings) or any(vulnerability.exploited for vulnerability in self.vulnerabilities)

    @property
    def vendors(self) -> tuple[str, ...]:
        """Distinct vendors, in the order written, each by its usual name where the registry knows it."""
        return tuple(dict.fromkeys(item.maker for item in self.products if item.maker))

    @property
    def mark(self) -> str:
        return self.severity.label.capitalize() if self.severity else ""

    @property
    def abstract(self) -> str:
        brief = self.in_brief
        return f"{brief.what} {brief.concerned} {brief.action}" if brief else ""

    def headline(self) -> dict[str, Any]:
        return super().headline() | {
            "severity": self.severity,
            "technologies": self.technologies,
            "vendors": self.vendors[:_FEW],
            "products": tuple(dict.fromkeys(item.product for item in self.products))[:_FEW],
            "named": tuple(dict.fromkeys(item.named for item in self.products if item.named)),
            "exploited": self.exploited,
            "identifiers": (*self.aliases, *(item.cve for item in self.vulnerabilities)),
            "deadline": self.action and self.action.deadline,
            "exposed_deadline": self.action and self.action.exposed_deadline,
            "services": self.care_impact.services if self.care_impact else (),
            "immediate": self.in_brief and self.in_brief.action,
        }


class AlertStatus(Enum):
    ACTIVE = "active"
    CLOSED = "closed"

    @property
    def label(self) -> str:
        return "en cours" if self is AlertStatus.ACTIVE else "close"


class Alert(Bulletin, frozen=True, kw_only=True, omit_defaults=True, tag="alert"):
    kind: ClassVar[Kind] = Kind.ALERT

    status: Annotated[
        AlertStatus,
        Meta(description="`active` ou `closed`.", examples=["active"]),
        Holds(Role.CHOICE, label="État"),
    ]
    closed: Annotated[
        datetime | None,
        Meta(
            description="Date et heure de clôture, avec fuseau.",
            examples=["2026-11-30T17:00:00+01:00"],
        ),
        Holds(Role.MOMENT, label="Clôture"),
    ] = None

    @property
    def active(self) -> bool:
        return self.status is AlertStatus.ACTIVE and self.withdrawn is None

    @property
    def mark(self) -> str:
        state = super().mark.lower() if self.active else self.status.label
        return f"Alerte {state}".rstrip()

    def headline(self) -> dict[str, Any]:
        return super().headline() | {"status": self.status, "closed": self.closed}
