"""A file's bytes, cut into its YAML header and its Markdown body."""

import math
import re
from dataclasses import dataclass

from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

HEADER_LIMIT = 256 * 1024
# XML 1.0 refuses most of these; the separators and NEL end a line for YAML and for nobody else; the last
# two ranges change the direction of what follows and can make a line read as it is not.
CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\u202a-\u202e\u2066-\u2069]")
_SHOWN = 20
_LOOSE_FENCE = re.compile(r"^---[ \t]+$", re.MULTILINE)
_FENCE_HINT = "Ouvrez et fermez l’en-tête par une ligne qui ne contient que « --- »."


@dataclass(frozen=True, slots=True)
class FrontMatter:
    """Both parts, with the file's line on which each starts."""

    header: str
    header_line: int
    body: str
    body_line: int


def decode_text(data: bytes, report: Report) -> str | None:
    """The file's text with Unix line ends, or None when it is not text; findings say why."""
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
    return _without_controls(text, report)


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
            f"Caractère invisible U+{ord(sign):04X}.",
            "Effacez-le : il vient le plus souvent d’un copier-coller.",
        )
    return CONTROL.sub(" ", text)


def split(text: str, report: Report) -> FrontMatter | None:
    """The header between the two fences and the body after it; None, with a finding, without them."""
    first, _, rest = text.partition("\n")
    if first != "---":
        report.add(Fault.FENCE, 1, f"La première ligne doit être « --- » ; {_described(first)}.", _FENCE_HINT)
        return None
    header, end, body = _until_fence(rest)
    if end is None:
        loose = _LOOSE_FENCE.search(rest)
        if loose:
            line, message = rest.count("\n", 0, loose.start()) + 2, "La ligne « --- » est suivie d’espaces."
        else:
            line, message = 1, "L’en-tête n’est pas fermé."
        report.add(Fault.FENCE, line, message, _FENCE_HINT)
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


def _described(line: str) -> str:
    if line.rstrip() == "---":
        return "elle est suivie d’espaces"
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
