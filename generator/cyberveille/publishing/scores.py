"""A CVSS vector's base score, its band and its letters put into French words."""

from functools import lru_cache

from msgspec import Struct

from cyberveille.model import Severity
from cyberveille.publishing import cvss_terms
from cyberveille.scoring import base_score


class Score(Struct, frozen=True):
    """What a vector says.

    `version` is `2.0`, `3.0`, `3.1` or `4.0`. `base` lies between 0.0 and 10.0 and leaves temporal,
    threat and environmental metrics aside. `severity` is the band of CVSS v3.1 section 5, for v2
    vectors too. `metrics` are (label, value) pairs in French, in the vector's own order.
    """

    version: str
    base: float
    severity: Severity
    metrics: tuple[tuple[str, str], ...]


_TERMS = {"4.0": cvss_terms.V4, "2.0": cvss_terms.V2}


@lru_cache(maxsize=8192)
def score(vector: str) -> Score | None:
    """The score of a vector as CVSS 2.0, 3.0, 3.1 or 4.0 write it; None when it is not valid."""
    base = base_score(vector)
    if base is None:
        return None
    terms = _TERMS.get(base.version, cvss_terms.V3)
    band = Severity.of_score(base.score)
    return Score(base.version, base.score, band, tuple(_explained(vector, terms)))


def _explained(vector: str, terms: cvss_terms.Metrics) -> list[tuple[str, str]]:
    pairs = (part.partition(":") for part in vector.split("/"))
    known = ((terms[code], letter) for code, _, letter in pairs if code in terms)
    return [(label, values[letter]) for (label, values), letter in known if letter in values]
