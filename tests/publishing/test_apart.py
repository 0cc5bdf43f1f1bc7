"""Parts are planned where their files are made: one at a time, by two processes, with the same result."""

import shutil
import sys
import weakref
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from msgspec.structs import replace
from tests import forks
from tests.portal import NOW, Portal, bulletin

from cyberveille.publishing import apart
from cyberveille.publishing.apart import planned_apart
from cyberveille.publishing.commit import Move
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.made import Made
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Last, Plan
from cyberveille.publishing.report import TwinFiles
from cyberveille.publishing.staging import Staging
from cyberveille.publishing.state import State
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Workspace

needs_fork = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")


def test_no_more_is_planned_at_once_than_one_part_holds(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever a file is made, one plan is alive: that of its part."""
    for number in range(10, 30):
        portal.write(f"bulletins/2025/CV-2025-BUL-{number:04d}.md", _of_2025(number))
    alive: list[weakref.ref[Plan]] = []
    held: list[int] = []
    make = Staging.staged

    class Counted(apart._Piece, weakref=True):
        def __post_init__(self) -> None:
            alive.append(weakref.ref(self))

    def staged(self: Staging, name: str, output: Output, part: str) -> Move:
        held.append(sum(told() is not None for told in alive))
        return make(self, name, output, part)

    monkeypatch.setattr(apart, "_Piece", Counted)
    monkeypatch.setattr(Staging, "staged", staged)
    files = portal.build().files
    assert len(held) > files / 2
    assert len(alive) > 10
    assert max(held) == 1


def test_what_is_gathered_of_files_that_went_is_refused(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that could make them again is kept: it is said that something took them away."""
    make = apart.planned_apart

    def made_and_lost(*arguments: object, **options: object) -> Made:
        moves: Made = make(*arguments, **options)  # type: ignore[arg-type]
        shutil.rmtree(portal.workspace.staging)
        return moves

    monkeypatch.setattr("cyberveille.publishing.build.planned_apart", made_and_lost)
    with pytest.raises(Disturbed, match="retiré ou changé 1 fichier"):
        portal.build()
    assert not portal.output.exists()


@pytest.mark.usefixtures("processes")
@needs_fork
def test_a_file_that_goes_while_its_part_is_planned_is_told(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It was as it should be for the process that planned it, and is no more when all is put together."""
    portal.build(jobs=2)
    portal.write("bulletins/2026/CV-2026-BUL-0031.md", bulletin(31))
    make = apart.planned_apart

    def made_and_lost(*arguments: object, **options: object) -> Made:
        moves: Made = make(*arguments, **options)  # type: ignore[arg-type]
        (portal.output / "accessibilite/index.html").unlink()
        return moves

    monkeypatch.setattr("cyberveille.publishing.build.planned_apart", made_and_lost)
    with pytest.raises(Disturbed, match="retiré ou changé 1 fichier"):
        portal.build(jobs=2)
    monkeypatch.undo()
    assert portal.build(jobs=1, verify=True).written


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 17])
def test_each_part_is_made_once_those_that_take_long_first(count: int) -> None:
    """In whatever order the others are given to processes."""
    nodes = [Node(str(number), b"", lambda: (), long=number % 5 == 3) for number in range(count)]
    order = list(apart._order(nodes))
    assert sorted(order) == list(range(count))
    long = [number for number in range(count) if number % 5 == 3]
    assert order[: len(long)] == long


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Those that were made, where little work is shared."""
    monkeypatch.setattr("cyberveille.forking.SHARED_FROM", 2)
    return forks.noted(monkeypatch)


@needs_fork
def test_two_processes_give_the_bytes_of_one(portal: Portal, tmp_path: Path, processes: list[int]) -> None:
    """And what is remembered of them: the build after it has nothing to do."""
    twin = Portal.copy(portal.folder, tmp_path / "ailleurs")
    for one, jobs in ((portal, 2), (twin, 1)):
        one.build(jobs=jobs)
        one.write("bulletins/2026/CV-2026-BUL-0031.md", bulletin(31))
        processes.clear()
        assert one.build(jobs=jobs).written
        assert bool(processes) == (jobs == 2)
        assert not one.build(jobs=jobs).written
        assert not one.build(jobs=jobs, verify=True).written
    assert portal.files() == twin.files()
    twin.close()


class _Data(bytearray):
    """Bytes of which it can be told when they are let go."""


def _saying(told: list[str], name: str) -> Callable[[], bytes]:
    """What renders a file, and says so."""

    def render() -> bytes:
        told.append(name)
        return b""

    return render


def _part(name: str, *paths: str) -> Node:
    """A part whose files say who rendered them."""
    return Node(name, name.encode(), lambda: [Output(path, b"key", name.encode) for path in paths])


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(Last(State(tmp_path / "state"), tmp_path / "site", unknown=True), NOW)


@needs_fork
def test_all_that_was_planned_apart_is_in_the_plan(plan: Plan, processes: list[int], tmp_path: Path) -> None:
    """Keys, parts and files; the bytes lie where the moves say."""
    nodes = [_part("one", "a", "b"), _part("two"), _part("three", "c")]
    workspace = Workspace(tmp_path / "site")
    with workspace.lock():
        moves = planned_apart(workspace, plan, nodes, size=3, jobs=2)
        assert processes
        staged = {move.path: (workspace.staging / move.staged).read_bytes() for move in moves}
    assert staged == {"a": b"one", "b": b"one", "c": b"three"}
    assert {path: plan.part_of(path) for path in plan.paths} == {"a": "one", "b": "one", "c": "three"}
    assert {name: part.key for name, part in plan.keys.items()} == {
        "one": b"one",
        "two": b"two",
        "three": b"three",
    }


def test_files_of_a_part_are_made_before_the_next_is_planned(plan: Plan, tmp_path: Path) -> None:
    """What renders them is kept no longer, however many parts a part is made of."""
    alive: list[weakref.ref[bytearray]] = []
    held: list[int] = []

    def rendered(data: bytearray) -> bytes:
        held.append(sum(told() is not None for told in alive))
        return bytes(data)

    def part(number: int) -> Iterator[Output]:
        for name in "ab":
            data = _Data(f"{number}{name}".encode())
            alive.append(weakref.ref(data))
            yield Output(f"{number}/{name}", b"key", partial(rendered, data))

    def parts() -> Iterator[Node | Output]:
        yield from (Node(f"part {number}", b"", partial(part, number)) for number in range(50))

    workspace = Workspace(tmp_path / "site")
    with workspace.lock():
        moves = planned_apart(workspace, plan, [Node("all", b"", parts)], size=1)
        assert len(moves) == 100
        assert all((workspace.staging / move.staged).read_bytes() for move in moves)
    assert max(held) == 2


def test_nothing_is_kept_of_each_file_of_a_first_build_but_where_it_lies(plan: Plan, tmp_path: Path) -> None:
    """Neither a plan nor a move for each: they are packed."""
    workspace = Workspace(tmp_path / "site")
    with workspace.lock():
        moves = planned_apart(workspace, plan, [_part("one", "a", "b"), _part("two", "c")], size=2)
        assert not plan.outputs
        assert not plan.parts
        assert (plan.count, plan.key_of("b"), plan.part_of("c")) == (3, b"key", "two")
        with pytest.raises(TwinFiles):
            plan.add(Output("a", b"key", bytes), "three")
        plan.add(Output("d", b"key", bytes), "three")
        moves.extend([Move("d", "d", b"", b"", 0, 0)])
        assert plan.count == 4


def test_what_was_remembered_for_parts_of_a_sort_is_let_go_after_the_last(plan: Plan, tmp_path: Path) -> None:
    """Once, when a process goes on to something else."""
    told: list[str] = []

    def node(name: str) -> Node:
        return Node(name, b"", lambda: [Output(name, b"", _saying(told, name))])

    forget = partial(told.append, "forgotten")
    rules = [replace(node(name), long=True, forget=forget) for name in "xy"]
    workspace = Workspace(tmp_path / "site")
    with workspace.lock():
        planned_apart(workspace, plan, [node("a"), *rules, node("b")], size=4)
    assert told == ["x", "y", "forgotten", "a", "b"]


@needs_fork
def test_a_file_of_two_parts_is_refused(plan: Plan, processes: list[int], tmp_path: Path) -> None:
    """Processes that do not know of each other plan it: it is told where both are put together."""
    nodes = [_part("one", "a"), _part("two", "b"), _part("three", "a")]
    workspace = Workspace(tmp_path / "site")
    with workspace.lock(), pytest.raises(TwinFiles):
        planned_apart(workspace, plan, nodes, size=3, jobs=2)
    assert processes


def _of_2025(number: int) -> str:
    return bulletin(number, title=f"Défaut {number}").replace("2026", "2025")
