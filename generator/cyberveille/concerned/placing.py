"""What a clause answers for the versions that a line may have."""

from collections.abc import Iterator, Sequence

from msgspec import Struct

from cyberveille.concerned.line import Looked
from cyberveille.concerned.rules import Clause, Says, versions_of
from cyberveille.concerned.spotting import is_year, told_version, versions_in, years_in
from cyberveille.expressions import expression
from cyberveille.versions import (
    DEFAULT,
    SCHEMES,
    Branch,
    Order,
    Reading,
    Scheme,
    Single,
    Span,
    Stated,
    Where,
    where,
)

_ADDED = expression(r"(?:sp|cu|fp|r|u|update|service pack|fix pack|patch|cumulative update|hf) ?[0-9]+$")
_PREFIX = expression(r"^[a-z]{1,3}\.?(?=[0-9]+\.[0-9])")
_LETTER = expression(r"(?:\b(?:rev|revision|version|v|release)\.? |(?<= ))([a-z])(?= *(?:$|[;(]))")
_LETTER_BEFORE = expression(r"(?![vr])[a-z]\.?(?=[0-9]+\.[0-9])")
_RELEASE = expression(r"[0-9]{1,2}(?:\.[0-9]{1,2})?")
"""Of Debian, which is not what its packages are numbered by."""
_POINTED = expression(r"[1-9]\.[0-9]{2}")
_MAJOR = expression(r"[a-z. ]*([0-9]+)")
_PACKAGED = expression(r"-[0-9.]+(?:ubuntu|[+~]?deb|\.?el[0-9]|\.fc[0-9])[0-9a-z.+~_]*$")
_THREE = expression(r"[0-9]+(?:\.[0-9]+){2}")
_CHIPS = frozenset({"itanium", "x64", "sparc"})
_PLATFORMS = {
    "windows": "windows", "linux": "linux", "macos": "macos", "android": "android", "ios": "ios",
    "solaris": "solaris", "itanium": "itanium", "ia64": "itanium", "debian": "linux", "ubuntu": "linux",
    "x8664": "x64", "sparc": "sparc", "win32": "windows", "iphone": "ios", "ipad": "ios",
}  # fmt: skip


class Placed(Struct, frozen=True):
    """`settled` tells that the clause is about the very version; `older` that it names an older one."""

    where: Where
    version: str | None = None
    settled: bool = False
    older: bool = False
    apart: bool = False
    """Whether other versions that are named one by one are no answer for this one."""


def placed(clause: Clause, looked: Looked, names: Sequence[str]) -> Placed:
    """Where a line stands to one clause; `names` are the words of the product's name."""
    if _excepted(clause, looked):
        return Placed(Where.OUTSIDE, settled=False)
    candidates = _candidates(clause, looked, names)
    patched = bool(set(clause.patches) & looked.patches)
    if clause.before and looked.dates:
        return Placed(Where.of(inside=min(looked.dates) < clause.before), looked.dates[0])
    if clause.says is Says.ALL:
        return Placed(Where.OUTSIDE if patched else Where.of(inside=None if clause.condition else True))
    if clause.says is not Says.RANGES or not candidates:
        return Placed(Where.OUTSIDE if patched else Where.UNKNOWN)
    found = _in_range(clause, candidates)
    return Placed(Where.OUTSIDE, found.version, found.settled, found.older, found.apart) if patched else found


def _excepted(clause: Clause, looked: Looked) -> bool:
    if clause.unless:
        versions = f"{looked.versions} {looked.version or ''}"
        if any(all(word in looked.forms or word in versions for word in words) for words in clause.unless):
            return True
    return bool(clause.platforms and _elsewhere(clause.platforms, looked))


def _elsewhere(platforms: Sequence[str], looked: Looked) -> bool:
    """Whether a line names platforms, and none of those."""
    named = {_PLATFORMS[form] for form in looked.forms if form in _PLATFORMS}
    named = named & _CHIPS if set(platforms) <= _CHIPS else named - _CHIPS
    return bool(named) and not named & set(platforms)


