"""What a text leaves out that its reader knows: « SP 2, 3 et 4 », « 10.0.0 - 5 », « 8u191 »."""

import re

from cyberveille.expressions import expression

_FROM_TO_WITHIN = expression(r" ?\(v?((?:[0-9]+\.)+)([0-9]+) ?- ?([0-9]+)\)")
_PACKS = expression(
    r"(?<![0-9.])(?P<of>[0-9][0-9a-zA-Z.]*),? (?P<word>Service ?Packs?|SP) ?(?P<first>[0-9])"
    r"(?P<more>(?: ?(?:,|et|ou|and|or) ?(?:(?:Service ?Packs?|SP) ?)?[0-9](?![0-9.]))+)",
    re.IGNORECASE,
)
_PACKS_OR_NOT = expression(
    r"(?<![0-9.])(?P<of>[0-9][0-9a-zA-Z.]*),? avec ou sans (?:les? )?(?:Service ?Packs?|SP)"
    r" ?(?P<last>[0-9])?",
    re.IGNORECASE,
)
_COMMAS = expression(r"(?<![0-9.,])([0-9]+),([0-9]+),([0-9]+),([0-9]+)(?![0-9,.])")
"""« 6,0,79,0 »: a version, unless its numbers rise as those of a list do (« 8,9,10,11 »)."""
_OF_JAVA = expression(r"\b(?:Java|JRE|JDK|J2SE)\b")
_JAVA_UPDATE = expression(r"(?<![0-9.])([5-8]) ?(?:Update|u) ?([0-9]+)\b", re.IGNORECASE)
"""« 8u191 », which is 1.8.0_191 (Oracle, "JDK Version Strings")."""
_WHERE_INSTALLED = expression(
    r"(?<=[0-9a-z]),? (?:lorsqu'(?:il|elle)s? (?:est|sont) )?install[ée]e?s? (?:sur|avec|dans) .*$",
    re.IGNORECASE,
)
_ONE_DIGIT = expression(r"[0-9]")


def _with_points(found: re.Match[str]) -> str:
    numbers = [int(number) for number in found.groups()]
    return found[0] if numbers == sorted(set(numbers)) else found[0].replace(",", ".")


def _from_to_within(found: re.Match[str]) -> str:
    """« (10.0.0 - 5) » is from 10.0.0 to 10.0.5."""
    begun, first, last = found.groups()
    return f" versions {begun}{first} à {begun}{last}" if int(first) < int(last) else found[0]


def _each_pack(found: re.Match[str]) -> str:
    """« 5.01 Service Pack 2, 3 et 4 » names each with its release."""
    packs = [found["first"], *_ONE_DIGIT.findall(found["more"])]
    return ", ".join(f"{found['of']} Service Pack {pack}" for pack in packs)


def _packs_or_not(found: re.Match[str]) -> str:
    """« 6.0 avec ou sans Service Pack 1 » is 6.0 and its pack; without a number, the whole branch."""
    of = found["of"]
    if found["last"] is None:
        return of if of.endswith(("x", "X")) else f"{of}.x"
    return " et ".join((of, *(f"{of} Service Pack {pack}" for pack in range(1, int(found["last"]) + 1))))


def spelt_out(text: str) -> str:
    """A text in which each version is written in full; each way is looked for where a sign tells of it."""
    if "," in text:
        text = _COMMAS.sub(_with_points, text)
    if "J" in text and _OF_JAVA.search(text):
        text = _JAVA_UPDATE.sub(r"1.\1.0_\2", text)
    if "nstall" in text:
        text = _WHERE_INSTALLED.sub(" si installé", text)
    if "ack" in text or "SP" in text:
        text = _PACKS.sub(_each_pack, _PACKS_OR_NOT.sub(_packs_or_not, text))
    return _FROM_TO_WITHIN.sub(_from_to_within, text) if "(" in text else text
