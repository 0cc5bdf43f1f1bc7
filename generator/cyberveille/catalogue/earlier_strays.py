"""What lies among the earlier texts of notices and is none, or is that of a notice that is not there."""

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from cyberveille.catalogue.belonging import is_companion
from cyberveille.catalogue.earlier import Placed, placed
from cyberveille.catalogue.listing import left_by_editor
from cyberveille.catalogue.register import place_of
from cyberveille.catalogue.stray import counted, linked, no_folder, not_read
from cyberveille.locale import french
from cyberveille.model import Finding, Kind
from cyberveille.reading import EARLIER_FOLDER, Fault, shown_path

_NAMED = f"Un texte antérieur s’appelle {EARLIER_FOLDER}/<année>/<identifiant>.r<révision>.md."


def misplaced_texts(folder: Path, root: str) -> Iterator[Finding]:
    """`folder` is that of the root."""
    store = folder / EARLIER_FOLDER
    if store.is_symlink():
        yield linked(root, EARLIER_FOLDER)
    elif os.path.lexists(store) and not store.is_dir():
        yield no_folder(root, EARLIER_FOLDER)
    else:
        yield from counted(_inside(folder, root), root, EARLIER_FOLDER)


def _inside(folder: Path, root: str) -> Iterator[Finding]:
    there: dict[str, bool] = {}
    for year in _visible(folder / EARLIER_FOLDER):
        path = f"{EARLIER_FOLDER}/{year.name}"
        if year.is_symlink() and year.is_dir():
            yield linked(root, path)
        elif not year.is_dir():
            yield from () if is_companion(year.name) else _stray(root, path, placed(year.name))
        else:
            for entry in _visible(Path(year.path)):
                yield from _of_entry(folder, root, f"{path}/{entry.name}", entry, there)


def _of_entry(
    folder: Path, root: str, path: str, entry: os.DirEntry[str], there: dict[str, bool]
) -> Iterator[Finding]:
    told = placed(entry.name)
    if entry.is_symlink():
        message = "Un lien symbolique n’est pas suivi : ce texte antérieur n’est pas lu."
        yield not_read(root, path, message, "Mettez le fichier lui-même à la place du lien.")
    elif told is None or told.path != path or not entry.is_file():
        yield from () if is_companion(entry.name) else _stray(root, path, told)
    elif not there.setdefault(told.notice, _is_there(folder, told.notice)):
        message = f"Ce texte antérieur est celui de {told.notice}, qui n’est pas dans ce dossier de sources."
        hint = "Retirez-le (git rm) ; si la notice a changé de dossier ou de nom, il la suit."
        yield Finding(shown_path(root, path), 0, Fault.EARLIER.value, french(message), french(hint))


def _stray(root: str, path: str, told: Placed | None) -> Iterator[Finding]:
    message = "Ce n’est pas un texte antérieur : rien n’en est lu."
    yield not_read(root, path, message, f"Sa place est {told.path}." if told else _NAMED)


def _is_there(folder: Path, notice_id: str) -> bool:
    kind = Kind.of_code(notice_id.split("-")[-2])
    return kind is not None and (folder / place_of(kind, notice_id)).is_file()


def _visible(folder: Path) -> list[os.DirEntry[str]]:
    with suppress(OSError), os.scandir(folder) as entries:
        return sorted(
            (entry for entry in entries if not left_by_editor(entry.name)), key=lambda entry: entry.name
        )
    return []
