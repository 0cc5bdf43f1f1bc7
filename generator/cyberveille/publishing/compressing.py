"""Compressed siblings of text files, for servers that send them as they are: `page.html.br`, `page.html.gz`.

A sibling is made again when its file is, and only then.
"""

import gzip
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from cyberveille.extras import Part, need
from cyberveille.map import is_textual
from cyberveille.map.files import ASSETS, is_compressed
from cyberveille.model import Encoding
from cyberveille.publishing.output import Output

_QUALITY = 6
"""Of brotli, out of 11: pages a tenth heavier than with the highest, in a fiftieth of the time."""
_QUALITY_OF_ASSETS = 11
_LEVEL = 9
_ENDINGS = tuple(f".{encoding.value}" for encoding in Encoding)


def is_sibling(path: str) -> bool:
    return path.endswith(_ENDINGS) and is_compressed(path)


def outputs(
    keys: Mapping[str, bytes], encodings: tuple[Encoding, ...], source: Callable[[str], Path]
) -> Iterator[Output]:
    """The siblings of the text files among `keys`, path → key; `source` says where a file's bytes are."""
    for path, key in keys.items():
        if is_textual(path):
            for encoding in encodings:
                render = partial(_compressed, encoding, path, source)
                yield Output(f"{path}.{encoding.value}", key + encoding.value.encode(), render)


def _compressed(encoding: Encoding, path: str, source: Callable[[str], Path]) -> bytes:
    data = source(path).read_bytes()
    if encoding is Encoding.GZIP:
        return gzip.compress(data, _LEVEL, mtime=0)
    need(Part.PRECOMPRESS)
    import brotli  # noqa: PLC0415 - for the portals that want it

    quality = _QUALITY_OF_ASSETS if path.startswith(ASSETS) else _QUALITY
    compressed: bytes = brotli.compress(data, mode=brotli.MODE_TEXT, quality=quality)
    return compressed
