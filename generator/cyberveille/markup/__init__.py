"""The body of a notice: Markdown in, sections of safe HTML out."""

from cyberveille.markup.mark import Mark, Unread
from cyberveille.markup.raw_html import writes_html
from cyberveille.markup.render import Rendered, render_body
from cyberveille.markup.sanitise import Removal, sanitise

__all__ = ["Mark", "Removal", "Rendered", "Unread", "render_body", "sanitise", "writes_html"]
