"""What lies beside the folders of sources, in a portal's own folder and in `content/`, and is not read."""

import os
from collections.abc import Iterable, Iterator
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue.belonging import (
    CONTENT,
    FILES,
    FOLDERS,
    is_companion,
    is_like_configuration,
    is_text,
    meant_by_file,
    meant_by_folder,
    meant_by_name,
)
from cyberveille.catalogue.earlier import placed
from cyberveille.catalogue.inside import left_by_editor
from cyberveille.catalogue.register import place_of
from cyberveille.catalogue.stray import counted, empty, is_empty, linked, no_folder, not_read, stray_file
from cyberveille.locale import french
from cyberveille.model import Finding, Gravity, Kind
from cyberveille.reading import (
    CONFIGURATION_FILE,
    EARLIER_FOLDER,
    OBSERVATORY_FOLDER,
    PAGES_FOLDER,
    REGISTRY_FOLDER,
    SCHEME_FOLDER,
    SETS_FILE,
    VOCABULARIES_FOLDER,
    Fault,
    is_registry_file,
    shown_path,
)

_READ = frozenset((*FOLDERS.values(), *(kind.folder for kind in Kind)))
_FLAT = (*(kind.folder for kind in Kind if not kind.by_year), PAGES_FOLDER)
_LISTED = (VOCABULARIES_FOLDER, SCHEME_FOLDER, OBSERVATORY_FOLDER)
_DEPTH, _FOLDERS = 3, 2000
"""How far a folder that is not read is looked into: notices laid in it by mistake stand in one of a year."""
_PROGRAMS = frozenset({"node_modules", "__pycache__", "site-packages", "venv"})
_ASIDE = (
    f"Les dossiers lus sous {CONTENT}/ sont "
    f"{', '.join(sorted(path.rpartition('/')[2] for path in _READ if path.startswith(f'{CONTENT}/')))} ; un "
    f"fichier à publier se joint à un document : {Kind.DOCUMENT.folder}/<identifiant>/."
)


