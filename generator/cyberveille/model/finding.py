"""Something wrong with an input, said so that an editor can mend it."""

from enum import Enum

from msgspec import Struct


class Gravity(Enum):
    """An error refuses the edition; a warning does not."""

    ERROR = "error"
    WARNING = "warning"

    def __lt__(self, other: "Gravity") -> bool:
        """Errors come before warnings."""
        return self is Gravity.ERROR and other is Gravity.WARNING

    @property
    def label(self) -> str:
        return "erreur" if self is Gravity.ERROR else "avertissement"


class Finding(Struct, frozen=True, order=True):
    """One thing wrong: where, what, and how to mend it; sorted by path, line and rule.

    `path` is relative to the root it was read from, with `/` separators. `line` counts from 1; 0 means
    the file as a whole. `column` counts the signs of that line from 1; 0 means the line as a whole.
    `message` and `hint` are French sentences for editors.
    """

    path: str
    line: int
    rule: str
    message: str
    hint: str = ""
    gravity: Gravity = Gravity.ERROR
    column: int = 0

    @property
    def refuses(self) -> bool:
        return self.gravity is Gravity.ERROR
