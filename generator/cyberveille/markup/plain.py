"""Bodies that say nothing to Markdown but headings and paragraphs: most of them, converted at once.

Python-Markdown takes half a millisecond for a body, whatever stands in it. Here the same HTML is written
for the bodies in which no character has a meaning; every other one goes to Python-Markdown.
"""

import re

# Characters that neither Markdown nor HTML reads: no mark of emphasis, list, link, code, table or entity.
_SAFE = r"[^\W_]|[ .,;:!?'’\"«»()/%=+$°–—…-]"
# A line of text begins with a letter, a digit or an opening sign, but not as an item of a list does.
_LINE = rf"(?!\d+[.)])(?:[^\W_]|[«(])(?:{_SAFE})*+"
_BLOCK = rf"(?:## [^\W_](?:{_SAFE})*+|{_LINE}(?:\n{_LINE})*+)"
_PLAIN = re.compile(rf"\n*+{_BLOCK}(?:\n\n++{_BLOCK})*+\n*+")


def plain_html(markdown: str, boundary: str) -> str | None:
    """What Python-Markdown makes of `markdown`, with `boundary` before each heading; None when it may differ.

    Nothing in it needs sanitising, and there is no link.
    """
    if " \n" in markdown or not _PLAIN.fullmatch(markdown):
        return None
    blocks = markdown.rstrip(" ").strip("\n").split("\n\n")
    return "\n".join(_html(block.strip("\n"), boundary) for block in blocks if block.strip("\n"))


def _html(block: str, boundary: str) -> str:
    if block.startswith("## "):
        return f"{boundary}<h2>{block[3:].strip()}</h2>"
    return f"<p>{block}</p>"
