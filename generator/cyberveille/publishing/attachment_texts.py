"""What withheld attachments say, remembered from one build to the next: reading them is the dear part."""

from collections.abc import Iterable
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

import msgspec

from cyberveille.package import package_digest
from cyberveille.publishing import containers
from cyberveille.whole_files import forget_others, write_whole


class Texts(msgspec.Struct, frozen=True, array_like=True):
    """The texts of a file, as `text_words` writes them; what cannot be opened, and why in French."""

    texts: tuple[bytes, ...] = ()
    sealed: tuple[tuple[str, str], ...] = ()


class AttachmentTexts:
    """A folder with a file for each attachment, named after its bytes, its name and the code that read it.

    Each of the `audiences` has its own, before its name: what one withholds, another shows.
    """

    def __init__(self, folder: Path, audience: str, audiences: Iterable[str]) -> None:
        self._folder = folder
        self._audience = audience
        self._others = frozenset(audiences) - {audience}
        self._used: set[str] = set()

    def read(self, name: str, data: bytes) -> Texts:
        code = package_digest()
        key = sha256(code + repr(containers.LIMITS).encode() + name.encode() + b"\0" + data).hexdigest()
        file = self._folder / f"{self._audience}.{key}"
        self._used.add(file.name)
        with suppress(OSError, msgspec.MsgspecError):
            return msgspec.msgpack.decode(file.read_bytes(), type=Texts)
        texts = texts_in(name, data)
        with suppress(OSError):
            write_whole(file, msgspec.msgpack.encode(texts))
        return texts

    def forget_others(self) -> None:
        """Remove what was not asked for, unless another audience did: nothing of a deleted one stays."""
        forget_others(
            self._folder, lambda name: name in self._used or name.rpartition(".")[0] in self._others
        )


def texts_in(name: str, data: bytes) -> Texts:
    """A text that stands in several places is there once."""
    texts: dict[bytes, None] = {}
    sealed: list[tuple[str, str]] = []
    for found in containers.read(name, data):
        match found:
            case containers.Words():
                texts |= dict.fromkeys(found.texts)
            case containers.Sealed():
                sealed.append((found.place, found.why))
    return Texts(tuple(texts), tuple(sealed))
