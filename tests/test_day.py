"""The editors' guide is true: its commands are run, task after task, and what is seen is what it shows."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Callable, Iterator, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import NamedTuple

import pytest
from click.testing import CliRunner

from cyberveille.cli import main
from tests.importing.advisories.made import SAMPLES
from tests.portal import Portal, without_index

GUIDE = Path(__file__).resolve().parents[1] / "docs/guide-editeur.md"
MORNING = str(int(datetime(2026, 10, 12, 7, tzinfo=UTC).timestamp()))
SHOWN = re.compile(
    r"^```console\n(?P<typed>.*?)^```\n+(?:^```text\n(?P<seen>.*?)^```$)?", re.MULTILINE | re.DOTALL
)
_ELSEWHERE = ("make ",)
"""Commands that install: a test of their own runs them."""


class Step(NamedTuple):
    task: str
    commands: tuple[str, ...]
    seen: str


def _tasks() -> list[str]:
    text = GUIDE.read_text(encoding="utf-8").partition("\n## Le formulaire")[0]
    return re.split(r"^## (?=\d+\. )", text, flags=re.MULTILINE)[1:]


def _steps() -> Iterator[Step]:
    for section in _tasks():
        for found in SHOWN.finditer(section):
            typed = found["typed"].replace("\\\n", " ").splitlines()
            commands = tuple(line.removeprefix("$ ") for line in typed)
            yield Step(section.partition("\n")[0], commands, found["seen"] or "")


def _written(portal: Portal, path: str) -> None:
    """What a person writes in a draft: words for each « À compléter », the source taken away."""
    text = portal.read(path).partition("## Source à reprendre")[0]
    text = text.replace('"À compléter : ', '"').replace("À compléter.", "Mettre à jour la passerelle.")
    portal.write(path, text.replace('"À compléter"', '"Un mot de l’éditeur"').rstrip() + "\n")


def _advisory_written(portal: Portal) -> None:
    path = "bulletins/2026/CV-2026-BUL-0003.md"
    _written(portal, path)
    portal.edit(path, "severity: moyenne\n", "severity: moyenne\ntechnologies: [imagerie]\n")


def _corrected(portal: Portal) -> None:
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", 'fixed: "2.10"', 'fixed: "2.10.1"')


BEFORE: Mapping[tuple[str, int], Callable[[Portal], None]] = {
    ("5", 1): lambda portal: _written(portal, "bulletins/2026/CV-2026-BUL-0004.md"),
    ("6", 0): _advisory_written,
    ("8", 0): _corrected,
}
"""What the guide says that the editor writes before a command: by the number of the task and of the block."""


def _plain(text: str) -> str:
    return text.replace("\u00a0", " ").replace("\u202f", " ")


def _shows(seen: str, printed: str) -> bool:
    """Whether that was printed; a line « … » stands for any lines."""
    parts = [re.escape(part.strip("\n")) for part in re.split(r"^…$", _plain(seen), flags=re.MULTILINE)]
    return re.fullmatch(r"\s*(?:.*\n)?\s*".join(parts), _plain(printed).strip("\n"), re.DOTALL) is not None


@pytest.fixture
def morning(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Portal:
    """A small portal in git, on an autumn morning, with an advisory that has just come."""
    shutil.copy(SAMPLES / "csaf-20.json", portal.folder / "avis-ex-26-001.json")
    own = ("-c", "user.name=Camille", "-c", "user.email=camille@example.org", "-c", "commit.gpgsign=false")
    for words in (
        ("init", "--quiet", "--initial-branch", "main"),
        ("add", "."),
        ("commit", "--quiet", "-m", "Début"),
    ):
        subprocess.run(["git", *own, *words], cwd=portal.folder, check=True, capture_output=True)
    monkeypatch.chdir(portal.folder)
    monkeypatch.setenv("SOURCE_DATE_EPOCH", MORNING)
    return portal


def test_a_day_goes_as_the_guide_shows_it(morning: Portal) -> None:
    """Ten tasks in their order, each from where the one before left the portal."""
    counts: dict[str, int] = {}
    wrong = []
    for step in _steps():
        number = step.task.partition(".")[0]
        place = (number, counts.setdefault(number, 0))
        counts[number] += 1
        if place in BEFORE:
            BEFORE[place](morning)
        printed = ""
        for command in step.commands:
            if command.startswith(_ELSEWHERE):
                continue
            words = shlex.split(command)
            assert words[0] == "cyberveille"
            with without_index():
                done = CliRunner().invoke(main, words[1:], catch_exceptions=False)
            assert done.exit_code in {0, 1}, done.output
            printed += done.output
        if not _shows(step.seen, printed):
            wrong.append(f"{step.task}\n{printed}")
    assert wrong == []
    assert len(counts) == 10


def test_what_is_not_shown_would_be_seen() -> None:
    """The comparison cannot pass by taking anything."""
    assert _shows("un\n…\ntrois", "un\ndeux\ntrois\n")
    assert not _shows("un\ntrois", "un\ndeux\ntrois\n")
    assert not _shows("", "un\n")
    assert not _shows("un\n…\nquatre", "un\ndeux\ntrois\n")


def test_each_task_is_on_one_screen() -> None:
    """Fifty lines at most, of a width that a terminal has."""
    tasks = _tasks()
    assert [task.partition(".")[0] for task in tasks] == [str(number) for number in range(1, 11)]
    assert max(task.count("\n") for task in tasks) <= 50
