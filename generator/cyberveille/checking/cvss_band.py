"""What a CVSS vector says of severity: enough to compare it with the editor's judgement."""

from functools import lru_cache
from typing import NamedTuple

from cyberveille.model import Severity


class Rating(NamedTuple):
    """A vector's base score, and the severities an editor may fairly give for it."""

    score: float
    severities: tuple[Severity, ...]


@lru_cache(maxsize=4096)
def rate(vector: str) -> Rating | None:
    """The rating of a CVSS 2.0, 3.0, 3.1 or 4.0 vector; None when it is not one.

    CVSS 2.0 has no critical band (its High is 7.0 to 10.0, as NVD reads it): from 9.0 on both are
    fair.
    """
    # Most notices carry no vector: the library is loaded for the first that does.
    from cvss import CVSS2, CVSS3, CVSS4, CVSSError  # noqa: PLC0415

    try:
        if vector.startswith("CVSS:4.0/"):
            score = float(CVSS4(vector).base_score)
        elif vector.startswith(("CVSS:3.0/", "CVSS:3.1/")):
            score = float(CVSS3(vector).base_score)
        else:
            score = float(CVSS2(vector).base_score)
            band = Severity.of_score(score)
            fair = (band, Severity.ELEVEE) if band is Severity.CRITIQUE else (band,)
            return Rating(score, fair)
    except CVSSError:
        return None
    return Rating(score, (Severity.of_score(score),))
