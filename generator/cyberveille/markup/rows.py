"""Tables that are printed as text, and cells that no column takes (GitHub Flavored Markdown, 4.10)."""

from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.markup.mark import Place, Unread

_ROW = expression(r"[ \t>]*\|.*\|[ \t]*")
_DASHES = expression(r"[ \t>]*+\|?[ \t]*+:?-++:?[ \t]*+(?:\|[ \t]*+:?-++:?[ \t]*+)*+\|?[ \t]*+")
_MAY = expression(r"\n[ \t>]*\|[^\n]*\||\|[ \t]*:?-+|-[ \t]*\|")
_BAR = expression(r"(?<!\\)\|")


def may_hold(markdown: str) -> bool:
    """Told in no time of most texts."""
    return "|" in markdown and _MAY.search("\n" + markdown) is not None


def found(text: str) -> Iterator[Place]:
    """`text` is a body without its code."""
    start = 0
    block: list[tuple[int, str]] = []
    for line in (*text.split("\n"), ""):
        if line.strip():
            block.append((start, line))
        elif block:
            yield from _of_block(block)
            block = []
        start += len(line) + 1


def _of_block(block: list[tuple[int, str]]) -> Iterator[Place]:
    ruled = next(
        (
            place
            for place, (_, line) in enumerate(block[1:], 1)
            if "|" in line and "-" in line and _DASHES.fullmatch(line)
        ),
        0,
    )
    if ruled:
        columns = len(_cells(block[ruled - 1][1]))
        if ruled == 1 and len(_cells(block[ruled][1])) == columns:
            yield from _beyond(block[ruled + 1 :], columns)
        return
    rows = [place for place, (_, line) in enumerate(block) if _ROW.fullmatch(line)]
    if len(rows) > 1 and rows[1] == rows[0] + 1:
        start, line = block[rows[0]]
        yield Place(Unread.TABLE, start, start + len(line), line.strip())


def _beyond(rows: list[tuple[int, str]], columns: int) -> Iterator[Place]:
    for start, line in rows:
        cells = _cells(line)
        lost = " | ".join(cell.strip() for cell in cells[columns:]).strip(" |")
        if lost:
            yield Place(Unread.CELL, start, start + len(line), lost)


def _cells(line: str) -> list[str]:
    bare = line.strip(" \t>").removeprefix("|")
    bare = bare[:-1] if bare.endswith("|") and not bare.endswith("\\|") else bare
    return _BAR.split(bare)
