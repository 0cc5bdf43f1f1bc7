"""How grave the editor judges a notice to be for a health structure."""

from enum import Enum


class Severity(Enum):
    """The editor's judgement, from the gravest down; bands follow CVSS v3.1 section 5."""

    CRITICAL = "critique"
    HIGH = "elevee"
    MEDIUM = "moyenne"
    LOW = "faible"
    INFORMATION = "information"

    @property
    def rank(self) -> int:
        """0 for the gravest."""
        return _ORDER.index(self)

    @property
    def label(self) -> str:
        return _LABELS[self]

    @classmethod
    def of_score(cls, score: float) -> "Severity":
        """The band of a CVSS base score between 0.0 and 10.0 (CVSS v3.1 section 5)."""
        if score >= 9.0:  # noqa: PLR2004 - the bands' own bounds
            return cls.CRITICAL
        if score >= 7.0:  # noqa: PLR2004
            return cls.HIGH
        if score >= 4.0:  # noqa: PLR2004
            return cls.MEDIUM
        return cls.LOW if score > 0.0 else cls.INFORMATION


_ORDER = tuple(Severity)
_LABELS = {
    Severity.CRITICAL: "critique",
    Severity.HIGH: "élevée",
    Severity.MEDIUM: "moyenne",
    Severity.LOW: "faible",
    Severity.INFORMATION: "information",
}
