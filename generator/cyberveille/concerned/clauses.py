"""What a text says of versions as a clause: its range, and what makes it not hold."""

import re
from collections.abc import Iterable

from msgspec.structs import replace

from cyberveille.concerned.easing import eased
from cyberveille.concerned.patches import patches_of_notice
from cyberveille.concerned.rules import Clause, Says, versions_of
from cyberveille.concerned.smoothing import is_to_be_read_elsewhere, smoothed, without_notes
from cyberveille.concerned.trains import of_each_letter, of_its_train
from cyberveille.concerned.vocabulary import EMPTY
from cyberveille.concerned.windows import begins_with_windows, release_of
from cyberveille.concerned.words import plain, texts
from cyberveille.expressions import expression
from cyberveille.locale.dates import MONTHS
from cyberveille.versions import (
    DEFAULT,
    Bound,
    Branch,
    Ladder,
    Order,
    Piece,
    Reading,
    Single,
    Span,
    Stated,
    holds_nothing,
    read,
)

_UNLESS = expression(
    r"[ ,(]+(?:sauf|hormis|excepte\w*|a l'exception (?:de|du|des)|except|excluding|not including)"
    r"(?: (?:les?|la|du|de|des|build|versions?))* ?([^();]*)\)?",
    re.IGNORECASE,
)
_UNLESS_SIGNS = ("sauf", "hormis", "except", "excluding", "not including")
_ON = expression(
    r"\b(?:pour|sur|sous|for|on|architectures?|plate-?formes?)"
    r"(?: (?:les|la|le|l'|systemes?|microsoft|the|[a-z]*chitectures?))*"
    r" (windows|(?:gnu/)?linux|mac ?os(?: ?x)?|macos|os ?x|mac|macintosh|android|ios|solaris|unix|ia64"
    r"|itanium|sparc)\b|\((windows|linux|macos|android|ios) (?:uniquement|only)\)"
)
_ON_SIGNS = (
    "windows", "linux", "mac", "os x", "osx", "android", "ios", "solaris", "ia64", "itanium", "sparc",
)  # fmt: skip
_ALSO = expression(
    r"(?:,? (?:et|ou|and|or)|,| ?/) ?(windows|linux|mac ?os(?: ?x)?|macos|os ?x|mac|macintosh|android|ios"
    r"|solaris|unix)\b"
)
_AND_OTHERS = expression(
    r"(?:,? (?:et|ou|and|or)|,| ?/) (?!(?:les |la )?versions?\b|ant|inf|jusqu|toutes|avant|before|prior)[a-z]"
)
_BY_DATE = expression(r"\b(20[0-9]{2}-[01][0-9]-[0-3][0-9])\b")
_MONTHS = tuple(map(plain, MONTHS))
_DATE_IN_WORDS = expression(rf"\b([0-3]?[0-9])(?:er)? ({'|'.join(_MONTHS)}) (20[0-9]{{2}})\b")
_WITHOUT = expression(
    r"\bsans\b|\bwithout\b|\bn'(?:integrant|incluant|ayant) pas\b"
    r"|anterieure?s? (?:a|au) (?:la )?(?:version )?kb"
)
_WITHOUT_SIGNS = ("sans", "without", "n'", " kb")
_NO_MORE = 60


def clauses_of(text: str, *, apart: bool, fixed: str | None = None) -> tuple[Clause, ...]:
    """The clauses of one text; `apart` tells that it has no name in it."""
    unless, kept = _unless(smoothed(text))
    folded = plain(kept)
    option = apart and _OPTION.search(folded) is not None
    common: dict[str, object] = {
        "unless": unless,
        "platforms": _platforms(folded),
        "text": text[:_LONGEST],
        "fixed": fixed,
    }
    if not apart and (release := release_of(begins_with_windows(folded))):
        return (_of_windows(folded, release, common),)
    reading = _branch_alone(_freed(read(kept)))
    if reading.stated is Stated.UNREAD and (bare := without_notes(kept)) != kept:
        reading = _branch_alone(_freed(read(bare)))
    if reading.stated is Stated.UNREAD:
        easier = (_branch_alone(_freed(read(less))) for less in eased(kept))
        reading = next((one for one in easier if one.stated in _UNDERSTOOD), reading)
    if any(map(_is_impossible, reading.pieces)):
        reading = Reading(text, Stated.UNREAD)
    if reading.stated is Stated.UNREAD or (apart and reading.stated is Stated.NOTHING):
        reading = _listed(kept, apart=apart) or _lone(kept) or reading
    rows = of_its_train(of_each_letter(reading.pieces))
    clause = _clause(replace(reading, pieces=rows), folded, common)
    bounded = any(isinstance(piece, Span | Ladder) for piece in clause.pieces)
    option = option or (not bounded and is_to_be_read_elsewhere(text))
    return (replace(clause, condition=True) if option else clause,)


