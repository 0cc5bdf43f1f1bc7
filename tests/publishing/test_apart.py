"""A cold build holds the plan of one part at a time: each is planned where its files are made."""

import shutil
import weakref

import pytest
from tests.portal import Portal, bulletin

from cyberveille.publishing import apart, staging
from cyberveille.publishing.commit import Move
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Plan


def test_no_more_is_planned_at_once_than_one_part_holds(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whenever a file is made, the plans that are alive hold those of its part, and no other part's."""
    for number in range(10, 30):
        portal.write(f"bulletins/2025/CV-2025-BUL-{number:04d}.md", _of_2025(number))
    alive: list[weakref.ref[Plan]] = []
    held: list[int] = []
    make = staging.staged

    class Counted(Plan):
        def __post_init__(self) -> None:
            alive.append(weakref.ref(self))

    def staged(folder: str, name: str, output: Output, part: str) -> Move:
        plans = [plan for told in alive if (plan := told()) is not None]
        held.append(sum(len(plan.outputs) for plan in plans))
        return make(folder, name, output, part)

    monkeypatch.setattr(apart, "Plan", Counted)
    monkeypatch.setattr(apart, "staged", staged)
    files = portal.build().files
    assert len(held) > files / 2
    assert max(held) < files / 2


def test_what_is_gathered_of_files_that_went_is_refused(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Nothing that could make them again is kept: it is said that something took them away."""
    make = apart.make_parts

    def made_and_lost(*arguments: object, **options: object) -> list[Move]:
        moves = make(*arguments, **options)  # type: ignore[arg-type]
        shutil.rmtree(portal.workspace.staging)
        return moves

    monkeypatch.setattr("cyberveille.publishing.build.make_parts", made_and_lost)
    with pytest.raises(Disturbed, match="retiré ou changé 1 fichier"):
        portal.build()
    assert not portal.output.exists()


@pytest.mark.parametrize("count", [0, 1, 3, 4, 5, 17])
def test_each_part_is_made_once(count: int) -> None:
    """In whatever order they are given to processes."""
    assert sorted(apart._strides(count)) == list(range(count))


def _of_2025(number: int) -> str:
    return bulletin(number, title=f"Défaut {number}").replace("2026", "2025")
