"""The press of an edition, with its frame: drawn once, kept until what it is made of changes."""

from pathlib import Path

import msgspec

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.frame import Drawer, Frame
from cyberveille.publishing.output import digest
from cyberveille.publishing.press import Press
from cyberveille.publishing.workspace import Workspace
from cyberveille.whole_files import write_whole


def press_for(edition: Edition, work: Path, workspace: Workspace, code: bytes, drawer: Drawer) -> Press:
    """What prints the edition's pages; its frame is drawn by `drawer` when it is not kept in `work`."""
    there = frozenset(place.name for place in edition.places)
    made_of = (edition.configuration, edition.audience, edition.looks, tuple(sorted(there)))
    key = digest(*made_of, code, drawer.name).hex()
    cache = work / "frame" / f"{edition.audience.name}.{key}.msgpack"
    try:
        frame = msgspec.msgpack.decode(cache.read_bytes(), type=Frame)
    except (OSError, msgspec.MsgspecError):
        scratch = workspace.folder / "frame"
        frame = drawer.draw(edition.configuration, scratch, edition.audience, there, edition.looks)
        _keep(cache, msgspec.msgpack.encode(frame))
    return Press(
        edition.configuration, edition.vocabularies, frame, code, there, edition.audience, edition.looks
    )


def _keep(cache: Path, data: bytes) -> None:
    """Instead of the audience's last frame; another audience may be built at the same time."""
    audience = cache.name.partition(".")[0]
    for former in cache.parent.glob(f"{audience}.*"):
        former.unlink(missing_ok=True)
    write_whole(cache, data)
