"""Marks that a tool of versions leaves where two people changed the same lines.

Sources: git-merge(1), « How conflicts are presented »; Mercurial, Subversion and Jujutsu write the same ones.
"""

import re
from bisect import bisect_right

from cyberveille.expressions import expression
from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report

_SIGNS = ("<<<<<<<", ">>>>>>>", "=======", "|||||||", "%%%%%%%", "+++++++")
# At the margin, or where somebody indented or quoted what was there. A longer line of « = » is a heading's.
_MARK = expression(
    r"^[ \t]*+(?:>[ \t]*+(?=[<|=])|>[ \t]++)?+(?:(?:[-*+]|\d{1,3}[.)])[ \t]++)?+"
    r"(?P<mark><{7,20}+(?=[ \t\n\w.]|$)|>{7,20}+(?=[ \t\n\w.]|$)|\|{7}+(?=[ \t\n]|$)|[%+]{7}+(?=[ \t\n]|$)"
    r"|={7}+(?=[ \t]*+$))(?P<rest>[^\n]*+)",
    re.MULTILINE,
)
_SURE = frozenset("<>")
_SHOWN = 20
_CHOOSE = (
    "Gardez une seule des deux versions, puis effacez les marques « <<<<<<< », « ======= » et « >>>>>>> »."
)
_LEFT = "Effacez cette ligne, et vérifiez que le texte autour ne figure pas deux fois."


def without_conflicts(text: str, report: Report) -> str:
    """The text as the first side of each conflict has it, its lines kept; each mark is reported.

    A line of seven « = » alone may underline a heading, as seven « | » may be an empty row: without any other
    mark in the file, it is a warning.
    """
    if not any(sign in text for sign in _SIGNS):
        return text
    found = [*_MARK.finditer(text)]
    sure = any(match["mark"][0] in _SURE for match in found)
    starts = [0, *(place.end() for place in re.finditer("\n", text))] if found else []
    for match in found[:_SHOWN]:
        line = bisect_right(starts, match.start("mark"))
        mark = match["mark"] + match["rest"].rstrip()[:40]
        message = f"Marque de conflit d’un outil de versions : « {mark} »."
        gravity = Gravity.ERROR if sure else Gravity.WARNING
        hint = _CHOOSE if match["mark"][0] == "<" else _LEFT
        report.add(Fault.CONFLICT, line, message, hint, gravity)
    return _first_sides(text) if sure else text


def _first_sides(text: str) -> str:
    """What is left when each conflict is settled for what stands first in it; lines keep their numbers.

    A side ends at the next mark; one whose end was taken away stays.
    """
    lines = text.split("\n")
    marks = {number: match["mark"][0] for number, line in enumerate(lines) if (match := _MARK.match(line))}
    numbers = [*marks]
    for number, following in zip(numbers, [*numbers[1:], len(lines)], strict=True):
        second = marks[number] in "=|" and marks.get(following) in {"=", ">"}
        for other in range(number, following if second else number + 1):
            lines[other] = ""
    return "\n".join(lines)
