"""What is looked for of withheld notices, kept between builds: one that did not change is not read."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct

from cyberveille.kept_file import KeptFile
from cyberveille.model import AnyNotice, Headline
from cyberveille.publishing.pieces import names_of, names_quoted_by, texts_of, texts_quoted_by
from cyberveille.publishing.remains import all_before
from cyberveille.whole_files import forget_others

_FOLDER = "withheld"


class Pieces(Struct, frozen=True, array_like=True, gc=False):
    """Names and texts as `text_words` writes them: its own, those it quotes, and those of its earlier texts.

    `joined` tells whether files are joined to it, which are not in here.
    """

    names: tuple[bytes, ...]
    texts: tuple[bytes, ...]
    quoted_names: tuple[bytes, ...]
    quoted_texts: tuple[bytes, ...]
    names_before: tuple[bytes, ...]
    texts_before: tuple[bytes, ...]
    quoted_before: tuple[bytes, ...]
    joined: bool


def pieces_of(notice: AnyNotice) -> Pieces:
    before = all_before(notice)
    return Pieces(
        _each(names_of(notice)),
        _each(texts_of(notice)),
        _each(names_quoted_by(notice)),
        _each(texts_quoted_by(notice)),
        tuple(sorted(before.names)),
        tuple(sorted(before.texts)),
        tuple(sorted(before.quoted)),
        bool(notice.attachments),
    )


def _each(pieces: Iterable[bytes]) -> tuple[bytes, ...]:
    return tuple(dict.fromkeys(filter(None, pieces)))


class KeptPieces:
    """The pieces that one audience's guard looks for, by notice and digest of it.

    What was altered, or made under other rules, is none: `salt` is the digest of the rules. Begun `afresh`,
    nothing kept is believed.
    """

    def __init__(self, work: Path, audience: str, salt: bytes, *, afresh: bool = False) -> None:
        """`work` is the folder of caches."""
        self._folder, self._name = work / _FOLDER, _named(audience)
        self._file = KeptFile(self._folder / self._name, dict[str, Pieces], salt)
        self._kept = {} if afresh else self._file.read() or {}
        self._used: dict[str, Pieces] = {}

    def of(self, item: Headline, notice: Callable[[str], AnyNotice]) -> Pieces:
        """Those of a notice, which `notice` gives whole where they are not kept."""
        key = f"{item.id} {item.digest}"
        found = self._kept.get(key)
        self._used[key] = pieces_of(notice(item.id)) if found is None else found
        return self._used[key]

    def keep(self) -> None:
        """What was asked for alone: a notice that is gone, or withheld no more, leaves nothing."""
        # Without any, whatever the file holds goes, believed or not.
        if not self._used or self._used.keys() != self._kept.keys():
            self._file.keep(self._used or None)

    def forget_others(self, audiences: Iterable[str]) -> None:
        """Remove what is kept for other audiences than those, and what a killed build left beside."""
        kept = {self._name, *map(_named, audiences)}
        forget_others(self._folder, kept.__contains__)


def _named(audience: str) -> str:
    return f"{audience}.msgpack"
