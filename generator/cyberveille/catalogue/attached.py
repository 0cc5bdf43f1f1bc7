"""What is wrong with the files joined to documents, remembered from one command to the next."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

import msgspec

from cyberveille.attached import Defect, defect_of
from cyberveille.checking import CatalogueEntry
from cyberveille.package import package_digest

Key = tuple[str, str, str]
"""Root, path of the document, name of the file."""


class _Known(msgspec.Struct, frozen=True):
    """What was found in a file of that size and time; the file may be deleted at any time."""

    code: bytes
    defects: dict[str, tuple[int, int, Defect | None]]


def defects(work: Path, folder: Path, entries: Iterable[CatalogueEntry]) -> dict[Key, Defect]:
    """The defect of each attachment that has one; a file that did not change is not opened again."""
    store = work / "attached.msgpack"
    code = package_digest()
    try:
        known = msgspec.msgpack.decode(store.read_bytes(), type=_Known)
    except (OSError, msgspec.MsgspecError):
        known = _Known(b"", {})
    remembered = known.defects if known.code == code else {}
    found: dict[Key, Defect] = {}
    seen: dict[str, tuple[int, int, Defect | None]] = {}
    for entry in entries:
        for name in entry.attachments:
            file = (folder / entry.root / entry.path).with_suffix("") / name
            with suppress(OSError):
                state = file.stat()
                last = remembered.get(str(file))
                same = last is not None and last[:2] == (state.st_size, state.st_mtime_ns)
                defect = last[2] if last is not None and same else defect_of(file)
                seen[str(file)] = (state.st_size, state.st_mtime_ns, defect)
                if defect is not None:
                    found[entry.root, entry.path, name] = defect
    if seen != remembered:
        with suppress(OSError):
            work.mkdir(parents=True, exist_ok=True)
            store.write_bytes(msgspec.msgpack.encode(_Known(code, seen)))
    return found
