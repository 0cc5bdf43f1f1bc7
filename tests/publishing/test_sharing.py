"""Few parts that changed, planned and rendered by two processes: the same edition as by one."""

import os
import sys
from pathlib import Path

import pytest
from tests.portal import NOW, Portal, bulletin

from cyberveille.publishing import sharing
from cyberveille.publishing.commit import Move
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Last, Plan
from cyberveille.publishing.report import TwinFiles
from cyberveille.publishing.sharing import planned_apart
from cyberveille.publishing.state import State
from cyberveille.publishing.tree import Node

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")


@pytest.fixture
def processes(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """Those that were made; the threads of what runs the tests hold nothing that they wait for."""
    made: list[int] = []
    fork = os.fork

    def noted() -> int:
        child = fork()
        made.append(child)
        return child

    monkeypatch.setattr(os, "fork", noted)
    monkeypatch.setattr("threading.active_count", lambda: 1)
    monkeypatch.setattr(sharing, "SHARED_FROM", 2)
    return made


def _publish(portal: Portal) -> None:
    portal.write("bulletins/2026/CV-2026-BUL-0031.md", bulletin(31))


def test_two_processes_give_the_bytes_of_one(portal: Portal, tmp_path: Path, processes: list[int]) -> None:
    """And what is remembered of them: the build after it has nothing to do."""
    twin = Portal.copy(portal.folder, tmp_path / "ailleurs")
    for one, jobs in ((portal, 2), (twin, 1)):
        one.build(jobs=jobs)
        _publish(one)
        processes.clear()
        report = one.build(jobs=jobs)
        assert bool(processes) == (jobs == 2)
        assert report.written
        assert not one.build(jobs=jobs).written
        assert not one.build(jobs=jobs, verify=True).written
    assert portal.files() == twin.files()
    twin.close()


def _part(name: str, *paths: str) -> Node:
    """A part whose files say who rendered them."""
    return Node(name, name.encode(), lambda: [Output(path, b"key", name.encode) for path in paths])


@pytest.fixture
def plan(tmp_path: Path) -> Plan:
    return Plan(Last(State(tmp_path / "state"), tmp_path / "site", unknown=True), NOW)


def _stage(plan: Plan, prefix: str) -> list[Move]:
    made = (item.render() for item in plan.outputs.values())
    return [
        Move(path, f"{prefix}{path}", b"key", data, len(data), 0, plan.parts[path])
        for path, data in zip(plan.outputs, made, strict=True)
    ]


def test_all_that_was_planned_apart_is_in_the_plan(plan: Plan, processes: list[int]) -> None:
    """Keys, parts and files, in the order of the parts; each file can be rendered again."""
    nodes = [_part("one", "a", "b"), _part("two"), _part("three", "c")]
    moves = planned_apart(plan, nodes, _stage, 2)
    assert processes
    assert [(move.path, move.staged, move.digest) for move in moves] == [
        ("a", "p0-a", b"one"),
        ("b", "p0-b", b"one"),
        ("c", "p2-c", b"three"),
    ]
    assert plan.parts == {"a": "one", "b": "one", "c": "three"}
    assert {name: part.key for name, part in plan.keys.items()} == {
        "one": b"one",
        "two": b"two",
        "three": b"three",
    }
    assert [item.render() for item in plan.outputs.values()] == [b"one", b"one", b"three"]


def test_a_file_of_two_parts_is_refused(plan: Plan, processes: list[int]) -> None:
    """Processes that do not know of each other plan it: it is told where both are put together."""
    with pytest.raises(TwinFiles):
        planned_apart(plan, [_part("one", "a"), _part("two", "b"), _part("three", "a")], _stage, 2)
    assert processes
