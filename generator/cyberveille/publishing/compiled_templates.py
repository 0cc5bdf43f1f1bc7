"""Templates as Jinja compiled them, kept beside the program's own compiled modules.

Never in the portal's folder: what is kept there is code, and is trusted as the program is.
"""

from contextlib import suppress
from io import BytesIO
from pathlib import Path

from jinja2 import BytecodeCache
from jinja2.bccache import Bucket

import cyberveille
from cyberveille.package import package_digest
from cyberveille.whole_files import sealed, unsealed, write_whole


class CompiledTemplates(BytecodeCache):
    """One file a template, in `__pycache__`; nothing is kept where that may not be written.

    Each begins with a digest of the rest and with that of the program that compiled it.
    """

    def __init__(self, folder: Path | None = None) -> None:
        self._folder = folder or Path(cyberveille.__file__).parent / "__pycache__" / "templates"

    def load_bytecode(self, bucket: Bucket) -> None:
        try:
            kept = unsealed((self._folder / bucket.key).read_bytes())
        except OSError:
            return
        if kept is not None and kept.startswith(package_digest()):
            bucket.load_bytecode(BytesIO(kept.removeprefix(package_digest())))

    def dump_bytecode(self, bucket: Bucket) -> None:
        written = BytesIO()
        bucket.write_bytecode(written)
        with suppress(OSError):
            write_whole(self._folder / bucket.key, sealed(package_digest() + written.getvalue()))
