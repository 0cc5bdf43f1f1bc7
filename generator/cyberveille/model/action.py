"""A ministry's action: what is asked of structures, from when to when, and where it stands."""

from datetime import date
from enum import Enum
from typing import Annotated, Any, ClassVar

from msgspec import Meta

from cyberveille.model.kinds import Kind
from cyberveille.model.notice import Paper
from cyberveille.model.roles import Holds, Role, Shown


class ActionStatus(Enum):
    PLANNED = "prevue"
    UNDER_WAY = "en-cours"
    DONE = "achevee"

    @property
    def label(self) -> str:
        return {"prevue": "prévue", "en-cours": "en cours", "achevee": "achevée"}[self.value]


class MinistryAction(Paper, frozen=True, kw_only=True, omit_defaults=True, tag="action"):
    """Days are those of Europe/Paris; `ends` is the last one."""

    kind: ClassVar[Kind] = Kind.ACTION

    status: Annotated[
        ActionStatus,
        Meta(description="`prevue`, `en-cours` ou `achevee`.", examples=["en-cours"]),
        Holds(Role.CHOICE, shown=Shown.EVERYWHERE, label="État"),
    ]
    lead: Annotated[str, Meta(description="Qui pilote.", examples=["FSSI"]), Holds(Role.PROSE)]
    starts: Annotated[date, Meta(description="Premier jour.", examples=["2026-12-01"]), Holds(Role.MOMENT)]
    ends: Annotated[
        date | None, Meta(description="Dernier jour.", examples=["2027-03-31"]), Holds(Role.MOMENT)
    ] = None

    def headline(self) -> dict[str, Any]:
        return super().headline() | {"progress": self.status, "starts": self.starts, "ends": self.ends}
