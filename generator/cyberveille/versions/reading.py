"""The text of an `affected` field read as ranges, or left as text."""

from collections.abc import Sequence
from functools import lru_cache

from msgspec.structs import replace

from cyberveille.versions.bare import bare
from cyberveille.versions.bounds import (
    Backwards,
    Unread,
    only_below,
    together,
    undecided_at_bound,
    within_its_branch,
    within_name,
)
from cyberveille.versions.contrary import has_contrary_sign, is_contrary
from cyberveille.versions.pieces import STARTS, Pieces
from cyberveille.versions.ranges import Branch, Piece, Reading, Stated
from cyberveille.versions.remainder import OF_A_VERSION, condition_of
from cyberveille.versions.runs import FOLLOWS, NUMBERS, after_runs
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token, tokens

_REMEMBERED = 16_384
"""Texts: a line is read for the rules of its year, then for the page of each product that it names."""
LONGEST = 2000
"""Characters: the longest line of the national archive has fewer, and what is longer stays text."""


@lru_cache(_REMEMBERED)
def read(text: str) -> Reading:
    """What a text states of versions.

    « antérieures à » excludes, « et antérieures » includes, « x à y » includes both; « jusqu'à » alone does
    not say. What is not understood in full is `UNREAD`; a bare name states `NOTHING`.
    """
    if len(text) > LONGEST or has_contrary_sign(text):
        return Reading(text, Stated.UNREAD)
    plain = " ".join(text.split())
    if plain in {"*", "-"}:
        return Reading(text, Stated.ALL if plain == "*" else Stated.NOTHING)
    found = list(tokens(plain))
    try:
        reading = _read(plain, without_notes(found) if "(" in plain or "[" in plain else found)
    except Unread as error:
        return Reading(text, Stated.UNREAD, backwards=isinstance(error, Backwards))
    if is_contrary(reading, found):
        return Reading(text, Stated.UNREAD)
    return reading if plain == text else replace(reading, text=text)


def _read(text: str, found: Sequence[Token]) -> Reading:
    after_run = after_runs(found)
    start = _start(found, after_run)
    if start is None:
        return bare(text, found)
    before, name_version = _name(found[:start])
    if found[start].sense is Sense.ALL:
        return Reading(text, Stated.ALL, (), before or condition_of(text, found[start + 1 :]))
    if patch := _patch(found, start):
        return _by_patch(text, found[start:patch], found[patch].start)
    if _below_its_name(found, start) or _on_platform(found, start):
        raise Unread
    reader = Pieces(found, after_run, name_version)
    pieces: Sequence[Piece] = together(reader.read(start))
    if name_version and found[start].sense is not Sense.WILD:
        pieces = within_name(pieces, name_version)
    if any(token.sense is Sense.WILD for token in found[:start]) and not all(map(within_its_branch, pieces)):
        raise Unread  # « 6.x (with modules >= 22D19) »: of the 6.x nothing is read
    after = condition_of(text, found[reader.at :])
    condition = before or after
    if (
        condition
        and not before
        and found[reader.at].plain in {"sans", "without"}
        and all(map(only_below, pieces))
    ):
        # Below the bound a version is concerned whatever its patches; at the bound, the patch decides.
        return Reading(text, Stated.RANGES, tuple(map(undecided_at_bound, pieces)))
    return Reading(text, Stated.RANGES, tuple(pieces), condition)


_IN_NOTES = frozenset({Sense.WORD, Sense.PLATFORM, Sense.AND, Sense.CODE, Sense.THROUGH, Sense.FROM})


def without_notes(found: Sequence[Token]) -> list[Token]:
    """Without what stands in parentheses and speaks of no version."""
    kept: list[Token] = []
    opened: int | None = None
    dated = False
    for token in found:
        kept.append(token)
        if token.sense is Sense.OPEN:
            opened, dated = len(kept) - 1, False
        elif token.sense is Sense.CLOSE and opened is not None:
            del kept[opened:]
            opened = None
        elif token.plain == "disponible":
            dated = True
        elif token.sense not in _IN_NOTES and not (dated and token.plain.isdecimal()):
            opened = None
    return kept


