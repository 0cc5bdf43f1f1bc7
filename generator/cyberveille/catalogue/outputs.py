"""Where editions are written, symbolic links followed: none in another's folder, nor in a source's."""

import os
from collections.abc import Iterator
from pathlib import Path

from cyberveille.locale import french
from cyberveille.model import Audience, Configuration, Finding
from cyberveille.model.folders import nested, reserved_by, workspace_of
from cyberveille.reading.faults import Fault
from cyberveille.reading.looking import resolved


def place_taken(folder: Path, configuration: Configuration, audience: Audience, output: Path) -> Path | None:
    """What keeps the edition of `audience` from being written in `output`; None when nothing does.

    `folder` is the portal's. The answer is the folder of another edition, whether it has been built or not,
    or its workspace, a source, a cache, or the portal itself. Folders need not exist.
    """
    place = _resolved(output)
    portal = _resolved(folder)
    if portal.is_relative_to(place):
        return portal
    own = _resolved(portal / audience.output)
    if own != place and nested(place, own):
        return own
    mine = workspace_of(place)
    for taken in _taken(portal, configuration, audience):
        if nested(place, taken) or taken.is_relative_to(mine):
            return taken
    return None


def _resolved(path: Path) -> Path:
    """Where a path leads, symbolic links followed; itself when they lead to themselves."""
    try:
        return resolved(path)
    except OSError:
        return path.absolute()


def delivered_into(
    folder: Path, configuration: Configuration, audience: Audience, target: Path
) -> Path | None:
    """What of the portal in `folder` a delivery into `target` would write into; None when nothing is.

    The answer is a source, a cache, or the folder of another edition or its workspace.
    """
    place = _resolved(target)
    return next(
        (
            taken
            for taken in _taken(_resolved(folder), configuration, audience)
            if place.is_relative_to(taken)
        ),
        None,
    )


def _taken(portal: Path, configuration: Configuration, audience: Audience) -> Iterator[Path]:
    for other in configuration.audiences:
        if other.name != audience.name:
            theirs = _resolved(portal / other.output)
            yield theirs
            yield workspace_of(theirs)
    for reserved in reserved_by(configuration):
        yield _resolved(portal / reserved)


def misplaced(folder: Path, name: str, data: bytes, configuration: Configuration) -> Iterator[Finding]:
    """Editions that symbolic links would write in one another, or among the sources."""
    # What reads YAML is heavy, and loaded already by whoever asks for this.
    from cyberveille.reading.yaml_files import line_in_yaml  # noqa: PLC0415

    for position, audience in enumerate(configuration.audiences):
        taken = place_taken(folder, configuration, audience, folder / audience.output)
        if taken is not None:
            shown = Path(os.path.relpath(taken, _resolved(folder))).as_posix()
            yield Finding(
                name,
                line_in_yaml(data, ("audiences", position, "output")),
                Fault.CONFIGURATION.value,
                french(f"Le dossier « {audience.output} » et « {shown} » sont l’un dans l’autre."),
                french("Donnez à chaque édition un dossier à part, liens symboliques suivis."),
            )
