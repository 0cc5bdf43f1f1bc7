"""Where a file or a folder belongs, as far as its name tells."""

import os
import re
from collections.abc import Iterable, Mapping
from contextlib import suppress
from pathlib import Path

from cyberveille.catalogue.register import place_of
from cyberveille.checking.nearest import fold
from cyberveille.expressions import expression
from cyberveille.locale import french
from cyberveille.model import Finding, Kind, Vocabularies
from cyberveille.reading import (
    CONFIGURATION_FILE,
    DIRECTORY_FILE,
    EARLIER_FOLDER,
    EXPLOITATION_FILES,
    EXPLOITATION_FOLDER,
    NATIONAL_FILE,
    OBSERVATORY_FOLDER,
    PAGES_FOLDER,
    REGISTRY_FOLDER,
    SCHEME_FOLDER,
    SETS_FILE,
    VOCABULARIES_FOLDER,
    Fault,
)
from cyberveille.reporting import Scheme

_CODES = "|".join(kind.code for kind in Kind)
_IDENTIFIER = expression(
    rf"[a-z][a-z0-9]{{0,11}}-[12]\d{{3}}-({_CODES})-\d{{4}}(?![a-z0-9])", re.IGNORECASE | re.ASCII
)
# Markdown's own endings, and what editors and systems make of them.
_TEXT = expression(
    r"\.(?:md|mdx|mdown|markdown|mkdn?|mdwn|mdtxt|mdtext|qmd|rmd)\.?(?:\.txt|_|\(\d+\))?", re.IGNORECASE
)
_TEXT_OR_NONE = expression(rf"(?:{_TEXT.pattern}|\.te?xt|\.rst|\.adoc)?\s*", re.IGNORECASE)
_LIKENESS = 0.8
_CONFIGURATION = expression(r"(?:copie? (?:de|of) )?site[_ .-]?config\b.*\.ya?ml(?:\.txt)?", re.IGNORECASE)
_COMPANIONS = frozenset(
    {"readme", "lisezmoi", "lisez-moi", "licence", "license", "copying", "notice", "authors", "changelog"}
    | {"contributing", "security", "codeowners", "makefile"}
)
CONTENT = PAGES_FOLDER.partition("/")[0]
FOLDERS: Mapping[str, str] = {
    **{kind.folder.rpartition("/")[2]: kind.folder for kind in Kind},
    **{
        folder.rpartition("/")[2]: folder
        for folder in (
            PAGES_FOLDER,
            REGISTRY_FOLDER,
            VOCABULARIES_FOLDER,
            SCHEME_FOLDER,
            OBSERVATORY_FOLDER,
            EXPLOITATION_FOLDER,
            EARLIER_FOLDER,
        )
    },
    CONTENT: CONTENT,
}
"""Every folder that the portal reads, relative to its root, by its own name."""
FILES: Mapping[str, str] = {
    path.rpartition("/")[2]: path
    for path in (
        DIRECTORY_FILE,
        NATIONAL_FILE,
        SETS_FILE,
        *(f"{VOCABULARIES_FOLDER}/{name}.yml" for name in Vocabularies.__struct_fields__),
        *(f"{SCHEME_FOLDER}/{name}.yml" for name in Scheme.files.values()),
        *(f"{EXPLOITATION_FOLDER}/{name}.yml" for name, _ in EXPLOITATION_FILES.values()),
    )
}
"""Every file with a name of its own, by that name."""
_WORDS: Mapping[str, str] = {
    fold(word): kind.folder
    for kind in Kind
    for word in (kind.facts.name, kind.section, *kind.words[:2], kind.facts.menu)
} | {
    "avis": Kind.BULLETIN.folder,
    "contenu": CONTENT,
    "contenus": CONTENT,
    "vocabularies": VOCABULARIES_FOLDER,
    "pages": PAGES_FOLDER,
    "products": REGISTRY_FOLDER,
    "vendors": REGISTRY_FOLDER,
    "editeurs": REGISTRY_FOLDER,
}


def is_companion(name: str) -> bool:
    """Whether a file explains a folder to those who open it: a notice of licence, a README."""
    return fold(name.partition(".")[0]) in _COMPANIONS


def is_text(name: str) -> bool:
    """Whether a name ends as Markdown's do, in any way of writing it."""
    return _TEXT.search(name) is not None


def meant_by_name(name: str) -> str | None:
    """Where a notice of that name belongs; None when the name is not that of a notice.

    The identifier says all of it: `cv-2026-bul-0042.markdown` belongs in `bulletins/2026/`.
    """
    found = _IDENTIFIER.match(name)
    if found is None or not _TEXT_OR_NONE.fullmatch(name[found.end() :]):
        return None
    kind = Kind.of_code(found[1].upper())
    return place_of(kind, found.group().upper()) if kind else None


def meant_by_folder(name: str) -> str | None:
    """The folder that a name resembles: another case, language, number or order of letters."""
    words = {**_WORDS, **{fold(known): folder for known, folder in FOLDERS.items()}}
    meant = _alike(fold(name).strip(" ._-"), words)
    return words[meant] if meant else None


def meant_by_file(name: str) -> str | None:
    """The file with a name of its own that a name resembles: `Annuaire.yaml`, `technologie.yml`."""
    stem, _, ending = fold(name).partition(".")
    if ending.strip(" ._") not in {"yml", "yaml", "yml.txt", "yaml.txt", ""}:
        return None
    stems = {name.removesuffix(".yml"): path for name, path in FILES.items()}
    meant = _alike(stem.strip(" _-"), stems)
    return stems[meant] if meant else None


def is_like_configuration(name: str) -> bool:
    """Whether somebody may believe that a file configures the portal: `site_config.yaml`, a copy of it."""
    return name != CONFIGURATION_FILE and _CONFIGURATION.fullmatch(name) is not None


def _alike(written: str, known: Iterable[str]) -> str | None:
    """Unlike a word of a text, a name that only begins as another does is not that one."""
    # Asked of what stands in no place of its own.
    import difflib  # noqa: PLC0415

    close = difflib.get_close_matches(written, known, n=1, cutoff=_LIKENESS)
    return close[0] if close else None


def no_configuration(folder: Path) -> Finding:
    """What to say of a folder whose configuration cannot be read, and what to do."""
    name = CONFIGURATION_FILE
    told = french(f"« {name} » est introuvable ou illisible.")
    return Finding(name, 0, Fault.UNREADABLE.value, told, _where_it_is(folder))


def _where_it_is(folder: Path) -> str:
    """What to do where there is no configuration: one may be there under another name."""
    with suppress(OSError):
        for found in sorted(os.listdir(folder)):  # noqa: PTH208 - names are enough
            if is_like_configuration(found):
                return f"Nommez {CONFIGURATION_FILE} le fichier « {found} », si c’est lui."
    return "Lancez la commande dans le dossier du portail, ou donnez --root."
