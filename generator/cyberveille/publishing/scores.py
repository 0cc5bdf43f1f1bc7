"""A CVSS vector's base score, its band and its letters put into French words."""

from dataclasses import dataclass
from functools import lru_cache

from cvss import CVSS2, CVSS3, CVSS4, CVSSError

from cyberveille.model import Severity
from cyberveille.publishing import cvss_terms


@dataclass(frozen=True)
class Score:
    """What a vector says.

    `version` is `2.0`, `3.0`, `3.1` or `4.0`. `base` lies between 0.0 and 10.0 and leaves temporal,
    threat and environmental metrics aside. `severity` is the band of CVSS v3.1 section 5, for v2
    vectors too. `metrics` are (label, value) pairs in French, in the vector's own order.
    """

    version: str
    base: float
    severity: Severity
    metrics: tuple[tuple[str, str], ...]


@lru_cache(maxsize=8192)
def score(vector: str) -> Score | None:
    """The score of a vector as CVSS 2.0, 3.0, 3.1 or 4.0 write it; None when it is not valid."""
    try:
        if vector.startswith("CVSS:4.0/"):
            version, base, terms = "4.0", _base_of_v4(vector), cvss_terms.V4
        elif vector.startswith(("CVSS:3.0/", "CVSS:3.1/")):
            version, base, terms = vector[5:8], CVSS3(vector).base_score, cvss_terms.V3
        else:
            version, base, terms = "2.0", CVSS2(vector).base_score, cvss_terms.V2
    except CVSSError:
        return None
    value = float(base)
    return Score(version, value, Severity.of_score(value), tuple(_explained(vector, terms)))


def _base_of_v4(vector: str) -> float:
    """The score of the base metrics alone; the whole vector must be valid all the same.

    CVSS v4.0 has one formula for every group of metrics.
    """
    CVSS4(vector)
    base = (part for part in vector.split("/") if part.partition(":")[0] in cvss_terms.V4_BASE)
    return float(CVSS4("/".join(("CVSS:4.0", *base))).base_score)


def _explained(vector: str, terms: cvss_terms.Metrics) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in vector.split("/"))
    known = ((terms[code], letter) for code, _, letter in pairs if code in terms)
    return [(label, values[letter]) for (label, values), letter in known if letter in values]
