"""Controlled lists as values, and everything wrong with them, on their lines."""

from pathlib import Path

import pytest

from cyberveille.model import Scope, Term, Vocabularies, Vocabulary
from cyberveille.reading import read_vocabularies
from cyberveille.reading.report import Report
from cyberveille.reading.yaml_files import read_vocabulary

PATH = "content/vocabulaires/technologies.yml"
LIST = """# Les technologies.
- {id: imagerie, label: "Imagerie (PACS, RIS)", scope: sante}
- id: acces-distant
  label: Accès distant
  scope: standard
  spellings: [VPN, bordure]
"""


def read(text: str) -> tuple[Vocabulary, list[tuple[int, str]]]:
    report = Report(PATH)
    vocabulary = read_vocabulary("technologies", PATH, text.encode(), report)
    return vocabulary, [(finding.line, finding.rule) for finding in report.sorted()]


def test_a_list_is_read_in_its_order() -> None:
    """Terms keep the order of the file, which is the order readers see."""
    vocabulary, found = read(LIST)
    assert found == []
    assert vocabulary.ids == ("imagerie", "acces-distant")
    assert vocabulary.terms[0].scope is Scope.HEALTH
    assert vocabulary.terms[1].spellings == ("VPN", "bordure")


def test_a_broken_term_is_left_out() -> None:
    """A term that cannot be read is a finding; the others stay."""
    vocabulary, found = read(LIST.replace("scope: sante", "scope: santé, couleur: bleu"))
    assert found == [(2, "unknown-key"), (2, "wrong-value")]
    assert vocabulary.ids == ("acces-distant",)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", [(0, "empty-file")]),
        ("imagerie: Imagerie\n", [(1, "wrong-type")]),
        ("- imagerie\n", [(1, "wrong-type")]),
        ("- {id: imagerie}\n", [(1, "missing-key")]),
        ('- {id: "", label: ""}\n', [(1, "missing-key"), (1, "missing-key")]),
        ("- {id: a, label: A: b}\n", [(1, "header-syntax")]),
        ("- {id: a, label: A, id: b}\n", [(1, "duplicate-key")]),
        ("- {id: a, label: A}\n- &x {id: b, label: B}\n- *x\n", [(2, "header-anchor")]),
        ("- id: a\n  label: A #1\n", [(2, "swallowed-text")]),
    ],
)
def test_a_broken_list_is_found(text: str, expected: list[tuple[int, str]]) -> None:
    """A list is read as strictly as a header."""
    assert read(text)[1] == expected


def test_comments_alone_make_an_empty_list() -> None:
    """A list that has only comments has no terms, and no fault."""
    assert read("# À venir\n") == (Vocabulary("technologies"), [])


def test_a_list_without_file_is_empty(tmp_path: Path) -> None:
    """A root that keeps no lists has empty ones."""
    assert read_vocabularies(tmp_path) == (Vocabularies(), ())


def test_every_list_has_its_file(tmp_path: Path) -> None:
    """Each controlled list is read from the file of its name; findings name their root."""
    folder = tmp_path / "content/vocabulaires"
    folder.mkdir(parents=True)
    for name in Vocabularies.__struct_fields__:
        (folder / f"{name}.yml").write_text(f"- {{id: {name}, label: Terme}}\n", encoding="utf-8")
    (folder / "themes.yml").write_text("- rien\n", encoding="utf-8")
    vocabularies, findings = read_vocabularies(tmp_path, "prive")
    assert vocabularies.risques == Vocabulary("risques", (Term(id="risques", label="Terme"),))
    assert vocabularies.themes == Vocabulary("themes")
    assert [(finding.path, finding.line) for finding in findings] == [
        ("prive/content/vocabulaires/themes.yml", 1)
    ]
