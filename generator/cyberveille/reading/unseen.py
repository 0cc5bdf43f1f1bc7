"""Signs of a text that nobody sees, or that pass for others: each named, with its code and its place.

What is left of the text is what was meant, so that the rest of the file is examined too: a sign found here
refuses the edition, and nobody is told that « imagerie » is not « imagerie ».
"""

import re
from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple

from cyberveille import signs
from cyberveille.expressions import expression
from cyberveille.markup.fences import fenced
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

_SHOWN = 20
_WRITE = "Récrivez ce passage au clavier : « {} »."
_UNSEEN = "Effacez-le : il vient le plus souvent d’un copier-coller."
_ITEM = "C’est une puce de traitement de texte : commencez la ligne par « - » et une espace."
# Word and others draw their bullets with a font of their own (« Symbol », « Wingdings »).
_BULLET = expression(r"[ \t>]*[\ue000-\uf8ff](?=\s|\w)")
# What surrounds a word in prose, YAML and Markdown.
_EDGES = expression(f"[\\s{signs.SPACES}\"'`«»“”„‘’()\\[\\]{{}}<>,;|!?]")
# What programs compare sign by sign. A range of versions or of years is none of these.
_EXACT = expression(
    r"""(?x)
    (?:CVE|CWE|CPE|GHSA|CERTFR|ICSMA?|RHSA|DSA|USN|KB|MS\d\d)[-:]?[\w.:-]*\d    # identifiers that others gave
    | \b[A-Z][A-Z0-9]{1,11}-\d{4}-[A-Z]{3}-\d                                    # and ours
    | \b\d{4}-\d\d-\d\d\b                                                        # days
    | \d+(?:\.\d+)+(?:[-_]?[A-Za-z]|-\d)                                         # versions
    | (?:[0-9a-f]{0,4}:){2,7}[0-9a-f]{1,4}                                        # IPv6 and MAC addresses
    | ^[a-z][a-z0-9+.-]*://                                                      # addresses
    | \bCVSS:.*|/A[VC]:
    """,
    re.IGNORECASE,
)
_HOST = expression(r"(?:[a-z][a-z0-9+.-]*://)?(?P<host>[^/?#\s:]+)", re.IGNORECASE)
_DOMAIN = expression(r"(?:[a-z0-9_-]+\.)+[a-z]{2,24}", re.IGNORECASE)
_DASHES = expression("[\u2012-\u2015]")
_VERSION = expression(r"v?\d+(?:\.\d+)+[.:]?")
_RANGE = expression(r"[\d.x*]+[\u2012-\u2015][\d.x*]+[.:]?")
# Hyphens that programs of layout write, and that no address holds.
_PRINTED = expression("[\u2010\u2011\u2212]")
_NEVER = expression(f"[{signs.NEVER}]")
_MOMENT = expression(r"\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-]\d\d:\d\d)")
_LONGEST = 300
"""No identifier, version or name of a site is longer, and each sign of a word is looked at with all of it."""
_NAME = expression(r"(?:CVE|CWE|GHSA|CERTFR|ICSMA?|RHSA|DSA|USN|KB|MS)[\d-]", re.IGNORECASE)
_LETTER = expression(r"[^\W\d_]")


def made_plain(text: str, report: Report) -> str:
    """The text without such signs, each found one reported at its line and column."""
    return _alike(_unseen(text, report), report)


def as_it_looks(text: str) -> str:
    """The text in which no sign passes for another, as the reader would have it."""
    return _alike(text, Report("")) if signs.UNUSUAL.search(text) else text


def _unseen(text: str, report: Report) -> str:
    if not signs.UNSEEN.search(text):
        return text
    lines = text.split("\n")
    places = [
        (number, match.group(), match.start() + 1)
        for number, line in enumerate(lines, 1)
        for match in signs.UNSEEN.finditer(line)
        if not signs.is_of_emoji(line, match.start())
    ]
    _say(places, lines, report)
    return signs.without_unseen(text)


def _say(places: list[tuple[int, str, int]], lines: list[str], report: Report) -> None:
    """One finding for each sign of a line, at the first of its places there."""
    times = Counter((line, sign) for line, sign, _ in places)
    first: dict[tuple[int, str], int] = {}
    for line, sign, column in places:
        first.setdefault((line, sign), column)
    for (line, sign), column in list(first.items())[:_SHOWN]:
        many = f", {times[line, sign]} fois sur cette ligne" if times[line, sign] > 1 else ""
        message = f"Signe invisible : {signs.named(sign)}{many}."
        item = _BULLET.match(lines[line - 1])
        hint = _ITEM if item and item.end() == column else _UNSEEN
        report.add(Fault.CONTROL_CHARACTER, line, message, hint, column=column)
    if len(first) > _SHOWN:
        line, sign = list(first)[_SHOWN]
        rest = len(first) - _SHOWN
        others = f"{rest} autres signes invisibles" if rest > 1 else "Un autre signe invisible"
        report.add(Fault.CONTROL_CHARACTER, line, f"{others} à partir de cette ligne.", _UNSEEN)


