"""The identity of the code that makes a cached value."""

import functools
import sys
from hashlib import blake2b
from importlib.metadata import version
from pathlib import Path

import cyberveille

_PACKAGE = Path(cyberveille.__file__).parent
_LIBRARIES = (
    "brotli",
    "cvss",
    "jinja2",
    "lxml",
    "markdown",
    "mkdocs",
    "mkdocs-material",
    "msgspec",
    "nh3",
    "pagefind-bin",
    "pymdown-extensions",
    "pyyaml",
    "feedgen",
)
_ENDINGS = {".py", ".html", ".css", ".js", ".svg", ".json"}


@functools.cache
def code_digest(*parts: str) -> bytes:
    """The digest of those folders or files of the package, of Python and of the libraries they stand on."""
    state = blake2b(digest_size=16)
    state.update(repr(sys.version_info[:2]).encode())
    for library in _LIBRARIES:
        state.update(f"{library} {version(library)}\n".encode())
    for part in parts:
        root = _PACKAGE / part
        files = [root] if root.is_file() else root.rglob("*")
        for file in sorted(files):
            if file.suffix in _ENDINGS:
                state.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
                state.update(file.read_bytes())
    return state.digest()
