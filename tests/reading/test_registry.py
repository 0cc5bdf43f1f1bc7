"""The files of the registry, as a portal writes them."""

from pathlib import Path

import pytest

from cyberveille.reading import read_registry

GOOD = """# Un éditeur de la région.
id: exemple
label: Exemple Imaging
aliases: ["Exemple", 'Ex. Imaging']
technologies: [imagerie]
products:
  - id: passerelle-x
    label: Passerelle X
    versions: dates
    end_of_support: 2027-01-12
    cpe: "cpe:2.3:a:exemple:passerelle_x"
  - {id: console, label: Console, replaced_by: passerelle-x}
sources:
  - {names: [Exemple], source: site de l’éditeur}
"""


def _read(root: Path, **files: str) -> tuple[list[str], list[tuple[str, int, str]]]:
    folder = root / "content/produits"
    folder.mkdir(parents=True)
    for name, text in files.items():
        (folder / f"{name}.yml").write_text(text, encoding="utf-8")
    registered, findings = read_registry(root)
    return [file.path for file in registered], [(item.path, item.line, item.rule) for item in findings]


def test_a_vendor_is_read_with_its_products(tmp_path: Path) -> None:
    """Typed, in the order written."""
    assert _read(tmp_path, exemple=GOOD) == (["content/produits/exemple.yml"], [])
    [file] = read_registry(tmp_path)[0]
    assert file.vendor.aliases == ("Exemple", "Ex. Imaging")
    first, second = file.vendor.products
    assert (first.versions, str(first.end_of_support)) == ("dates", "2027-01-12")
    assert second.replaced_by == "passerelle-x"


@pytest.mark.parametrize(
    ("text", "line", "rule"),
    [
        ("id: exemple\n", 1, "missing-key"),
        ("id: exemple\nlabel: Exemple\nalias: [Ex]\n", 3, "unknown-key"),
        ("- id: exemple\n  label: Exemple\n", 1, "wrong-type"),
        ("id: exemple\nlabel: Exemple\naliases: Ex\n", 3, "wrong-type"),
        ("id: exemple\nlabel: Exemple\nproducts:\n  - label: Console\n", 4, "missing-key"),
        (
            "id: exemple\nlabel: Exemple\nproducts:\n  - id: x\n    label: X\n    end_of_support: bientôt\n",
            6,
            "date-form",
        ),
        ("id: exemple\nlabel: [Exemple\n", 2, "header-syntax"),
        ("", 0, "empty-file"),
        ("id: exemple\nid: autre\nlabel: Exemple\n", 2, "duplicate-key"),
    ],
)
def test_a_file_that_cannot_be_read_is_left_out_with_a_finding(
    tmp_path: Path, text: str, line: int, rule: str
) -> None:
    """At its line, and the other files are read."""
    read, findings = _read(tmp_path, autre="id: autre\nlabel: Autre\n", exemple=text)
    assert read == ["content/produits/autre.yml"]
    assert ("content/produits/exemple.yml", line, rule) in findings


def test_there_may_be_none(tmp_path: Path) -> None:
    """A portal without a registry of its own, and drafts of editors."""
    assert read_registry(tmp_path) == ((), ())
    assert _read(tmp_path, **{".exemple": GOOD}) == ([], [])
