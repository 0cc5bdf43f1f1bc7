"""What lies among the sources and is not read: said, with the place where it belongs."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path

from cyberveille.catalogue.belonging import is_companion, is_text, meant_by_file, meant_by_name
from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.model import Finding, Gravity, Kind
from cyberveille.reading import PAGES_FOLDER, Fault, shown_path

_AWAY = "Retirez-le, ou rangez-le hors des dossiers de sources."
_LINKED = (
    "Mettez le dossier lui-même à la place du lien ; un dossier qui est ailleurs se déclare sous « sources » "
    "dans site_config.yml."
)
_EMPTY = (
    "Si c’est un sous-module de git, lancez « git submodule update --init » ; sinon, retirez le dossier, ou "
    "retrouvez ce qu’il contenait."
)
SHOWN = 20
"""Of the files of one folder that is not read: each is named up to here, the others are counted."""


def not_read(
    root: str, path: str, message: str, hint: str, gravity: Gravity = Gravity.ERROR, line: int = 0
) -> Finding:
    """`path` is relative to the root, with `/` separators; it need not be UTF-8."""
    shown = shown_path(root, path).encode(errors="replace").decode()
    return Finding(shown, line, Fault.NOT_READ.value, french(message), french(hint), gravity)


def linked(root: str, path: str) -> Finding:
    """A symbolic link where a folder is expected: it could lead anywhere on the machine that builds."""
    message = "Le dossier est un lien symbolique : il n’est pas suivi, rien de ce qu’il montre n’est lu."
    return not_read(root, path, message, _LINKED)


def no_folder(root: str, path: str) -> Finding:
    """A file, a pipe or a link to nothing where a folder is expected."""
    message = "Ce n’est pas un dossier, mais le portail en attend un ici : rien n’y est lu."
    return not_read(root, path, message, "Mettez le dossier lui-même à la place, ou retirez ce fichier.")


def empty(root: str, path: str, folder: Path) -> Finding:
    """A folder in which nothing is found; `folder` is where it is. An error when git says it is a module."""
    gravity = Gravity.ERROR if _is_module(folder) else Gravity.WARNING
    return not_read(root, path, "Le dossier est vide : rien n’y est lu.", _EMPTY, gravity)


def _is_module(folder: Path) -> bool:
    """Whether the repository that holds the folder declares it as a submodule (gitmodules(5))."""
    place = folder.absolute()
    for parent in place.parents:
        file = parent / ".gitmodules"
        if file.is_file():
            own = place.relative_to(parent).as_posix()
            lines = file.read_text(encoding="utf-8", errors="replace").splitlines()
            return any("".join(line.split()).strip('"') == f"path={own}" for line in lines)
    return False


def stray_file(root: str, path: str, place: Path, *, inside: str | None = None) -> Finding | None:
    """A file in a folder whose sources are read, or in one that is not; None for what may lie there.

    `place` is the folder of the root. `inside` is the folder that its own folder was probably meant to be.
    """
    folder, _, name = path.rpartition("/")
    if notice := _notice(root, path, place):
        return notice
    if is_companion(name):
        return None
    if inside is not None and is_text(name):
        message = f"Le fichier n’est pas lu : {_named(folder)} ne fait pas partie des sources."
        return not_read(root, path, message, f"Sa place est {inside}/, sous un nom qui finit par « .md ».")
    if (named := meant_by_file(name)) and named != path:
        return not_read(root, path, "Le fichier n’est pas lu sous ce nom.", _move(place, path, named))
    if is_text(name):
        own = f"{name.partition('.')[0]}.md"
        message = f"Le fichier n’est pas lu : {_why(folder, name, f'{folder}/{own}')}."
        return not_read(root, path, message, _rename(place, path, f"{folder}/{own}", own))
    message = "Le fichier n’est pas lu : seuls le sont ceux dont le nom finit par « .md »."
    return not_read(root, path, message, _place_of_other(folder), Gravity.WARNING)


def _notice(root: str, path: str, place: Path) -> Finding | None:
    """A file that bears the name of a notice, in the wrong place or hidden; None for the others."""
    folder, _, name = path.rpartition("/")
    if is_hidden_notice(name):
        return _hidden(root, path, name)
    meant = meant_by_name(name)
    if meant is None or meant == path:
        return None
    message = f"La notice n’est pas lue : {_why(folder, name, meant)}."
    return not_read(root, path, message, _move(place, path, meant))


def _why(folder: str, name: str, meant: str) -> str:
    place, _, expected = meant.rpartition("/")
    if folder != place:
        return f"le fichier est dans {_named(folder)}" if folder else "le fichier est à la racine du portail"
    ending = name[len(expected) - len(".md") :]
    return f"le nom finit par « {ending} »" if ending else "le nom n’a pas de terminaison"


def _move(place: Path, path: str, meant: str) -> str:
    return _beside(meant) if _is_other(place / path, place / meant) else f"Sa place est {meant}."


def _rename(place: Path, path: str, meant: str, name: str) -> str:
    if _is_other(place / path, place / meant):
        return _beside(name)
    if _WRAPPED.search(path):
        return f"Mettez le texte lui-même dans {name} : ce fichier-ci n’en est que l’enveloppe."
    return f"Nommez-le {name}."


def _is_other(file: Path, meant: Path) -> bool:
    """Whether another file stands where one belongs; on some systems, `x.MD` is `x.md`."""
    with suppress(OSError):
        return not meant.samefile(file)
    return False


def _beside(meant: str) -> str:
    return f"{meant} existe déjà : comparez les deux, gardez-y ce qui doit paraître, et retirez ce fichier."


_WRAPPED = expression(
    r"\.(?:7z|asc|bz2|docx?|gdoc|gpg|gz|lnk|od[ts]|p7m|pdf|rar|rtf|tar|tgz|url|webloc|xz|zip|zst)$",
    re.IGNORECASE,
)
_CLOUD = ".icloud"


def is_hidden_notice(name: str) -> bool:
    """Whether a notice hides behind a dot, as macOS hides what iCloud keeps elsewhere (`.x.md.icloud`)."""
    inner = name[1:].removesuffix(_CLOUD) if name.startswith(".") else ""
    return meant_by_name(inner) is not None


def _hidden(root: str, path: str, name: str) -> Finding:
    if name.endswith(_CLOUD):
        message = "La notice n’est pas lue : iCloud n’en a laissé ici que le nom."
        hint = "Demandez « Télécharger maintenant » dans le Finder, et rangez le portail hors d’iCloud."
        return not_read(root, path, message, hint)
    message = "La notice n’est pas lue : un point devant son nom la cache."
    hint = "Retirez le point ; une notice à ne pas publier encore porte « draft: true »."
    return not_read(root, path, message, hint, Gravity.WARNING)


def _named(folder: str) -> str:
    return f"{folder}/" if folder else "la racine du portail"


def _place_of_other(folder: str) -> str:
    if folder.startswith(f"{PAGES_FOLDER}/") or folder == PAGES_FOLDER:
        return "Un fichier à télécharger se joint à un document : content/documents/<identifiant>/."
    if folder.startswith(f"{Kind.DOCUMENT.folder}/") or folder == Kind.DOCUMENT.folder:
        return "Un fichier joint se range dans le dossier qui porte le nom de son document."
    return _AWAY


def counted(findings: Iterator[Finding], root: str, path: str) -> Iterator[Finding]:
    """The first findings of a folder, and one that counts the others."""
    rest = 0
    for number, finding in enumerate(findings):
        if number < SHOWN:
            yield finding
        else:
            rest += 1
    if rest:
        others = (
            f"{rest} autres fichiers de ce dossier ne sont pas lus."
            if rest > 1
            else ("Un autre fichier de ce dossier n’est pas lu.")
        )
        yield not_read(root, path, others, "Rangez-les de la même façon.")


def is_empty(names: Iterable[str]) -> bool:
    """Whether a folder holds nothing but git's own file: a module that was not fetched."""
    return all(name == ".git" for name in names)