class Surroundings(Struct, frozen=True):
    """A root, and what is known of the folders in it.

    `others` are folders that are not this root's: editions, caches, other roots. `public` says whether the
    scheme of declarations is read here, `figures` which files of incident figures are, None when none is.
    """

    folder: Path
    root: str
    others: frozenset[Path]
    public: bool
    figures: frozenset[str] | None

    def beside(self) -> Iterator[Finding]:
        """Everything visible that nobody reads and that an editor may believe read."""
        for entry in _inside(self.folder):
            if entry.name != CONTENT and entry.name not in _READ:
                yield from self._at_the_top(entry)
        content = self.folder / CONTENT
        if content.is_symlink():
            return  # said where the sources are listed
        if content.is_dir() and is_empty(os.listdir(content)):  # noqa: PTH208 - names are enough
            yield empty(self.root, CONTENT, content)
        for entry in _inside(content):
            yield from self._in_content(entry)
        for name in _LISTED:
            yield from self._listed(name)
        for name in _FLAT:
            yield from self._flat(name)
        yield from self._registered()
        yield from counted(self._earlier(), self.root, EARLIER_FOLDER)

    def _at_the_top(self, entry: os.DirEntry[str]) -> Iterator[Finding]:
        if self._is_another(entry) or entry.name == CONFIGURATION_FILE:
            return
        if not entry.is_dir():
            if self.root == "." and is_like_configuration(entry.name):
                message = f"Le fichier n’est pas lu : seul l’est {CONFIGURATION_FILE}."
                hint = "Reportez-y ce qui doit valoir, puis retirez ce fichier."
                yield not_read(self.root, entry.name, message, hint, Gravity.WARNING)
            if meant_by_name(entry.name) or (meant_by_file(entry.name) and not entry.is_symlink()):
                yield from _told(stray_file(self.root, entry.name, self.folder))
        elif entry.is_symlink():
            yield from [linked(self.root, entry.name)] if meant_by_folder(entry.name) else []
        else:
            meant = meant_by_folder(entry.name)
            sure = meant is not None and (meant == CONTENT or not meant.startswith(f"{CONTENT}/"))
            yield from counted(self._notices(entry.name, meant if sure else None), self.root, entry.name)

    def _in_content(self, entry: os.DirEntry[str]) -> Iterator[Finding]:
        path = f"{CONTENT}/{entry.name}"
        if path in _READ or path in FILES.values() or self._is_another(entry):
            return
        if entry.is_symlink() and entry.is_dir():
            yield linked(self.root, path)
        elif entry.is_dir():
            meant = meant_by_folder(entry.name)
            found = [*self._notices(path, meant or PAGES_FOLDER)]
            yield from counted(iter(found), self.root, path)
            if not found:
                where = f"Vouliez-vous dire {meant}/ ? " if meant else ""
                yield not_read(self.root, path, "Le dossier n’est pas lu.", where + _ASIDE, Gravity.WARNING)
        elif is_text(entry.name):
            yield from _told(stray_file(self.root, path, self.folder, inside=PAGES_FOLDER))
        else:
            yield from _told(stray_file(self.root, path, self.folder))

    def _notices(self, path: str, meant: str | None) -> Iterator[Finding]:
        """The files of a folder that is not read that look like sources; all of its texts, with `meant`."""
        for file in self._below(path):
            name = file.rpartition("/")[2]
            if meant_by_name(name) or (meant is not None and is_text(name)):
                yield from _told(stray_file(self.root, file, self.folder, inside=meant or ""))

    def _below(self, path: str) -> Iterator[str]:
        """The files below a folder, relative to the root, but for what is not this root's."""
        waiting, seen = [(path, 1)], 0
        while waiting and seen < _FOLDERS:
            place, depth = waiting.pop()
            seen += 1
            entries = [*_inside(self.folder / place)]
            if any(entry.name == "pyvenv.cfg" for entry in entries):
                continue
            for entry in entries:
                if not entry.is_dir(follow_symlinks=False):
                    yield f"{place}/{entry.name}"
                elif depth < _DEPTH and not self._is_another(entry):
                    waiting.append((f"{place}/{entry.name}", depth + 1))

    def _is_another(self, entry: os.DirEntry[str]) -> bool:
        return Path(entry.path).resolve() in self.others

    def _listed(self, name: str) -> Iterator[Finding]:
        """What lies in a folder of files that have names of their own."""
        folder = self.folder / name
        entries = [*_inside(folder)]
        if name != VOCABULARIES_FOLDER and entries and not self._serves(name):
            yield not_read(
                self.root,
                name,
                "Le dossier n’est pas lu ici.",
                "Ce qu’il dit est public : rangez-le dans le premier dossier TLP:CLEAR de « sources ».",
                Gravity.WARNING,
            )
            return
        known = [path for path in FILES.values() if path.startswith(f"{name}/")]
        for entry in entries:
            path = f"{name}/{entry.name}"
            if path not in known and not is_companion(entry.name) and not self._is_figures(path):
                yield self._unlisted(path, entry.name, known)

    def _registered(self) -> Iterator[Finding]:
        """What lies in the folder of the registry and is no file of a vendor, or stands in its place."""
        folder = self.folder / REGISTRY_FOLDER
        if folder.is_symlink() and folder.is_dir():
            yield linked(self.root, REGISTRY_FOLDER)
            return
        if os.path.lexists(folder) and not folder.is_dir():
            yield no_folder(self.root, REGISTRY_FOLDER)
        for entry in _inside(self.folder / REGISTRY_FOLDER):
            path = f"{REGISTRY_FOLDER}/{entry.name}"
            if entry.is_dir():
                yield from [linked(self.root, path)] if entry.is_symlink() else []
                message = "Le dossier n’est pas lu : le registre a un fichier par éditeur, côte à côte."
                yield not_read(self.root, path, message, f"Leur place est {REGISTRY_FOLDER}/.")
            elif not is_registry_file(entry.name) and not is_companion(entry.name):
                stem = entry.name.partition(".")[0]
                hint = f"Un éditeur s’écrit dans {REGISTRY_FOLDER}/{stem}.yml."
                yield not_read(self.root, path, "Le fichier n’est pas lu sous ce nom.", hint)

    def _serves(self, name: str) -> bool:
        return self.public if name == SCHEME_FOLDER else self.figures is not None

    def _is_figures(self, path: str) -> bool:
        folder, _, name = path.rpartition("/")
        return folder == OBSERVATORY_FOLDER and name in (self.figures or ())

    def _unlisted(self, path: str, name: str, known: Iterable[str]) -> Finding:
        names = ", ".join(file.rpartition("/")[2] for file in known)
        if path.startswith(f"{OBSERVATORY_FOLDER}/") and name.casefold().endswith(".csv"):
            message = "Le fichier n’est pas lu : aucune entrée de jeux.yml ne le nomme."
            hint = f"Ajoutez son année dans {SETS_FILE}, avec « file: {name} », ou retirez-le."
            return not_read(self.root, path, message, hint)
        meant = meant_by_file(name)
        if meant is not None:
            return not_read(self.root, path, "Le fichier n’est pas lu sous ce nom.", f"Sa place est {meant}.")
        hint = f"Fichiers lus ici : {names}."
        return not_read(self.root, path, "Le fichier n’est pas lu.", hint, Gravity.WARNING)

    def _flat(self, name: str) -> Iterator[Finding]:
        """The folders in one whose sources stand side by side."""
        for entry in _inside(self.folder / name):
            path = f"{name}/{entry.name}"
            if entry.is_symlink() and entry.is_dir():
                yield linked(self.root, path)
            if not entry.is_dir(follow_symlinks=False):
                continue
            if name == Kind.DOCUMENT.folder and (self.folder / f"{path}.md").is_file():
                yield from counted(self._joined(Path(entry.path), path), self.root, path)
                continue
            found = [*self._notices(path, name)]
            yield from counted(iter(found), self.root, path)
            if not found:
                yield self._unread_folder(path, name)

    def _joined(self, folder: Path, path: str) -> Iterator[Finding]:
        """What lies in the folder of a document's files and is no file."""
        for entry in _inside(folder):
            where = f"{path}/{entry.name}"
            if entry.is_symlink():
                message = "Un lien symbolique n’est pas suivi : ce fichier ne peut pas être joint."
                yield not_read(self.root, where, message, "Mettez le fichier lui-même à la place du lien.")
            elif entry.is_dir():
                message = "Le dossier n’est pas lu : les fichiers d’un document se rangent côte à côte."
                yield not_read(self.root, where, message, f"Leur place est {path}/.", Gravity.WARNING)

    def _unread_folder(self, path: str, name: str) -> Finding:
        what = "Le dossier n’est pas lu"
        if name == Kind.DOCUMENT.folder:
            what += f" : il n’y a pas de document {path}.md"
            hint = "Donnez-lui le nom de son document, ou retirez-le."
        else:
            hint = f"Seul un document a des fichiers joints : {Kind.DOCUMENT.folder}/<identifiant>/."
        return not_read(self.root, path, f"{what}.", hint, Gravity.WARNING)

    def _earlier(self) -> Iterator[Finding]:
        """What lies among the earlier texts of notices and is none, or is that of one that is not there."""
        store = self.folder / EARLIER_FOLDER
        if store.is_symlink() or (os.path.lexists(store) and not store.is_dir()):
            yield (linked if store.is_dir() else no_folder)(self.root, EARLIER_FOLDER)
            return
        there: dict[str, bool] = {}
        for year in _inside(store):
            path = f"{EARLIER_FOLDER}/{year.name}"
            if year.is_symlink() and year.is_dir():
                yield linked(self.root, path)
            elif not year.is_dir():
                yield from () if is_companion(year.name) else self._no_text(path)
            else:
                for entry in _inside(Path(year.path)):
                    yield from self._text(f"{path}/{entry.name}", entry, there)

    def _text(self, path: str, entry: os.DirEntry[str], there: dict[str, bool]) -> Iterator[Finding]:
        told = placed(entry.name)
        if entry.is_symlink():
            message = "Un lien symbolique n’est pas suivi : ce texte antérieur n’est pas lu."
            yield not_read(self.root, path, message, "Mettez le fichier lui-même à la place du lien.")
        elif told is None or told.path != path or not entry.is_file():
            yield from () if is_companion(entry.name) else self._no_text(path)
        elif not there.setdefault(told.notice, self._has(told.notice)):
            message = (
                f"Ce texte antérieur est celui de {told.notice}, qui n’est pas dans ce dossier de sources."
            )
            hint = "Retirez-le (git rm) ; si la notice a changé de dossier ou de nom, il la suit."
            shown = shown_path(self.root, path)
            yield Finding(shown, 0, Fault.EARLIER.value, french(message), french(hint))

    def _no_text(self, path: str) -> Iterator[Finding]:
        told = placed(path.rpartition("/")[2])
        place = told.path if told else f"{EARLIER_FOLDER}/<année>/<identifiant>.r<révision>.md"
        message = "Ce n’est pas un texte antérieur : rien n’en est lu."
        yield not_read(self.root, path, message, f"Sa place serait {place}.")

    def _has(self, notice_id: str) -> bool:
        kind = Kind.of_code(notice_id.split("-")[-2])
        return kind is not None and (self.folder / place_of(kind, notice_id)).is_file()


def _told(finding: Finding | None) -> Iterator[Finding]:
    yield from [] if finding is None else [finding]


def _inside(folder: Path) -> Iterator[os.DirEntry[str]]:
    """What is visible in a folder, in the order of names; nothing of one that cannot be opened."""
    try:
        with os.scandir(folder) as entries:
            yield from sorted(
                (
                    entry
                    for entry in entries
                    if not left_by_editor(entry.name) and entry.name not in _PROGRAMS
                ),
                key=lambda entry: entry.name,
            )
    except OSError:
        return
