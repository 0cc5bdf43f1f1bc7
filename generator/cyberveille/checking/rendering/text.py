"""Findings for a person at a terminal, file by file."""

from collections.abc import Iterable
from itertools import groupby

from cyberveille.checking.rendering.count import Count
from cyberveille.locale import french
from cyberveille.model import Finding, Gravity
from cyberveille.printable import printable

_ALL = french("« cyberveille check --all » les montre.")
_PLACE = "bold"
_HINT = "cyan"
_RULE = "dim"
_GRAVITIES = {Gravity.ERROR: "bold red", Gravity.WARNING: "bold yellow"}
"""Styles as rich writes them."""


def render(findings: Iterable[Finding], *, colour: bool = False, fold: bool = False) -> str:
    """The findings, sorted, a blank line between files, and a last line that counts them.

    Nothing when there is none. Each begins with `path:line` or `path:line:column`, which terminals and
    editors open; lines are never wrapped. What is quoted cannot drive the terminal. With `fold`, a rule that
    warns of very many notices is told in a line (`folding.py`).
    """
    ordered = sorted(findings)
    if not ordered:
        return ""
    shown, told = _folded(ordered) if fold else (tuple(ordered), ())
    blocks = [
        "\n".join(_lines(finding, colour=colour) for finding in group)
        for _, group in groupby(shown, key=lambda finding: finding.path)
    ]
    if told:
        blocks.append("\n".join((*told, f"    {_styled(f'→ {_ALL}', _HINT, colour)}")))
    blocks.append(_styled(Count.of(ordered).sentence(), _PLACE, colour))
    return "\n\n".join(blocks) + "\n"


def _folded(findings: list[Finding]) -> tuple[tuple[Finding, ...], tuple[str, ...]]:
    from cyberveille.checking.rendering.folding import folded  # noqa: PLC0415 - `check` alone folds

    return folded(findings)


def _lines(finding: Finding, *, colour: bool) -> str:
    place = ":".join(filter(None, (finding.path, *map(_number, (finding.line, finding.column)))))
    line = "  ".join(
        (
            _styled(place, _PLACE, colour),
            _styled(finding.gravity.label, _GRAVITIES[finding.gravity], colour),
            printable(finding.message),
            _styled(f"[{finding.rule}]", _RULE, colour),
        )
    )
    return f"{line}\n    {_styled(f'→ {finding.hint}', _HINT, colour)}" if finding.hint else line


def _number(place: int) -> str:
    return str(place) if place else ""


def _styled(text: str, style: str, colour: bool) -> str:
    shown = printable(text)
    if not colour:
        return shown
    from rich.color import ColorSystem  # noqa: PLC0415 - slow to load, for people only
    from rich.style import Style  # noqa: PLC0415

    return Style.parse(style).render(shown, color_system=ColorSystem.STANDARD)
