"""How grave the editor judges a notice to be for a health structure."""

from enum import Enum


class Severity(Enum):
    """The editor's judgement, from the gravest down; bands follow CVSS v3.1 section 5."""

    CRITIQUE = "critique"
    ELEVEE = "elevee"
    MOYENNE = "moyenne"
    FAIBLE = "faible"
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
            return cls.CRITIQUE
        if score >= 7.0:  # noqa: PLR2004
            return cls.ELEVEE
        if score >= 4.0:  # noqa: PLR2004
            return cls.MOYENNE
        return cls.FAIBLE if score > 0.0 else cls.INFORMATION


_ORDER = tuple(Severity)
_LABELS = {
    Severity.CRITIQUE: "critique",
    Severity.ELEVEE: "élevée",
    Severity.MOYENNE: "moyenne",
    Severity.FAIBLE: "faible",
    Severity.INFORMATION: "information",
}
