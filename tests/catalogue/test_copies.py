"""Copies of a notice, hidden ones, and other configurations: told as such, and sent over nothing."""

import pytest
from tests.portal import Portal, bulletin

from cyberveille.catalogue import Project, open_project
from cyberveille.model import Finding


def _not_read(portal: Portal) -> dict[str, Finding]:
    return {item.path: item for item in portal.catalogue().findings if item.rule == "not-read"}


@pytest.mark.parametrize(
    "name",
    [
        "CV-2026-BUL-0001.markdown",
        "CV-2026-BUL-0001.md.mine",
        "CV-2026-BUL-0001.md.txt",
        "CV-2026-BUL-0001",
    ],
)
def test_what_lies_beside_its_notice_is_not_sent_over_it(portal: Portal, name: str) -> None:
    """Other tools leave the two sides of a merge: neither may take the place of what is published unread."""
    portal.write(f"bulletins/2026/{name}", bulletin(1))
    [finding] = _not_read(portal).values()
    assert "existe déjà" in finding.hint
    assert "comparez" in finding.hint


@pytest.mark.parametrize(
    ("name", "refuses", "told"),
    [
        (".CV-2026-BUL-0100.md.icloud", True, "iCloud"),
        (".CV-2026-BUL-0100.md", False, "point"),
        ("#CV-2026-BUL-0100.md", False, ".md"),
        ("CV-2026-BUL-0100.md.zip", True, "le texte lui-même"),
    ],
)
def test_a_notice_that_is_hidden_or_wrapped_is_said(
    portal: Portal, name: str, refuses: bool, told: str
) -> None:
    """A dot or another sign before its name, an archive around it, a cloud that keeps it for itself."""
    portal.write(f"bulletins/2026/{name}", bulletin(100))
    findings = [item for item in portal.catalogue().findings if name in item.path]
    assert findings
    assert any(told in f"{item.message} {item.hint}" for item in findings)
    assert not refuses or any(item.refuses for item in findings)


@pytest.mark.parametrize(
    "name",
    ["site_config.yaml", "Site_config.yml", "site-config.yml", "site_config (1).yml", "siteconfig.yml"],
)
def test_another_configuration_is_said_not_to_be_read(portal: Portal, name: str) -> None:
    """Beside the one that is, and in its stead."""
    portal.write(name, "portal: {}\n")
    assert list(_not_read(portal)) == [name]
    (portal.folder / "site_config.yml").unlink()
    refused = open_project(portal.folder)
    assert not isinstance(refused, Project)
    assert name in refused.findings[0].hint


def test_a_list_of_the_portal_s_own_is_not_taken_for_another(portal: Portal) -> None:
    """« secteurs » ends as « editeurs » does, and is not it."""
    portal.write("content/vocabulaires/secteurs.yml", "- {id: a, label: A}\n")
    [finding] = _not_read(portal).values()
    assert not finding.refuses
    assert "Sa place" not in finding.hint


@pytest.mark.parametrize(
    "name",
    [
        "CV-2026-BUL-0001 (1).md",
        "CV-2026-BUL-0001 - Copie.md",
        "Copie de CV-2026-BUL-0001.md",
        "CV-2026-BUL-0001.sync-conflict-20261001-101010-ABCDEFG.md",
        "CV-2026-BUL-0001_REMOTE_1234.md",
    ],
)
def test_a_copy_is_told_on_the_copy(portal: Portal, name: str) -> None:
    """The one whose file bears the name keeps it, whichever comes first, and no copy is renamed over it."""
    portal.write(f"bulletins/2026/{name}", portal.read("bulletins/2026/CV-2026-BUL-0001.md"))
    findings = [item for item in portal.catalogue().findings if item.rule in {"id-unique", "id-file-name"}]
    assert {item.path for item in findings} == {f"bulletins/2026/{name}"}
    assert all("comparez-les" in item.hint for item in findings)
