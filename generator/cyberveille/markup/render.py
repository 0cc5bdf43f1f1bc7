"""Markdown to sections, once a body."""

import functools
import html
import re
import unicodedata
from collections.abc import Iterable
from xml.etree.ElementTree import Comment, Element

from markdown import Markdown
from markdown.extensions import Extension
from markdown.extensions.def_list import DefListExtension
from markdown.extensions.sane_lists import SaneListExtension
from markdown.extensions.tables import TableExtension
from markdown.treeprocessors import Treeprocessor
from msgspec import Struct
from pymdownx.highlight import HighlightExtension
from pymdownx.superfences import SuperFencesCodeExtension

from cyberveille.markup.sanitise import Removal, audit, links_of, sanitise
from cyberveille.model import Body, Link, Section
from cyberveille.typography import french, french_html

ANCHOR_PREFIX = "s-"
_BOUNDARY = "cyberveille section"
_SPLIT = re.compile(rf"<!--{_BOUNDARY}-->")
_HEADING = re.compile(r"\s*<h2>(.*?)</h2>", re.DOTALL)
_ALIGN = re.compile(r'\balign="(left|center|right)"(?=[^<]*>)')
_TAG = re.compile(r"<[^>]*>")
_TOP_HEADING = r"^#(?!#)|^.+\n=+[ \t]*$"
_SUSPECT = re.compile(rf"<|script|data|{_TOP_HEADING}", re.IGNORECASE | re.MULTILINE)
_FENCE = re.compile(r"^(`{3,}|~{3,})")
_LEVEL_2 = re.compile(r"^##[ \t]*(?!#)(.*?)[ \t]*#*[ \t]*$")
_UNDERLINE = re.compile(r"^-+[ \t]*$")


class Rendered(Struct, frozen=True):
    body: Body
    removed: tuple[Removal, ...] = ()


class _Boundaries(Treeprocessor):
    """Marks each top-level `h2`, so that one nested in a quotation does not start a section."""

    def run(self, root: Element) -> None:
        for position in reversed(range(len(root))):
            if root[position].tag == "h2":
                root.insert(position, Comment(_BOUNDARY))


class _Sections(Extension):
    def extendMarkdown(self, md: Markdown) -> None:  # noqa: N802 - the library's name
        md.treeprocessors.register(_Boundaries(md), "cyberveille-sections", 5)


@functools.cache
def _markdown() -> Markdown:
    return Markdown(
        extensions=[
            TableExtension(use_align_attribute=True),
            # Unlike the standard extension, fences also work inside a list.
            HighlightExtension(use_pygments=False, css_class=""),
            SuperFencesCodeExtension(),
            SaneListExtension(),
            DefListExtension(),
            _Sections(),
        ],
        output_format="html",
    )


def anchor_of(title: str) -> str:
    """An ASCII anchor that cannot be the name of one of the page's own elements."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return ANCHOR_PREFIX + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section")


def _heading_lines(markdown: str, first_line: int) -> list[int]:
    """The file's line of each level-2 heading, fenced code left out."""
    lines: list[int] = []
    fence = ""
    previous = ""
    for number, line in enumerate(markdown.splitlines(), first_line):
        opening = _FENCE.match(line)
        if fence:
            if opening and opening.group().startswith(fence):
                fence = ""
        elif opening:
            fence = opening.group()
        elif _LEVEL_2.match(line):
            lines.append(number)
        elif _UNDERLINE.match(line) and previous.strip() and not previous.startswith((" ", "\t")):
            lines.append(number - 1)
        previous = line
    return lines


def _unique(anchor: str, taken: set[str]) -> str:
    candidate, count = anchor, 1
    while candidate in taken:
        count += 1
        candidate = f"{anchor}-{count}"
    taken.add(candidate)
    return candidate


def _locate(needle: str, lines: list[str], first_line: int, fallback: int) -> int:
    folded = needle.casefold()
    return next(
        (number for number, line in enumerate(lines, first_line) if folded in line.casefold()),
        fallback,
    )


def _locate_removed(what: str, markdown: str, lines: list[str], first_line: int) -> int:
    fallback = first_line
    if what == "<h1>" and (heading := re.search(_TOP_HEADING, markdown, re.MULTILINE)):
        fallback += markdown.count("\n", 0, heading.start())
    return _locate(what.rstrip(">"), lines, first_line, fallback)


def _sections(pieces: Iterable[str], heading_lines: list[int], first_line: int) -> list[Section]:
    sections: list[Section] = []
    taken: set[str] = set()
    for position, piece in enumerate(pieces):
        title, content, line = "", piece, first_line
        if position and (heading := _HEADING.match(piece)):
            title = french(_plain(heading.group(1)))
            content = piece[heading.end() :]
            line = heading_lines[position - 1] if position <= len(heading_lines) else first_line
        safe = french_html(_ALIGN.sub(r'class="cv-\1"', sanitise(content).strip()))
        if title or safe:
            sections.append(Section(title, _unique(anchor_of(title), taken), safe, line))
    return sections


def _plain(fragment: str) -> str:
    return " ".join(html.unescape(_TAG.sub("", fragment)).split())


def render_body(markdown: str, first_line: int = 1) -> Rendered:
    """The sections and links of a body whose first line is `first_line` of its file.

    The sections' HTML is sanitised: it holds no identifier, script, form, frame or inline style. What was
    written and would be lost is listed in `removed`.
    """
    converter = _markdown()
    converter.reset()
    unsafe = converter.convert(markdown)
    pieces = _SPLIT.split(unsafe)
    sections = _sections(pieces, _heading_lines(markdown, first_line), first_line)
    lines = markdown.splitlines()
    links = tuple(
        Link(target, _locate(target, lines, first_line, section.line), image, text)
        for section in sections
        for target, text, image in links_of(section.html)
    )
    removed: tuple[Removal, ...] = ()
    if _SUSPECT.search(markdown):
        removed = tuple(
            Removal(what, _locate_removed(what, markdown, lines, first_line))
            for piece in pieces
            for what in audit(piece)
        )
    return Rendered(Body(tuple(sections), links), removed)
