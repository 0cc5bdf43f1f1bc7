"""Which files of an edition are to be made, looking only at the parts of its plan that changed."""

from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime
from itertools import chain
from math import ceil
from pathlib import Path
from typing import NamedTuple

from msgspec import Struct, field

from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.made import Made
from cyberveille.publishing.output import Output
from cyberveille.publishing.report import TwinFiles
from cyberveille.publishing.state import State
from cyberveille.publishing.tree import Node
from cyberveille.publishing.written import PartKey, Row, Written


class Last(Struct, frozen=True):
    """The edition in place, as it is remembered; when `looking`, no part is taken for done.

    `foreign` are the files in the output whose origin is not known.
    """

    state: State
    output: Path
    foreign: frozenset[str] = frozenset()
    unknown: bool = False
    """Whether nothing is remembered."""
    looking: bool = False
    altered: frozenset[str] = frozenset()
    """The files that are other than they were written, when all were read."""

    @property
    def empty(self) -> bool:
        """Whether there is nothing at all in the output."""
        return self.unknown and not self.foreign

    def keys(self, parent: str) -> Mapping[str, PartKey]:
        """Each part right below another, by name."""
        return {} if self.unknown else self.state.parts_below(parent)

    def files(self, part: str) -> dict[str, Row]:
        """What a part wrote, by path; raises Spoilt when what is remembered does not hold together."""
        found = {} if self.unknown else self.state.files_of(part)
        return {path: Row(path, part, written) for path, written in found.items()}

    def lies(self, path: str, written: Written) -> bool:
        """Whether a file stands in the output as it was written."""
        return path not in self.altered and written.lies_in(f"{self.output}/{path}")

    def bytes_of(self, path: str, written: Written) -> bytes | None:
        """What a file of the output holds; None where that is not what was written."""
        with suppress(OSError):
            data = (self.output / path).read_bytes()
            if digest_of_bytes(data) == written.digest:
                return data
        return None

    def intact(self, part: str) -> bool:
        """Whether every file of a part does."""
        return all(self.lies(path, row.written) for path, row in self.files(part).items())


class StagedAlready(Exception):  # noqa: N818 - of what made the file, only its bytes are left
    """The bytes of a file that was planned apart lie in the staging folder, and nowhere else."""


class Apart(NamedTuple):
    """What was planned of some parts, as it can cross between processes."""

    files: tuple[tuple[str, bytes, str], ...]
    """The path, the key and the part of each; none in a first build, which made all of them."""
    before: dict[str, Row]
    keys: dict[str, PartKey]
    gone: tuple[str, ...]
    told: dict[str, bytes]


