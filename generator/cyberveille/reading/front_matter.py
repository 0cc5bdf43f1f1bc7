"""A file's bytes, cut into its YAML header and its Markdown body."""

import re
from dataclasses import dataclass

from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

HEADER_LIMIT = 256 * 1024
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\x80-\x84\x86-\x9f\ufeff\ufffe\uffff]")
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
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        report.add(
            Fault.ENCODING,
            1,
            "Le fichier est en UTF-16.",
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
    if control := _CONTROL.search(text):
        report.add(
            Fault.CONTROL_CHARACTER,
            text.count("\n", 0, control.start()) + 1,
            f"Caractère de commande invisible U+{ord(control.group()):04X}.",
            "Effacez-le : il vient le plus souvent d’un copier-coller.",
        )
        return None
    return text


def split(text: str, report: Report) -> FrontMatter | None:
    """The header between the two fences and the body after it; None, with a finding, without them."""
    first, _, rest = text.partition("\n")
    if first != "---":
        shown = first.strip()[:40]
        report.add(
            Fault.FENCE,
            1,
            f"La première ligne doit être « --- » ; elle est « {shown} »."
            if shown
            else "La première ligne doit être « --- » ; elle est vide.",
            _FENCE_HINT,
        )
        return None
    header, end, body = _until_fence(rest)
    if end is None:
        report.add(Fault.FENCE, 1, "L’en-tête n’est pas fermé.", _FENCE_HINT)
        return None
    if len(header.encode()) > HEADER_LIMIT:
        report.add(
            Fault.HEADER_SIZE,
            1,
            f"L’en-tête pèse {len(header.encode()) // 1024} Kio ; il ne doit pas dépasser 256 Kio.",
            "Un texte long a sa place dans le corps, après l’en-tête.",
        )
        return None
    return FrontMatter(header, 2, body, end)


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
