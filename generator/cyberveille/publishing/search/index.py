"""One shard's index: Pagefind over one small document a notice."""

import os
import subprocess
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import rmtree

from pagefind_bin import get_executable

from cyberveille.map.files import INDEX
from cyberveille.model import Headline
from cyberveille.paris import paris
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search.canon import canonicalise
from cyberveille.publishing.search.documents import document_of
from cyberveille.publishing.search.generations import Shard

FOLDER = INDEX
ENTRY = "pagefind-entry.json"
# Pagefind's own interfaces, which this portal does not use, and what a shard shares with the first one.
_UNUSED = (
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-highlight",
    "pagefind-component-ui",
    "wasm.unknown",
)
_SHARED = ("pagefind.js", "pagefind-worker.js", "wasm.")
# A query fetches the piece of each shard that holds its word: the smaller they are, the less it costs.
_CHUNK_SIZE = "1000"


class SearchError(Exception):
    """Pagefind could not make the index; the message is what it said."""


class ShardIndex:
    """One shard's index under way in the folder `scratch`.

    Pagefind reads documents made for it rather than the portal's pages: no frame, no navigation, only what
    a search should find. They are written here; Pagefind runs in a process of its own from `start` on.
    """

    def __init__(self, edition: Edition, shard: Shard, scratch: Path) -> None:
        self._shard = shard
        self._scratch = scratch
        self._process: subprocess.Popen[bytes] | None = None
        rmtree(scratch, ignore_errors=True)
        self._documents.mkdir(parents=True)
        for item in shard.items:
            text = document_of(edition, item)
            (self._documents / _document_name(item)).write_text(text, encoding="utf-8")

    @property
    def _documents(self) -> Path:
        return self._scratch / "documents"

    @property
    def _result(self) -> Path:
        return self._scratch / "pagefind"

    @property
    def _said(self) -> Path:
        return self._scratch / "said"

    def start(self) -> None:
        """Let Pagefind begin; it is waited for in `outputs`."""
        folders = ("--site", self._documents, "--output-path", self._result)
        with self._said.open("wb") as said:
            self._process = subprocess.Popen(  # noqa: S603 - our own arguments
                [get_executable(), *folders, "--force-language", "fr", "--quiet"],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=subprocess.STDOUT,
                env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK_SIZE},
            )

    @property
    def running(self) -> bool:
        return self._process is not None and self._process.poll() is None

    def wait(self) -> None:
        if self._process is not None:
            self._process.wait()

    def stop(self) -> None:
        """End Pagefind when nobody waits for it any more."""
        if self._process is not None and self.running:
            self._process.kill()
            self._process.wait()

    def outputs(self, *, first: bool) -> Iterator[Output]:
        """The files of the index, once they are made; raises SearchError.

        The `first` shard carries the program that searches them all. A file's key is that of its bytes, so
        that what comes out the same is not written again; the shard's own stands for all of them in its
        `ENTRY`.
        """
        self.wait()
        if self._process is None or self._process.returncode:
            raise SearchError(self._said.read_text(encoding="utf-8", errors="replace").strip())
        result = self._result
        items = self._shard.items
        fragments = {f"/{_document_name(item)}": fragment_name(item) for item in items}
        canonicalise(result, fragments, self._shard.tag)
        unused = _UNUSED if first else _UNUSED + _SHARED
        for file in sorted(result.rglob("*")):
            if file.is_file() and not file.name.startswith(unused):
                path = f"{FOLDER}{self._shard.name}/{file.relative_to(result).as_posix()}"
                key = self._shard.key if file.name == ENTRY else digest(file.read_bytes())
                yield Output(path, key, partial(file.read_bytes), str(file))


def _document_name(item: Headline) -> str:
    """One folder for all: the address of a result follows from its notice."""
    return f"{item.address.strip('/').replace('/', '_')}.html"


def fragment_name(item: Headline) -> str:
    """« 20261123-CV-2026-BUL-0042 »: names sort by day of publication, in Paris."""
    return f"{paris(item.published):%Y%m%d}-{item.id}"
