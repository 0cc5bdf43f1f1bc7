"""The files that an editor names: by an identifier, or by their path."""

from collections.abc import Iterator
from pathlib import Path

from cyberveille.catalogue import Project
from cyberveille.model import Kind


def roots_of(project: Project) -> list[Path]:
    """The deepest first: a root may lie in another."""
    roots = (project.path_of(root) for root in project.configuration.sources)
    return sorted(roots, key=lambda root: len(root.parts), reverse=True)


def bearers(project: Project, named: str) -> Iterator[Path]:
    """The file at a path, or those that bear an identifier, in any root."""
    if named.endswith(".md"):
        file = Path(named) if Path(named).is_absolute() else project.folder / named
        yield from (file,) if file.is_file() else ()
        return
    seen: set[Path] = set()
    for root in roots_of(project):
        for kind in Kind:
            for file in sorted((root / kind.folder).rglob(f"{named}.md")):
                if file.resolve() not in seen:
                    seen.add(file.resolve())
                    yield file
