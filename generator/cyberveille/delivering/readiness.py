"""Whether an edition may leave: finished, for this audience, from the commit asked for."""

from collections.abc import Collection, Iterator
from pathlib import Path

from cyberveille.delivering.steps import published_files
from cyberveille.delivering.target import Target, TargetKind
from cyberveille.publishing.identity import read_identity

_SHORTEST_HASH = 7


def refusals(
    tree: Path,
    target: Target,
    *,
    unfinished: bool,
    commit: str | None = None,
    known: Collection[str] | None = None,
) -> tuple[str, ...]:
    """Why `tree` must not go to `target`, as French sentences; empty if it may.

    `unfinished` says that a build was stopped while it put the edition in place. `commit`, if
    given, is the only commit whose edition may go; a prefix of at least 7 digits is enough. `known`, when
    the build's memory is at hand, are the files it wrote: others may be anybody's.
    """
    foreign = () if known is None or not tree.is_dir() else sorted(set(published_files(tree)) - set(known))
    found = tuple(_refusals(tree, target, unfinished=unfinished, commit=commit))
    if not foreign:
        return found
    sentence = (
        f"« {tree} » contient des fichiers que la construction n’a pas écrits, dont « {foreign[0]} » : "
        "retirez-les, ou reconstruisez dans un dossier vide."
    )
    return (*found, sentence)


def _refusals(tree: Path, target: Target, *, unfinished: bool, commit: str | None) -> Iterator[str]:
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
    if commit is not None and not _same_commit(identity.commit, commit):
        built = identity.commit or "inconnu"
        yield f"L’édition de « {tree} » vient du commit {built}, et non de {commit}."
    if target.kind is TargetKind.FOLDER:
        yield from _folder_refusals(tree, target.folder)


def _folder_refusals(tree: Path, folder: Path) -> Iterator[str]:
    if _overlap(tree.resolve(), folder.resolve()):
        yield f"« {folder} » et « {tree} » se recouvrent : choisissez un autre dossier."
    elif not _replaceable(folder):
        yield (
            f"« {folder} » contient autre chose qu’une édition : il n’est pas remplacé. "
            "Choisissez un dossier vide."
        )


def _same_commit(built: str | None, asked: str) -> bool:
    return built is not None and len(asked) >= _SHORTEST_HASH and built.lower().startswith(asked.lower())


def _overlap(tree: Path, folder: Path) -> bool:
    return tree == folder or tree in folder.parents or folder in tree.parents


def _replaceable(folder: Path) -> bool:
    """A folder that is replaced is absent, empty, or holds an edition delivered before."""
    if not folder.exists():
        return True
    return folder.is_dir() and (not any(folder.iterdir()) or read_identity(folder) is not None)
