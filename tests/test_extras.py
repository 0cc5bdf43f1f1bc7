"""What is not installed is told with what it is for, where a portal asks for it; the others do without."""

import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from packaging.requirements import Requirement

from cyberveille import extras
from cyberveille.cli import main
from cyberveille.extras import Part, PartMissing, installed, need
from cyberveille.observatory.suppression import Relation, suppressed
from cyberveille.publishing import charts
from cyberveille.publishing.passages import LongTexts
from tests.portal import Portal, bulletin

ROOT = Path(__file__).parent.parent
PDF = ROOT / "tests/checking/fixtures/documents/attachment-language/good/content/documents"


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """An installation of the core alone."""
    for name in {name for part in Part for name in part.modules}:
        monkeypatch.setitem(sys.modules, name, None)
    extras._missing.cache_clear()
    yield
    extras._missing.cache_clear()


def test_parts_are_the_extras_of_the_package() -> None:
    """Each brings at least one library, which is none of the core's; `all` is all of them."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    offered = project["optional-dependencies"]
    [everything] = offered.pop("all")
    assert {part.value for part in Part} == set(offered) == Requirement(everything).extras
    core = {Requirement(item).name for item in project["dependencies"]}
    assert all(Requirement(item).name not in core for items in offered.values() for item in items)


@pytest.mark.parametrize("part", Part)
@pytest.mark.usefixtures("light")
def test_a_part_that_is_missing_says_what_it_is_for(part: Part) -> None:
    """And how to install it, by its name."""
    assert not installed(part)
    with pytest.raises(PartMissing, match=rf"(?s)« {part.value} ».*cyberveille\[{part.value}\]"):
        need(part)


@pytest.mark.parametrize("part", [part for part in Part if part is not Part.EXCHANGES])
def test_a_part_that_is_there_is_not_spoken_of(part: Part) -> None:
    """As here, where the tests run."""
    assert installed(part)
    need(part)


@pytest.mark.usefixtures("light")
def test_a_portal_that_needs_none_is_checked_and_built(portal: Portal) -> None:
    """One that holds a draft back too, as long as that is no book."""
    portal.write("bulletins/2026/CV-2026-BUL-0077.md", bulletin(77, extra="draft: true\n"))
    portal.build()
    assert portal.page("bulletins")


@pytest.mark.usefixtures("light")
def test_a_portal_that_needs_one_is_refused_in_words(portal: Portal) -> None:
    """By the command, before anything is written."""
    document = portal.folder / "content/documents/CV-2026-DOC-0001"
    (document / "premiers-gestes.txt").unlink()
    shutil.copy(PDF / "CV-2026-DOC-0007/fiche.pdf", document / "premiers-gestes.pdf")
    portal.edit("content/documents/CV-2026-DOC-0001.md", "gestes.txt", "gestes.pdf")
    said = CliRunner().invoke(main, ["check", "--root", str(portal.folder)])
    assert said.exit_code == 2
    assert "cyberveille[pdf]" in said.stderr


@pytest.mark.usefixtures("light")
def test_figures_without_small_cells_need_no_solver() -> None:
    """It is asked for when one could be worked out."""
    relation = (Relation(0, (1, 2)),)
    assert suppressed((20, 10, 10), relation, 5) == frozenset()
    with pytest.raises(PartMissing, match="solver"):
        suppressed((13, 3, 10), relation, 5)


@pytest.mark.usefixtures("light")
def test_charts_and_long_texts_say_what_they_want() -> None:
    """A drawing is not left out in silence, nor is a text that must not appear."""
    with pytest.raises(PartMissing, match="charts"):
        charts.draw(charts.Chart("Par mois", ()), next(iter(charts.Theme)))
    with pytest.raises(PartMissing, match="guard"):
        LongTexts({b"un deux trois": "x"})


@pytest.mark.slow
def test_the_core_alone_begins_checks_builds_and_looks(tmp_path: Path) -> None:
    """In a process that never loaded more: no module of the program asks for a part at its top."""
    names = sorted({name for part in Part for name in part.modules})
    steps = [
        ["init", str(tmp_path / "veille"), "--yes"],
        *([command, "--root", str(tmp_path / "veille")] for command in ("check", "build", "doctor")),
    ]
    script = (
        f"import sys\nsys.modules.update(dict.fromkeys({names}))\n"
        f"from cyberveille.cli import main\nfor step in {steps}:\n    main(step, standalone_mode=False)\n"
    )
    said = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    assert (tmp_path / "veille/site/index.html").is_file()
    assert all(f"cyberveille[{part.value}]" in said.stdout for part in Part)
