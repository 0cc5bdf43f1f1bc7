"""HTML of sources to the Markdown that our notices are written in."""

import re
from functools import cache
from typing import Any

from cyberveille.expressions import expression
from cyberveille.extras import Part, need
from cyberveille.importing.plain_text import clean

_BLANK_LINES = expression(r"\n\s*\n+")
_ADJACENT_CODE = expression(r"</(code|tt|kbd|samp)><\1\b[^<>]*>", re.IGNORECASE)


def html_to_markdown(html: str, base: str) -> str:
    """Markdown without HTML; the links of a text that was published at `base` are absolute."""
    converted = _converter(base).convert(f"<div>{_ADJACENT_CODE.sub('', clean(html))}</div>")
    lines = [_without_trailing_spaces(line) for line in converted.split("\n")]
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


def _without_trailing_spaces(line: str) -> str:
    """The line, but for two trailing spaces after a text: these break the line."""
    bare = line.rstrip()
    return f"{bare}  " if bare and line.endswith("  ") else bare


@cache
def _converter(base: str) -> Any:  # noqa: ANN401 - the library is typed loosely
    need(Part.HTML)
    from cyberveille.importing.html_converter import Converter  # noqa: PLC0415 - slow to load, for HTML alone

    return Converter(base)
