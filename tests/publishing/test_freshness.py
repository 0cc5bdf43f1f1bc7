"""What changes is printed again: a build on top of another gives the files of a build from nothing."""

from collections.abc import Iterator
from pathlib import Path
from shutil import rmtree

import pytest
from tests.needs import needs
from tests.portal import SITES, Portal, bulletin

NOTICE = "bulletins/2026/CV-2026-BUL-0002.md"
ALERT = "alerts/2026/CV-2026-ALE-0001.md"
DOCUMENT = "content/documents/CV-2026-DOC-0001.md"
CONFIGURATION = "site_config.yml"
TERMS = "content/vocabulaires/technologies.yml"
PAGES = {
    "signaler": "title: Signaler un incident\ndescription: Que faire.\ntemplate: signaler",
    "mentions": "title: Mentions légales\ndescription: Qui publie.\ntemplate: mentions",
    "accessibilite": "title: Accessibilité\ndescription: Niveau.\ntemplate: accessibilite",
    "plan": "title: Plan du site\ndescription: Où trouver quoi.\ntemplate: plan",
}
AUDIT = """accessibility:
  level: partiellement-conforme
  audit: {date: 2026-09-01, reviewer: Cabinet d’essai}
featured:"""
CHANGES = [
    (CONFIGURATION, "Portail d’essai", "Autre portail"),
    (CONFIGURATION, "Un portail pour les essais", "Une autre accroche"),
    (CONFIGURATION, "https://essai.example.org/", "https://autre.example.org/sous/"),
    (CONFIGURATION, "Équipe d’essai", "Une autre équipe"),
    (CONFIGURATION, "Hébergeur d’essai", "Un autre hébergeur"),
    (CONFIGURATION, "cellule@essai.example.org", "astreinte@essai.example.org"),
    (CONFIGURATION, "securite@essai", "alerte@essai"),
    (CONFIGURATION, "{title: S’abonner", "{title: Flux"),
    (CONFIGURATION, "featured: [CV-2026-DOC-0001]", "featured: []"),
    (CONFIGURATION, "featured:", "search: false\nfeatured:"),
    (CONFIGURATION, "featured:", "precompress: [gz]\nfeatured:"),
    (CONFIGURATION, "featured:", "lists: {per_page: 1, home: 1}\nfeatured:"),
    (CONFIGURATION, "featured:", AUDIT),
    (TERMS, "label: ", "label: Nouveau nom de "),
    (NOTICE, "\ntitle: ", "\ntitle: Révisé "),
    (NOTICE, "severity: critique", "severity: faible"),
    (NOTICE, "tlp: CLEAR", "tlp: CLEAR\ndraft: true"),
    (NOTICE, "revisions:", "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\nrevisions:"),
    (ALERT, "\ntitle: ", "\ntitle: Révisée "),
    (ALERT, "severity: critique", "severity: moyenne"),
    (DOCUMENT, "\ntitle: ", "\ntitle: Révisé "),
    ("content/documents/CV-2026-DOC-0001/premiers-gestes.txt", "", "Autre contenu. "),
    ("content/pages/signaler.md", "Du texte", "Un autre texte"),
]


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once: each change is made to a copy."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("avant") / "portail")
    for name, header in PAGES.items():
        portal.write(f"content/pages/{name}.md", f"---\n{header}\n---\n## Suite\n\nDu texte.\n")
    portal.write("bulletins/2026/CV-2026-BUL-0005.md", bulletin(5))
    portal.build(search=True)
    portal.close()
    return portal.folder


@pytest.fixture
@needs("slow")
def built(first: Path, tmp_path: Path) -> Iterator[Portal]:
    portal = Portal.copy(first, tmp_path / "portail")
    yield portal
    portal.close()


@pytest.mark.parametrize(("path", "old", "new"), CHANGES, ids=[f"{path} {new}" for path, _, new in CHANGES])
def test_every_change_reaches_every_page_that_prints_it(
    built: Portal, tmp_path: Path, path: str, old: str, new: str
) -> None:
    """No file is left as it was when what it prints has changed, and none is changed for nothing."""
    before = built.files()
    built.edit(path, old, new) if old else built.write(path, new + built.read(path))
    built.build(search=True)
    fresh = Portal.copy(built.folder, tmp_path / "neuf")
    for left in (fresh.output, fresh.workspace.folder, fresh.folder / ".cyberveille"):
        rmtree(left)
    fresh.build(search=True)
    assert built.files() == fresh.files() != before
    fresh.close()
