"""Signs that a word processor put into commands: whoever copies them runs something else."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.markup.fences import CODE_SPAN, fenced
from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report
from cyberveille.signs import named

_OPTION = expression(r"(?<![^\s=(\"'])[–—−‐‑]{1,2}(?=[A-Za-z])")
_QUOTE = expression(r"[“”„]|(?<!\w)[‘’](?=\w)")
_COMMENT = expression(r"\s*(?:#|//|--|;|::|<!--|\*|REM\b)", re.IGNORECASE)
_MAY = expression("[–—−‐‑“”„‘’]")
# Text shown as it is; other blocks that say what they are hold what is run.
_LANGUAGE = expression(r"[ \t>]*(?:`{3,}|~{3,})[ \t]*\{?\.?(?!te?xt\b|plain)[A-Za-z]")
_SHOWN = 20
_HINT = "Récrivez la commande au clavier : un traitement de texte a remplacé les signes."


def look_at_code(body: str, first_line: int, report: Report) -> None:
    """A finding at each line of code with such a sign; comments, and texts shown as code, are French."""
    if ("`" not in body and "~~~" not in body) or not _MAY.search(body):
        return
    for shown, (number, column, sign) in enumerate(sorted(_found(body))):
        if shown < _SHOWN:
            message = f"Dans du code, {named(sign)} là où une commande veut le signe du clavier."
            report.add(Fault.LOOK_ALIKE, first_line + number, message, _HINT, Gravity.WARNING, column=column)


def _found(body: str) -> Iterator[tuple[int, int, str]]:
    """(line from 0, column from 1, sign) of the first one of each line."""
    lines = body.split("\n")
    blocks: set[int] = set()
    for start, end in fenced(body):
        first, last = body.count("\n", 0, start), body.count("\n", 0, end)
        blocks.update(range(first, last + 1))
        told = _LANGUAGE.match(lines[first]) is not None
        for number in range(first + 1, last):
            if _COMMENT.match(lines[number]):
                continue
            match = _OPTION.search(lines[number]) or (_QUOTE.search(lines[number]) if told else None)
            if match:
                yield number, match.start() + 1, match.group()[0]
    for number, line in enumerate(lines):
        if number not in blocks and "`" in line:
            for span in CODE_SPAN.finditer(line):
                if match := _OPTION.search(line, span.start(2), span.end(2)):
                    yield number, match.start() + 1, match.group()[0]
                    break
