"""Whether an edition may leave: finished, whole, for this audience, from the commit asked for."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from cyberveille.delivering.completeness import differences
from cyberveille.delivering.target import Target
from cyberveille.model import Tlp
from cyberveille.publishing.edition_identity import read_identity
from cyberveille.publishing.workspace import Written

_SHORTEST_HASH = 7


def refusals(
    tree: Path,
    target: Target,
    *,
    unfinished: bool,
    known: Mapping[str, Written] | None,
    commit: str | None = None,
    for_everybody: bool = False,
) -> tuple[str, ...]:
    """Why `tree` must not go to `target`, as French sentences; empty if it may.

    `unfinished` says that a build was stopped while it put the edition in place. `known` is what the build
    remembers of each file it wrote; without it nothing says that the tree is whole. `commit`, if given, is
    the only commit whose edition may go; a prefix of at least 7 digits is enough. `for_everybody`: only one
    that says of itself that anyone may read it.
    """
    return tuple(
        _refusals(
            tree, target, unfinished=unfinished, known=known, commit=commit, for_everybody=for_everybody
        )
    )


def _refusals(
    tree: Path,
    target: Target,
    *,
    unfinished: bool,
    known: Mapping[str, Written] | None,
    commit: str | None,
    for_everybody: bool,
) -> Iterator[str]:
    if not tree.is_dir():
        yield f"Aucune édition dans « {tree} » : lancez d’abord « cyberveille build »."
        return
    if unfinished:
        yield (
            f"L’édition de « {tree} » est inachevée : une construction a été interrompue. "
            "Relancez « cyberveille build », qui la terminera."
        )
        return
    identity = read_identity(tree)
    if identity is None:
        yield f"« {tree} » n’est pas une édition : edition.json est absent ou illisible."
        return
    if identity.audience != target.audience:
        yield (
            f"L’édition de « {tree} » est destinée au public « {identity.audience} », "
            f"et « {target} » reçoit celle du public « {target.audience} »."
        )
    if for_everybody and (identity.restricted is not False or identity.tlp_max != Tlp.CLEAR.value):
        yield (
            f"L’édition de « {tree} » ne dit pas qu’elle s’adresse à tous (edition.json : restricted, "
            "tlp_max), et « --open » ne laisse passer que celle-là."
        )
    if commit is not None and not _same_commit(identity.commit, commit):
        built = identity.commit or "inconnu"
        yield f"L’édition de « {tree} » vient du commit {built}, et non de {commit}."
    if target.folder is not None and _overlap(tree.resolve(), target.folder.resolve()):
        yield f"« {target.folder} » et « {tree} » se recouvrent : choisissez un autre dossier."
    elif target.folder is not None and (around := _around(target.folder.resolve())):
        yield (
            f"« {target.folder} » est dans « {around} », qui est une édition : ce qui y est livré serait "
            "servi avec elle. Choisissez un autre dossier."
        )
    if known is None:
        yield (
            f"Rien ne dit que l’édition de « {tree} » est entière : la mémoire de sa construction, "
            f"« {tree.parent / f'.{tree.name}.edition'} », manque ou n’est pas lisible. Copiez-la avec "
            "l’édition, ou relancez « cyberveille build », qui la refait."
        )
        return
    yield from differences(tree, known)


def _same_commit(built: str | None, asked: str) -> bool:
    return built is not None and len(asked) >= _SHORTEST_HASH and built.lower().startswith(asked.lower())


def _around(folder: Path) -> Path | None:
    """The edition in whose tree a folder lies."""
    return next((parent for parent in folder.parents if read_identity(parent) is not None), None)


def _overlap(tree: Path, folder: Path) -> bool:
    return tree == folder or tree in folder.parents or folder in tree.parents
