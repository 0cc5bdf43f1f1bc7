"""Files that are made of other files of the edition, once these are staged: archives, digests, copies."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cyberveille.publishing import compressing, exports
from cyberveille.publishing.commit import Move, check
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Plan
from cyberveille.publishing.state import Spoilt
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import PartKey, Written

Source = Callable[[str], Path]
"""Where the bytes of a file lie, by its path."""
_PART = "gathered"


class Gathering:
    """What is made of the files of a plan, planned each time; a file that it reads is as it was written."""

    parts = (_PART,)
    """The parts of the plan that are seen to here."""

    def __init__(
        self,
        edition: Edition,
        code: bytes,
        plan: Plan,
        workspace: Workspace,
        moves: Sequence[Move],
        folders: Mapping[str, int],
    ) -> None:
        """`folders` are those at the top of the output, as they were when the build began."""
        self._edition, self._code, self._plan, self._workspace = edition, code, plan, workspace
        self._folders = folders
        self._staged = {move.path: move.staged for move in moves}
        self._kept: Mapping[str, Written] = plan.kept()
        self.moves: list[Move] = []
        """How what was made is staged."""

    def rounds(self) -> Iterator[list[Output]]:
        """The files of one round, then those of the next, which read what the first one made.

        Each is to be staged, as `staged` is told, before the next is asked for. Raises Spoilt when a file of
        the edition in place is not as it was written, and Disturbed when its folders changed meanwhile.
        """
        plan = self._plan
        plan.keys[_PART] = PartKey(_PART, "", b"")
        plan.before |= plan.last.files(_PART)
        keys = {path: row.key for path, row in self._kept.items()}
        keys |= {path: item.key for path, item in plan.outputs.items()}
        for late in exports.gathered(self._edition, keys, self._read):
            made = [item.made_by(self._code) for item in late]
            for item in made:
                plan.add(item, _PART)
            yield made

    def staged(self, moves: Sequence[Move]) -> None:
        self.moves += moves
        self._staged.update((move.path, move.staged) for move in moves)

    def _read(self, path: str) -> bytes:
        planned = self._plan.outputs.get(path)
        if planned is not None:
            try:
                return self._source(path).read_bytes()
            except OSError:
                # Something else took it away meanwhile: the same bytes, so that what follows says so.
                return planned.render()
        with suppress(OSError):
            data = self._source(path).read_bytes()
            if digest_of_bytes(data) == self._kept[path].digest:
                return data
        try:
            check(self._workspace, (), self._folders)
        except Disturbed:
            # A journal that tells nothing: the edition is unfinished until the next build makes it anew.
            self._workspace.journal.touch()
            raise
        raise Spoilt(path)

    def _source(self, path: str) -> Path:
        return _source(self._workspace, self._staged)(path)


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
