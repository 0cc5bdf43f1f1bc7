"""One shard's index: Pagefind over one small document a notice."""

import os
import subprocess
import sys
from collections.abc import Iterator
from functools import partial
from pathlib import Path
from shutil import rmtree

from cyberveille.forking import spread
from cyberveille.model import Headline
from cyberveille.paris import paris
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search.canon import canonicalise
from cyberveille.publishing.search.documents import document_of
from cyberveille.publishing.search.generations import Shard

FOLDER = "pagefind/"
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


def index(edition: Edition, shard: Shard, scratch: Path, *, first: bool, jobs: int = 1) -> Iterator[Output]:
    """The files of one shard's index, made in `scratch`; raises SearchError.

    Pagefind reads documents made for it rather than the portal's pages: no frame, no navigation, only what
    a search should find. The `first` shard carries the program that searches them all. A file's key is that
    of its bytes, so that what comes out the same is not written again; the shard's own stands for all of
    them in its `ENTRY`.
    """
    rmtree(scratch, ignore_errors=True)
    documents, result = scratch / "documents", scratch / "pagefind"

    def write(position: int) -> None:
        item = shard.items[position]
        (documents / _document_name(item)).write_text(document_of(edition, item), encoding="utf-8")

    documents.mkdir(parents=True)
    for _ in spread(write, len(shard.items), jobs):
        pass
    _run("--site", str(documents), "--output-path", str(result))
    canonicalise(result, {f"/{_document_name(item)}": fragment_name(item) for item in shard.items})
    unused = _UNUSED if first else _UNUSED + _SHARED
    for file in sorted(result.rglob("*")):
        if file.is_file() and not file.name.startswith(unused):
            path = f"{FOLDER}{shard.name}/{file.relative_to(result).as_posix()}"
            key = shard.key if file.name == ENTRY else digest(file.read_bytes())
            yield Output(path, key, partial(file.read_bytes))


def _document_name(item: Headline) -> str:
    """One folder for all: the address of a result follows from its notice."""
    return f"{item.address.strip('/').replace('/', '_')}.html"


def fragment_name(item: Headline) -> str:
    """« 20261123-CV-2026-BUL-0042 »: names sort by day of publication, in Paris."""
    return f"{paris(item.published):%Y%m%d}-{item.id}"


def _run(*arguments: str) -> None:
    done = subprocess.run(  # noqa: S603 - our own arguments
        [sys.executable, "-m", "pagefind_bin", *arguments, "--force-language", "fr", "--quiet"],
        capture_output=True,
        text=True,
        check=False,
        env={**os.environ, "PAGEFIND_UNSTABLE_INDEX_CHUNK_SIZE": _CHUNK_SIZE},
    )
    if done.returncode:
        raise SearchError((done.stderr or done.stdout).strip())
