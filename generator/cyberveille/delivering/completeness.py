"""Whether a tree is the edition that was built: every file, those bytes, and nothing else."""

import stat
from collections.abc import Iterator, Mapping
from pathlib import Path

from cyberveille.locale import counted
from cyberveille.publishing.looking import digests, listing
from cyberveille.publishing.workspace import Written

_SHOWN = 3


def differences(tree: Path, known: Mapping[str, Written]) -> Iterator[str]:
    """What in `tree` is not as the build left it, as French sentences; each file is read whole."""
    present = listing(tree)
    missing = sorted(known.keys() - present.keys())
    foreign = sorted(present.keys() - known.keys())
    altered = sorted(_altered(tree, known, present))
    if missing:
        yield (
            f"Il manque {counted(len(missing), 'fichier')} à l’édition de « {tree} », {_some(missing)} : "
            f"relancez « cyberveille build --verify », qui {_them(missing)} refait."
        )
    if altered:
        yield (
            f"Le contenu de {counted(len(altered), 'fichier')} de « {tree} » a changé depuis la construction"
            f", {_some(altered)} : relancez « cyberveille build --verify », qui {_them(altered)} refait."
        )
    if foreign:
        yield (
            f"« {tree} » contient {counted(len(foreign), 'fichier')} que la construction n’a pas "
            f"écrit{'s' if len(foreign) > 1 else ''}, {_some(foreign)} : retirez-{_them(foreign)}, ou "
            "reconstruisez dans un dossier vide."
        )


def _altered(tree: Path, known: Mapping[str, Written], present: Mapping[str, int]) -> Iterator[str]:
    there = [path for path in known if path in present]
    yield from (path for path in there if present[path] != stat.S_IFREG)
    for path, digest in digests(tree, (path for path in there if present[path] == stat.S_IFREG)):
        if digest != known[path].digest:
            yield path


def _them(paths: list[str]) -> str:
    return "les" if len(paths) > 1 else "le"


def _some(paths: list[str]) -> str:
    shown = ", ".join(f"« {path} »" for path in paths[:_SHOWN])
    return f"dont {shown}" if len(paths) > 1 else shown
