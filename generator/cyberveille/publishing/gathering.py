"""Files that are made of other files of the edition, once these are staged: archives, digests, copies."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from cyberveille.publishing import compressing, exports
from cyberveille.publishing.commit import Move, check
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.made import Made
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Plan, StagedAlready
from cyberveille.publishing.state import Spoilt
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import PartKey, Written

_PART, _INDEX = "gathered", "gathered index"


class Gathering:
    """What is made of the files of a plan, in parts; a file that it reads is as it was written."""

    parts = (_PART,)
    """The parts of the plan that are seen to here."""

    def __init__(
        self,
        edition: Edition,
        code: bytes,
        plan: Plan,
        workspace: Workspace,
        moves: Made,
        folders: Mapping[str, int],
    ) -> None:
        """`folders` are those at the top of the output, as they were when the build began."""
        self._edition, self._code, self._plan, self._workspace = edition, code, plan, workspace
        self._folders = folders
        self._made = moves
        self._staged: dict[str, str] = {}
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
        years = exports.years_and_months(self._edition, self._code, plan.told, self)
        nodes = (node.made_by(self._code) for node in years)
        yield self._planned(lambda: plan.take(nodes, _PART, opened=(_INDEX,)))
        made = Node(_INDEX, b"", lambda: (exports.index(self._edition, self),)).made_by(self._code)
        yield self._planned(lambda: plan.open(made, _PART))

    def _planned(self, plan_more: Callable[[], None]) -> list[Output]:
        """The files that are planned beside those that were."""
        already = set(self._plan.outputs)
        plan_more()
        return [item for path, item in self._plan.outputs.items() if path not in already]

    def staged(self, moves: Sequence[Move]) -> None:
        self.moves += moves
        self._staged.update((move.path, move.staged) for move in moves)

    def key(self, path: str) -> bytes:
        """What a file is made from; raises KeyError for one that is not of the edition."""
        planned = self._plan.key_of(path)
        return self._written(path).key if planned is None else planned

    def kept(self, path: str) -> bool:
        """Whether a file of the last edition stays as it is."""
        if self._staged_as(path) is not None:
            return False
        return path not in self._plan or path in self._plan.before

    def before(self, path: str) -> bytes | None:
        """The bytes that a file had in the last edition; None when it had none, or others than it should."""
        with suppress(KeyError):
            return self._plan.last.bytes_of(path, self._written(path))
        return None

    def read(self, path: str) -> bytes:
        """The bytes of a file of the edition as it will be; raises Spoilt and Disturbed."""
        if path in self._plan:
            try:
                return self._source(path).read_bytes()
            except OSError:
                # Something else took it away meanwhile: the same bytes, so that what follows says so.
                with suppress(StagedAlready, KeyError):
                    return self._plan.outputs[path].render()
                raise Disturbed.before(self._workspace.staging, (path,)) from None
        data = self._plan.last.bytes_of(path, self._written(path))
        if data is not None:
            return data
        try:
            check(self._workspace, (), self._folders)
        except Disturbed:
            # A journal that tells nothing: the edition is unfinished until the next build makes it anew.
            self._workspace.journal.touch()
            raise
        raise Spoilt(path)

    def _written(self, path: str) -> Written:
        """How a file of the last edition was written; raises KeyError for one that was not."""
        if path in self._plan.before:
            return self._plan.before[path].written
        found = None if self._plan.last.unknown else self._plan.last.state.part_of(path)
        if found is None:
            raise KeyError(path)
        return found[1]

    def _staged_as(self, path: str) -> str | None:
        """The name of a file in the staging folder; None for one that is not there."""
        if path in self._staged:
            return self._staged[path]
        made = self._made.find(path)
        return None if made is None else made.staged

    def _source(self, path: str) -> Path:
        staged = self._staged_as(path)
        return self._workspace.output / path if staged is None else self._workspace.staging / staged


def siblings(
    edition: Edition, workspace: Workspace, keys: Mapping[str, bytes], moves: Iterable[Move]
) -> list[Output]:
    """The compressed copies of the files of which `keys` are the keys."""
    staged = {move.path: move.staged for move in moves}

    def source(path: str) -> Path:
        return workspace.staging / staged[path] if path in staged else workspace.output / path

    return list(compressing.outputs(keys, edition.configuration.precompress, source))
