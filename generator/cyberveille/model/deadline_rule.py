"""Within how many days a fault is to be dealt with, by how grave it is: what a draft proposes."""

from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model.severity import Severity


class DeadlineRule(Struct, frozen=True, kw_only=True):
    """Days are counted from publication; the first rule that holds decides."""

    severity: Annotated[
        Severity | None,
        Meta(
            description="Gravité à laquelle la règle s’applique ; toutes sans cette clé.",
            examples=["critique"],
        ),
    ] = None
    exploited: Annotated[
        bool,
        Meta(
            description="`true` : seulement si une vulnérabilité est exploitée.",
            examples=["true"],
        ),
    ] = False
    days: Annotated[int, Meta(description="Jours jusqu’à l’échéance.", examples=["30"])]
    exposed_days: Annotated[
        int | None,
        Meta(description="Jours jusqu’à l’échéance des systèmes exposés à Internet.", examples=["7"]),
    ] = None

    def holds(self, severity: Severity | None, *, exploited: bool) -> bool:
        return (self.severity is None or self.severity is severity) and (exploited or not self.exploited)
