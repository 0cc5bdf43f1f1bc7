"""Spaces that are not the keyboard's, where YAML or Markdown want that one, and in what is copied to be run.

In prose they are right, and most often put there by the program itself.
"""

import re
from bisect import bisect_left
from collections.abc import Callable, Iterator

from cyberveille import signs
from cyberveille.expressions import expression
from cyberveille.markup.fences import CODE_SPAN, fenced
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

_ODD = f"[{signs.SPACES}]"
_ANY = f"[ \\t{signs.SPACES}]"
_WITH = f"(?:[ \\t]*{_ODD}{_ANY}*)"
"""A run of spaces of which one at least is odd."""
_KEY = r"[\w-]+|\"[^\"\n]*\""
_LEADING_DASH = expression(rf"^{_ANY}*-{_WITH}")
_INDENT = expression(rf"^{_WITH}(?=\S)")
_AFTER_KEY = expression(rf"^{_ANY}*(?:-{_ANY}+)*(?:{_KEY}){_ANY}*:{_WITH}")
_BEFORE_COLON = expression(rf"^{_ANY}*(?:-{_ANY}+)*[a-z_]+{_WITH}(?=:(?:\s|$))")
_OF_HEADER = (_INDENT, _LEADING_DASH, _BEFORE_COLON, _AFTER_KEY)
_IN_FLOW = expression(
    rf"(?<=[{{\[,]){_WITH}|(?:(?<=\{{)|(?<=,)|(?<=, ))[a-z_]+{_WITH}(?=:\s)|(?<=[a-z_]:){_WITH}"
)
_QUOTED = expression(r'"(?:[^"\\]|\\.)*"')
_MARKS = expression(rf"^{_ANY}*(?:[-*+]|\d{{1,9}}[.)]|#{{1,6}}){_ODD}{_ANY}*(?=\S)")
_LEADING = expression(rf"^{_WITH}")
_ROW = expression(rf"^(?=[^-]*--){_ANY}*[|:-][|:\- \t{signs.SPACES}]*$")
_FENCE = expression(rf"^{_ANY}*(?:`{{3,}}|~{{3,}})[^`\n]*{_ODD}")
_OF_TEXT = (_LEADING, _MARKS, _ROW, _FENCE)
_REPLACE = "Remplacez-la par une espace du clavier."
_SHOWN = 20


Place = tuple[int, int]
"""Where a run of spaces begins and ends in its line."""


def spaced_header(header: str, first_line: int, report: Report) -> str:
    """The header with the spaces that YAML knows wherever they part its signs; the others are reported."""
    if not report.unusual or not signs.has_odd_space(header):
        return header
    return _mended(header, first_line, report, _in_header, "YAML veut une espace ordinaire")


def spaced_body(body: str, first_line: int, report: Report) -> str:
    """The text with ordinary spaces where a mark of Markdown needs one, and in code."""
    if not report.unusual or not signs.has_odd_space(body):
        return body
    code = lines_of_code(body)

    def in_body(line: str, number: int) -> Iterator[Place]:
        return _in_code_line(line) if number in code else _in_text(line)

    return _mended(
        body, first_line, report, in_body, "le Markdown ou une commande veulent une espace ordinaire"
    )


def _mended(
    text: str, first_line: int, report: Report, look: Callable[[str, int], Iterator[Place]], wants: str
) -> str:
    lines = text.split("\n")
    shown = 0
    for number, line in enumerate(lines):
        if line.isascii() or not signs.SPACE.search(line):
            continue
        for start, end in look(line, number):
            found = signs.SPACE.search(lines[number], start, end)
            if found is None:
                continue  # another pattern has been here
            shown += 1
            if shown <= _SHOWN:
                sign = signs.named(found.group())
                message = f"{sign[0].upper()}{sign[1:]} là où {wants}."
                column = found.start() + 1
                report.add(Fault.SPACE, first_line + number, message, _REPLACE, column=column)
            lines[number] = (
                lines[number][:start] + signs.SPACE.sub(" ", lines[number][start:end]) + (lines[number][end:])
            )
    return "\n".join(lines)


def _in_header(line: str, _number: int) -> Iterator[Place]:
    if line.lstrip().startswith("#"):
        return
    for pattern in _OF_HEADER:
        if match := pattern.match(line):
            yield match.span()
    outside = _QUOTED.sub(lambda text: "_" * len(text.group()), line)
    if "{" in outside or "[" in outside:
        yield from (match.span() for match in _IN_FLOW.finditer(outside))


def _in_text(line: str) -> Iterator[Place]:
    for pattern in _OF_TEXT:
        if match := pattern.match(line):
            yield match.span()
    for code in CODE_SPAN.finditer(line):
        yield from (match.span() for match in signs.SPACE.finditer(line, code.start(2), code.end(2)))


def _in_code_line(line: str) -> Iterator[Place]:
    return (match.span() for match in signs.SPACE.finditer(line))


def lines_of_code(body: str) -> frozenset[int]:
    """The numbers, from 0, of the lines within fences, the fences' own among them."""
    ends = [match.start() for match in re.finditer("\n", body)]
    return frozenset(
        number
        for start, end in fenced(body)
        for number in range(bisect_left(ends, start), bisect_left(ends, end) + 1)
    )
