"""A whole portal where almost everything is wrong: each fault is found, at its line, and nothing else is.

`tests/sites/broken/expected` lists what is found: `path:line rule`, and `warning` when it is one. Each
notice there has the fault that its title names.
"""

import json
import os
import re
import shutil
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.portal import SITES, bulletin

from cyberveille.cli import main
from cyberveille.locale import french
from cyberveille.reading import Fault

BROKEN = SITES / "broken"
EXPECTED = (BROKEN / "expected").read_text(encoding="utf-8").splitlines()
NOW = "2026-10-10T10:00:00+02:00"
TEXT = "Un défaut sans gravité."
LINE = re.compile(
    r"(?P<place>.+?(?::\d+)?)(?::\d+)?  (?P<gravity>erreur|avertissement)  .+  \[(?P<rule>[a-z0-9-]+)\]"
)


def _written(number: int, *, body: str = "", extra: str = "") -> str:
    """Each at a second of its own."""
    return bulletin(number, body=body, extra=extra).replace("T10:00:00", f"T10:01:{number % 60:02d}")


def _filled(number: int, text: str) -> str:
    return _written(number, body=text)


# Git and text editors mend these bytes, or cannot hold them: they are written here rather than kept.
BYTES = {
    101: _filled(101, TEXT).encode("latin-1"),
    102: _filled(102, TEXT).encode("utf-16"),
    103: b"\xef\xbb\xbf" + _filled(103, TEXT).encode(),
    104: _filled(104, TEXT).replace("\n", "\r\n").encode(),
    105: b"",
    106: b" \n\n",
    107: _filled(107, "Un signe\x07 et un autre\u202e.").encode(),
    108: _filled(108, TEXT).replace("---\n", "--- \n", 1).encode(),
    109: _filled(109, TEXT).replace("---\n## ", "---\t\n## ", 1).encode(),
    110: _written(110, extra=f"risks: [{'x' * 256 * 1024}]\n").encode(),
    111: _filled(111, "Un mot. " * 64 * 1024).encode(),
    112: _filled(112, "\n\n" + "- " * 20 + "Une liste.").encode(),
    115: _filled(115, "Un mot. " * 256 * 1024).encode(),
}


@pytest.fixture
def broken(tmp_path: Path) -> Path:
    """The portal with every fault, in a folder of its own."""
    folder = tmp_path / "portail"
    shutil.copytree(BROKEN, folder)
    bulletins = folder / "bulletins/2026"
    for number, data in BYTES.items():
        (bulletins / f"CV-2026-BUL-{number:04d}.md").write_bytes(data)
    (bulletins / "CV-2026-BUL-0113.md").symlink_to("nulle-part.md")
    name = os.fsencode(bulletins) + b"/CV-2026-BUL-\xe9.md"
    Path(os.fsdecode(name)).write_text(_written(114), encoding="utf-8")
    return folder


def _run(*arguments: str) -> Result:
    return CliRunner().invoke(main, [*arguments, "--now", NOW], catch_exceptions=False)


def _found(report: str) -> list[str]:
    return [
        f"{item['path']}:{item['line']} {item['rule']}{' warning' if item['gravity'] == 'warning' else ''}"
        for item in json.loads(report)["findings"]
    ]


def _said(text: str) -> list[str]:
    """The same, from what people read; a place without a line is the file as a whole."""
    said = []
    for match in filter(None, map(LINE.fullmatch, text.splitlines())):
        place = match["place"] if re.search(r":\d+$", match["place"]) else f"{match['place']}:0"
        said.append(f"{place} {match['rule']}{' warning' if match['gravity'] != 'erreur' else ''}")
    return said


@pytest.mark.parametrize("jobs", ["1", "2"])
def test_every_fault_is_found_and_nothing_else(broken: Path, jobs: str) -> None:
    """Exit code 1; the list is the expected one, in its order, whoever shares the work."""
    result = _run("check", "--root", str(broken), "--format", "json", "--jobs", jobs)
    assert result.exit_code == 1
    assert _found(result.stdout) == EXPECTED


def test_the_same_is_found_again(broken: Path) -> None:
    """What is remembered of a source that did not change is what was found in it."""
    arguments = ("check", "--root", str(broken), "--format", "json")
    assert _run(*arguments).stdout == _run(*arguments).stdout


def test_people_read_the_same_places(broken: Path) -> None:
    """The text names path and line of each finding, and counts them all."""
    text = _run("check", "--root", str(broken)).stdout
    assert _said(text) == EXPECTED
    warnings = sum(line.endswith(" warning") for line in EXPECTED)
    files = {line.rpartition(":")[0] for line in EXPECTED}
    counts = f"{len(EXPECTED) - warnings} erreurs, {warnings} avertissements dans {len(files)} fichiers"
    assert counts in text.splitlines()


def test_findings_are_in_good_french(broken: Path) -> None:
    """Whoever finds it, the spaces before a colon or inside guillemets do not break."""
    findings = json.loads(_run("check", "--root", str(broken), "--format", "json").stdout)["findings"]
    texts = [text for item in findings for text in (item["message"], item["hint"])]
    assert [text for text in texts if french(text) != text] == []


def test_every_fault_of_form_is_in_this_portal() -> None:
    """A fault that the reader learns to tell gets its example here."""
    assert {fault.value for fault in Fault} <= {line.split()[1] for line in EXPECTED}


def test_a_build_of_it_writes_nothing(broken: Path) -> None:
    """Exit code 1, every error told, and not a file besides what is remembered of the reading."""
    before = sorted(broken.rglob("*"))
    result = _run("build", "--root", str(broken))
    assert result.exit_code == 1
    errors = [line for line in EXPECTED if not line.endswith(" warning")]
    assert [line for line in _said(result.stderr) if not line.endswith(" warning")] == errors
    assert "Édition refusée" in result.stderr
    after = [path for path in sorted(broken.rglob("*")) if ".cyberveille" not in path.parts]
    assert after == before
