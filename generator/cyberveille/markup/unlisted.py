"""Lines that a writer, or the program they come from, meant as the items of a list, and that are not."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.markup.mark import Place, Unread

_BULLETS = "•●▪■◦·‣⁃∙○▸►➢➤✓✔❖◆♦"
# Any other sign at the start of two lines in a row, and what Word's bullets become without its font.
_REPEATED = r"(?:[^\w\s\\`*{}\[\]()#+\-.!|<>~\"'«“”„‘’:;,=&$%@/?…—–]\ufe0f?|[o§Øüq])"
# No blank line between: those would be paragraphs of their own.
_BETWEEN = r"[^\n]*+\n(?:(?=[ \t]*+\S)[^\n]*+\n){0,3}?[ \t>]*"
_LINES = expression(
    rf"^[ \t>]*(?P<bullet>[{_BULLETS}\ue000-\uf8ff](?=\s|\w)|[–—](?=\s)|o\t)"
    rf"|^[ \t>]*(?P<repeated>(?P<sign>{_REPEATED})[ \t]+\S[^\n]*)(?=\n[ \t>]*(?P=sign)[ \t])"
    r"|^[ \t>]*(?P<glued>(?:[-*+](?=[^\n]*\n[ \t>]*[-*+][^\W_])"
    r"|(?P<dash>[–—‐‑−])(?=[^\n]*\n[ \t>]*(?P=dash)\w))[^\W_][^\n]*)"
    rf"|^[ \t>]*(?P<letters>\(?[aA][.)][ \t]{_BETWEEN}\(?[bB][.)][ \t])"
    rf"|^[ \t>]*(?P<roman>\(?[iI][.)][ \t]{_BETWEEN}\(?(?:ii|II)[.)][ \t])"
    r"|^[ \t>]*(?P<numbers>(?:\(1\)|1[°º/:–-]|1\.-|1\.(?=[^\W\d_])|①)[ \t]*(?=[^\W\d_])"
    rf"{_BETWEEN}(?:\(2\)|2[°º/:–-]|2\.-|2\.(?=[^\W\d_])|②)[ \t]*(?=[^\W\d_]))",
    re.MULTILINE,
)
_KINDS = {
    "bullet": Unread.BULLET,
    "repeated": Unread.BULLET,
    "glued": Unread.BULLET,
    "letters": Unread.LETTERS,
    "roman": Unread.LETTERS,
    "numbers": Unread.LETTERS,
}
_MAY = expression(
    rf"\n[ \t>]*(?:[{_BULLETS}\ue000-\uf8ff]|[–—]\s|o\t|[-*+–—‐‑−][^\W_]|\(?[aAiI][.)][ \t]|\(1\)|1[°º/:–-]"
    rf"|1\.-|1\.[^\W\d_]|①|(?P<sign>{_REPEATED})[ \t][^\n]*\n[ \t>]*(?P=sign)[ \t])"
)
# A paragraph that goes on, with no blank line, as a list or a table would.
_STUCK = expression(
    r"(?:\A|\n[ \t]*\n)(?=[^\s\-*+>|#:\d`~<])[^\n]++\n(?:(?=[ \t]*+\S)[^\n]*+\n)*?[ \t]{0,3}"
    r"(?P<stuck>(?:[-*+][ ]|\d{1,2}\.[ ])[^\n]*|\|[^\n]*\|[ \t]*$)",
    re.MULTILINE,
)
_MAY_STICK = expression(r"\S\n[ \t]{0,3}(?:[-*+] |\d{1,2}\. |\|)")


def may_hold(markdown: str) -> bool:
    """Told in no time of most texts."""
    return _MAY.search("\n" + markdown) is not None


def may_stick(markdown: str) -> bool:
    return _MAY_STICK.search(markdown) is not None


def found(text: str) -> Iterator[Place]:
    """`text` is a body without its code."""
    for match in _LINES.finditer(text):
        group = next(name for name in _KINDS if match[name] is not None)
        yield Place(
            _KINDS[group], match.start(group), match.end(group), match[group].partition("\n")[0].strip()
        )


def stuck(text: str) -> Iterator[Place]:
    """The first line of each list or table that is stuck to the text above it."""
    for match in _STUCK.finditer(text):
        yield Place(Unread.STUCK, match.start("stuck"), match.start("stuck"), match["stuck"].strip())
