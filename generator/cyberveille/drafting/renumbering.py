"""An unpublished notice takes another number: its file, its folder, what leads to it."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from msgspec import Struct

from cyberveille.catalogue import Project, place_of
from cyberveille.catalogue.earlier import kept_of, place_of_text
from cyberveille.drafting.bearers import bearers, roots_of
from cyberveille.model import Kind
from cyberveille.reading import CONFIGURATION_FILE
from cyberveille.writing import Header, HeaderError, raw_text, unix


class Renumbered(Struct, frozen=True):
    """The texts to write, the file and the folder to move; `problem`, in French, when nothing is done.

    `left` are files that name the old number and may mean the other notice that bears it.
    """

    texts: Mapping[Path, str]
    moves: tuple[tuple[Path, Path], ...] = ()
    left: tuple[Path, ...] = ()
    problem: str = ""


def renumbered(project: Project, old: str, new: str) -> Renumbered:
    """What to do for the notice `old`, an identifier or the path of its file, to be called `new`.

    When two files bear the old identifier, what other files say of it is left alone, and so is its address:
    they are the other notice's. Otherwise links follow, and the old address leads to the new one.
    """
    register = project.register()
    files = list(bearers(project, old))
    if len(files) != 1:
        found = ", ".join(str(file) for file in files) or "aucun"
        told = f"« {old} » désigne {len(files)} fichiers" if files else f"aucun fichier ne porte « {old} »"
        return Renumbered({}, problem=f"{told}. Donnez le chemin du fichier ({found}).")
    file, former = files[0], files[0].stem
    kind = Kind.of_code(former.split("-")[-2]) if former.count("-") > 2 else None  # noqa: PLR2004
    if kind is None or not re.fullmatch(rf"{project.configuration.prefix}-\d{{4}}-{kind.code}-\d{{4}}", new):
        return Renumbered({}, problem=f"« {new} » n’est pas un identifiant de cette sorte, comme {former}.")
    if register.taken(new):
        return Renumbered({}, problem=f"{new} a déjà été donné : un numéro ne sert qu’une fois.")
    root = next(root for root in roots_of(project) if file.is_relative_to(root))
    place = root / place_of(kind, new)
    alone = sum(1 for _ in bearers(project, former)) == 1
    named = re.compile(rf"(?<![A-Z0-9-]){re.escape(former)}(?!\d)")
    addresses = (kind.address(former), kind.address(new))
    earlier = kept_of(root, former)
    own = (file, *(Path(item.file) for item in earlier))
    if unread := next((each for each in own if not _text(each)), None):
        return Renumbered(
            {}, problem=f"« {unread} » ne peut pas être lu : « cyberveille check » dit pourquoi."
        )
    own_text = _own(_text(file), named, new, addresses, redirect=alone)
    if own_text is None:
        told = f"l’en-tête de « {file} » ne peut pas recevoir l’ancienne adresse de la notice"
        return Renumbered({}, problem=f"{told} : « cyberveille check » dit pourquoi.")
    texts = {place: own_text}
    naming = [other for other in _readable(project) if other != file and named.search(_text(other))]
    if alone:
        # Addresses first: the year may change with the number.
        for other in naming:
            text = _text(other).replace(f"/{addresses[0]}", f"/{addresses[1]}")
            texts[other] = named.sub(new, text)
    past = [(Path(item.file), root / place_of_text(new, item.number)) for item in earlier]
    texts |= {after: named.sub(new, _text(before)) for before, after in past}
    folder = file.with_suffix("")
    moves = ((file, place), *(((folder, place.with_suffix("")),) if folder.is_dir() else ()), *past)
    return Renumbered(texts, moves, () if alone else tuple(naming))


def _own(
    text: str, named: re.Pattern[str], new: str, addresses: tuple[str, str], *, redirect: bool
) -> str | None:
    """The notice's own text under its new identifier, with the redirect when its address is its own.

    None where the header cannot take it.
    """
    old, now = addresses
    text = named.sub(new, text.replace(f"/{old}", f"/{now}"))
    try:
        return Header(text).with_item("redirect_from", f"/{old}").text if redirect else text
    except HeaderError:
        return None


def _readable(project: Project) -> Iterator[Path]:
    """Every text that may name a notice."""
    yield project.folder / CONFIGURATION_FILE
    seen: set[Path] = set()
    for root in roots_of(project):
        folders = {kind.folder.partition("/")[0] for kind in Kind} | {"content"}
        for folder in sorted(folders):
            for file in sorted((root / folder).rglob("*")):
                if file.suffix in {".md", ".yml"} and file.is_file() and file not in seen:
                    seen.add(file)
                    yield file


def _text(file: Path) -> str:
    """Empty for what is no text."""
    try:
        return unix(raw_text(file))
    except (OSError, UnicodeDecodeError):
        return ""
