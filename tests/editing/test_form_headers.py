"""What the form writes of a notice: the lines that were changed, and no other."""

import json
import shutil
import subprocess
from pathlib import Path
from typing import Any

import pytest
from tests.editing.conftest import ROOT, project_in
from tests.needs import program

from cyberveille.editing.form import form_files
from cyberveille.model.form import Forge, Form
from cyberveille.reading import read_source

PATH = "bulletins/2026/CV-2026-BUL-0042.md"
ODD = f"""---
# En tête
severity: elevee   # à revoir
id: CV-2026-BUL-0042
title: 'Défaut : dans la passerelle'
tlp: CLEAR
x_cellule: {{note: 010, suite: [a, b]}}
published: 2026-09-02T09:00:00+02:00
technologies: [imagerie]
products:
  # le premier
  - {{vendor: Exemple Imaging, product: Passerelle, affected: < 4.10, fixed: 4.10}}
  - vendor: Exemple Réseau
    product: Pare-feu
    affected: "7.2"
care_impact: {{services: [imagerie], level: mode-degrade}}  # à revoir
in_brief:
  what: Un inconnu exécute du code.
  # Qui ?
  concerned: Oui.
  action: |
    Mettre à jour.
    Puis vérifier.
references:
- {{title: Avis, url: "https://example.org/avis"}}
revisions:
  - {{date: 2026-09-02T09:00:00+02:00, change: Version initiale}}
---

## Résumé

Un défaut.{"  "}
Deux espaces ci-dessus.

## Mesures

1. Mettre à jour.
"""


class Header:
    """The module of the form, run by Node, with what `form.json` says."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder

    def written(self, cases: list[tuple[str, str]], kind: str = "bulletin") -> list[str]:
        """Each text read, changed by a statement over its values `v`, and written."""
        code = f"""
