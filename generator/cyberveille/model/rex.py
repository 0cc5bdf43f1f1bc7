"""A feedback on an incident lived through: structured, and told so that nobody can be recognised."""

from typing import Annotated, Any, ClassVar

from msgspec import Meta, Struct

from cyberveille.model.advisory import CareImpact
from cyberveille.model.indicator import Indicator
from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Paper
from cyberveille.model.roles import Holds, Reading, Role, Shown


class Step(Struct, frozen=True, kw_only=True):
    """A moment of the incident. Times are told from its first day: a date would name the structure."""

    when: Annotated[
        str,
        Meta(description="Jour compté depuis le début, avec l’heure si utile.", examples=["J+1, 7 h 40"]),
        Holds(Role.PROSE, shown=Shown.TOLD),
    ]
    event: Annotated[str, Meta(description="Ce qui se passe, en une phrase."), Holds(Role.PROSE)]


class Rex(Paper, frozen=True, kw_only=True, omit_defaults=True, tag="rex"):
    kind: ClassVar[Kind] = Kind.REX

    structure: Annotated[
        str,
        Meta(description="Type de structure (liste `structures`), jamais son nom.", examples=["laboratoire"]),
        Holds(Role.TERM, vocabulary="structures"),
    ]
    origin: Annotated[
        str,
        Meta(description="Origine (liste `origines`).", examples=["rancongiciel"]),
        Holds(Role.TERM, vocabulary="origines"),
    ]
    period: Annotated[
        str,
        Meta(description="Année, ou semestre, entre guillemets.", examples=['"2026-S1"']),
        Holds(Role.CODE),
    ]
    duration: Annotated[
        str | None,
        Meta(description="Combien de temps, en clair.", examples=["Neuf jours en mode dégradé"]),
        Holds(Role.PROSE, shown=Shown.PAGE | Shown.JSON | Shown.WORDS),
    ] = None
    care_impact: Annotated[
        CareImpact | None,
        Meta(description="Impact sur les soins."),
        Holds(Role.GROUP, shown=Shown.PAGE | Shown.JSON | Shown.WORDS),
    ] = None
    timeline: Annotated[
        tuple[Step, ...],
        Meta(description="Chronologie, du premier signe au retour."),
        Holds(Role.GROUP, reading=Reading.WHOLE),
    ]
    indicators: Annotated[
        tuple[Indicator, ...], Meta(description="Indicateurs de compromission à rechercher.")
    ] = ()

    @property
    def period_label(self) -> str:
        """« 2026 », « premier semestre 2026 »."""
        year, _, half = self.period.partition("-S")
        return f"{'premier' if half == '1' else 'second'} semestre {year}" if half else year

    def headline(self) -> dict[str, Any]:
        return super().headline() | {
            "structure": self.structure,
            "origin": self.origin,
            "period": self.period_label,
        }