_UNDERSTOOD = frozenset({Stated.RANGES, Stated.ALL})


def _is_impossible(piece: Piece) -> bool:
    """Whether no version can be meant: « 5.0, FreeBSD 4.8 et antérieures » is no branch 5.0 before 4.8."""
    if not isinstance(piece, Span) or piece.upper is None:
        return False
    late = piece.branch is not None and DEFAULT.compare(piece.branch, piece.upper.version) is Order.GREATER
    return late or holds_nothing(piece)


_LONGEST = 160


_OPTION = expression(r"\b(?:enabled with|apac|emea|option|equipee?s? de|release(?! [0-9]))\b")
_WHOLE_BRANCH = expression(
    r"[^0-9]*? v?([0-9]+(?:\.[0-9]+)*\.x|[0-9]+(?:\.[0-9]+)+),? toutes (?:les )?versions", re.IGNORECASE
)


def _branch_alone(reading: Reading) -> Reading:
    """« 15.x toutes versions » is that branch alone."""
    found = _WHOLE_BRANCH.fullmatch(reading.text) if reading.stated is Stated.ALL else None
    return Reading(reading.text, Stated.RANGES, (Branch(found[1].removesuffix(".x")),)) if found else reading


def _freed(reading: Reading) -> Reading:
    """Branches told by a name (« PAN-OS 9.0 versions antérieures à 9.0.16 ») are branches like others."""
    if not any(isinstance(piece, Span | Ladder) and piece.named for piece in reading.pieces):
        return reading
    return replace(
        reading,
        pieces=tuple(
            replace(piece, named=False) if isinstance(piece, Span | Ladder) and piece.named else piece
            for piece in reading.pieces
        ),
    )


_SAYS = {
    Stated.RANGES: Says.RANGES, Stated.ALL: Says.ALL, Stated.NOTHING: Says.BARE, Stated.UNREAD: Says.UNREAD,
}  # fmt: skip


def _clause(reading: Reading, folded: str, common: dict[str, object]) -> Clause:
    condition = reading.condition is not None
    without = _is_without(folded)
    date = _BY_DATE.search(_dated(folded)) if condition and without else None
    return Clause(
        _SAYS[reading.stated],
        reading.pieces,
        condition=condition,
        patches=patches_of_notice(folded) if without else (),
        before=date[1] if date else None,
        **common,  # type: ignore[arg-type]
    )


def _is_without(folded: str) -> bool:
    """Whether a plain text tells what is not installed."""
    return any(sign in folded for sign in _WITHOUT_SIGNS) and _WITHOUT.search(folded) is not None


def _dated(folded: str) -> str:
    """A plain text, in which dates in words are written as numbers: « 4 juin 2018 »."""
    return _DATE_IN_WORDS.sub(
        lambda found: f"{found[3]}-{_MONTHS.index(found[2]) + 1:02}-{int(found[1]):02}", folded
    )


_SERVICE_PACKS = expression(r"\b(?:service pack|sp) ?([1-6])")


def _of_windows(folded: str, release: str, common: dict[str, object]) -> Clause:
    patched = _is_without(folded) or bool(re.search(r"\bkb ?[0-9]{5}", folded))
    every = re.search(r"toutes (?:les )?(?:versions|editions)|all versions", folded)
    packs = _SERVICE_PACKS.findall(folded)
    several = len(re.findall(r"\bwindows\b", folded)) > 1 and re.search(r" et | and ", folded)
    found: tuple[Piece, ...] = (Branch(release) if every else Single(release),)
    if len(packs) > 1 and " sp" in release:
        bare = release.partition(" sp")[0]
        found = tuple(Single(f"{bare} sp{pack}") for pack in packs)
    elif several:
        releases = [release_of(f"windows {part.strip()}") for part in re.split(r"\bwindows\b", folded)[1:]]
        found = tuple(Single(item) for item in releases if item) or found
    elif r2 := re.search(r"\b(2003|2008|2012) et \1 r2\b", folded):
        found = (Single(f"server {r2[1]}"), Single(f"server {r2[1]} r2"))
    return Clause(
        Says.RANGES,
        found,
        "windows",
        condition=patched,
        patches=patches_of_notice(folded) if patched else (),
        **common,  # type: ignore[arg-type]
    )


_MODEL_LIST = expression(
    r"(?:[a-z0-9][a-z0-9 .\-]{0,15}[0-9xX][a-z0-9.]{0,6}|[0-9]+)"
    r"(?: ?(?:\||,| and | et ) ?[a-z0-9][a-z0-9 .\-]{0,20})*",
    re.IGNORECASE,
)


