"""The next free number of a kind and a year."""

import re
from collections.abc import Iterable
from pathlib import Path

from cyberveille.model import Kind

_LAST = 9999


def next_id(folders: Iterable[Path], prefix: str, kind: Kind, year: int) -> str | None:
    """One more than the highest number whose file lies in `folders`; numbers are never used twice.

    None when the four digits are used up.
    """
    form = re.compile(rf"{re.escape(prefix)}-{year}-{kind.code}-(\d{{4}})\.md")
    highest = 0
    for folder in folders:
        for file in folder.rglob("*.md"):
            if match := form.fullmatch(file.name):
                highest = max(highest, int(match.group(1)))
    return f"{prefix}-{year}-{kind.code}-{highest + 1:04d}" if highest < _LAST else None