import {{ readFileSync }} from "node:fs";
import {{ readNotice, writtenNotice }} from "./header.js";
const form = JSON.parse(readFileSync("form.json", "utf8"));
const kind = form.kinds.find((item) => item.name === "{kind}");
const cases = JSON.parse(readFileSync(0, "utf8"));
const out = cases.map(([text, change]) => {{
  const v = JSON.parse(JSON.stringify(text ? readNotice(form, kind, text) : {{}}));
  new Function("v", change)(v);
  return writtenNotice(form, kind, v);
}});
console.log(JSON.stringify(out));
"""
        (self.folder / "asked.js").write_text(code, encoding="utf-8")
        done = subprocess.run(
            ["node", "asked.js"],
            cwd=self.folder,
            input=json.dumps(cases),
            capture_output=True,
            text=True,
            check=True,
        )
        found: list[str] = json.loads(done.stdout)
        return found


@pytest.fixture(scope="module")
def header(form_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Header:
    folder = tmp_path_factory.mktemp("formulaire")
    form = Form(url="http://localhost/", forge=Forge.LOCAL, repository="local")
    for name, content in form_files(project_in(ROOT), form, 2026):
        (folder / name).write_bytes(content)
    shutil.copytree(form_packages / "yaml/browser", folder / "yaml")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")
    return Header(folder)


def _difference(before: str, after: str) -> tuple[list[str], list[str]]:
    old, new = before.splitlines(), after.splitlines()
    return [line for line in old if line not in new], [line for line in new if line not in old]


def test_a_notice_that_nobody_changed_is_written_as_it_was(header: Header) -> None:
    """Every notice and page of the demonstration, comments, quotes and spaces included."""
    sources = [*ROOT.glob("bulletins/*/*.md"), *ROOT.glob("alerts/*/*.md"), *ROOT.glob("content/*/*.md")]
    sources += ROOT.glob("demo/correspondants/*/*/*.md")
    texts = [ODD, *(file.read_text(encoding="utf-8") for file in sources)]
    assert header.written([(text, "") for text in texts]) == texts


@pytest.mark.parametrize(
    ("change", "gone", "come"),
    [
        ("v.severity = 'critique'", ["severity: elevee   # à revoir"], ["severity: critique   # à revoir"]),
        (
            "v.title = 'Autre \"titre\"'",
            ["title: 'Défaut : dans la passerelle'"],
            ['title: "Autre \\"titre\\""'],
        ),
        ("v.draft = true", [], ["draft: true"]),
        ("v.pap = ''; v.aliases = []; v.withdrawn = {date: '', reason: '', erase: false}", [], []),
        ("v.technologies.push('reseau')", ["technologies: [imagerie]"], ["technologies: [imagerie, reseau]"]),
        (
            "v.products.push({fixed: 'none', product: 'X 010', vendor: 'É'})",
            [],
            ['  - {vendor: "É", product: "X 010", fixed: "none"}'],
        ),
        (
            "v.products[0].fixed = '4.20'",
            ["  - {vendor: Exemple Imaging, product: Passerelle, affected: < 4.10, fixed: 4.10}"],
            ['  - {vendor: Exemple Imaging, product: Passerelle, affected: < 4.10, fixed: "4.20"}'],
        ),
        (
            "v.products[0] = {product: 'Autre'}",
            ["  - {vendor: Exemple Imaging, product: Passerelle, affected: < 4.10, fixed: 4.10}"],
            ['  - {product: "Autre"}'],
        ),
        ("v.products[1].affected = '7.4'", ['    affected: "7.2"'], ['    affected: "7.4"']),
        ("v.in_brief.concerned = 'Non.'", ["  concerned: Oui."], ['  concerned: "Non."']),
        (
            "v.revisions.push({date: '2026-10-01T10:00:00+02:00', change: 'Corrigé', minor: true})",
            [],
            ['  - {date: 2026-10-01T10:00:00+02:00, change: "Corrigé", minor: true}'],
        ),
        (
            "v.care_impact.level = 'interruption'",
            ["care_impact: {services: [imagerie], level: mode-degrade}  # à revoir"],
            ["care_impact: {services: [imagerie], level: interruption}  # à revoir"],
        ),
        (
            "v.published = '2026-09-03T09:00:00+02:00'",
            [
                "published: 2026-09-02T09:00:00+02:00",
                "  - {date: 2026-09-02T09:00:00+02:00, change: Version initiale}",
            ],
            [
                "published: 2026-09-03T09:00:00+02:00",
                "  - {date: 2026-09-03T09:00:00+02:00, change: Version initiale}",
            ],
        ),
        ("v.action = {deadline: '2026-10-30'}", [], ["action:", "  deadline: 2026-10-30"]),
        ("v.body = v.body.replace('Un défaut', 'Un grave défaut')", ["Un défaut.  "], ["Un grave défaut.  "]),
    ],
)
def test_only_the_lines_of_what_was_changed_change(
    change: str, gone: list[str], come: list[str], header: Header
) -> None:
    """Comments, odd order, 010 and 4.10, keys that the form does not know: all stay."""
    [text] = header.written([(ODD, change)])
    assert _difference(ODD, text) == (gone, come)
    before, after = header.written([(ODD, ""), (text, "")])
    assert (before, after) == (ODD, text)


def test_a_key_that_is_emptied_leaves(header: Header) -> None:
    [text] = header.written([(ODD, "v.technologies = []; delete v.in_brief")])
    gone, come = _difference(ODD, text)
    assert come == []
    assert gone[0] == "technologies: [imagerie]"
    assert "in_brief:" in gone


@pytest.mark.parametrize(
    "text", ["Un texte\n\n---\n\nsans en-tête\n", "---\ntitle: [a\n---\nTexte\n", "---\na: 1\na: 2\n---\n"]
)
def test_nothing_is_written_over_a_file_that_cannot_be_read(text: str, header: Header) -> None:
    """Decap would show an empty form, and save it."""
    with pytest.raises(subprocess.CalledProcessError):
        header.written([(text, "v.title = 'Autre'")])


def test_a_key_keeps_its_former_name_while_its_value_stays(header: Header) -> None:
    """The field shows it; once it changes, it is written under the present name."""
    text = ODD.replace("technologies: [imagerie]", "technologies: [imagerie]\naudiences: [laboratoire]")
    same, changed = header.written([(text, "v.severity = 'critique'"), (text, "v.structures.push('ehpad')")])
    assert "audiences: [laboratoire]\n" in same
    assert "structures: [laboratoire, ehpad]\n" in changed
    assert "audiences" not in changed


def test_other_line_ends_are_read(header: Header) -> None:
    """And written as Unix has them."""
    [text] = header.written([(ODD.replace("\n", "\r\n"), "v.severity = 'critique'")])
    assert text == ODD.replace("severity: elevee ", "severity: critique ")


def test_a_new_notice_is_laid_out_as_new_does(header: Header) -> None:
    """Numbered, its first revision at its publication, empty fields left out; the reader takes it."""
    values: dict[str, Any] = {
        "annee": "2026",
        "numero": "0042",
        "title": "Un titre : clair",
        "tlp": "CLEAR",
        "draft": False,
        "published": "2026-11-28T09:00:00+01:00",
        "severity": "critique",
        "technologies": ["imagerie"],
        "products": [{"product": "Passerelle", "vendor": "Exemple", "affected": "< 4.10"}],
        "withdrawn": {"erase": False},
        "references": [{"title": "Avis", "url": "https://example.org/avis"}],
        "revisions": [{"change": "Version initiale", "date": "2026-11-28T09:00:07+01:00"}],
        "body": "## Résumé\n\nUn défaut.\n\n## Mesures\n\n1. Corriger.",
    }
    [text] = header.written([("", f"Object.assign(v, {json.dumps(values)})")])
    assert (
        text
        == """---
