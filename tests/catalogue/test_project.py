"""A portal's folder: what must be right before anything is read."""

import shutil
from pathlib import Path

import pytest
from tests.portal import Portal, bulletin

from cyberveille.catalogue import open_project
from cyberveille.catalogue.project import Unusable
from cyberveille.model import Tlp


def test_a_folder_without_configuration_is_unusable(tmp_path: Path) -> None:
    """The finding says what to do."""
    found = open_project(tmp_path)
    assert isinstance(found, Unusable)
    assert [(item.path, item.rule) for item in found.findings] == [("site_config.yml", "unreadable-file")]


def test_a_broken_configuration_is_unusable(portal: Portal) -> None:
    """Nothing is published from a configuration that cannot be trusted; all its faults are told."""
    portal.edit("site_config.yml", "portal:\n", "portal:\n  nom: X\n")
    portal.edit("site_config.yml", "navigation:", "navigaton:")
    found = open_project(portal.folder)
    assert isinstance(found, Unusable)
    assert [item.rule for item in found.findings] == ["unknown-key", "unknown-key"]


def test_the_digest_follows_configuration_and_lists(portal: Portal) -> None:
    """It is the same for the same files, and another for any change that could matter."""
    digests = {portal.project().digest, portal.project().digest}
    assert len(digests) == 1
    portal.edit("content/vocabulaires/themes.yml", "label: ", "label: Mieux ")
    digests.add(portal.project().digest)
    portal.edit("site_config.yml", "portal:\n", "# note\nportal:\n")
    digests.add(portal.project().digest)
    assert len(digests) == 3


def test_a_broken_list_is_a_finding_of_the_whole(portal: Portal) -> None:
    """A controlled list that cannot be read refuses the edition."""
    portal.write("content/vocabulaires/themes.yml", "- {id: reagir}\n")
    catalogue = portal.catalogue()
    assert catalogue.refused
    assert ("content/vocabulaires/themes.yml", 1) in {(item.path, item.line) for item in catalogue.findings}


def test_a_list_that_is_not_there_is_named(portal: Portal) -> None:
    """Whoever uses a term of an empty list learns which file lacks it."""
    (portal.folder / "content/vocabulaires/themes.yml").unlink()
    (finding,) = portal.catalogue().findings
    assert finding.rule == "theme-known"
    assert "content/vocabulaires/themes.yml" in finding.hint


def test_a_list_that_cannot_be_opened_is_a_finding(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A list without the right to read it is a finding, not an empty list."""
    read_bytes = Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path.name == "themes.yml":
            raise PermissionError(13, "Permission denied")
        return read_bytes(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert ("content/vocabulaires/themes.yml", "unreadable-file") in {
        (item.path, item.rule) for item in portal.project().findings
    }


def test_several_roots_are_one_portal(portal: Portal) -> None:
    """Each root brings its notices, and its terms to the editions that show it; findings name the root."""
    portal.edit(
        "site_config.yml",
        "featured:",
        "sources:\n  - path: .\n  - {path: prive, tlp_max: AMBER}\nfeatured:",
    )
    portal.write(
        "prive/content/vocabulaires/technologies.yml", "- {id: biologie, label: Biologie, scope: sante}\n"
    )
    text = bulletin(50, title="Réservé").replace("tlp: CLEAR", "tlp: AMBER").replace("imagerie", "biologie")
    portal.write("prive/bulletins/2026/CV-2026-BUL-0050.md", text)
    portal.write("prive/bulletins/2026/CV-2026-BUL-0051.md", "rien\n")
    catalogue = portal.catalogue()
    assert [(item.path, item.refuses) for item in catalogue.findings] == [
        ("prive/bulletins/2026/CV-2026-BUL-0051.md", True),
    ]
    assert catalogue.notice("CV-2026-BUL-0050").source.root == "prive"
    assert catalogue.project.vocabularies.technologies.ids == ("imagerie", "acces-distant", "biologie")
    assert catalogue.project.vocabularies_for(Tlp.CLEAR).technologies.ids == ("imagerie", "acces-distant")


def test_a_root_that_does_not_exist_is_a_finding(portal: Portal) -> None:
    """A misspelt root is told on its line instead of giving an empty portal."""
    portal.edit("site_config.yml", "portal:\n", "sources:\n  - path: contenu\nportal:\n")
    (finding,) = portal.project().findings
    assert (finding.path, finding.line, finding.rule) == ("site_config.yml", 2, "configuration")


@pytest.mark.parametrize(
    ("written", "lists", "over"),
    [
        ("", True, False),
        ("", False, True),
        ("defaults: true\n", True, True),
        ("defaults: false\n", False, False),
    ],
)
def test_lists_are_laid_over_those_of_the_program(
    portal: Portal, written: str, *, lists: bool, over: bool
) -> None:
    """As the configuration says; where it does not, unless the portal has lists of its own, as before 0.2."""
    portal.write("site_config.yml", portal.read("site_config.yml") + written)
    if not lists:
        shutil.rmtree(portal.folder / "content/vocabulaires")
    project = portal.project()
    assert (project.vocabularies.technologies.get("dpi") is not None) is over
    assert bool(project.scheme.questions) is over
    kept = project.vocabularies.technologies.get("imagerie")
    assert kept is None or kept.label == ("Imagerie" if lists else "Imagerie médicale")


def test_what_the_program_brings_is_no_secret_of_a_restricted_list(portal: Portal) -> None:
    """A closed folder changes a supplied term for its readers, and adds one; the others read on as before."""
    roots = "defaults: true\nsources:\n  - {path: '.'}\n  - {path: prive, tlp_max: AMBER}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + roots)
    portal.write(
        "prive/content/vocabulaires/technologies.yml",
        "- {id: dpi, label: Dossier interne}\n- {id: secrete, label: Une chose à taire, scope: sante}\n",
    )
    project = portal.project()
    everybody = project.vocabularies_for(Tlp.CLEAR).technologies
    members = project.vocabularies_for(Tlp.AMBER).technologies
    assert everybody.label("dpi") == "Dossier patient informatisé (DPI)"
    assert everybody.get("secrete") is None
    assert members.label("dpi") == "Dossier interne"
    assert members.get("secrete") is not None
    assert project.markings["technologies"] == {"secrete": Tlp.AMBER}
