"""Markdown to sections, once a body."""

import html
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import TYPE_CHECKING

from msgspec import Struct

from cyberveille import shortcuts
from cyberveille.expressions import expression
from cyberveille.locale import french, french_html
from cyberveille.markup.limits import first_intricate
from cyberveille.markup.mark import Mark
from cyberveille.markup.plain import Part, plain_parts
from cyberveille.markup.positions import Positions
from cyberveille.markup.sanitising import Removal, audit, links_of, sanitise
from cyberveille.markup.unread import unread
from cyberveille.markup.work import TooMuchWorkError
from cyberveille.model import Body, Link, Section

if TYPE_CHECKING:
    from cyberveille.markup.dialect import Converter

ANCHOR_PREFIX = "s-"
_SHORT = 1000
"""Signs of a body that takes no time even when all of it is read again at each of them."""
_READ = 400
"""Signs of a text in which to look for some that tell where it stands."""
# A line, or what lies between the marks that the library leaves in the place of what it has read.
_PIECES = expression("\n|\x02[^\x03]*+\x03?")
# A record separator: no file that is read holds one, so that nobody can write this comment.
_MARK = "\x1e"
_BOUNDARY = f"<!--{_MARK}-->"
_HEADING = expression(r"\s*<h2>(.*?)</h2>", re.DOTALL)
_CELL = expression(r"<t[dh] [^<>]*>")
_TAG = expression(r"<[^>]*>")
# What Markdown alone may write and sanitising would remove; the rest needs a « < » of the editor's.
_SUSPECT = expression(r'<h1>|\b(?:href|src)="(?!https?:|mailto:|tel:|[/#"])')

# Fenced code, HTML and definitions of links reach over headings. Blanks before an empty line stay, but at the
# end of what is converted.
_REACHES = expression(r"`{3}|~{3}|<(?!https?://)|\]:|[^\S\n]\n\n")
# A heading in whose line a backslash stands may not be one.
_BEFORE_HEADING = expression(r"(?<!\n)\n\n++(?=## [^\W_][^\n\\]*(?:\n\n|\n?$(?!\n)))")


class Rendered(Struct, frozen=True):
    """`intricate` is the file's line of what cannot be rendered within reason: the body is then empty.

    `unread` are marks that no reader of Markdown knows here, or that say something else than was meant.
    """

    body: Body
    removed: tuple[Removal, ...] = ()
    intricate: int = 0
    unread: tuple[Mark, ...] = ()


