"""One shard's index: Pagefind over one small document a notice."""

import zlib
from collections.abc import Iterator, Sequence
from functools import partial
from pathlib import Path
from shutil import rmtree

from cyberveille.locale import paris
from cyberveille.map.files import INDEX
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.search.canon import ENTRY, canonical
from cyberveille.publishing.search.generations import Shard
from cyberveille.publishing.search.kept_words import KeptWords
from cyberveille.publishing.search.notice_record import record_of
from cyberveille.publishing.search.pagefind import Pagefind, SearchError

FOLDER = INDEX
# Pagefind's own interfaces, which this portal does not use, and what a shard shares with the first one.
_UNUSED = (
    "pagefind.js",
    "pagefind-ui",
    "pagefind-modular-ui",
    "pagefind-highlight",
    "pagefind-component-ui",
    "wasm.unknown",
)
_SHARED = ("pagefind-worker.js", "wasm.")


class ShardIndex:
    """One shard's index under way in the folder `scratch`.

    Pagefind is given documents made for it rather than the portal's pages: no frame, no navigation, only
    what a search should find. They are made here; it runs in a process of its own from `start` on.
    """

    def __init__(self, edition: Edition, shard: Shard, scratch: Path) -> None:
        self._shard = shard
        self._scratch = scratch
        self._pagefind: Pagefind | None = None
        rmtree(scratch, ignore_errors=True)
        scratch.mkdir(parents=True)
        items = shard.items
        joined = KeptWords(edition.shelf.work, edition.audience.name, shard.name)
        self._documents = [(_address(item), record_of(edition, item, joined)) for item in items]
        joined.keep()
        self._fragments = {_address(item): fragment_name(item) for item in items}

    def start(self) -> None:
        """Let Pagefind begin; it is waited for in `outputs`."""
        self._pagefind = Pagefind(self._documents, self._scratch)
        self._documents = []

    @property
    def running(self) -> bool:
        return self._pagefind is not None and self._pagefind.running

    def wait(self) -> None:
        """Raises SearchError when Pagefind failed."""
        if self._pagefind is not None:
            self._pagefind.wait()

    def stop(self) -> None:
        """End Pagefind when nobody waits for it any more."""
        if self._pagefind is not None:
            self._pagefind.stop()

    def outputs(self, *, first: bool, held: bool) -> Iterator[Output]:
        """The files of the index, once they are made; raises SearchError.

        The `first` shard carries the program that searches them all. A file's key is that of its bytes, so
        that what comes out the same is not written again; the shard's own stands for all of them in its
        `ENTRY`. They are `held` in memory until they are asked for, or lie in the working folder.
        """
        self.wait()
        made = {} if self._pagefind is None else self._pagefind.take_files()
        try:
            found = canonical(made, self._fragments)
        except (EOFError, KeyError, ValueError, OSError, zlib.error) as error:
            raise SearchError(
                "Pagefind n’a pas rendu un index complet. Relancez ; si cela se répète, publiez sans la "
                "recherche (--no-search), et dites-le à qui tient le programme."
            ) from error
        unused = _UNUSED if first else _UNUSED + _SHARED
        served = [one for one in sorted(found.items()) if not one[0].rpartition("/")[2].startswith(unused)]
        place = "" if held else _written(served, self._scratch / "pagefind")
        for name, data in served:
            path = f"{FOLDER}{self._shard.name}/{name}"
            key = self._shard.key if name == ENTRY else digest(data)
            file = place and f"{place}/{name}"
            yield Output(path, key, partial(_read, file) if file else partial(bytes, data), file)


def _written(files: Sequence[tuple[str, bytes]], folder: Path) -> str:
    """The folder, once the files are in it."""
    for inside in {name.rpartition("/")[0] for name, _ in files}:
        (folder / inside).mkdir(parents=True, exist_ok=True)
    for name, data in files:
        (folder / name).write_bytes(data)
    return str(folder)


def _read(file: str) -> bytes:
    """A text of where it lies, and nothing else, is kept for each of thousands of files."""
    return Path(file).read_bytes()


def _address(item: Headline) -> str:
    """What stands for it in the index; the address of a result follows from its notice."""
    return f"/{item.address.strip('/').replace('/', '_')}.html"


def fragment_name(item: Headline) -> str:
    """« 20261123-CV-2026-BUL-0042 »: names sort by day of publication, in Paris."""
    return f"{paris(item.published):%Y%m%d}-{item.id}"
