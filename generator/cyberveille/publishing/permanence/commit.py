"""The sources as a commit has them, and which files differ from those of today."""

from collections.abc import Iterable, Mapping
from functools import cached_property
from pathlib import Path

from cyberveille.git import asked, blobs, git
from cyberveille.reading import CONFIGURATION_FILE

_FILES = (b"100644", b"100755")
_MODULE = b"160000"


class PastUnknown(Exception):  # noqa: N818 - what git does not know here
    """Git cannot say what a commit held; the text is French, and says what to do."""


class Commit:
    """A commit of the repository of a folder; paths are those of the repository, with `/` separators."""

    def __init__(self, folder: Path, hash_: str) -> None:
        self.folder = folder
        self.hash = hash_
        self.prefix = git(folder, "rev-parse", "--show-prefix").decode(errors="surrogateescape").strip("\n")

    @cached_property
    def files(self) -> Mapping[str, str]:
        """The object of each file: links and what is not a file are left out."""
        return {path: name for path, (mode, name) in self._listed.items() if mode in _FILES}

    @property
    def modules(self) -> Mapping[str, str]:
        """The commit of each submodule, by its folder."""
        return {path: name for path, (mode, name) in self._listed.items() if mode == _MODULE}

    @cached_property
    def _listed(self) -> Mapping[str, tuple[bytes, str]]:
        output = asked(self.folder, "ls-tree", "-r", "-z", "--full-tree", self.hash)
        if output is None:
            raise PastUnknown(_missing(self.hash))
        listed: dict[str, tuple[bytes, str]] = {}
        for line in output.split(b"\0"):
            about, tab, path = line.partition(b"\t")
            if tab:
                mode, _, name = about.split()
                listed[path.decode(errors="surrogateescape")] = (mode, name.decode())
        return listed

    def differing(self) -> frozenset[str]:
        """The files whose bytes in the working folder are others, or that are not there."""
        command = ("diff", "--name-only", "-z", "--no-renames", "--no-ext-diff", "--ignore-submodules")
        output = asked(self.folder, *command, self.hash, "--", ":/")
        if output is None:
            raise PastUnknown(_missing(self.hash))
        return frozenset(path.decode(errors="surrogateescape") for path in output.split(b"\0") if path)

    def read(self, paths: Iterable[str]) -> Mapping[str, bytes]:
        """The bytes of files of the commit. Raises PastUnknown when git does not have them here."""
        wanted = [path for path in paths if path in self.files]
        found = dict(zip(wanted, blobs(self.folder, [self.files[path] for path in wanted]), strict=True))
        if None in found.values():
            raise PastUnknown(_missing(self.hash))
        return {path: data for path, data in found.items() if data is not None}

    @cached_property
    def portal(self) -> str | None:
        """The folder of the portal then, with its slash: that of today unless it was moved; None without."""
        if f"{self.prefix}{CONFIGURATION_FILE}" in self.files:
            return self.prefix
        top = Path(git(self.folder, "rev-parse", "--show-toplevel").decode(errors="surrogateescape").strip())
        moved = [
            path.removesuffix(CONFIGURATION_FILE)
            for path in self.files
            if f"/{path}".endswith(f"/{CONFIGURATION_FILE}") and not (top / path).exists()
        ]
        return moved[0] if len(moved) == 1 else None


def commit_at(folder: Path, ref: str) -> Commit:
    """The commit that `ref` names; of a branch that went on since this one left it, where they part.

    Raises PastUnknown outside git, for a name that git does not know, and in a clone too shallow to tell.
    """
    if asked(folder, "rev-parse", "--git-dir") is None:
        raise PastUnknown(
            "le dossier du portail n’est pas dans un dépôt git, git n’est pas installé, ou le dépôt est à un "
            "autre compte (« git status » le dit) : rien ne dit ce qui était publié."
        )
    shallow = git(folder, "rev-parse", "--is-shallow-repository") == b"true\n"
    output = git(folder, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{ref}^{{commit}}")
    named = output.decode().strip()
    if not named:
        advice = _fetch(ref) if shallow else "Vérifiez son nom, ou lancez « git fetch »."
        raise PastUnknown(f"git ne connaît pas ici le commit « {ref} ». {advice}")
    head = git(folder, "rev-parse", "--verify", "--quiet", "HEAD").decode().strip()
    common = git(folder, "merge-base", named, head).decode().strip() if head else named
    if not common and shallow:
        raise PastUnknown(
            f"ce clone est trop court pour dire où « {ref} » et cette version se séparent. {_fetch(ref)}"
        )
    return Commit(folder, named if common in {"", named, head} else common)


def _fetch(ref: str) -> str:
    return (
        "Lancez « git fetch --unshallow », ou demandez tout l’historique à l’intégration continue "
        f"(« fetch-depth: 0 », « GIT_DEPTH: 0 ») ; au besoin, « git fetch origin {ref} »."
    )


def _missing(name: str) -> str:
    return (
        f"git n’a pas ici tout ce que contient le commit {name[:12]}. Lancez « git fetch --unshallow » (ou, "
        "dans un clone partiel, « git fetch --refetch »)."
    )
