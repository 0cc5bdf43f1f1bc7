"""Fenced code, found as the Markdown library finds it, in one reading of the text.

The library looks for the end of each fence in all that follows it; the lines that can end one are gathered
here beforehand.
"""

import re
from bisect import bisect_left
from collections.abc import Iterator

# What the library takes for an opening line. A language or attributes are short; without a bound, a line of
# quotation marks would be read again at each of them.
_OPENING = re.compile(
    r"^(?P<fence>~{3,}+|`{3,}+)[ ]*+"
    r"(?:\{(?P<attrs>[^\n]{0,200}+)(?<=\})|\.?[\w#.+-]{0,200}+[ ]*+"
    r"""(?:hl_lines=(["'])[^\n"']{0,200}+\3[ ]*+)?)$""",
    re.MULTILINE,
)
_CLOSING = re.compile(r"^(~{3,}+|`{3,}+)[ ]*+$", re.MULTILINE)


def fenced(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each block of fenced code, fences included, in the order of the text."""
    if "```" not in text and "~~~" not in text:
        return
    closings: dict[str, list[tuple[int, int]]] = {}
    for match in _CLOSING.finditer(text):
        closings.setdefault(match[1], []).append(match.span())
    position = 0
    while opening := _OPENING.search(text, position):
        position = opening.end()
        candidates = closings.get(opening["fence"], [])
        rank = bisect_left(candidates, (position, 0))
        if rank == len(candidates) or not _attributes_read(opening["attrs"]):
            continue
        position = candidates[rank][1]
        yield opening.start(), position


def _attributes_read(written: str | None) -> bool:
    """Whether the library understands what stands between the braces of an opening line."""
    if written is None:
        return True
    from markdown.extensions.attr_list import get_attrs_and_remainder  # noqa: PLC0415 - seldom needed

    return not get_attrs_and_remainder(written.removesuffix("}"))[1]


def without_code(markdown: str) -> str:
    """The text with each line of its fenced code made empty: line numbers stay true."""
    pieces: list[str] = []
    position = 0
    for start, end in fenced(markdown):
        pieces += (markdown[position:start], "\n" * markdown.count("\n", start, end))
        position = end
    return "".join((*pieces, markdown[position:]))
