"""Rich Text Format: what its reader shows, the properties it keeps, the pictures and objects within it."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.publishing.containers import marks
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.words import text_words

_TOKEN = expression(
    rb"\\([a-z]{1,32})(-?\d{1,10})? ?|\\'([0-9a-fA-F]{2})|\\([^a-z])|([{}])|[\r\n]+|([^\\{}\r\n]+)", re.DOTALL
)
_SILENT = {
    b"blipuid", b"colorschememapping", b"colortbl", b"creatim", b"datastore", b"falt", b"filetbl",
    b"fonttbl", b"generator", b"latentstyles", b"levelnumbers", b"leveltext", b"listname",
    b"listoverridetable", b"listtable", b"mmathPr", b"nonshppict", b"objdata", b"panose", b"pgptbl",
    b"pict", b"revtbl", b"revtim", b"rsidtbl", b"shprslt", b"sp", b"stylesheet", b"themedata",
    b"wgrffmtfilter", b"xmlnstbl",
}  # fmt: skip
_VALUE = b"sv"
"""The value of a drawing's property: a description, in what nobody reads otherwise."""
_DEEPEST = 10_000
_OBJECT = expression(rb"(?<![A-Za-z\d])[0-9a-fA-F]{64,}+(?:\s{1,4}[0-9a-fA-F]{2,}+)*+")
"""The bytes of a picture or of an object, two figures each: no text has a word of that length."""
_DRESS = expression(rb"\\(?:themedata|colorschememapping|datastore)\s*\Z")
"""What only dresses a document, the same in all of a program."""
_BEGINNINGS = (marks.COMPOUND, marks.LOCAL, marks.PDF, marks.PNG, marks.JPEG, *marks.GIF, marks.RTF)
_BEFORE = 4096
"""Within how many bytes an object's own name and class stand before it (MS-OLEDS 2.2.5)."""
_ENDING = {b"par", b"line", b"cell", b"row", b"tab", b"sect", b"page"}
_SIGNS = {b"lquote": "‘", b"rquote": "’", b"emdash": "—", b"endash": "–", b"enspace": " ", b"emspace": " "}
_APART = {
    b"annotation", b"author", b"bkmkend", b"bkmkstart", b"category", b"comment", b"company", b"doccomm",
    b"docvar", b"fldinst", b"footer", b"footerf", b"footnote", b"header", b"headerf", b"hlinkbase",
    b"keywords", b"manager", b"operator", b"propname", b"shptxt", b"staticval", b"subject", b"title",
}  # fmt: skip


def rtf_words(data: bytes, budget: Budget) -> Iterator[bytes]:  # noqa: C901, PLR0912 - one line a token
    """The words of the text, then of each note, header and property; raises TooMuch."""
    apart: list[list[str]] = [[]]
    stack: list[tuple[bool, int]] = []
    silent, into, skip, unicode_skip = False, 0, 0, 1
    for token in _TOKEN.finditer(data):
        budget.spend(Limit.SIGNS)
        word, number, code, sign, brace, text = token.groups()
        if brace == b"{":
            if len(stack) < _DEEPEST:
                stack.append((silent, into))
        elif brace == b"}":
            silent, into = stack.pop() if stack else (False, 0)
        elif word in _SILENT:
            silent = True
        elif word == _VALUE or (not silent and (word in _APART or sign == b"*")):
            silent = False
            apart.append([])
            into = len(apart) - 1
        elif silent:
            continue
        elif word == b"u" and number:
            apart[into].append(chr(int(number) % 0x10000))
            skip = unicode_skip
        elif word == b"uc" and number:
            unicode_skip = min(int(number), 8)
        elif word in _ENDING:
            apart[into].append(" ")
        elif word in _SIGNS:
            apart[into].append(_SIGNS[word])
        elif code:
            if skip:
                skip -= 1
            else:
                apart[into].append(bytes.fromhex(code.decode()).decode("cp1252", "replace"))
        elif sign in {b"~", b"_"}:
            apart[into].append(" " if sign == b"~" else "-")
        elif text:
            shown = text.decode("cp1252", "replace")
            apart[into].append(shown[skip:])
            skip = max(0, skip - len(shown))
    yield from (text_words("".join(part)) for part in apart)


def rtf_objects(data: bytes, budget: Budget) -> Iterator[Member]:
    """The files that are written in the text as figures, whoever made them; raises TooMuch."""
    for found in _OBJECT.finditer(data):
        if _DRESS.search(data, max(0, found.start() - 40), found.start()):
            continue
        figures = b"".join(found[0].split())
        budget.spend(Limit.ENTRIES)
        budget.spend(Limit.UNPACKED, len(figures))
        written = bytes.fromhex(figures[: len(figures) // 2 * 2].decode())
        starts = (written.find(mark, 0, _BEFORE) for mark in _BEGINNINGS)
        at = min((start for start in starts if start >= 0), default=0)
        yield from (Member("", part) for part in (written[:at], written[at:]) if part)
