"""The identity of the program: what it makes, and what it keeps, depends on all of it.

One digest rather than a list of the modules that matter to each output: such lists go stale in silence. A new
version of the program, or of a library, makes everything again once; what comes out the same is not written
again.
"""

import functools
import os
import sys
from collections.abc import Iterator
from hashlib import blake2b
from pathlib import Path

import cyberveille
from cyberveille import shortcuts

_PACKAGE = os.path.dirname(cyberveille.__file__)  # noqa: PTH120 - hundreds of files a command, as text


@functools.cache
def package_digest() -> bytes:
    """Of every file of the package, of Python, of every library installed with it, and of their shortcuts.

    Those are told by the names of their metadata folders (recording installed projects, PyPA): what the
    package declares and what that asks for in turn, in a hundredth of the time that reading them takes.
    """
    state = blake2b(repr(sys.version_info[:2]).encode(), digest_size=16)
    state.update("\n".join(sorted(_libraries())).encode())
    state.update(repr(shortcuts.taken()).encode())
    for file in sorted(_files(_PACKAGE)):
        with open(file, "rb", buffering=0) as opened:  # noqa: PTH123
            data = opened.read()
        state.update(f"{file.removeprefix(_PACKAGE)}\0{len(data)}\0".encode())
        state.update(data)
    return state.digest()


def _files(folder: str) -> Iterator[str]:
    with os.scandir(folder) as entries:
        for entry in entries:
            if entry.is_dir():
                if entry.name != "__pycache__":
                    yield from _files(entry.path)
            elif entry.is_file():
                yield entry.path


def _libraries() -> set[str]:
    folders = (Path(path) for path in sys.path)
    return {
        name
        for folder in folders
        if folder.is_dir()
        for name in os.listdir(folder)  # noqa: PTH208 - names alone
        if name.endswith(".dist-info")
    }