def _candidates(clause: Clause, looked: Looked, names: Sequence[str]) -> list[str]:
    if clause.scheme == "windows":
        return [looked.windows] if looked.windows else []
    if clause.pieces and all(is_year(version) for piece in clause.pieces for version in versions_of(piece)):
        years = years_in(f"{looked.versions} {looked.version or ''}")
        if years:
            return years
    named = [version for piece in clause.pieces for version in versions_of(piece)]
    numbered = SCHEMES[clause.scheme] is DEFAULT
    if numbered and named and all(len(version) == 1 and version.isalpha() for version in named):
        letters = _LETTER.findall(f"{looked.versions} ; {looked.version or ''}")
        if letters:
            return letters[:1]
    found = _versions(looked, names)
    if clause.scheme == "debian" and not any(map(_RELEASE.fullmatch, named)):
        return [version for version in found if not _RELEASE.fullmatch(version)]
    if again := [its for version in found for its in named if _is_again(version, its)]:
        return again
    prefix = _shared_prefix(named) if numbered else ""
    return [f"{prefix}{version}" if version[:1].isdecimal() else version for version in found]


def _is_again(version: str, its: str) -> bool:
    """Whether one is the other without its point, as SAP tells its releases: 7.53 and 753."""
    pointed, bare = (version, its) if "." in version else (its, version)
    return _POINTED.fullmatch(pointed) is not None and pointed.replace(".", "") == bare


def _shared_prefix(named: Sequence[str]) -> str:
    """The letter before each version of a clause, which a line may leave out: « B.11.11 », « X12.5.1 »."""
    letters = {found[0] if (found := _LETTER_BEFORE.match(version.lower())) else "" for version in named}
    return letters.pop() if len(letters) == 1 else ""


def _versions(looked: Looked, names: Sequence[str]) -> list[str]:
    if looked.version is None:
        return versions_in(looked.versions, names)
    if _ADDED.match(looked.version) and (whole := versions_in(f"{looked.versions} {looked.version}", names)):
        return whole
    return told_version(looked.version)


def _in_range(clause: Clause, candidates: Sequence[str]) -> Placed:
    scheme = SCHEMES[clause.scheme]
    singles = [piece for piece in clause.pieces if isinstance(piece, Single | Branch)]
    for candidate in candidates:
        if any(
            isinstance(p, Single) and scheme.compare(candidate, p.version) is Order.EQUAL for p in singles
        ):
            return Placed(Where.of(inside=None if clause.condition else True), candidate, settled=True)
    first = candidates[0]
    place = _where(first, clause, scheme)
    mine = scheme(first)
    others = [its for piece in singles if (its := scheme(piece.version)) is not None]
    short = mine is None or any(mine.cut_short_of(its) or its.cut_short_of(mine) for its in others)
    return Placed(
        _decided(place, clause),
        first,
        settled=place is Where.INSIDE or (place is Where.OUTSIDE and _is_of_a_branch(first, clause, scheme)),
        older=mine is not None
        and any(its.compare(mine) is Order.LESS for its in map(scheme, _of_like(first, singles)) if its),
        apart=len(singles) == len(clause.pieces) and not short,
    )


def _of_like(version: str, singles: Sequence[Single | Branch]) -> list[str]:
    """The versions of some pieces that begin with the number that another one does; all, where none does."""
    named = [piece.version for piece in singles]
    major = _MAJOR.match(version.lower())
    like = [its for its in named if major and (found := _MAJOR.match(its.lower())) and found[1] == major[1]]
    return like or named


def _is_of_a_branch(version: str, clause: Clause, scheme: Scheme) -> bool:
    """Whether a clause says of the version's very branch from where on it is corrected."""
    branches = {piece.branch for piece in clause.pieces if isinstance(piece, Span) and piece.branch}
    return any(
        where(version, Reading("", Stated.RANGES, (Branch(branch),)), scheme) is Where.INSIDE
        for branch in branches
    )


def _decided(place: Where, clause: Clause) -> Where:
    return Where.UNKNOWN if place is Where.INSIDE and clause.condition else place


def _where(version: str, clause: Clause, scheme: Scheme) -> Where:
    reading = Reading("", Stated.RANGES, clause.pieces)
    for written in _ways(version) if scheme is DEFAULT else (version,):
        place = where(written, reading, scheme)
        if place is not Where.UNKNOWN:
            return place
    return Where.UNKNOWN


def _ways(version: str) -> Iterator[str]:
    """A version as written; without letters before it, or what a distribution adds; with a fourth number."""
    yield version
    bare = _PREFIX.sub("", version)
    if bare != version:
        yield bare
    upstream = _PACKAGED.sub("", bare)
    if upstream != bare:
        yield upstream
    if _THREE.fullmatch(bare):
        yield f"{bare}.0"
