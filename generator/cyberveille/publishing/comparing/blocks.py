"""Sanitised HTML as a row of blocks, each a row of words: paragraphs, items, titles, rows of tables, code."""

from collections.abc import Iterator
from html.parser import HTMLParser
from typing import NamedTuple

from cyberveille.expressions import expression

_TITLES = ("h3", "h4", "h5", "h6")
_OWN = {"p", "li", "dt", "dd", "tr", "pre", *_TITLES}
_AROUND = {"ul", "ol", "dl", "blockquote", "table", "thead", "tbody", "tfoot", "hr"}
_WORD = expression(r"(\s*)(\w(?:[\w.’'/:@_-]*\w)?|[^\w\s])")
_LINE = expression(r"()([^\n]*\n?)")
_UNBROKEN = "\u00a0\u202f"
_PAGES = ("http://", "https://", "/", "#", "mailto:", "tel:")


class Word(NamedTuple):
    """`space` is what stands before it, `href` where it leads, `code` whether it is code."""

    text: str
    space: str = ""
    href: str = ""
    code: bool = False

    @property
    def key(self) -> tuple[str, str, bool]:
        """What makes it another word; the space before it does not."""
        return self.text, self.href, self.code


class Block(NamedTuple):
    """`kind` is the tag that it is printed in: p, li, h3 to h6, pre; a row of a table is a paragraph.

    `number` is that of an item of a numbered list, else 0.
    """

    kind: str
    words: tuple[Word, ...]
    number: int = 0

    @property
    def key(self) -> tuple[object, ...]:
        """What makes it another block; its number does not, which another item may have changed."""
        return self.kind, tuple(word.key for word in self.words)


def blocks(html: str) -> tuple[Block, ...]:
    """The blocks of HTML that the sanitiser wrote, empty ones left out."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return tuple(reader.finished())


def words_of(text: str) -> tuple[Word, ...]:
    """The words of a text without markup."""
    return tuple(Word(found[2], found[1]) for found in _WORD.finditer(text))


def _spaced(text: str) -> str:
    """A space as a browser shows it: one, which stays where it may not break."""
    return next((sign for sign in text if sign in _UNBROKEN), " ") if text else ""


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self._blocks: list[Block] = []
        self._words: list[Word] = []
        self._kind = "p"
        self._space = ""
        self._href: list[str] = []
        self._code = 0
        self._number = 0
        self._lists: list[int] = []
        """The number of the next item of each list around, the innermost last; 0 where items have none."""

    def finished(self) -> Iterator[Block]:
        self._end()
        return iter(self._blocks)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        told = dict(attrs)
        if tag in {"ul", "ol"}:
            start = told.get("start") or ""
            self._lists.append(0 if tag == "ul" else max(1, int(start)) if start.isdecimal() else 1)
        if tag in _OWN or tag in _AROUND:
            # A paragraph of an item is the item's.
            if tag != "p" or self._kind not in {"li", "dd"} or self._words:
                self._begin(tag if tag in _OWN else "p")
            if tag == "li" and self._lists and self._lists[-1]:
                self._number = self._lists[-1]
                self._lists[-1] += 1
        elif tag in {"td", "th"}:
            self._words += [Word("|", " ")] if self._words else []
        elif tag == "a":
            href = told.get("href") or ""
            self._href.append(href if href.startswith(_PAGES) else "")
        elif tag == "code":
            self._code += 1
        elif tag == "img":
            self._add(f" [image : {told.get('alt') or told.get('src') or ''}] ")
        elif tag == "br":
            self._add(" ")

    def handle_endtag(self, tag: str) -> None:
        if tag in {"ul", "ol"} and self._lists:
            self._lists.pop()
        if tag in _OWN or tag in _AROUND:
            if tag != "p" or self._kind not in {"li", "dd"}:
                self._begin("p")
        elif tag == "a" and self._href:
            self._href.pop()
        elif tag == "code":
            self._code = max(0, self._code - 1)

    def handle_data(self, data: str) -> None:
        self._add(data)

    def _add(self, text: str) -> None:
        form = _LINE if self._kind == "pre" else _WORD
        end = 0
        for found in form.finditer(text):
            if found[2]:
                href = self._href[-1] if self._href else ""
                space = _spaced(self._space + found[1]) if self._words else ""
                self._words.append(Word(found[2], space, href, self._code > 0))
                self._space, end = "", found.end()
        self._space += text[end:]

    def _begin(self, kind: str) -> None:
        self._end()
        self._kind = {"tr": "p", "dt": "p", "dd": "p"}.get(kind, kind)

    def _end(self) -> None:
        if self._words:
            self._blocks.append(Block(self._kind, tuple(self._words), self._number))
        self._words, self._space, self._number = [], "", 0
