"""The parts of Python-Markdown that read a passage more than once, counting what they read."""

import functools
import re
from collections import deque
from collections.abc import Callable, Sequence
from typing import Any
from xml.etree.ElementTree import Element

from markdown import Markdown
from markdown.blockprocessors import BlockProcessor, ReferenceProcessor
from markdown.extensions import Extension
from markdown.extensions.fenced_code import FencedBlockPreprocessor
from markdown.extensions.tables import TableProcessor
from markdown.htmlparser import HTMLExtractor
from markdown.inlinepatterns import (
    BacktickInlineProcessor,
    DelimiterProcessor,
    InlineProcessor,
    LinkInlineProcessor,
)
from markdown.preprocessors import HtmlBlockPreprocessor
from pymdownx.magiclink import MagiclinkPattern

from cyberveille.expressions import expression
from cyberveille.markup.fences import spelt
from cyberveille.markup.limits import NESTING
from cyberveille.markup.outline import Fence, Outline, may_change
from cyberveille.markup.work import COPY, SCAN, STEP, TooMuchWorkError, Work

_FIRST, _TABLE, _HTML, _FENCED = 1000, 75, 20, 25
_PARSE, _EXPRESSION, _EXCLUDED = "parseBlocks", "RE", "ANCESTOR_EXCLUDES"
"""What the library declares on classes, and is set here on one of their instances."""
# The library's, but that a target is read once: its own tries each sign of it again when what follows is no
# title, and each quotation mark for each of them.
_DEFINITION = expression(
    r"^[ ]{0,3}\[([^\[\]]*)\]:[ ]*(?:\n[ ]*)?([^\s]++)[ ]*(?:\n[ ]*)?"
    r"""((["'])(.*)\4[ ]*|\((.*)\)[ ]*)?$""",
    re.MULTILINE,
)
_FORMATTING = expression(r"<(?:a|b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)\b", re.IGNORECASE)

_Matched = tuple[Any, int | None, int | None]


class MeteredExtension(Extension):
    """Counts in `work` what is read; to be registered after every extension that adds patterns.

    Without `work`, only what the library could read once is read once.
    """

    def __init__(self, work: Work | None) -> None:
        super().__init__()
        self._work = work

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        work = self._work
        setattr(md.parser, _PARSE, functools.partial(_from_the_front, md.parser.parseBlocks))
        blocks = md.parser.blockprocessors
        for processor in blocks:
            if isinstance(processor, ReferenceProcessor):
                setattr(processor, _EXPRESSION, _DEFINITION)
        md.preprocessors.register(_Fences(md, {}), "fenced_code_block", _FENCED)
        if work is None:
            return
        blocks.register(_Blocks(md, work), "cyberveille-work", _FIRST)
        blocks.register(_Tables(md, work), "table", _TABLE)
        md.preprocessors.register(_RawHtml(md, work), "html_block", _HTML)
        patterns = md.inlinePatterns
        # The names by which patterns are replaced stand nowhere else.
        for item in list(patterns._priority):  # type: ignore[attr-defined]  # noqa: SLF001
            patterns.register(_Inline(patterns[item.name], work), item.name, item.priority)


class _Front(deque[str]):
    """A list whose first item is taken or put without moving all the others."""

    def pop(self, index: int = -1) -> str:
        return super().pop() if index else self.popleft()

    def insert(self, index: int, block: str) -> None:
        if index:
            super().insert(index, block)
        else:
            self.appendleft(block)


def _from_the_front(parse: Callable[[Element, Any], None], parent: Element, blocks: list[str]) -> None:
    parse(parent, _Front(blocks))


