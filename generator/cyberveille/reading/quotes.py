"""Quotation marks that YAML does not know, around a value: published, or cut where YAML ends the value."""

import re
from typing import NamedTuple

from cyberveille.expressions import expression
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report
from cyberveille.signs import SPACES, named

_PAIRS = {
    "“": "”“",
    "”": "”",
    "„": "“”",
    "‟": "”",
    "«": "»",
    "»": "«",
    "‘": "’‘",
    "’": "’",
    "‚": "‘’",
    "‹": "›",
    "›": "‹",
    "″": "″",
    "′": "′",
    "〝": "〞〟",
}
OPENING = frozenset(_PAIRS)
_NEVER_FIRST = "“”„‟‘‚‹″〝"
"""What no French text begins with, when it is not all within."""
_AT_A_VALUE = expression(
    rf"(?:^[ ]*(?:- +)*(?:[\w-]+: +)?|[{{\[,] *(?:[\w-]+: *)?)(?P<sign>[{''.join(_PAIRS)}])", re.MULTILINE
)
_STRAIGHT = expression(r'"(?:[^"\\]|\\.)*"')
HINT = 'Entourez la valeur de guillemets droits, ceux du clavier : "…".'


class Within(NamedTuple):
    """A value without the marks around it, and the first of them."""

    text: str
    sign: str


def within_odd_quotes(value: str) -> Within | None:
    """What a value without straight quotes says, when others stand around it; None when none do.

    A value that begins by a quotation and goes on after it is a text. One that is cut before its closing mark
    is not: YAML has ended it at a comma.
    """
    sign = value[:1]
    if sign not in _PAIRS:
        return None
    closing = _PAIRS[sign]
    inside = value[1:]
    if len(inside) > 1 and inside[-1] in closing:
        inside = inside[:-1]
        whole = not any(mark in inside for mark in closing.replace("’", ""))
        return Within(inside.strip(f" {SPACES}"), sign) if whole else None
    cut = sign in _NEVER_FIRST and not any(mark in inside for mark in closing)
    return Within(inside.strip(), sign) if cut else None


def report_odd_quotes(report: Report, line: int, column: int, sign: str) -> None:
    message = f"Une valeur commence par un {named(sign)} : pour YAML, seuls les guillemets droits en sont."
    report.add(Fault.QUOTES, line, message, HINT, column=column)


def odd_quote_in(header: str, lines: range) -> tuple[int, int, str] | None:
    """(line from 0, column from 1, sign) of the first odd mark at the start of a value in those lines."""
    listed = header.split("\n")
    for number in lines:
        line = listed[number] if 0 <= number < len(listed) else ""
        outside = _STRAIGHT.sub(lambda text: "_" * len(text.group()), line)
        match = _AT_A_VALUE.search(outside)
        if match and (match["sign"] in _NEVER_FIRST or outside.rstrip("]}, ")[-1] in _PAIRS[match["sign"]]):
            return number, match.start("sign") + 1, match["sign"]
    return None
