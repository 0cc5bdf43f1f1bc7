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
    "olefile",
    "pagefind-bin",
    "pikepdf",
    "pillow",
    "pymdown-extensions",
    "pypdfium2",
    "pyyaml",
    "feedgen",
)
_ENDINGS = {".py", ".html", ".css", ".js", ".svg", ".json"}


def code_digest(*parts: str) -> bytes:
    """The digest of those folders or files of the package, of Python and of the libraries they stand on."""
    return blake2b(b"".join((_libraries(), *map(_part, parts))), digest_size=16).digest()


@functools.cache
def _libraries() -> bytes:
    told = [repr(sys.version_info[:2]), *(f"{library} {version(library)}" for library in _LIBRARIES)]
    return blake2b("\n".join(told).encode(), digest_size=16).digest()


@functools.cache
def _part(part: str) -> bytes:
    """Read once: several digests of a build take in the same folders."""
    state = blake2b(part.encode() + b"\0", digest_size=16)
    root = _PACKAGE / part
    for file in sorted([root] if root.is_file() else root.rglob("*")):
        if file.suffix in _ENDINGS:
            state.update(file.relative_to(_PACKAGE).as_posix().encode() + b"\0")
            state.update(file.read_bytes())
    return state.digest()
