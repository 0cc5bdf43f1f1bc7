"""A file's bytes, cut into its YAML header and its Markdown body."""

import math
import re

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.model import Gravity
from cyberveille.reading.conflicts import without_conflicts
from cyberveille.reading.faults import Fault
from cyberveille.reading.mojibake import look_for_spoilt, may_be_mixed
from cyberveille.reading.report import Report
from cyberveille.reading.unseen import made_plain
from cyberveille.signs import SPACES, UNUSUAL, named

HEADER_LIMIT = 256 * 1024
# What declarations of others may not hold: XML 1.0 refuses most of these; the separators and NEL end a line
# for some; the last two ranges change the direction of what follows.
CONTROL = expression(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_SHOWN = 20
_LOOSE_FENCE = expression(r"^---[ \t]+$", re.MULTILINE)
_LIKE_FENCE = expression(
    rf"[ \t{SPACES}]{{0,3}}(?:-(?:[-\u2010-\u2015\u2212 \t{SPACES}])|[\u2010-\u2015\u2212_*=~+]{{1,2}}"
    rf"(?=[^\w]|$))[-\u2010-\u2015\u2212_*=~+ \t{SPACES}]*"
)
_FENCE_HINT = "Ouvrez et fermez l’en-tête par une ligne qui ne contient que « --- »."


class FrontMatter(Struct, frozen=True):
    """Both parts, with the file's line on which each starts."""

    header: str
    header_line: int
    body: str
    body_line: int


def decode_text(data: bytes, report: Report, *, theirs: bool = False) -> str | None:
    """The file's text with Unix line ends, or None when it is not text; findings say why.

    What tools left in it and what is not seen is reported, and taken out, so that the rest is examined too. A
    text that is `theirs`, not written for the portal, is looked at for control signs alone.
    """
    if not data.strip():
        report.add(
            Fault.EMPTY_FILE,
            0,
            "Le fichier est vide.",
            "Écrivez une notice ou supprimez le fichier.",
        )
        return None
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in data[:4]:
        report.add(
            Fault.ENCODING,
            1,
            "Le fichier est en UTF-16, ou n’est pas du texte.",
            "Enregistrez-le en « UTF-8 » (sans BOM).",
        )
        return None
    if data.startswith(b"\xef\xbb\xbf"):
        report.add(
            Fault.BYTE_ORDER_MARK,
            1,
            "Le fichier commence par une marque d’ordre des octets (BOM).",
            "Enregistrez-le en « UTF-8 sans BOM ».",
            Gravity.WARNING,
        )
        data = data[3:]
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        report.add(
            Fault.ENCODING,
            line,
            f"L’octet 0x{data[error.start]:02X} n’est pas de l’UTF-8.",
            "Enregistrez le fichier en « UTF-8 » ; un éditeur ancien l’a sans doute écrit en Latin-1.",
        )
        return None
    if "\r" in text:
        line = text.count("\n", 0, text.index("\r")) + 1
        report.add(
            Fault.LINE_ENDINGS,
            line,
            "Les fins de ligne sont celles de Windows (CRLF) ou d’un ancien Mac (CR).",
            "Réglez l’éditeur sur « LF » ; git peut le faire : `git add --renormalize`.",
            Gravity.WARNING,
        )
        text = text.replace("\r\n", "\n").replace("\r", "\n")
    if theirs:
        return _without_controls(text, report)
    text = without_conflicts(text, report)
    report.unusual = UNUSUAL.search(text) is not None
    if not report.unusual:
        if may_be_mixed(text):
            look_for_spoilt(text, report)
        return text
    look_for_spoilt(text, report)
    return made_plain(text, report)


def _without_controls(text: str, report: Report) -> str:
    """The text with a space for each invisible sign, so that the rest of the file is examined too."""
    if not CONTROL.search(text):
        return text
    lines = text.split("\n")
    faulty = [number for number, line in enumerate(lines, 1) if CONTROL.search(line)]
    for number in faulty[:_SHOWN]:
        sign = CONTROL.findall(lines[number - 1])[0]
        report.add(
            Fault.CONTROL_CHARACTER,
            number,
            f"Signe invisible : {named(sign)}.",
            "Effacez-le : il vient le plus souvent d’un copier-coller.",
        )
    return CONTROL.sub(" ", text)


def split(text: str, report: Report) -> FrontMatter | None:
    """The header between the two fences and the body after it; None, with a finding, without them."""
    first, _, rest = text.partition("\n")
    if first != "---":
        place = odd_fence(f"{first}\n")
        column = place[1] if place else 0
        message = f"La première ligne doit être « --- » ; {_described(first)}."
        report.add(Fault.FENCE, 1, message, _FENCE_HINT, column=column)
        return None
    header, end, body = _until_fence(rest)
    if end is None:
        loose = _LOOSE_FENCE.search(rest)
        if loose:
            line, message = rest.count("\n", 0, loose.start()) + 2, "La ligne « --- » est suivie d’espaces."
            report.add(Fault.FENCE, line, message, _FENCE_HINT)
        elif not report_odd_fence(rest, report):
            report.add(Fault.FENCE, 1, "L’en-tête n’est pas fermé.", _FENCE_HINT)
        return None
    if len(header.encode()) > HEADER_LIMIT:
        report.add(
            Fault.HEADER_SIZE,
            1,
            f"L’en-tête pèse {kibibytes(header)} Kio ; il ne doit pas dépasser 256 Kio.",
            "Un texte long a sa place dans le corps, après l’en-tête.",
        )
        return None
    return FrontMatter(header, 2, body, end)


def kibibytes(text: str) -> int:
    """What `text` weighs, rounded up: more than the limit is never shown as the limit."""
    return math.ceil(len(text.encode()) / 1024)


def report_odd_fence(header: str, report: Report, *, sure: bool = False) -> bool:
    """Whether a line was meant to end the header and does not: reported, with what it is made of.

    With `sure`, only one in which a sign passes for another.
    """
    found = odd_fence(header)
    if found is None or (sure and not found[1]):
        return False
    line, column, what = found
    if column:
        message = f"Cette ligne ne ferme pas l’en-tête : {what}."
        report.add(Fault.FENCE, line + 1, message, _FENCE_HINT, column=column)
    else:
        message = f"L’en-tête n’est pas fermé : la ligne {line + 1} y ressemble, mais {what}."
        report.add(Fault.FENCE, 1, message, _FENCE_HINT)
    return True


def odd_fence(header: str) -> tuple[int, int, str] | None:
    """(line from 1, column from 1, what is wrong) of the first line that resembles « --- ».

    The column is that of a sign that passes for a dash or for nothing; 0 when there is none.
    """
    for number, line in enumerate(header.split("\n"), 1):
        if _LIKE_FENCE.fullmatch(line) and line != "---":
            odd = next((place for place, sign in enumerate(line) if not sign.isascii()), None)
            if odd is not None:
                return number, odd + 1, f"elle contient un autre signe, {named(line[odd])}"
            if line.strip("-"):
                return number, 0, "elle n’est pas faite de trois tirets seuls"
            return number, 0, f"elle compte {len(line)} tirets au lieu de 3"
    return None


def _described(line: str) -> str:
    if line.strip(" \t") == "---":
        return "elle est suivie d’espaces" if line[0] == "-" else "des espaces la précèdent"
    if (found := odd_fence(line)) and found[1]:
        return found[2]
    return f"elle est « {line.strip()[:40]} »" if line.strip() else "elle est vide"


def _until_fence(rest: str) -> tuple[str, int | None, str]:
    """(header, the file's line after the closing fence, body)."""
    position = 0
    while True:
        if rest.startswith("---", position) and rest[position + 3 : position + 4] in {"\n", ""}:
            header = rest[:position]
            return header, header.count("\n") + 3, rest[position + 4 :]
        newline = rest.find("\n---", position)
        if newline < 0:
            return rest, None, ""
        position = newline + 1
