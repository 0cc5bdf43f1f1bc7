"""What a CVSS vector says of severity: enough to compare it with the editor's judgement."""

from typing import NamedTuple

from cyberveille.model import Severity
from cyberveille.scoring import base_score


class Rating(NamedTuple):
    """A vector's base score, and the severities an editor may fairly give for it."""

    score: float
    severities: tuple[Severity, ...]


def rate(vector: str) -> Rating | None:
    """The rating of a CVSS 2.0, 3.0, 3.1 or 4.0 vector; None when it is not one.

    CVSS 2.0 has no critical band (its High is 7.0 to 10.0, as NVD reads it): from 9.0 on both are
    fair.
    """
    base = base_score(vector)
    if base is None:
        return None
    band = Severity.of_score(base.score)
    lenient = base.version == "2.0" and band is Severity.CRITICAL
    return Rating(base.score, (band, Severity.HIGH) if lenient else (band,))
