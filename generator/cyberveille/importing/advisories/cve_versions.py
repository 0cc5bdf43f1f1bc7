"""The `versions` of a CVE record as the lines of a header (CVE JSON 5, section on `affected`).

Each item is a version or a range and its status; all others have the default status.
"""

import re
from collections.abc import Sequence
from itertools import pairwise

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.importing.advisories.affected import Told
from cyberveille.importing.advisories.cve_record import Affected, Version
from cyberveille.importing.advisories.facts import Doubt, check, left
from cyberveille.importing.advisories.limits import STATED
from cyberveille.importing.advisories.version_notation import ALL, UNSAID, notation
from cyberveille.importing.plain_text import plain
from cyberveille.locale import few
from cyberveille.versions import Order
from cyberveille.versions.schemes import DEFAULT

_AFFECTED, _UNAFFECTED = "affected", "unaffected"
_FIRST = UNSAID | {"0", "*", "0.0", "0.0.0"}
_LAST = UNSAID | {"*"}
_COMMIT = "git"
_NEXT = expression(r"next of (?:the )?(?:version )?(.*\d.*)", re.IGNORECASE)
"""How records of form 4 that were converted say that a bound is itself affected."""
_TOLD = 8
"""Versions in a sentence."""


class Ranges(Struct, frozen=True):
    """What is said of one product's versions: (affected, fixed) in signs."""

    pairs: tuple[tuple[str | None, str | None], ...]
    doubts: tuple[Doubt, ...] = ()


def told_of(item: Affected, vendor: str | None, product: str) -> tuple[list[Told], list[Doubt]]:
    found = ranges_of(item, product)
    return [Told(vendor, product, affected, fixed) for affected, fixed in found.pairs], [*found.doubts]


def ranges_of(item: Affected, product: str) -> Ranges:
    """Empty when no version is affected."""
    versions = [version for version in item.versions if version.kind != _COMMIT]
    doubts: list[Doubt] = []
    if len(versions) > STATED:
        doubts.append(left(f"{product} : {len(versions)} versions, plus que les {STATED} qui sont lues."))
        return Ranges((), tuple(doubts))
    if len(versions) < len(item.versions):
        doubts.append(left(f"{product} : versions données par des commits de git."))
    affected = [version for version in versions if version.status == _AFFECTED]
    spared = [version for version in versions if version.status == _UNAFFECTED]
    doubts += _of_status(item, product, versions)
    by_commits = any(version.status == _AFFECTED for version in item.versions if version.kind == _COMMIT)
    if not versions and by_commits:
        return Ranges(((None, None),), tuple(doubts))
    if item.default == _AFFECTED and (spared or not affected):
        if not versions and item.versions:
            return Ranges((), tuple(doubts))
        return Ranges(_all_but(spared), tuple(doubts))
    pairs: list[tuple[str | None, str | None]] = []
    for version in affected:
        pairs += _of_range(product, version, spared, doubts, default=item.default)
    if item.default == _AFFECTED and not spared:
        pairs = [(ALL, None)]
    return Ranges(tuple(dict.fromkeys(pairs)), tuple(doubts))


def _of_range(
    product: str, version: Version, spared: Sequence[Version], doubts: list[Doubt], *, default: str
) -> list[tuple[str | None, str | None]]:
    written = plain(version.version)
    upper, inclusive = _end(version)
    if version.below is None and version.up_to is None:
        if written.casefold() in UNSAID:
            return [(None, None)]
        return [(notation(written), _turn(version))]
    lower = None if written.casefold() in _FIRST else written
    if lower and any(sign in lower for sign in "<>="):
        return [(notation(lower), None)]
    start = f">= {lower}" if lower else ""
    end = "" if upper.casefold() in _LAST else f"<{'=' if inclusive else ''} {_branch(upper)}"
    turned = [turn for turn in version.changes if turn.status == _UNAFFECTED]
    if len(version.changes) > len(turned):
        if (stretches := _stretches(version, start, end)) is not None:
            return stretches
        doubts.append(check(f"{product} : des versions de nouveau touchées après une correction."))
    fixed = plain(turned[0].at) if turned else None
    if fixed and _comes_first(fixed, upper):
        end, inclusive = f"< {fixed}", False
    elif fixed is None and end and not inclusive and _is_spared(upper, spared, default):
        fixed = upper
    return [(_range(start, end), fixed)]


def _stretches(version: Version, start: str, end: str) -> list[tuple[str | None, str | None]] | None:
    """What is affected between changes that go forwards; None where they do not, or leave it open."""
    places = [plain(turn.at) for turn in version.changes]
    forwards = all(DEFAULT.compare(one, other) is Order.LESS for one, other in pairwise(places))
    if not forwards or any(turn.status not in {_AFFECTED, _UNAFFECTED} for turn in version.changes):
        return None
    found: list[tuple[str | None, str | None]] = []
    begun: str | None = start
    for turn, at in zip(version.changes, places, strict=True):
        if turn.status == _AFFECTED:
            begun = f">= {at}" if begun is None else begun
        elif begun is not None:
            found.append((_range(begun, f"< {at}"), at))
            begun = None
    return found if begun is None else [*found, (_range(begun, end), None)]


