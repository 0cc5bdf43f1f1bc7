"""A value kept from one build to the next: it is believed as it was written, under the same rules."""

from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec
from msgspec import Raw

from cyberveille.whole_files import sealed, unsealed, write_whole

_T = TypeVar("_T")


class KeptFile(Generic[_T]):
    """A value of type `sort` in MessagePack, sealed, after the digest of the rules that made it."""

    def __init__(self, file: Path, sort: type[_T], salt: bytes = b"") -> None:
        self._file, self._sort, self._salt = file, sort, salt

    def read(self) -> _T | None:
        """None where nothing is kept, or what was altered, of another sort, or made under other rules."""
        try:
            told = unsealed(self._file.read_bytes())
            if told is None:
                return None
            salt, value = msgspec.msgpack.decode(told, type=tuple[bytes, Raw])
            return msgspec.msgpack.decode(value, type=self._sort) if salt == self._salt else None
        except (OSError, msgspec.MsgspecError):
            return None

    def keep(self, value: _T | None) -> None:
        """Nothing else stays: None, or what cannot be written and is made anew, leaves no file."""
        with suppress(OSError):
            if value is not None:
                write_whole(self._file, sealed(msgspec.msgpack.encode((self._salt, value))))
                return
        with suppress(OSError):
            self._file.unlink(missing_ok=True)
