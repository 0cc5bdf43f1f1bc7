"""What is true of the files joined to documents, remembered from one command to the next."""

from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Generic, TypeVar

import msgspec

from cyberveille.attached import Defect, defect_of
from cyberveille.checking import CatalogueEntry
from cyberveille.package import package_digest
from cyberveille.pdf_files import PdfFacts, pdf_facts

Key = tuple[str, str, str]
"""Root, path of the document, name of the file."""
Judged = TypeVar("Judged")


class _Known(msgspec.Struct, Generic[Judged], frozen=True):
    """What was found in a file of that size and time; the store may be deleted at any time."""

    code: bytes
    files: dict[str, tuple[int, int, Judged]]


def attached_pdf_facts(work: Path, folder: Path, entries: Iterable[CatalogueEntry]) -> dict[Key, PdfFacts]:
    """The facts of every PDF that is there."""
    files = ((key, file) for key, file in _files(folder, entries) if file.name.endswith(".pdf"))
    return _told(work / "pdf.msgpack", _Known[PdfFacts], files, pdf_facts)


def defects(work: Path, folder: Path, entries: Iterable[CatalogueEntry]) -> dict[Key, Defect]:
    """The defect of each attachment that has one."""
    told = _told(work / "attached.msgpack", _Known[Defect | None], _files(folder, entries), defect_of)
    return {key: defect for key, defect in told.items() if defect is not None}


def _files(folder: Path, entries: Iterable[CatalogueEntry]) -> Iterator[tuple[Key, Path]]:
    for entry in entries:
        for name in entry.attachments:
            file = (folder / entry.root / entry.path).with_suffix("") / name
            yield (entry.root, entry.path, name), file


def _told(
    store: Path,
    form: type[_Known[Judged]],
    files: Iterable[tuple[Key, Path]],
    judge: Callable[[Path], Judged],
) -> dict[Key, Judged]:
    """What is true of each file that is there; one that did not change is not opened again."""
    code = package_digest()
    try:
        known: _Known[Judged] = msgspec.msgpack.decode(store.read_bytes(), type=form)
    except (OSError, msgspec.MsgspecError):
        known = _Known(b"", {})
    remembered = known.files if known.code == code else {}
    found: dict[Key, Judged] = {}
    seen: dict[str, tuple[int, int, Judged]] = {}
    for key, file in files:
        with suppress(OSError):
            state = file.stat()
            last = remembered.get(str(file))
            same = last is not None and last[:2] == (state.st_size, state.st_mtime_ns)
            found[key] = last[2] if last is not None and same else judge(file)
            seen[str(file)] = (state.st_size, state.st_mtime_ns, found[key])
    if seen != remembered:
        with suppress(OSError):
            store.parent.mkdir(parents=True, exist_ok=True)
            store.write_bytes(msgspec.msgpack.encode(_Known(code, seen)))
    return found
