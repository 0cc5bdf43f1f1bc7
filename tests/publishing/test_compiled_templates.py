"""Compiled templates: kept with the program, never believed when they are of another, or were changed."""

from pathlib import Path

import pytest
from jinja2 import DictLoader, Environment

from cyberveille.publishing import compiled_templates
from cyberveille.publishing.compiled_templates import CompiledTemplates


def _printed(folder: Path, text: str = "{{ 1 + 1 }}") -> tuple[str, int]:
    """What a template prints, and how many times it had to be compiled."""
    compiled: list[str] = []

    class Watched(Environment):
        def _generate(self, source: object, name: str | None, *rest: object, **more: object) -> str:
            compiled.append(str(name))
            return super()._generate(source, name, *rest, **more)  # type: ignore[arg-type]

    made = Watched(
        loader=DictLoader({"a.html": text}), bytecode_cache=CompiledTemplates(folder), autoescape=True
    )
    return made.get_template("a.html").render(), len(compiled)


def test_a_template_is_compiled_once(tmp_path: Path) -> None:
    """By the first process that prints it; again when its text changes."""
    assert _printed(tmp_path) == ("2", 1)
    assert _printed(tmp_path) == ("2", 0)
    assert _printed(tmp_path, "{{ 1 + 2 }}") == ("3", 1)


def test_what_another_program_compiled_is_not_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of ours, or of a library."""
    _printed(tmp_path)
    monkeypatch.setattr(compiled_templates, "package_digest", lambda: b"another digest..")
    assert _printed(tmp_path) == ("2", 1)


@pytest.mark.parametrize("size", [0, 10, 40, -1])
def test_what_was_cut_or_changed_is_not_run(tmp_path: Path, size: int) -> None:
    """Python runs such bytes as they are: they must be those that were written."""
    _printed(tmp_path)
    (file,) = tmp_path.iterdir()
    data = bytearray(file.read_bytes())
    data[size] ^= 1
    file.write_bytes(bytes(data) if size < 0 else bytes(data[:size]))
    assert _printed(tmp_path) == ("2", 1)


def test_a_folder_that_may_not_be_written_keeps_nothing(tmp_path: Path) -> None:
    """An installation that is read only: templates are compiled each time."""
    (tmp_path / "fichier").write_text("")
    assert _printed(tmp_path / "fichier/dedans") == ("2", 1)
    assert _printed(tmp_path / "fichier/dedans") == ("2", 1)
