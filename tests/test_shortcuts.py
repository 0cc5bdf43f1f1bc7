"""The ways round a library: one switch for all, and each library is held where it was compared."""

import re
import tomllib
from pathlib import Path

import pytest
from click.testing import CliRunner

from cyberveille import package, shortcuts
from cyberveille.cli import main
from cyberveille.markup import render
from cyberveille.reading import composing
from cyberveille.reading.report import Report
from tests.portal import SITES, Portal, without_shortcuts

ROOT = Path(__file__).parent.parent
PACKAGE = Path(shortcuts.__file__).parent


def test_without_shortcuts_every_input_goes_to_the_libraries(monkeypatch: pytest.MonkeyPatch) -> None:
    """A header and a body as plain as can be are read all the same, to the same values."""
    header, body = "id: a\ntitle: Un titre\n", "## Résumé\n\nDu texte.\n\n## Mesures\n\n- un\n- deux\n"
    quick = composing.parse(header, 2, Report("a.md")), render.render_body(body)

    def refuse(*_: object) -> object:
        raise AssertionError("a shortcut was taken")

    monkeypatch.setattr(composing, "plain_header", refuse)
    monkeypatch.setattr(render, "plain_parts", refuse)
    with without_shortcuts():
        assert (composing.parse(header, 2, Report("a.md")), render.render_body(body)) == quick


def test_what_was_kept_with_shortcuts_is_made_again_without() -> None:
    """The switch is part of what the program is: its stores and its last edition do not hide a difference."""
    before = package.package_digest.__wrapped__()
    with without_shortcuts():
        assert package.package_digest.__wrapped__() != before
    assert package.package_digest.__wrapped__() == before


@pytest.mark.parametrize(
    ("given", "environment", "taken"),
    [
        ([], {}, True),
        ([], {"CYBERVEILLE_SHORTCUTS": "off"}, False),
        (["--no-shortcuts"], {}, False),
        (["--shortcuts"], {"CYBERVEILLE_SHORTCUTS": "off"}, True),
    ],
)
def test_an_operator_turns_them_off(
    tmp_path: Path, given: list[str], environment: dict[str, str], taken: bool
) -> None:
    """By an option before the command, or for all commands by the environment."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portal")
    with without_shortcuts():
        shortcuts.take(wanted=not taken)
        result = CliRunner().invoke(main, [*given, "check", "--root", str(portal.folder)], env=environment)
        assert result.exit_code == 0, result.output
        assert shortcuts.taken() is taken


def test_each_module_that_goes_round_a_library_is_listed() -> None:
    """And no other asks whether to."""
    asking = {
        file.relative_to(PACKAGE).as_posix()
        for file in PACKAGE.rglob("*.py")
        if "shortcuts.taken()" in file.read_text(encoding="utf-8")
    }
    # The reader of plain headers and of plain bodies are asked by these.
    asked = {"reading/composing.py", "markup/render.py", "publishing/templating.py", "package.py"}
    assert asking == asked
    assert all((PACKAGE / module).is_file() for module in shortcuts.LIBRARIES)


@pytest.mark.parametrize("library", sorted(set(shortcuts.LIBRARIES.values())))
def test_a_library_is_not_newer_than_what_was_compared(library: str) -> None:
    """A release that may change what a shortcut relies on waits for `make shortcuts` and a new bound."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    [bound] = [item for item in project["dependencies"] if re.match(rf"{library}\b", item)]
    assert "<" in bound
