"""The Markdown that editors write: Python-Markdown with tables, fenced code, definitions, and sections."""

import functools
from xml.etree.ElementTree import Comment, Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.fenced_code import FencedCodeExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor

from cyberveille.markup.common import CommonExtension
from cyberveille.markup.metered import MeteredExtension
from cyberveille.markup.work import Work


class _Boundaries(Treeprocessor):
    """Marks each `h2` of the body itself; one inside a quotation or a list starts no section."""

    def __init__(self, md: Markdown, mark: str) -> None:
        super().__init__(md)
        self._mark = mark

    def run(self, root: Element) -> None:
        if root.find(".//h2") is None:
            return
        top = [position for position, child in enumerate(root) if child.tag == "h2"]
        own = {root[position] for position in top}
        for heading in root.iter("h2"):
            if heading not in own:
                heading.tag = "h3"
        for position in reversed(top):
            root.insert(position, Comment(self._mark))


class _Sections(Extension):
    def __init__(self, mark: str) -> None:
        super().__init__()
        self._mark = mark

    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Boundaries(md, self._mark), "cyberveille-sections", 5)


class Converter(Markdown):
    """Markdown as we read it; `work` counts what a body asks for, over all that is converted of it.

    A short body need not be `counted`, nor be looked through for what it `may_hold` of common marks.
    """

    def __init__(self, mark: str, *, counted: bool, common: bool = True) -> None:
        self.work = Work()
        super().__init__(
            extensions=[
                TableExtension(use_align_attribute=True),
                FencedCodeExtension(),
                SaneListExtension(),
                DefListExtension(),
                CommonExtension(inline=common),
                _Sections(mark),
                MeteredExtension(self.work if counted else None),
            ],
            output_format="html",
        )

    def reset(self) -> "Converter":
        """Forget the last text, but not the delimiters: those that count hide them from the library."""
        delimiters = getattr(self, _DELIMITERS, None)
        super().reset()
        setattr(self, _DELIMITERS, delimiters)
        return self


_DELIMITERS = "delimiters"


@functools.cache
def converter_with(mark: str, *, counted: bool = True, common: bool = False) -> Converter:
    """The converter that writes the comment `mark` before each heading of a section."""
    return Converter(mark, counted=counted, common=common)
