"""What only those who run a portal can say of it, and have not said yet: it is not delivered like that."""

from collections.abc import Iterator

from cyberveille.catalogue.project import Project
from cyberveille.reading import CONFIGURATION_FILE, SCHEME_FOLDER, default_pages_of, gap_in, to_fill


def left_open(project: Project) -> tuple[str, ...]:
    """Each value of the configuration that waits, each page of the program that leaves a thing unsaid."""
    return (*_values(project), *_pages(project), *_recipients(project))


def _values(project: Project) -> Iterator[str]:
    for at in to_fill(project.configuration):
        yield f"{CONFIGURATION_FILE} : {'.'.join(map(str, at))}"


def _pages(project: Project) -> Iterator[str]:
    roots = tuple(map(project.path_of, project.configuration.sources))
    for page in default_pages_of(project.configuration, ()):
        own = any((root / page.source.path).is_file() for root in roots)
        if not own and (gap := gap_in(page, project.configuration)):
            yield f"/{page.address} : {gap}"


def _recipients(project: Project) -> Iterator[str]:
    if named := project.foreign_recipients:
        are = "sont des institutions de la France" if len(named) > 1 else "est une institution de la France"
        yield f"{SCHEME_FOLDER}/destinataires.yml : {', '.join(named)} {are}"
