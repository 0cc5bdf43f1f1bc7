"""What is looked for of withheld notices, kept between builds: one that did not change is not read."""

from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.model import AnyNotice, Headline
from cyberveille.publishing.pieces import names_of, names_quoted_by, texts_of, texts_quoted_by
from cyberveille.publishing.remains import all_before
from cyberveille.whole_files import sealed, unsealed, write_whole

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


class _Kept(Struct, frozen=True, array_like=True):
    salt: bytes
    pieces: dict[str, Pieces]


class KeptPieces:
    """The pieces that one audience's guard looks for, by notice and digest of it.

    What was altered, or made under other rules, is none: `salt` is the digest of the rules. Begun `afresh`,
    nothing kept is believed.
    """

    def __init__(self, work: Path, audience: str, salt: bytes, *, afresh: bool = False) -> None:
        """`work` is the folder of caches."""
        self._folder, self._salt = work / _FOLDER, salt
        self._file = self._folder / _named(audience)
        self._kept = {} if afresh else self._read()
        self._used: dict[str, Pieces] = {}

    def of(self, item: Headline, notice: Callable[[str], AnyNotice]) -> Pieces:
        """Those of a notice, which `notice` gives whole where they are not kept."""
        key = f"{item.id} {item.digest}"
        found = self._kept.get(key)
        self._used[key] = pieces_of(notice(item.id)) if found is None else found
        return self._used[key]

    def keep(self) -> None:
        """What was asked for alone: a notice that is gone, or withheld no more, leaves nothing."""
        with suppress(OSError):
            if not self._used:
                # Whatever the file holds, believed or not.
                self._file.unlink(missing_ok=True)
            elif self._used.keys() != self._kept.keys():
                write_whole(self._file, sealed(msgspec.msgpack.encode(_Kept(self._salt, self._used))))

    def forget_others(self, audiences: Iterable[str]) -> None:
        """Remove what is kept for other audiences than those, and what a killed build left beside."""
        kept = {self._file.name, *map(_named, audiences)}
        with suppress(OSError):
            for file in self._folder.iterdir():
                if file.name not in kept:
                    file.unlink(missing_ok=True)

    def _read(self) -> dict[str, Pieces]:
        try:
            told = unsealed(self._file.read_bytes())
            kept = None if told is None else msgspec.msgpack.decode(told, type=_Kept)
        except (OSError, msgspec.MsgspecError):
            return {}
        return kept.pieces if kept is not None and kept.salt == self._salt else {}


def _named(audience: str) -> str:
    return f"{audience}.msgpack"
