"""What the law asks a portal to say of itself: how accessible it is, what its server keeps."""

from datetime import date
from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct


class AccessibilityLevel(Enum):
    """RGAA 4.1.2: without a valid audit the only honest level is the first."""

    NONE = "non-conforme"
    PARTIAL = "partiellement-conforme"
    FULL = "totalement-conforme"

    @property
    def label(self) -> str:
        return self.value.replace("-", " ")


class Audit(Struct, frozen=True, kw_only=True):
    date: Annotated[date, Meta(description="Date de l’audit.", examples=["2026-10-01"])]
    reviewer: Annotated[str, Meta(description="Qui a mené l’audit.")]
    rate: Annotated[str | None, Meta(description="Taux de conformité, en clair.")] = None


class Accessibility(Struct, frozen=True, kw_only=True):
    level: Annotated[
        AccessibilityLevel,
        Meta(description="Niveau de conformité au RGAA ; un niveau supérieur exige `audit`."),
    ] = AccessibilityLevel.NONE
    audit: Annotated[Audit | None, Meta(description="Audit sur lequel repose le niveau.")] = None
    limits: Annotated[
        tuple[str, ...],
        Meta(description="Contenus non accessibles, une phrase chacun, que dit la page fournie."),
    ] = ()
    declared: Annotated[
        date | None, Meta(description="Date de la déclaration d’accessibilité.", examples=["2026-12-01"])
    ] = None


class Privacy(Struct, frozen=True, kw_only=True):
    """What only those who run a portal know of the data that its server keeps (GDPR, article 13)."""

    logs_kept: Annotated[
        str | None,
        Meta(description="Durée de conservation des journaux du serveur.", examples=["six mois"]),
    ] = None
    officer: Annotated[
        str | None,
        Meta(
            description="Comment joindre le délégué à la protection des données.",
            examples=["dpo@example.org"],
        ),
    ] = None
