"""Files that are made of other files of the edition, once these are staged: archives, digests, copies."""

from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from cyberveille.publishing import compressing, exports
from cyberveille.publishing.commit import Move
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.workspace import Workspace

Source = Callable[[str], Path]
"""Where the bytes of a file lie, by its path."""


def gather(
    edition: Edition,
    code: bytes,
    outputs: Sequence[Output],
    moves: Sequence[Move],
    workspace: Workspace,
    put: Callable[[list[Output], str], list[Move]],
) -> tuple[list[Output], list[Move]]:
    """What is made of the files of `outputs`, and how it was staged; `moves` are those already staged.

    `put` stages what is not fresh of some outputs, under names that begin with what it is given.
    """
    keys = {item.path: item.key for item in outputs}
    staged = {move.path: move.staged for move in moves}
    source = _source(workspace, staged)
    by_path = {item.path: item for item in outputs}
    made: list[Output] = []
    more: list[Move] = []

    def read(path: str) -> bytes:
        try:
            return source(path).read_bytes()
        except OSError:
            # Something else took it away meanwhile: the same bytes, so that what follows says so.
            return by_path[path].render()

    for number, gathered in enumerate(exports.gathered(edition, keys, read)):
        late = [item.made_by(code) for item in gathered]
        by_path.update((item.path, item) for item in late)
        put_in = put(late, f"d{number}-")
        staged.update((move.path, move.staged) for move in put_in)
        made += late
        more += put_in
    return made, more


def siblings(
    edition: Edition, workspace: Workspace, keys: Mapping[str, bytes], moves: Sequence[Move]
) -> list[Output]:
    """The compressed copies of the files of which `keys` are the keys."""
    source = _source(workspace, {move.path: move.staged for move in moves})
    return list(compressing.outputs(keys, edition.configuration.precompress, source))


def _source(workspace: Workspace, staged: Mapping[str, str]) -> Source:
    def source(path: str) -> Path:
        return workspace.staging / staged[path] if path in staged else workspace.output / path

    return source
