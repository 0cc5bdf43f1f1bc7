"""Whether a Markdown text writes HTML of its own."""

import functools
from typing import TYPE_CHECKING

from cyberveille.expressions import expression
from cyberveille.markup.limits import first_intricate
from cyberveille.markup.work import TooMuchWorkError

if TYPE_CHECKING:
    from cyberveille.markup.dialect import Converter

# An address between « < » and « > » is Markdown's own.
_MAY_WRITE = expression(r"<(?!https?://[^\s<>]*>)[A-Za-z/!?]")


def writes_html(markdown: str) -> bool:
    """Whether a part of `markdown` is taken for HTML: read without it, the text would come out otherwise.

    What stands in code, or is escaped, is text. A body that cannot be rendered within reason counts as one
    that does.
    """
    if not _MAY_WRITE.search(markdown):
        return False
    if first_intricate(markdown):
        return True
    try:
        return _converted(markdown, html=True) != _converted(markdown, html=False)
    except (RecursionError, TooMuchWorkError):
        return True


def _converted(markdown: str, *, html: bool) -> str:
    converter = _converter(html=html)
    converter.work.begin()
    converter.reset()
    # What a body that was refused has left behind.
    converter.parser.state.clear()
    return converter.convert(markdown)


@functools.cache
def _converter(*, html: bool) -> "Converter":
    from cyberveille.markup import dialect  # noqa: PLC0415 - most commands read no such text

    converter = dialect.Converter("", counted=True)
    if not html:
        converter.preprocessors.deregister("html_block")
        converter.inlinePatterns.deregister("html")
    return converter