class _Blocks(BlockProcessor):
    """Sees each block before any other: all of them read the whole of it."""

    def __init__(self, md: Markdown, work: Work) -> None:
        super().__init__(md.parser)
        self._work = work

    def test(self, parent: Element, block: str) -> bool:  # noqa: ARG002 - the library's signature
        return True

    def run(self, parent: Element, blocks: list[str]) -> bool:
        block = blocks[0]
        if not block and not (len(parent) and parent[-1].tag == "pre"):
            # Empty lines are told apart in code alone.
            while len(blocks) > 1 and not blocks[1]:
                blocks.pop(0)
        # What is added to the text of an item or to code is copied with it.
        around = [parent, *parent[-1:], *(parent[-1][-1:] if len(parent) else ())]
        copied = sum(len(item.text or "") + len(item.tail or "") for item in around)
        # A line that goes on with an item is added to all those before it.
        copied += len(block) * block.count("\n") // 2
        self._work.add(STEP + len(block) + copied // COPY, block)
        return False


class _Tables(TableProcessor):
    """A row's runs of backticks are compared with one another, and each bar with them."""

    def __init__(self, md: Markdown, work: Work) -> None:
        super().__init__(md.parser, {"use_align_attribute": True})
        self._work = work

    def _split(self, row: str) -> list[str]:
        if ticks := row.count("`"):
            self._work.add(ticks * (ticks + row.count("|")) // 8, row)
        cells: list[str] = super()._split(row)  # type: ignore[misc]
        return cells

    def _build_row(self, row: str, parent: Element, align: Sequence[str | None]) -> None:
        # A row has the cells of the header, whatever it writes.
        self._work.add(STEP * len(align) // 4, row)
        super()._build_row(row, parent, align)  # type: ignore[misc]


class _Fences(FencedBlockPreprocessor):
    """Gives the library each block of fenced code by itself, and lists at four spaces a level."""

    def run(self, lines: list[str]) -> list[str]:
        if not may_change("\n".join(lines)):
            return lines
        outline = Outline(self._coded)
        arranged = outline.arranged(lines)
        if outline.depth > NESTING:
            raise TooMuchWorkError("\n".join(lines))
        return arranged

    def _coded(self, fence: Fence) -> list[str]:
        return super().run(spelt(fence))


class _RawHtml(HtmlBlockPreprocessor):
    def __init__(self, md: Markdown, work: Work) -> None:
        super().__init__(md)
        self._work = work

    def run(self, lines: list[str]) -> list[str]:
        source = "\n".join(lines)
        # The rest of the text is copied, or looked through for an end, at each tag.
        self._work.add(source.count("<") * len(source) // SCAN, source)
        # What a paragraph leaves open is opened again in each of those that follow (HTML, 13.2.4.3).
        self._work.add(len(_FORMATTING.findall(source)) * source.count("\n") // 2, source)
        parser = _Extractor(self.md, self._work)
        parser.feed(source)
        parser.close()
        return "".join(parser.cleandoc).split("\n")


class _Extractor(HTMLExtractor):
    def __init__(self, md: Markdown, work: Work) -> None:
        self._work = work
        super().__init__(md)

    def inline_close_follows(self, text: str) -> bool:
        """The rest of the paragraph is read for each tag that is open."""
        self._work.add(len(self.inline_stack) * (STEP + len(self.rawdata) // 16), text)
        return bool(super().inline_close_follows(text))


class _Inline(InlineProcessor):
    """A pattern whose matches are counted; what it does is the library's."""

    def __init__(self, pattern: InlineProcessor, work: Work) -> None:
        super().__init__(pattern.pattern, pattern.md)
        self._pattern = pattern
        self._work = work
        setattr(self, _EXCLUDED, pattern.ANCESTOR_EXCLUDES)
        if isinstance(pattern, LinkInlineProcessor):
            for name in ("getText", "getLink"):
                setattr(pattern, name, functools.partial(self._read, getattr(pattern, name)))

    def getCompiledRegExp(self) -> re.Pattern[str]:  # noqa: N802 - the library's name
        return self._pattern.getCompiledRegExp()

    def type(self) -> str:
        return self._pattern.type()

    def handleMatch(self, m: re.Match[str], data: str) -> _Matched:  # type: ignore[override]  # noqa: N802
        # The library moves the list of what is found at each thing that it takes from it.
        self._work.found += 1
        self._work.add(STEP + (len(data) + self._work.found) // COPY, data)
        pattern = self._pattern
        fresh = isinstance(pattern, DelimiterProcessor) and not pattern.regions
        node, start, end = pattern.handleMatch(m, data)
        if isinstance(pattern, BacktickInlineProcessor) and m.group().endswith("`"):
            self._work.add(_after_ticks(m, data, end), data)
        elif fresh and isinstance(pattern, DelimiterProcessor):
            self._work.add(_after_delimiter(pattern, m, data, end), data)
        if isinstance(pattern, MagiclinkPattern):
            # What may end it is looked for; it is read to the next blank, in vain where a name is no site's.
            self._work.add((len(data) if end is None else end) - m.start() + len(data) // SCAN, data)
        if isinstance(node, Element):
            # Each child is looked for among the others; what a reference gives is written at each use.
            written = sum(map(len, node.attrib.values()))
            self._work.add(len(node) ** 2 // 16 + written // 4, data)
        return node, start, end

    def _read(self, read: Callable[[str, int], Any], data: str, index: int) -> Any:  # noqa: ANN401
        """What is read from a bracket or a parenthesis: to its end, or in vain to the end of the text."""
        found = read(data, index)
        end, handled = found[-2:]
        self._work.add((end if handled else len(data)) - index, data)
        return found


def _after_ticks(match: re.Match[str], data: str, end: int | None) -> int:
    """How far the end of a span of code was looked for."""
    start = match.start()
    run = len(data) - start - len(data[start:].lstrip("`"))
    closed = end is not None and end > start + run and data[end - run : end] == "`" * run
    return end - start if closed and end is not None else len(data) - start


def _after_delimiter(pattern: DelimiterProcessor, match: re.Match[str], data: str, end: int | None) -> int:
    """How far the end of an emphasis was looked for."""
    start = match.start()
    if pattern.regions:
        return max(region[3] for region in pattern.regions) - start
    boundary = pattern.get_match(data, start)
    opens = boundary is not None and boundary.lastgroup != "end"
    return len(data) - start if opens else (end or start) - start