def _listed(text: str, *, apart: bool) -> Reading | None:
    """« HD 16 | HD23 », « 4.X | 5.X », « MMT-1715 | MMT-1754 »: versions or models one after another."""
    if not apart or not _MODEL_LIST.fullmatch(text.strip()) or len(text) > _NO_MORE * 3:
        return None
    parts = [part.strip() for part in re.split(r" ?(?:\||,| and | et ) ?", text) if part.strip()]
    found: list[Piece] = []
    for part in parts:
        if wild := re.fullmatch(r"([0-9]+(?:\.[0-9]+)*)\.[xX]", part):
            found.append(Branch(wild[1]))
        elif re.search(r"[0-9]", part):
            found.append(Single(part))
        else:
            return None
    return Reading(text, Stated.RANGES, tuple(found))


_LETTER = expression(r" ?(<=|<) ?([A-Z])")
_FROM_LETTER = expression(
    r"(?:revisions?|rev|releases?|versions?)\.? ([A-Z]) ?(?:-|à|to|through) ?([A-Z])", re.IGNORECASE
)
_RELEASES = expression(r"\(?(?:releases?|versions?) ((?:[0-9]+(?:\.[0-9]+)+[ ,]*)+)\)?", re.IGNORECASE)
_AT_THE_END = expression(
    r"[^0-9<>]*[^0-9<>.\-/][ ]v?(?P<version>[0-9]+(?:[.\-][0-9a-z]+)*)(?P<r2>)", re.IGNORECASE
)
_YEAR_WITHIN = expression(
    r"[^0-9<>]* (?P<version>(?:199|20[0-3])[0-9])(?: [a-z ]+?)??(?P<r2> r2)?", re.IGNORECASE
)


def _lone(text: str) -> Reading | None:
    """« <= K », « (Release 1.3.2 1.4.0) », « OpenVMS V7.3-2 », « Dynamics NAV 2017 »."""
    if letter := _LETTER.fullmatch(text):
        return Reading(text, Stated.RANGES, (Span(None, Bound(letter[2], letter[1] == "<=")),))
    if letters := _FROM_LETTER.fullmatch(text.strip()):
        first, last = (Bound(letter, included=True) for letter in letters.groups())
        return Reading(text, Stated.RANGES, (Span(first, last),))
    if several := _RELEASES.fullmatch(text.strip()):
        return Reading(text, Stated.RANGES, tuple(map(Single, re.split(r"[ ,]+", several[1].strip(" ,")))))
    found = _AT_THE_END.fullmatch(text.strip()) or _YEAR_WITHIN.fullmatch(text.strip())
    if not found or _STATES_MORE.search(plain(text)):
        return None
    version = found["version"] + (found["r2"] or "")
    piece = Branch(version[:-2]) if version.endswith((".x", ".X")) else Single(version)
    return Reading(text, Stated.RANGES, (piece,))


_STATES_MORE = expression(
    r"\b(?:anteri|posteri|ulteri|inferi|superi|preced|jusqu|avant|sans|avec|before|prior|patch)"
)


def _unless(text: str) -> tuple[tuple[tuple[str, ...], ...], str]:
    """What a text excepts, and the text without it."""
    written = plain(text)
    found = _UNLESS.search(written) if any(sign in written for sign in _UNLESS_SIGNS) else None
    if not found:
        return (), text
    words = []
    for part in re.split(r" et | and |,| ou ", found[1]):
        kept = tuple(word for word in texts(part) if word not in _SAYS_LITTLE)
        if kept:
            words.append(kept)
    return tuple(words), _UNLESS.sub(" ", written)


_SAYS_LITTLE = EMPTY | {"based", "installation", "line", "windows", "build"}


def _platforms(folded: str) -> tuple[str, ...]:
    found = _ON.search(folded) if any(sign in folded for sign in _ON_SIGNS) else None
    if not found:
        return ()
    first = found[1] or found[2]
    rest = folded[found.end() :]
    names = [first]
    while more := _ALSO.match(rest):
        names.append(more[1])
        rest = rest[more.end() :]
    if _AND_OTHERS.match(rest):
        return ()  # of one that is not known here, nothing is excepted
    told = {_SAME.get(name, name) for name in names}
    return tuple(sorted(told | _UNIX if "unix" in told else told))


_UNIX = {"linux", "macos", "solaris", "unix"}
_SAME = {
    "gnu/linux": "linux",
    "mac": "macos",
    "macintosh": "macos",
    "mac os": "macos",
    "mac os x": "macos",
    "mac osx": "macos",
    "os x": "macos",
    "osx": "macos",
    "macosx": "macos",
    "ia64": "itanium",
}


def versions_named(clauses: Iterable[Clause]) -> set[str]:
    """The versions that clauses name, which are no part of a product's name."""
    pieces = [piece for clause in clauses for piece in clause.pieces]
    branches = {piece.branch for piece in pieces if isinstance(piece, Span | Ladder) and piece.branch}
    return branches.union(*map(versions_of, pieces))
