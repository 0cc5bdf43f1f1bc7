"""Who may read a notice (TLP) and what may be done with it (PAP)."""

from enum import Enum


class Tlp(Enum):
    """Traffic Light Protocol 2.0 labels (FIRST, August 2022), from the most open to the most closed."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    AMBER_STRICT = "AMBER+STRICT"
    RED = "RED"

    @property
    def rank(self) -> int:
        """0 for CLEAR up to 4 for RED."""
        return _ORDER.index(self)

    @property
    def may_enter_git(self) -> bool:
        """RED names its recipients and AMBER+STRICT one organisation: neither fits a repository."""
        return self.rank <= Tlp.AMBER.rank

    def within(self, limit: "Tlp") -> bool:
        """Whether a reader who may read `limit` may read this."""
        return self.rank <= limit.rank

    @property
    def label(self) -> str:
        return f"TLP:{self.value}"


_ORDER = tuple(Tlp)


class Pap(Enum):
    """Permissible Actions Protocol: what a recipient may do with the information."""

    CLEAR = "CLEAR"
    GREEN = "GREEN"
    AMBER = "AMBER"
    RED = "RED"

    @property
    def label(self) -> str:
        return f"PAP:{self.value}"