@lru_cache(maxsize=1024)
def anchor_of(title: str) -> str:
    """An ASCII anchor that cannot be the name of one of the page's own elements."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode().lower()
    return ANCHOR_PREFIX + (re.sub(r"[^a-z0-9]+", "-", plain).strip("-") or "section")


def render_body(markdown: str, first_line: int = 1) -> Rendered:
    """The sections and links of a body whose first line is `first_line` of its file.

    The sections' HTML is sanitised: it holds no identifier, script, form, frame or inline style. What was
    written and would be lost is listed in `removed`.
    """
    parts = plain_parts(markdown) if shortcuts.taken() else None
    if parts is not None:
        told = unread(markdown, first_line, plain=True)
        return Rendered(Body(tuple(_of_parts(parts, first_line))), unread=told)
    markdown = markdown.replace(_MARK, "")
    if line := first_intricate(markdown):
        return _refused(first_line + line - 1)
    try:
        unsafe = _converted(markdown)
    except RecursionError:
        return _refused(first_line)
    except TooMuchWorkError as error:
        return _refused(first_line + _line_of(error.text, markdown))
    places = Positions(markdown, first_line)
    pieces = unsafe.split(_BOUNDARY)
    sections = tuple(_sections(pieces, places))
    links = tuple(
        Link(target, places.link(target, section.line), image, text)
        for section in sections
        for target, text, image in links_of(section.html)
    )
    removed: tuple[Removal, ...] = ()
    if "<" in markdown or _SUSPECT.search(unsafe):
        removed = tuple(
            Removal(what, places.removed(what))
            for position, piece in enumerate(pieces)
            for what in audit(_HEADING.sub(r"\1 ", piece, count=1) if position else piece)
        )
    return Rendered(Body(sections, links), removed, unread=unread(markdown, first_line))


def _independent(markdown: str) -> list[str]:
    """The body cut before its headings; whole when a part may change how another one reads."""
    whole = not shortcuts.taken() or _REACHES.search(markdown)
    return [markdown] if whole else _BEFORE_HEADING.split(markdown)


def _converted(markdown: str) -> str:
    """The HTML of a body, unsafe; raises RecursionError, and TooMuchWorkError for the body as a whole."""
    # The library is loaded by the first text that needs it: most commands read none.
    from cyberveille.markup.common import may_hold  # noqa: PLC0415
    from cyberveille.markup.dialect import converter_with  # noqa: PLC0415

    common = not shortcuts.taken() or may_hold(markdown)
    counted = len(markdown) > _SHORT
    converter = (
        converter_with(_MARK, counted=counted, common=True)
        if common
        else converter_with(_MARK, counted=counted)
    )
    converter.work.begin()
    return "\n".join(_part(piece, converter) for piece in _independent(markdown))


def _part(markdown: str, converter: "Converter") -> str:
    parts = plain_parts(markdown, linked=True) if shortcuts.taken() else None
    if parts is not None:
        titled = (f"{_BOUNDARY}<h2>{part.title}</h2>\n" if part.title else "" for part in parts)
        return "\n".join(title + part.html for title, part in zip(titled, parts, strict=True))
    converter.reset()
    # What a body that was refused has left behind.
    converter.parser.state.clear()
    return converter.convert(markdown)


def _line_of(text: str, markdown: str) -> int:
    """The line, counted from 0, of what the parser was reading; 0 when it cannot be told."""
    # What the parser has read already is replaced, from the beginning on.
    pieces = _PIECES.split(text[:_READ]) + _PIECES.split(text[_READ:][-_READ:])
    longest = max(pieces, key=len).strip()
    return markdown.count("\n", 0, max(markdown.find(longest), 0))


def _refused(line: int) -> Rendered:
    return Rendered(Body(), (Removal("…", line),), line)


def _of_parts(parts: list[Part], first_line: int) -> Iterator[Section]:
    taken: dict[str, int] = {}
    for part in parts:
        anchor = _unique(anchor_of(part.title), taken)
        yield Section(french(part.title), anchor, french_html(part.html), first_line + part.line)


def _sections(pieces: list[str], places: Positions) -> Iterator[Section]:
    headings = [_HEADING.match(piece) for piece in pieces[1:]]
    titles = [_plain(heading.group(1)) if heading else "" for heading in headings]
    lines = places.headings(titles)
    taken: dict[str, int] = {}
    intro = _safe(pieces[0].strip())
    if intro:
        yield Section("", _unique(anchor_of(""), taken), intro, places.first_line)
    for piece, heading, title, line in zip(pieces[1:], headings, titles, lines, strict=True):
        content = _safe((piece[heading.end() :] if heading else piece).strip())
        if title or content:
            yield Section(french(title), _unique(anchor_of(title), taken), content, line)


def _safe(unsafe: str) -> str:
    return french_html(_CELL.sub(_aligned, sanitise(unsafe).strip()))


def _aligned(cell: re.Match[str]) -> str:
    """A cell's tag, the alignment of which is given by a class: the policy forbids styles."""
    return cell.group().replace(' align="', ' class="cv-')


def _unique(anchor: str, taken: dict[str, int]) -> str:
    candidate = anchor
    while candidate in taken:
        taken[anchor] += 1
        candidate = f"{anchor}-{taken[anchor]}"
    taken[candidate] = 1
    return candidate


def _plain(fragment: str) -> str:
    """Its words alone; composed, so that a « é » typed in two characters is the same title."""
    return unicodedata.normalize("NFC", " ".join(html.unescape(_TAG.sub("", fragment)).split()))