id: CV-2026-BUL-0042
title: "Un titre : clair"
tlp: CLEAR
published: 2026-11-28T09:00:00+01:00
severity: critique
technologies: [imagerie]
products:
  - {vendor: "Exemple", product: "Passerelle", affected: "< 4.10"}
references:
  - {title: "Avis", url: "https://example.org/avis"}
revisions:
  - {date: 2026-11-28T09:00:00+01:00, change: "Version initiale"}
---

## Résumé

Un défaut.

## Mesures

1. Corriger.
"""
    )
    assert read_source(PATH, text.encode()).findings == ()


def test_moments_are_in_the_time_of_paris(header: Header) -> None:
    """Whatever the machine's zone, in winter and summer, in the hour that comes twice."""
    code = """
import { momentAt, momentOf, shown } from "./paris.js";
console.log(JSON.stringify([
  momentAt("2026-11-28T09:30"), momentAt("2026-07-14T09:30:05"), momentAt("2026-10-25T02:30"), momentAt("x"),
  momentOf(new Date("2026-12-31T23:30:00Z")), shown("2026-11-28T04:00:00-04:00"), shown("2026-11-28 09:00Z"),
]));
"""
    (header.folder / "asked.js").write_text(code, encoding="utf-8")
    for zone in ("America/Guadeloupe", "Europe/Paris", "Indian/Reunion"):
        done = subprocess.run(
            ["node", "asked.js"],
            cwd=header.folder,
            env={"TZ": zone, "PATH": str(program("node").parent)},
            capture_output=True,
            text=True,
            check=True,
        )
        assert json.loads(done.stdout) == [
            "2026-11-28T09:30:00+01:00",
            "2026-07-14T09:30:05+02:00",
            "2026-10-25T02:30:00+02:00",
            "",
            "2027-01-01T00:30:00+01:00",
            "2026-11-28T09:00:00",
            "2026-11-28T10:00:00",
        ]
