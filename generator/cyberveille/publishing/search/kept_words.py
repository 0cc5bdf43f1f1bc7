"""The words of joined PDF files, kept beside the portal: what is newest is indexed with each publication."""

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from cyberveille import whole_files
from cyberveille.kept_file import KeptFile
from cyberveille.package import package_digest
from cyberveille.pdf_files import pdf_words
from cyberveille.publishing.output import digest

Kept = dict[str, tuple[bytes, str]]
"""By name, the digest of a file and of the program, and the words."""
_FOLDER = "indexed-words"
"""Its own: the guard removes from `words` what it did not read."""


class KeptWords:
    """Those of what is indexed together; what was altered counts for nothing."""

    def __init__(self, work: Path | None, audience: str, shard: str) -> None:
        """`work` is the folder of caches: without it, nothing is kept."""
        name = f"{audience}.{shard}.msgpack"
        self._file = None if work is None else KeptFile(work / _FOLDER / name, Kept)
        self._asked: Kept = {}

    def of(self, name: str, data: bytes) -> str:
        """The words of a file in one line; `name` tells it from the others."""
        key = digest(package_digest(), data)
        kept, words = self._before.get(name, (b"", ""))
        if kept != key:
            words = " ".join(pdf_words(data).split())
        # A file in which no word was found is opened again: it may have taken too long.
        if words:
            self._asked[name] = key, words
        return words

    def keep(self) -> None:
        """What was asked for, and nothing else: no word of a file that is gone stays."""
        # Without any, whatever the file holds goes, believed or not.
        if self._file is not None and (not self._asked or self._asked != self._before):
            self._file.keep(self._asked or None)

    @cached_property
    def _before(self) -> Kept:
        return {} if self._file is None else self._file.read() or {}


def forget_others(work: Path | None, audience: str, shards: Iterable[str]) -> None:
    """Remove what is kept of shards that an audience has no more."""
    wanted = {f"{audience}.{shard}.msgpack" for shard in shards}
    if work is not None:
        whole_files.forget_others(work / _FOLDER, wanted.__contains__, among=f"{audience}.*.msgpack")
