"""Templates as Jinja compiled them, kept beside the program's own compiled modules.

Never in the portal's folder: what is kept there is code, and is trusted as the program is.
"""

import os
from contextlib import suppress
from hashlib import blake2b
from io import BytesIO
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import cyberveille
from cyberveille.package import package_digest

_SIZE = 16


class CompiledTemplates(BytecodeCache):
    """One file a template, in `__pycache__`; nothing is kept where that may not be written.

    Each begins with a digest of the rest and with that of the program that compiled it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(cyberveille.__file__).parent / "__pycache__" / "templates"

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            data = (self._folder / bucket.key).read_bytes()
        except OSError:
            return
        told, kept = data[:_SIZE], data[_SIZE:]
        if told == _digest(kept) and kept.startswith(package_digest()):
            bucket.load_bytecode(BytesIO(kept[_SIZE:]))

    def dump_bytecode(self, bucket: Bucket) -> None:
        written = BytesIO()
        bucket.write_bytecode(written)
        kept = package_digest() + written.getvalue()
        file = self._folder / bucket.key
        beside = file.with_suffix(f".{os.getpid()}")
        with suppress(OSError):
            self._folder.mkdir(parents=True, exist_ok=True)
            beside.write_bytes(_digest(kept) + kept)
            beside.replace(file)


def _digest(data: bytes) -> bytes:
    return blake2b(data, digest_size=_SIZE).digest()
