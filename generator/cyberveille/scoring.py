"""The base score of a CVSS vector, worked out in one place."""

from functools import lru_cache
from typing import NamedTuple

_V4_BASE = frozenset({"AV", "AC", "AT", "PR", "UI", "VC", "VI", "VA", "SC", "SI", "SA"})


class BaseScore(NamedTuple):
    """`version` is `2.0`, `3.0`, `3.1` or `4.0`; `score` lies between 0.0 and 10.0."""

    version: str
    score: float


@lru_cache(maxsize=8192)
def base_score(vector: str) -> BaseScore | None:
    """The score of the base metrics of a CVSS vector; None when it is not valid.

    Temporal, threat and environmental metrics must be valid, and are left aside: CVSS v4.0 has one formula
    for every group of metrics, so it is given the base ones alone.
    """
    # Most notices carry no vector: the library is loaded for the first that does.
    from cvss import CVSS2, CVSS3, CVSS4, CVSSError  # noqa: PLC0415

    try:
        if vector.startswith("CVSS:4.0/"):
            CVSS4(vector)
            base = (part for part in vector.split("/") if part.partition(":")[0] in _V4_BASE)
            return BaseScore("4.0", float(CVSS4("/".join(("CVSS:4.0", *base))).base_score))
        if vector.startswith(("CVSS:3.0/", "CVSS:3.1/")):
            return BaseScore(vector[5:8], float(CVSS3(vector).base_score))
        return BaseScore("2.0", float(CVSS2(vector).base_score))
    except CVSSError:
        return None
