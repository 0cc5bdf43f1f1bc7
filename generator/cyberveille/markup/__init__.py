"""The body of a notice: Markdown in, sections of safe HTML out."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.markup.mark import Mark, Unread
    from cyberveille.markup.raw_html import writes_html
    from cyberveille.markup.render import Rendered, render_body
    from cyberveille.markup.sanitising import Removal, sanitise
else:
    __getattr__ = lazily(
        __name__,
        {
            "mark": (
                "Mark",
                "Unread",
            ),
            "raw_html": ("writes_html",),
            "render": (
                "Rendered",
                "render_body",
            ),
            "sanitising": (
                "Removal",
                "sanitise",
            ),
        },
    )

__all__ = ["Mark", "Removal", "Rendered", "Unread", "render_body", "sanitise", "writes_html"]
