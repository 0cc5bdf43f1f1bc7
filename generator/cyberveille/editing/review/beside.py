"""What a branch changes besides notices and pages: the configuration, lists, vendors."""

from collections.abc import Iterator
from fnmatch import fnmatchcase

from cyberveille.catalogue import Project
from cyberveille.git import git
from cyberveille.model import Tlp
from cyberveille.reading.described import CONFIGURATION, SOURCES


def changed_beside(project: Project, base: str, *, closed: bool) -> tuple[str, ...]:
    """The paths, in the portal's folder, of what a commit has otherwise.

    Unless the review is made for a `closed` circle, those of restricted folders are left out.
    """
    output = git(project.folder, "diff", "--name-only", "-z", "--relative", "--no-ext-diff", base)
    names = [name.decode(errors="replace") for name in output.split(b"\0") if name]
    patterns = tuple(_patterns(project, closed=closed))
    return tuple(sorted(name for name in names if any(fnmatchcase(name, pattern) for pattern in patterns)))


def _patterns(project: Project, *, closed: bool) -> Iterator[str]:
    yield CONFIGURATION.pattern
    for root in project.configuration.sources:
        if closed or root.tlp_max is Tlp.CLEAR:
            for described in SOURCES:
                if not described.header:
                    yield described.within(root.path)