class Plan(Struct):
    """The files of the parts that are planned again; those of all others stay as they are."""

    last: Last
    clock: datetime
    outputs: dict[str, Output] = field(default_factory=dict)
    parts: dict[str, str] = field(default_factory=dict)
    """The part of each of these files."""
    before: dict[str, Row] = field(default_factory=dict)
    """What the parts planned again, or no longer there, had written."""
    keys: dict[str, PartKey] = field(default_factory=dict)
    gone: list[str] = field(default_factory=list)
    """The names of the parts that are no longer there."""
    told: dict[str, bytes] = field(default_factory=dict)
    """The key of every part that was looked at, whether it is planned again or not."""
    made: Made = field(default_factory=Made)
    """The files of a first build that were made where their parts were planned: they are not in `outputs`."""

    def take(
        self,
        nodes: Iterable[Node],
        parent: str = "",
        *,
        opened: Collection[str] = (),
        stays: "Callable[[Node, PartKey | None], bool] | None" = None,
    ) -> None:
        """Plan what of `nodes`, which with those `opened` are all below `parent`, is not as it was.

        `stays` tells of a part and of what it was before whether it is. Raises TwinFiles, and Spoilt when
        what is remembered does not hold together.
        """
        for node in self.changed(nodes, parent, opened=opened, stays=stays):
            self.open(node, parent)

    def changed(
        self,
        nodes: Iterable[Node],
        parent: str = "",
        *,
        opened: Collection[str] = (),
        stays: "Callable[[Node, PartKey | None], bool] | None" = None,
    ) -> list[Node]:
        """The parts to plan again, as `take` tells them; those that are no longer there are gone then."""
        found: list[Node] = []
        as_it_was = stays or self._as_it_was
        known = self.last.keys(parent)
        there = set(opened)
        for node in nodes:
            there.add(node.name)
            self.told[node.name] = node.key
            if not as_it_was(node, known.get(node.name)):
                found.append(node)
        for name in known.keys() - there:
            self._close(name)
        return found

    def _as_it_was(self, node: Node, before: PartKey | None) -> bool:
        if self.last.looking or not node.key or before is None:
            return False
        return before.holds(node.key, self.clock)

    def open(self, node: Node, parent: str = "") -> None:
        """Plan a part again."""
        self.before |= self.last.files(node.name)
        inner = self._planned(node)
        self.keys[node.name] = self._key(node, parent)
        self.take(inner, node.name)

    def _planned(self, node: Node) -> list[Node]:
        """Take in the files of a part; those that it is made of have theirs."""
        inner: list[Node] = []
        own: list[Output] = []
        for item in node.make():
            if isinstance(item, Node):
                inner.append(item)
            else:
                self.add(item, node.name)
                own.append(item)
        self.settle(own, node.name)
        return inner

    def settle(self, items: Sequence[Output], part: str) -> None:
        """What is done with the files of a part as soon as they are planned."""

    def _key(self, node: Node, parent: str) -> PartKey:
        """What is to be remembered of a part that was planned."""
        until = node.until() if node.until else None
        if until is None:
            return PartKey(node.name, parent, node.key)
        # From the next whole second on, and until the one before: never for longer than it holds.
        since = ceil(self.clock.timestamp())
        return PartKey(node.name, parent, node.key, since, max(int(until.timestamp()), since))

    def _close(self, name: str) -> None:
        self.gone.append(name)
        self.before |= self.last.files(name)
        for inner in self.last.keys(name):
            self._close(inner)

    def apart(self) -> Apart:
        """What was planned, without what renders it."""
        planned = () if self.last.unknown else self.outputs.items()
        files = tuple((path, item.key, self.parts[path]) for path, item in planned)
        return Apart(files, self.before, self.keys, tuple(self.gone), self.told)

    def join(self, planned: Apart) -> None:
        """Take in what was planned apart, of parts of which nothing is known here; raises TwinFiles."""
        for path, key, part in planned.files:
            self.add(staged_already(path, key), part)
        self.before |= planned.before
        self.keys |= planned.keys
        self.gone += planned.gone
        self.told |= planned.told

    def __contains__(self, path: str) -> bool:
        """Whether a file is planned."""
        return path in self.outputs or (len(self.made) > 0 and path in self.made)

    def key_of(self, path: str) -> bytes | None:
        """What a planned file is made from; None for one that is not planned."""
        planned = self.outputs.get(path) or self.made.find(path)
        return None if planned is None else planned.key

    def part_of(self, path: str) -> str:
        """The part of a planned file; raises KeyError for one that is not planned."""
        made = self.made.find(path)
        return self.parts[path] if made is None else made.part

    def add(self, item: Output, part: str) -> None:
        """Raises TwinFiles when another file goes to the same place."""
        if item.path in self:
            raise TwinFiles(item.path)
        self.outputs[item.path] = item
        self.parts[item.path] = part

    def refuse_twins(self, claimed: Collection[str]) -> None:
        """Raises TwinFiles when a file is that of a part that stays as it is, or is `claimed`."""
        for path in claimed:
            if path in self:
                raise TwinFiles(path)
        for path in self.outputs.keys() - self.before.keys() if not self.last.unknown else ():
            if self.last.state.part_of(path) is not None:
                raise TwinFiles(path)

    def fresh(self, item: Output) -> bool:
        """Whether the file in place is the one to be."""
        row = self.before.get(item.path)
        return row is not None and row.written.key == item.key and self.last.lies(item.path, row.written)

    def to_make(self, items: Iterable[Output]) -> list[Output]:
        return [item for item in items if not self.fresh(item)]

    def replace(self, items: Mapping[str, Output]) -> None:
        """The same files, made otherwise."""
        self.outputs |= {path: item for path, item in items.items() if path in self.outputs}

    @property
    def removed(self) -> tuple[str, ...]:
        """What the parts planned again no longer write, and what nobody did."""
        return tuple(sorted(path for path in self.before.keys() | self.last.foreign if path not in self))

    def kept(self) -> dict[str, Written]:
        """The files of the parts that stay as they are, by path."""
        known = None if self.last.unknown else self.last.state.known()
        return {path: written for path, written in (known or {}).items() if path not in self.before}

    @property
    def paths(self) -> dict[str, Written | None]:
        """Every file of the edition to be, with how the last edition wrote it; None where it did not."""
        planned = dict.fromkeys(chain(self.outputs, (move.path for move in self.made)))
        before = {path: row.written for path, row in self.before.items() if path in planned}
        return self.kept() | planned | before

    @property
    def count(self) -> int:
        """How many files the edition will have."""
        stay = 0 if self.last.unknown else self.last.state.count() - len(self.before)
        return stay + len(self.outputs) + len(self.made)


def staged_already(path: str, key: bytes) -> Output:
    """A planned file of which the bytes lie in the staging folder."""
    return Output(path, key, _staged_already)


def _staged_already() -> bytes:
    raise StagedAlready
