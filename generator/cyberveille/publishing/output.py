"""A file of the edition: where it goes, what it depends on, how it is made."""

from collections.abc import Callable, Iterable
from hashlib import blake2b

import msgspec

from cyberveille.model import Headline

_ENCODER = msgspec.msgpack.Encoder(order="deterministic")


class Output(msgspec.Struct, frozen=True, gc=False):
    """`path` is relative to the site's root, with `/` separators.

    `key` is the digest of everything `render` reads of the edition; the code and the templates are added
    by the build. `render` is pure: the same key gives the same bytes. `file` is where those bytes already
    lie, on the file system of the workspace: they are moved in rather than copied.
    """

    path: str
    key: bytes
    render: Callable[[], bytes]
    file: str = ""

    def made_by(self, code: bytes) -> "Output":
        """The same file, when the digest of the code that makes it is part of its key."""
        return msgspec.structs.replace(self, key=digest(self.key, code))


def digest(*parts: object) -> bytes:
    """A stable digest of values: text, bytes, numbers, enums, times, Structs, and tuples of them."""
    return blake2b(_ENCODER.encode(parts), digest_size=16).digest()


def sources(items: Iterable[Headline]) -> tuple[tuple[str, str], ...]:
    """What is read of some notices, for the key of what shows them in a row."""
    return tuple((item.id, item.digest) for item in items)