def _start(found: Sequence[Token], after_run: Sequence[Sense | None]) -> int | None:
    """Where the name of the product ends and what is said of its versions begins."""
    for place, token in enumerate(found):
        following = found[place + 1].sense if place + 1 < len(found) else None
        if token.sense is Sense.ALL and any(later.sense in STARTS for later in found[place:]):
            continue  # « toutes les versions de Firefox antérieures à 3 » is a range
        if token.sense in STARTS or token.sense is Sense.ALL:
            return _all_or_range(found, place)
        if token.sense is Sense.VERSION_WORD and (
            following in NUMBERS or following in STARTS or following is Sense.CODE
        ):
            if token.plain == "release" and found[place + 1].plain.isdecimal():
                continue  # « Release 2, version 9.2.0.1 »
            return place
        if token.sense in NUMBERS and _begins(found, after_run, place):
            return place
    return None


_SAYS_MORE = NUMBERS | STARTS | {Sense.VERSION_WORD}


def _all_or_range(found: Sequence[Token], place: int) -> int:
    """« toutes versions antérieures à 3 » is a range."""
    more = found[place].sense is Sense.ALL and place + 1 < len(found) and found[place + 1].sense in _SAYS_MORE
    return place + 1 if more else place


def _begins(found: Sequence[Token], after_run: Sequence[Sense | None], place: int) -> bool:
    """Whether a version is spoken of, and not only part of a name."""
    said = after_run[place]
    if said not in FOLLOWS:
        return False
    if said not in {Sense.BELOW, Sense.BELOW_OR_AT, Sense.UP_TO}:
        return True
    return found[place].sense is Sense.WILD


def _name(before: Sequence[Token]) -> tuple[str | None, str | None]:
    """A condition that stands in the name, and the one version that the name bears."""
    versions = [token for token in before if token.sense in {Sense.VERSION, Sense.WILD}]
    condition = None
    for place, token in enumerate(before):
        if token.sense is Sense.CONDITION or (
            token.sense is Sense.WITH and not _of_version(before[place + 1 :])
        ):
            if any(later.plain in OF_A_VERSION for later in before[place:]):
                raise Unread  # « avec une mise à jour antérieure à la version 18 »
            condition = token.text
    version = versions[0].text.rstrip("xX*.") if len(versions) == 1 else None
    return condition, version


_OF_A_VERSION = frozenset(
    {
        "un",
        "une",
        "la",
        "le",
        "les",
        "des",
        "du",
        "de",
        "est",
        "sont",
        "l",
        "bios",
        "en",
        "logicielle",
        "logicielles",
        "logiciel",
    }
)


def _of_version(rest: Sequence[Token]) -> bool:
    """« avec une version du microgiciel antérieure à »: what follows speaks of the version itself."""
    return all(token.sense is Sense.VERSION_WORD or token.plain in _OF_A_VERSION for token in rest)


def _on_platform(found: Sequence[Token], start: int) -> bool:
    """« Xcode 8 pour OS X v10.11.5 et ultérieures » speaks of the versions of the platform."""
    return found[start].sense in NUMBERS and any(token.sense is Sense.PLATFORM for token in found[:start])


def _below_its_name(found: Sequence[Token], start: int) -> bool:
    """« ColdFusion 10 version 5 et antérieures » rather means its update 5."""
    number = next((token for token in found[start:] if token.sense in NUMBERS), None)
    name = found[start - 1] if start else None
    if number is None or name is None or not (name.plain.isdecimal() and number.plain.isdecimal()):
        return False
    return name.sense is Sense.VERSION and len(name.plain) < _A_YEAR and int(number.plain) < int(name.plain)


_A_YEAR = 4


def _patch(found: Sequence[Token], start: int) -> int | None:
    """Where a range is given by the name of a patch, which no version compares with."""
    for place in range(start, len(found)):
        if found[place].sense is Sense.PATCH:
            return place
        if found[place].sense in {Sense.CONDITION, Sense.WITH}:
            return None
    return None


def _by_patch(text: str, said: Sequence[Token], at: int) -> Reading:
    branches = [token for token in said if token.sense in NUMBERS]
    uppers = [token for token in said if token.sense in STARTS]
    if uppers and any(branch.start > uppers[0].start for branch in branches):
        raise Unread  # « antérieures à 2020 patch E »
    if len(branches) != 1 or len(uppers) != 1 or uppers[0].sense is not Sense.BELOW:
        return Reading(text, Stated.NOTHING, (), text[at:].strip())
    version = branches[0].text.rstrip("xX*.")
    return Reading(text, Stated.RANGES, (Branch(version),), text[uppers[0].start :].strip())
