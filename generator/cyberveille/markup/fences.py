"""Fenced code, found in one reading of the text, and spelt as the Markdown library wants it."""

from collections.abc import Iterator
from itertools import accumulate

from cyberveille.expressions import expression
from cyberveille.markup.outline import Fence, Outline

# What the library takes for an opening line. A language or attributes are short; without a bound, a line of
# quotation marks would be read again at each of them.
_OPENING = expression(
    r"(?:\{(?P<attrs>[^\n]{0,200}+)(?<=\})|\.?[\w#.+-]{0,200}+[ ]*+"
    r"""(?:hl_lines=(["'])[^\n"']{0,200}+\2[ ]*+)?)"""
)
CODE_SPAN = expression(r"(?<!`)(`+)(?!`)(.{1,200}?)(?<!`)\1(?!`)")
"""Code within a line of text, for a reader of one line at a time: its backticks, then the code."""
_LANGUAGE = expression(r"\{?\.?([\w#.+-]{1,200})")


def fenced(text: str) -> Iterator[tuple[int, int]]:
    """(start, end) of each block of fenced code, fences included, in the order of the text.

    Whole lines: what stands before a fence that is indented or quoted belongs to its block.
    """
    if "```" not in text and "~~~" not in text:
        return
    found: list[Fence] = []

    def coded(fence: Fence) -> list[str]:
        found.append(fence)
        return []

    lines = text.split("\n")
    Outline(coded).arranged(lines)
    starts = list(accumulate((len(line) + 1 for line in lines), initial=0))
    for fence in found:
        yield starts[fence.first], starts[fence.last + 1] - 1


def spelt(fence: Fence) -> list[str]:
    """The lines of a block of code as the library reads them; of an annotation it cannot, the language."""
    info = fence.info
    opening = _OPENING.fullmatch(info)
    if opening is None or not _attributes_read(opening["attrs"]):
        language = _LANGUAGE.match(info)
        info = language[1] if language else ""
    return [fence.fence + info, *fence.code, fence.fence]


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
