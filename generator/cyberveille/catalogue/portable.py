"""What is true of the files joined to documents, remembered from one command to the next."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from cyberveille.checking import Entry
from cyberveille.package import package_digest
from cyberveille.portable import PdfFacts, pdf_facts

Key = tuple[str, str, str]
"""Root, path of the document, name of the file."""


class _Known(msgspec.Struct, frozen=True):
    """What was found in a file of that size and time; the file may be deleted at any time."""

    code: bytes
    facts: dict[str, tuple[int, int, PdfFacts]]


def portable_facts(work: Path, folder: Path, entries: Iterable[Entry]) -> dict[Key, PdfFacts]:
    """The facts of every PDF that is there; one that did not change is not opened again."""
    store = work / "pdf.msgpack"
    code = package_digest()
    try:
        known = msgspec.msgpack.decode(store.read_bytes(), type=_Known)
    except (OSError, msgspec.MsgspecError):
        known = _Known(b"", {})
    remembered = known.facts if known.code == code else {}
    found: dict[Key, PdfFacts] = {}
    facts: dict[str, tuple[int, int, PdfFacts]] = {}
    for entry in entries:
        for name in entry.attachments:
            if not name.endswith(".pdf"):
                continue
            file = (folder / entry.root / entry.path).with_suffix("") / name
            with suppress(OSError):
                state = file.stat()
                last = remembered.get(str(file))
                same = last is not None and last[:2] == (state.st_size, state.st_mtime_ns)
                told = last[2] if last is not None and same else pdf_facts(file)
                found[entry.root, entry.path, name] = told
                facts[str(file)] = (state.st_size, state.st_mtime_ns, told)
    if facts != remembered:
        with suppress(OSError):
            work.mkdir(parents=True, exist_ok=True)
            store.write_bytes(msgspec.msgpack.encode(_Known(code, facts)))
    return found
