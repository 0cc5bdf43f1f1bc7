"""What a notice said before it is revised, kept beside the notices for readers to see what changed."""

from collections.abc import Iterable, Iterator
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
    committed = asked(file.parent, "show", f"HEAD:./{file.name}")
    known = None if committed is None else _text_of(committed, notice, len(notice.revisions))
    return Keeping(place, text, known=False) if known is None else Keeping(place, known)


def keeping_before(
    root: Path, notice: AnyNotice, kept: Iterable[int], versions: Iterable[bytes]
) -> Iterator[Keeping | int]:
    """What `notice` said at each revision of which nothing is among `kept`; its number where nothing tells.

    `versions` are those of its file, the oldest first: the last one at a revision is what was replaced.
    """
    every = tuple(versions)
    for number in notice.unkept(frozenset(kept)):
        texts = (_text_of(data, notice, number) for data in reversed(every))
        found = next((text for text in texts if text is not None), None)
        yield number if found is None else Keeping(root / place_of_text(notice.id, number), found)


def _text_of(data: bytes, notice: AnyNotice, number: int) -> str | None:
    """A version of a notice's file, with Unix line ends; None when it is not of that revision."""
    try:
        text = data.decode("utf-8").replace("\r\n", "\n")
    except UnicodeDecodeError:
        return None
    was = notice_of(read_source("", text.encode(), record=type(notice)).subject)
    there = was is not None and not was.draft and was.id == notice.id and len(was.revisions) == number
    return text if there else None
