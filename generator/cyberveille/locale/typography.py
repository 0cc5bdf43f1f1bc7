"""French typography: the spaces that must not break, put in where an editor typed ordinary ones."""

import re

from cyberveille.expressions import expression

NBSP = "\u00a0"
NNBSP = "\u202f"

_SPACED = expression(r"« | »| (?=[;!?»][!?»]*(?:\s|$|[)\].,<]))| (?=:(?:\s|$|<))")
_KEPT = expression(r"<(pre|code|kbd|samp)\b.*?</\1>|<[^>]*>", re.DOTALL)


def _space(match: re.Match[str]) -> str:
    found = match.group()
    if found == "« ":
        return f"«{NBSP}"
    if found == " »":
        return f"{NBSP}»"
    return NBSP if match.string[match.end() : match.end() + 1] in ":»" else NNBSP


def french(text: str) -> str:
    """`text` with no-break spaces inside guillemets and before double punctuation.

    The rules are those of the Imprimerie nationale: a no-break space before a colon and inside
    guillemets, a narrow one before a semicolon, an exclamation or a question mark. Nothing else changes,
    so that applying it twice is the same as once.
    """
    return _SPACED.sub(_space, text) if _may_change(text) else text


def _may_change(text: str) -> bool:
    """Whether a sign of the pattern is there at all: most texts hold none, which is told in no time."""
    return ":" in text or "»" in text or "«" in text or ";" in text or "?" in text or "!" in text


def french_html(html: str) -> str:
    """The same on the text of HTML, code and attributes left alone."""
    if not _may_change(html):
        return html
    parts: list[str] = []
    position = 0
    for kept in _KEPT.finditer(html):
        parts += (french(html[position : kept.start()]), kept.group())
        position = kept.end()
    return "".join(parts) + french(html[position:])