def _alike(text: str, report: Report) -> str:
    """The text in which words that hold signs of others are written as they look."""
    if not signs.ALIKE.search(text):
        return text
    lines = text.split("\n")
    code: set[int] = set()
    for start, end in fenced(text):
        code.update(range(text.count("\n", 0, start), text.count("\n", 0, end) + 1))
    for number, line in enumerate(lines):
        if signs.ALIKE.search(line):
            lines[number] = _line_as_it_looks(line, number + 1, report, code=number in code)
    return "\n".join(lines)


def _line_as_it_looks(line: str, number: int, report: Report, *, code: bool) -> str:
    pieces: list[str] = []
    position = 0
    for start, end in _words(line):
        word = line[start:end]
        offset = _deceiving(word, copied=code or line.count("`", 0, start) % 2 == 1)
        if offset is None:
            continue
        sign = word[offset]
        meant = signs.plain(word)
        message = f"Un signe passe pour un autre : {signs.named(sign)}, dans ce qui se lit « {meant} »."
        hint = _WRITE.format(meant)
        report.add(Fault.LOOK_ALIKE, number, message, hint, column=start + offset + 1)
        pieces += (line[position:start], meant)
        position = end
    return "".join((*pieces, line[position:]))


def _words(line: str) -> Iterator[tuple[int, int]]:
    """The words of a line that hold a sign of the table."""
    last = 0
    for match in signs.ALIKE.finditer(line):
        if match.start() < last:
            continue
        before = [edge.end() for edge in _EDGES.finditer(line, last, match.start())]
        after = _EDGES.search(line, match.end())
        start, last = before[-1] if before else last, after.start() if after else len(line)
        yield start, last


def _deceiving(word: str, *, copied: bool) -> int | None:
    """Where in a word the first sign stands that passes for another; None when all are what they are.

    `copied` is what stands in code: it becomes no link, which other rules would look at.
    """
    if _MOMENT.fullmatch(word) and not word.isascii():
        return None  # the reader of dates names the sign
    if "://" in word and not copied and (address := _in_address(word)) is not None:
        return address.place
    if len(word) > _LONGEST:
        never = _NEVER.search(word)
        return never.start() if never else None
    named = copied and "://" in word
    found = ((match.group(), match.start()) for match in signs.ALIKE.finditer(word))
    return next((place for sign, place in found if _deceives(word, sign, place, named=named)), None)


def _deceives(word: str, sign: str, place: int, *, named: bool) -> bool:
    """Whether a sign of a word passes for another; `named` where letters do in the name of a site alone."""
    letter = _LETTER.match(sign) is not None
    if sign in signs.LATIN or (named and letter):
        return _is_named(word, place)
    if _NEVER.match(sign):
        return True
    return _is_mixed(word, place) if letter else _is_exact(word, place)


class _Found(NamedTuple):
    """Where a sign deceives in an address; None when none does, and nothing more is to be asked."""

    place: int | None


def _in_address(word: str) -> _Found | None:
    host = _HOST.match(word)
    if host and signs.ALIKE.search(host["host"]):
        # The rules on addresses say whose the name of the site really is.
        return _Found(next((place for place in _marks(word) if _is_of_host(signs.plain(word), place)), None))
    hyphen = _PRINTED.search(word)
    return _Found(hyphen.start()) if hyphen else None


def _marks(word: str) -> Iterator[int]:
    """Where the signs stand that pass for others and are no letters."""
    return (match.start() for match in signs.ALIKE.finditer(word) if match.group() in signs.MARKS)


def _is_mixed(word: str, place: int) -> bool:
    """Whether a letter of another alphabet stands among Latin ones, or in a name that is compared."""
    around = word[max(place - 1, 0) : place] + word[place + 1 : place + 2]
    if any(sign.isascii() and (sign.isalpha() or sign.isdigit()) for sign in around):
        return True
    folded = signs.plain(word)
    if not folded.isascii():
        return False
    # A word of such letters alone is one of another language: short ones are acronyms in disguise.
    if _VERSION.fullmatch(folded):
        return True
    return _EXACT.search(folded) is not None or (folded.isupper() and len(folded) >= _ACRONYM)


_ACRONYM = 3


def _is_exact(word: str, place: int) -> bool:
    """Whether a mark stands within something that programs compare: an identifier, a version, a host."""
    if _DASHES.match(word[place]) and (_RANGE.fullmatch(word) or _NAME.match(word, place + 1)):
        return False
    inside = 0 < place < len(word) - 1
    if signs.plain(word[place]) == "." and inside:
        digits = word[place - 1].isdigit() and word[place + 1].isdigit()
        return digits or _is_of_host(signs.plain(word), place)
    folded = signs.plain(word)
    if not inside or not _EXACT.search(folded):
        return inside and _is_of_host(folded, place)
    if "://" in folded:
        return _is_of_host(folded, place)
    return any(found.start() <= place < found.end() for found in _EXACT.finditer(folded))


def _is_named(word: str, place: int) -> bool:
    """Whether a letter stands within the name of a site or an identifier."""
    folded = signs.plain(word)
    exact = any(found.start() <= place < found.end() for found in _EXACT.finditer(folded))
    return exact or _is_of_host(folded, place)


def _is_of_host(word: str, place: int) -> bool:
    host = _HOST.match(word)
    return (
        host is not None
        and host.start("host") <= place < host.end("host")
        and ("://" in word or _DOMAIN.fullmatch(host["host"].rstrip(".")) is not None)
    )
