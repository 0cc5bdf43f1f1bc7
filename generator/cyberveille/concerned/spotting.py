"""The versions that a line may have, the likeliest first."""

from collections.abc import Container, Iterable, Iterator

from cyberveille.concerned.words import pieces, texts
from cyberveille.expressions import expression
from cyberveille.versions import DEFAULT

_SUFFIX = (
    r"(?:[ _,\-]{0,2}(?:sp|fp|cu|ru|mp|hf|hotfix|update|upd|patch|build|bld|mr|su|sr|service pack|fix pack"
    r"|p|u|r|h|d|s|cumulative update|rc|beta|alpha|rev)[ .\-#]{0,2}[0-9]+[a-z]?(?:\.[0-9]+)*)*"
)
_NUMBER = r"[0-9]+[a-z]{0,3}[0-9]*(?:[.\-+~:_][a-z0-9]+|\([0-9a-z.]+\)[a-z0-9]*)*"
_VERSION = expression(
    r"(?<![a-z0-9.])(?:(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw)[. ]? ?)?"
    rf"((?:[a-z]{{1,3}}\.?)?{_NUMBER}{_SUFFIX})"
)
_LETTER = expression(r"(?:rev|revision|version)\.? ([a-z])(?![a-z0-9])")
_LED = expression(r"(?:v|ver|version|rev|revision|release|r|fw|firmware|ns|sw|build|logiciel)[. ]? ?$")
_LED_BY_A_WORD = expression(r"[a-z]{3,} v?[0-9]+\.[0-9.]+$")
"""« BIOS 18.6 », in a column of versions."""
_DOTTED = expression(r"[0-9]\.[0-9]|[0-9]\([0-9]|\b[a-z]{1,3}\.?[0-9]+\.[0-9]")
_NEXT_NUMBER = expression(r" (?:build[ -]?)?\(?([0-9]{2,}(?:\.[0-9]+)*)(?:\.[a-z]+)?\)?(?![a-z0-9])")


def versions_in(text: str, names: Iterable[str]) -> list[str]:
    """Candidates of a plain text without the pieces `names` of its product's name."""
    taken = set(names)
    scored: list[tuple[int, int, str]] = []
    text = _unstuck(text, taken)
    for place, (begun, written) in enumerate(_found(text)):
        start, found = _without_model(begun, written, taken)
        if all(piece.text in taken for piece in pieces(found)):
            continue
        score = _score(text, start, found, taken)
        if score is not None:
            scored.append((score, place, found))
    versions = list(dict.fromkeys(found for _, _, found in sorted(scored)))
    # « php7.4 7.4.3 »: the whole one before what it begins with.
    whole = next((found for found in versions if found.startswith(f"{versions[0]}.")), None)
    return versions if whole is None else list(dict.fromkeys((whole, *versions)))


def _unstuck(text: str, taken: Container[str]) -> str:
    """The text, in which a version stands apart from the product's name: « fortios7.2.3 », « log4j2.14 »."""
    cuts: list[int] = []
    begun, end = 0, -1
    for piece in pieces(text):
        if piece.start != end:
            begun = piece.start
        elif "." in piece.text and piece.start - begun >= _SHORTEST_STUCK:
            cuts.append(piece.start)
        end = piece.end if piece.text in taken else -1
    for cut in reversed(cuts):
        text = f"{text[:cut]} {text[cut:]}"
    return text


_SHORTEST_STUCK = 3
_MODEL = expression(r"([a-z]*[0-9]+)[_\-]v?(?=[0-9]+\.[0-9])")


def _without_model(start: int, found: str, taken: Container[str]) -> tuple[int, str]:
    """A version without the model before it: « 8015-v9.33.1 », « 64_2.6.2 »."""
    while (model := _MODEL.match(found)) and all(piece in taken for piece in texts(model[1])):
        start, found = start + model.end(), found[model.end() :]
    return start, found


def told_version(text: str) -> list[str]:
    """The candidates of what stands in a column of versions."""
    found = [version for _, version in _found(text) if DEFAULT(version) is not None]
    found.sort(key=lambda version: (not _DOTTED.search(version), "build" not in version))
    led = bool(found) and _LED_BY_A_WORD.match(text) is not None
    whole = [text] if DEFAULT(text) is not None and "build" not in "".join(found[:1]) and not led else []
    return list(dict.fromkeys((*whole, *found, text)))


def _found(text: str) -> Iterator[tuple[int, str]]:
    text = text.replace("_ga", "   ")
    for found in _VERSION.finditer(text):
        version = found[1].strip(" -_.:,")
        after = _NEXT_NUMBER.match(text, found.start(1) + len(version))
        if after and _DOTTED.search(version) and "build" not in version:
            yield found.start(1), f"{version} build {after[1]}"
        yield found.start(1), version
    for found in _LETTER.finditer(text):
        yield found.start(1), found[1]


def _score(text: str, start: int, found: str, taken: set[str]) -> int | None:
    """The less, the likelier; None for what is no version at all."""
    if DEFAULT(found) is None:
        return None
    if _DOTTED.search(found):
        return 0 if "build" in found else 1
    if _LED.search(text[:start]):
        return 2
    return _score_beside(text[:start], found, taken)


def _score_beside(before: str, found: str, taken: set[str]) -> int | None:
    word = _LAST_WORD.search(before)
    if word and (word[1] in taken or (word[1] in _ENDS and found[0].isdecimal())):
        return 3 if found[0].isdecimal() else 4
    if _DAY.fullmatch(found) or _LETTERED.match(found) or _REVISION.match(found):
        return 3
    return 5 if _SHORT.fullmatch(found) else None


_ENDS = frozenset({"app", "apps", "edition", "kit", "software", "suite"})
"""Words in which names end that are no part of them: « Workspace App 2209 »."""
_LAST_WORD = expression(r"([a-z0-9]+)[ /\-]{0,3}$")
_DAY = expression(r"(?:19|20)[0-9]{6}")
_LETTERED = expression(r"[0-9]{1,4}(?:-[0-9]|[a-z]{1,2}[0-9]|(?= ))")
_REVISION = expression(r"[a-z]{1,2}\.[0-9]")
_SHORT = expression(r"[a-z]{1,3}[0-9]{2}[a-z]?")


_YEAR = expression(
    r"\b(?:199[0-9]|20[0-3][0-9])"
    r"(?: r2)?(?: (?:sp ?|service pack )[0-9])?(?: (?:[cr]u ?[0-9]+|update [0-9](?:\.[0-9]+)?))?(?![0-9.\-/])"
)


def years_in(text: str) -> list[str]:
    """The years by which some products are told apart: Office 2016, Exchange 2016 CU20."""
    return _YEAR.findall(text)


def is_year(version: str) -> bool:
    """Whether a version is told by a year."""
    return _YEAR.match(version) is not None