def _range(*bounds: str) -> str:
    said = ", ".join(bound for bound in bounds if bound)
    return notation(said) if said else ALL


def _of_status(item: Affected, product: str, versions: Sequence[Version]) -> list[Doubt]:
    """What is said of versions besides that they are affected, where nothing else would tell."""
    unknown = [version for version in versions if version.status not in {_AFFECTED, _UNAFFECTED}]
    if unknown:
        named = few([*map(_words, unknown)], _TOLD)
        return [check(f"{product} : versions dont la source ne sait pas si elles sont touchées : {named}.")]
    if item.default == _AFFECTED or len(versions) < len(item.versions):
        return []
    if not versions and item.default == _UNAFFECTED:
        return [left(f"{product} : dit non touché.")]
    if not versions:
        return [check(f"{product} : la source ne dit pas s’il est touché.")]
    if all(version.status == _UNAFFECTED for version in versions):
        named = few([*map(_words, versions)], _TOLD)
        return [left(f"{product} : des versions non touchées seulement : {named}.")]
    return []


def _end(version: Version) -> tuple[str, bool]:
    """The last version of a range, as written, and whether it is of it."""
    if version.below is None:
        return plain(version.up_to), True
    upper = plain(version.below)
    last = _NEXT.fullmatch(upper)
    return (last[1], True) if last else (upper, upper.endswith("*"))


def _branch(upper: str) -> str:
    """« 10.2.* » ends a branch: 10.2.x."""
    return f"{upper[:-1]}x" if upper.endswith(".*") else upper


def _turn(version: Version) -> str | None:
    return next((plain(turn.at) for turn in version.changes if turn.status == _UNAFFECTED), None)


def _comes_first(fixed: str, upper: str) -> bool:
    """Whether a correction comes before the end of its range, which it then ends."""
    if upper.casefold() in _LAST:
        return True
    if upper.endswith("*"):
        return True
    return DEFAULT.compare(fixed, upper) is Order.LESS


def _is_spared(upper: str, spared: Sequence[Version], default: str) -> bool:
    """Whether the record says that the version that ends a range is not affected."""
    return default == _UNAFFECTED or any(plain(version.version) == upper for version in spared)


def _all_but(spared: Sequence[Version]) -> tuple[tuple[str | None, str | None], ...]:
    """What lies between the versions that are not affected, when these can be put in order."""
    if not spared:
        return ((ALL, None),)
    ordered = _in_order([_span(version) for version in spared])
    if ordered is None:
        return ((f"versions, sauf {', '.join(map(_words, spared[:10]))}", None),)
    pairs: list[tuple[str | None, str | None]] = []
    start = ""
    for span in ordered:
        if span.first is not None:
            said = ", ".join(part for part in (start, f"< {span.first}") if part)
            pairs.append((notation(said), span.first))
        if span.last is None:
            return tuple(pairs)
        start = f"{'>' if span.included else '>='} {_branch(span.last)}"
    return (*pairs, (notation(start), None))


class _Span(Struct, frozen=True):
    """From `first` (None: the very first version) to `last` (None: for ever)."""

    first: str | None
    last: str | None
    included: bool


def _span(version: Version) -> _Span:
    first = None if plain(version.version).casefold() in _FIRST else plain(version.version)
    if version.below is None and version.up_to is None:
        return _Span(first, first, included=True)
    last, included = _end(version)
    return _Span(first, None if last.casefold() in _LAST else last, included=included)


def _in_order(spans: Sequence[_Span]) -> list[_Span] | None:
    """By their first versions; None where these cannot be compared, or one lies in another."""
    ordered: list[_Span] = []
    for span in spans:
        place = 0
        for other in ordered:
            order = _order(other.first, span.first)
            if order is None or order is Order.EQUAL:
                return None
            place += order is Order.LESS
        ordered.insert(place, span)
    if any(span.last is None for span in ordered[:-1]):
        return None
    return ordered


def _order(left_one: str | None, right: str | None) -> Order | None:
    if left_one is None or right is None:
        return Order.EQUAL if left_one is right else Order.LESS if left_one is None else Order.GREATER
    order = DEFAULT.compare(left_one, right)
    return None if order is Order.UNCOMPARABLE else order


def _words(version: Version) -> str:
    if version.below is None and version.up_to is None:
        return plain(version.version)
    return f"{plain(version.version)} à {_end(version)[0]}"
