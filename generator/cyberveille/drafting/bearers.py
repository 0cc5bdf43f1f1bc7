"""The files that an editor names: by an identifier, or by their path."""

from collections.abc import Iterator
from pathlib import Path

from cyberveille.catalogue import Project
from cyberveille.model import Kind


def roots_of(project: Project) -> list[Path]:
    """The deepest first: a root may lie in another."""
    roots = (project.path_of(root) for root in project.configuration.sources)
    return sorted(roots, key=lambda root: len(root.parts), reverse=True)


def notice_files(project: Project, name: str = "*") -> Iterator[Path]:
    """The files of notices, in any root, each once; with a `name`, those that are called so."""
    seen: set[Path] = set()
    for root in roots_of(project):
        for kind in Kind:
            for file in sorted((root / kind.folder).rglob(f"{name}.md")):
                if not file.name.startswith(".") and file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield file


def bearers(project: Project, named: str) -> Iterator[Path]:
    """The file at a path, or those that bear an identifier, in any root."""
    if named.endswith(".md"):
        file = Path(named) if Path(named).is_absolute() else project.folder / named
        yield from (file,) if file.is_file() else ()
        return
    yield from notice_files(project, named)
