"""Marks that a writer may take for Markdown, by what is printed in their stead."""

from enum import StrEnum
from typing import NamedTuple

from msgspec import Struct


class Unread(StrEnum):
    """Kinds of marks, by what is printed in their stead."""

    FENCE = "fence"
    """A fence that nothing closes."""
    LEFT = "left"
    """A paragraph that its indentation does not keep in the list above."""
    DRAWING = "drawing"
    """Code that other programs draw."""
    BULLET = "bullet"
    LETTERS = "letters"
    """A list numbered with letters, or otherwise than Markdown does."""
    PATH = "path"
    """A path, or a pattern, of which backslashes are taken for Markdown's own."""
    FOOTNOTE = "footnote"
    ADMONITION = "admonition"
    REFERENCE = "reference"
    """A link whose definition is nowhere."""
    LINK = "link"
    """A link written otherwise."""
    DIALECT = "dialect"
    """What other dialects read."""
    HALF = "half"
    """A mark without the other one of its pair."""
    TABLE = "table"
    """Rows that no line of dashes makes a table."""
    CELL = "cell"
    """A cell beyond the columns of its table: it is left out."""
    STUCK = "stuck"
    """A list or a table in the middle of a paragraph."""


class Mark(Struct, frozen=True):
    """A mark as written, its line in the file, and what is printed when that is another text."""

    kind: Unread
    line: int
    what: str
    printed: str = ""


class Place(NamedTuple):
    """Where in a text a mark stands, and its words; nothing else is told of what is before `end`."""

    kind: Unread
    start: int
    end: int
    what: str
