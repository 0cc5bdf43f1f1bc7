"""What a notice said before it is revised, kept beside the notices for readers to see what changed."""

from pathlib import Path
from typing import NamedTuple

from cyberveille.catalogue.earlier import place_of_text
from cyberveille.git import asked
from cyberveille.model import AnyNotice
from cyberveille.reading import notice_of, read_source


class Keeping(NamedTuple):
    """A text to be kept, and its file; `known` tells whether git gave it."""

    file: Path
    text: str
    known: bool = True


def keeping(root: Path, file: Path, text: str, notice: AnyNotice) -> Keeping | None:
    """What `notice`, which says `text` in `file` below `root`, said at its last revision.

    An editor may have begun to write: what git has is believed first, as long as it is of that revision. None
    when that is kept already.
    """
    place = root / place_of_text(notice.id, len(notice.revisions))
    if place.exists():
        return None
    committed = _committed(file)
    was = None if committed is None else _read(committed, type(notice))
    if was is None or was.draft or was.id != notice.id or len(was.revisions) != len(notice.revisions):
        return Keeping(place, text, known=False)
    return Keeping(place, committed or text)


def _committed(file: Path) -> str | None:
    """What the last commit says in a file, with Unix line ends."""
    data = asked(file.parent, "show", f"HEAD:./{file.name}")
    try:
        return None if data is None else data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None


def _read(text: str, kind: type[AnyNotice]) -> AnyNotice | None:
    return notice_of(read_source("", text.encode(), record=kind).subject)
