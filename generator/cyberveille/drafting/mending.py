"""`fix`: what needs no judgement. Each mending changes the lines that it is about, and none the facts."""

from collections.abc import Callable, Iterator
from datetime import datetime
from functools import partial
from typing import NamedTuple

from cyberveille.expressions import expression
from cyberveille.locale import PARIS
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import doubtful_offset
from cyberveille.reading.spacing import lines_of_code, spaced_body, spaced_header
from cyberveille.reading.unseen import made_plain
from cyberveille.signs import UNUSUAL
from cyberveille.writing import Header, HeaderError, split_file

Vendor = Callable[[str], str | None]
"""The name that the registry gives a vendor; None for one that it does not know."""

_BULLET = expression(r"^( {0,8})[•‣◦▪·] +(?=\S)")
_MARK = expression(r"^ {0,3}(?:[-*+]|\d{1,2}[.)]) +\S")
_OF_TEXT = expression(r"^ {0,3}[^\s#>|`~<:=-]")
_ZONELESS = expression(r"\d{4}-\d\d-\d\dT\d\d:\d\d(?::\d\d)?")
_ZONED = expression(rf"{_ZONELESS.pattern}(?:Z|[+-]\d\d:\d\d)")
_MOMENTS = ("published", "closed")
_CVE = expression(r"CVE-(\d{4})-(\d{4,19})")


class Mended(NamedTuple):
    """The text, and what was mended in it, in words."""

    text: str
    done: tuple[str, ...]


def mended(text: str, vendor: Vendor, *, shown: bool) -> Mended:
    """A notice's file, with Unix line ends. A header that YAML cannot read is left as it is.

    Of a notice that readers were `shown`, names and orders stay: to change them takes a revision.
    """
    done: list[str] = []
    mendings: list[tuple[str, Callable[[str], str]]] = [
        ("signes invisibles ou trompeurs", _signs),
        ("espaces", _spaces),
        ("puces et lignes vides des listes", _lists),
        ("ordre des clés", _order),
        ("heure de Paris", _zones),
    ]
    if not shown:
        mendings += [
            ("ordre des vulnérabilités", _vulnerabilities),
            ("nom d’éditeur", partial(_vendors, vendor=vendor)),
        ]
    for words, mend in mendings:
        try:
            better = mend(text)
        except HeaderError:
            continue
        if better != text:
            done.append(words)
            text = better
    return Mended(text, tuple(done))


def _signs(text: str) -> str:
    text = text.removeprefix("\ufeff")
    return made_plain(text, Report("")) if UNUSUAL.search(text) else text


def _spaces(text: str) -> str:
    """Spaces that YAML, Markdown or a command want ordinary; none at the end of a header's line."""
    header, body = split_file(text)
    if not header:
        return text
    report = Report("")
    report.unusual = True
    tidy = "".join(f"{line.rstrip(' ')}\n" for line in spaced_header(header, 2, report).split("\n")[:-1])
    return f"---\n{tidy}---\n{spaced_body(body, 1, report)}"


def _lists(text: str) -> str:
    """A list that is stuck to the paragraph above it gets its blank line; bullets of word processors go."""
    header, body = split_file(text)
    if not header:
        return text
    code = lines_of_code(body)
    lines: list[str] = []
    for number, line in enumerate(body.split("\n")):
        if number not in code:
            line = _BULLET.sub(r"\1- ", line)  # noqa: PLW2901 - the same line, mended
            above = lines[-1] if lines else ""
            if _MARK.match(line) and _OF_TEXT.match(above) and not _MARK.match(above) and _begins(lines):
                lines.append("")
        lines.append(line)
    return f"---\n{header}---\n" + "\n".join(lines)


def _begins(lines: list[str]) -> bool:
    """Whether the lines above end a paragraph that is not an item's."""
    for line in reversed(lines):
        if not line.strip():
            return True
        if _MARK.match(line) or line.startswith((" ", ">", "|")):
            return False
    return True


def _order(text: str) -> str:
    return Header(text).sorted().text


def _zones(text: str) -> str:
    """The same moments as a clock in Paris shows them; one without a zone is of Paris.

    An offset that Paris has not that day may be a slip of the hour: that is for an editor to say.
    """
    header = Header(text)
    for at in _moments(header):
        written = header.value(*at) or ""
        moment = _in_paris(written)
        if moment is not None and moment.isoformat() != written:
            header = header.with_moment(at, moment)
    return header.text


def _moments(header: Header) -> Iterator[tuple[str | int, ...]]:
    yield from ((key,) for key in _MOMENTS)
    yield ("withdrawn", "date")
    yield from (("revisions", position, "date") for position in range(header.count("revisions")))


def _in_paris(written: str) -> datetime | None:
    try:
        if _ZONELESS.fullmatch(written):
            return datetime.fromisoformat(written).replace(tzinfo=PARIS)
        if _ZONED.fullmatch(written) and doubtful_offset(written) is None:
            return datetime.fromisoformat(written).astimezone(PARIS)
    except ValueError:
        pass
    return None


def _vendors(text: str, vendor: Vendor) -> str:
    header = Header(text)
    for position in range(header.count("products")):
        at = ("products", position, "vendor")
        written = header.value(*at)
        known = written and vendor(written)
        if known and known != written:
            header = header.with_text(at, known)
    return header.text


def _vulnerabilities(text: str) -> str:
    """By year and number; as they are when one is not a CVE's."""
    header = Header(text)
    numbers = []
    for position in range(header.count("vulnerabilities")):
        found = _CVE.fullmatch(header.value("vulnerabilities", position, "cve") or "")
        if found is None:
            return text
        numbers.append((int(found[1]), int(found[2])))
    order = sorted(range(len(numbers)), key=numbers.__getitem__)
    return text if order == list(range(len(order))) else header.in_order("vulnerabilities", order).text
