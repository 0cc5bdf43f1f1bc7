"""The text of a version, read as numbers and what follows them."""

import re
from functools import lru_cache

from cyberveille.expressions import expression
from cyberveille.versions.folding import folded
from cyberveille.versions.numbered import Numbered, Part
from cyberveille.versions.suffixes import AFTER, IDLE, same_words

LONGEST = 120
"""Characters of a version: the longest of the national archive has 43."""
_DIGITS = 18
_LEAD = expression(r"(?:versions?|ver|release|rel|rev|revision|v|r)[. ]?+(?=[a-z0-9])")
_PREFIX = expression(r"([a-z]{1,6})(?:[.\- ]?+(?=[0-9])|(?= |$))")
_NUMBERS = expression(r"[0-9]++(?:\.[0-9]++)*+(?:\([0-9]++(?:\.[0-9]++)*+\))*+")
_JUNOS = expression(r"[0-9]{1,2}\.[0-9](?:r(?=[0-9])|(?P<train>x[0-9]++|[fbi](?=[0-9])))")
_IOS = expression(r"[0-9]++\.[0-9]++\([0-9]++[a-z]?\)(?P<train>[a-z]{1,4})(?=[0-9]|[a-z]?$)")
_YEAR = expression(r"(?:199[0-9]|20[0-9]{2})(?![0-9])")
"""2015.006 and 15.010 are of one product, 2019 may be 10.0.17763: years compare with years only."""
_HALF_YEAR = expression(r"([0-9]{2})h([12])")
_PART = expression(r"([ ._\-+~:/(#)]{0,3})(?:([a-z]++)([ .\-#]?)([0-9]*+)|([0-9]++))")


@lru_cache(maxsize=16384)
def numbered(text: str) -> Numbered | None:
    """The version that a text states and nothing else, or None.

    Trains: Cisco IOS, "12.2(18)SXF5" ("White Paper: Cisco IOS Reference Guide"); Juniper, "15.1X49-D240" and
    the F ones beside R ("Junos OS Release Numbers"). 9.8(3) and 9.8.3 are one ASA release.
    """
    if len(text) > LONGEST:
        return None
    plain = " ".join(same_words(folded(text)).split())
    if lead := _LEAD.match(plain):
        plain = plain[lead.end() :]
    prefix, rest = "", plain
    if begins := _PREFIX.match(plain):
        prefix, rest = begins[1], plain[begins.end() :]
    numbers = _NUMBERS.match(rest)
    if numbers is None and not prefix:
        return None
    if not prefix and (half := _HALF_YEAR.fullmatch(rest)):
        return Numbered("half-year", (int(half[1]), int(half[2])))
    release = _integers(numbers[0]) if numbers else ()
    if release is None:
        return None
    if not prefix and _YEAR.match(rest):
        prefix = "year"
    end = numbers.end() if numbers else 0
    train = ""
    special = _JUNOS.match(rest) or _IOS.match(rest)
    if special and (named := special["train"]) and named not in AFTER - {"s"}:
        train, end = named, special.end()
        if rest[special.start("train") - 1] == ")" and not rest[special.start("train") - 2].isdecimal():
            train += rest[special.start("train") - 2]
    tail = _tail(rest, end, after_train=bool(train))
    return None if tail is None else Numbered(prefix, release, train, tail)


def _integers(numbers: str) -> tuple[int, ...] | None:
    found = re.findall(r"[0-9]+", numbers)
    return None if any(len(digits) > _DIGITS for digits in found) else tuple(map(int, found))


def _tail(rest: str, start: int, *, after_train: bool) -> tuple[Part, ...] | None:
    parts: list[Part] = []
    position = start
    while position < len(rest):
        found = _PART.match(rest, position)
        if found is None:
            return tuple(parts) if rest[position:] == ")" and "(" in rest[start:] else None
        part = _part(found, glued_number=after_train and position == start)
        if part is None or (found[1] == "" and found[5] and not (after_train or rest[position - 1] == ")")):
            return None
        if part.word not in IDLE:
            parts.append(part)
        position = found.end()
    return tuple(parts)


_LONGEST_WORD = 8
_LETTERS = 2


def _part(found: re.Match[str], *, glued_number: bool) -> Part | None:
    between, word, gap, digits, bare = found.groups()
    if len(digits or bare or "") > _DIGITS or len(word or "") > _LONGEST_WORD:
        return None
    if bare:
        alone = between.strip(" ") == "" and between and not glued_number
        return None if alone else Part("#" if glued_number else between.strip(" ()"), int(bare))
    known = word in AFTER or word in IDLE or word in _KNOWN
    if (between == " " and not known and (gap or not digits)) or (gap and not digits):
        return None
    if digits:
        return Part({"p": "patch", "u": "update"}.get(word, word), int(digits))
    if len(word) > 1 and (between or known or len(word) > _LETTERS):
        return Part(word)
    return Part("", -1, word)


_KNOWN = frozenset({"alpha", "beta", "rc", "build", "release"})
