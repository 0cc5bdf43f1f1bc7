"""The words that follow the numbers of a version, and which of them come after it, or before.

Sources, for what comes after the release of the same numbers: Microsoft (Service Pack, Cumulative Update,
R2), IBM (Fix Pack, interim fix), Juniper (R and S releases: "Junos OS Release Numbers"), Palo Alto (hotfixes
-h), ISC (-P patches), Citrix and Cisco (maintenance and service releases), Oracle (Update). For what comes
before it: PEP 440 and Semantic Versioning 2.0.0, section 9.
"""

import re
from functools import lru_cache

from cyberveille.expressions import expression

AFTER = frozenset(
    [
        "sp",
        "fp",
        "hf",
        "h",
        "cu",
        "update",
        "patch",
        "r",
        "s",
        "mr",
        "mp",
        "sr",
        "su",
        "es",
        "ssu",
        "if",
        "rollup",
        "ep",
        "ru",
        "cr",
        "psu",
        "spu",
        "esd",
        "xsp",
        "ext",
        "point",
    ]
)
"""A release followed by one of these is later than the release alone."""

CORRECTIONS = frozenset(
    [
        "sp",
        "fp",
        "hf",
        "cu",
        "update",
        "patch",
        "mr",
        "mp",
        "sr",
        "su",
        "if",
        "rollup",
        "ep",
        "ru",
        "psu",
        "spu",
        "esd",
    ]
)
"""Those that are put on a release, and are told where they are: not the R1 of Junos, which is a release."""

BEFORE = {"alpha": 0, "beta": 1, "rc": 2}
"""A release followed by one of these is earlier than the release alone; they follow one another so."""

IDLE = frozenset(["lts", "esm", "ltss", "ltsr", "ltsc", "ga", "final", "stable", "esr", "sts", "extra"])
"""Words that say how long, and not which."""

_SAME = {
    "service pack": "sp",
    "servicepack": "sp",
    "fix pack": "fp",
    "fixpack": "fp",
    "cumulative update": "cu",
    "cumulative patch": "patch",
    "hot fix": "hf",
    "hotfix": "hf",
    "patch level": "patch",
    "patch": "patch",
    "pl": "patch",
    "p": "patch",
    "mise a jour": "update",
    "update": "update",
    "upd": "update",
    "maintenance release": "mr",
    "maintenance pack": "mp",
    "service release": "sr",
    "u": "update",
    "release candidate": "rc",
    "interim fix": "if",
    "ifix": "if",
    "esd#": "esd",
}


def _pattern(word: str) -> str:
    """A letter right after a number counts: 1.1.1p follows 1.1.1o, and is no patch as 9.3p1 is."""
    alone = rf"(?<![a-z]){re.escape(word)}(?![a-z])"
    return rf"{alone}(?:(?<![0-9]{word})|(?=[ .\-#]?[0-9]))" if len(word) == 1 else alone


_WORDS = expression("|".join(map(_pattern, sorted(_SAME, key=len)[::-1])))


@lru_cache(maxsize=4096)
def same_words(text: str) -> str:
    """A lower-case text without accents, in which each word of `_SAME` is written in one way."""
    return _WORDS.sub(lambda found: _SAME[found[0]], text)
