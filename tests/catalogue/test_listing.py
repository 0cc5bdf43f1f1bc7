"""The sources of a root, whatever lies among them."""

import os
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from tests.portal import Portal, bulletin

from cyberveille.catalogue import open_project
from cyberveille.catalogue.listing import files_beside, list_sources


def paths(folder: Path) -> list[str]:
    return [source.path for source in list_sources(folder, ".")[0]]


def test_sources_are_sorted_by_path(portal: Portal) -> None:
    """Notices, documents and pages, in the order of their paths."""
    assert paths(portal.folder) == [
        "alerts/2026/CV-2026-ALE-0001.md",
        "bulletins/2026/CV-2026-BUL-0001.md",
        "bulletins/2026/CV-2026-BUL-0002.md",
        "content/documents/CV-2026-DOC-0001.md",
        "content/pages/a-propos.md",
        "content/pages/accessibilite.md",
        "content/pages/donnees-personnelles.md",
        "content/pages/flux.md",
    ]


def test_other_files_are_no_sources(portal: Portal) -> None:
    """Notes beside the sources, attachments and folders are passed over."""
    expected = paths(portal.folder)
    for path in ("bulletins/LISEZMOI.txt", "content/documents/CV-2026-DOC-0001/annexe.md", "README.md"):
        portal.write(path, "Une note.\n")
    (portal.folder / "bulletins/2026/dossier.md").mkdir()
    assert paths(portal.folder) == expected


def test_an_empty_root_has_no_source(tmp_path: Path) -> None:
    """A root without any of the folders is empty, not wrong."""
    assert list_sources(tmp_path, ".") == ([], [])


def test_only_documents_have_files_beside(portal: Portal) -> None:
    """A document knows the names of its attachments."""
    beside = {source.path: source.beside for source in list_sources(portal.folder, ".")[0]}
    assert beside.pop("content/documents/CV-2026-DOC-0001.md") == {"premiers-gestes.txt"}
    assert set(beside.values()) == {frozenset()}


def test_a_broken_link_is_a_finding(portal: Portal) -> None:
    """A symbolic link to nothing cannot be read."""
    (portal.folder / "bulletins/2026/CV-2026-BUL-0003.md").symlink_to("nulle-part")
    (finding,) = portal.catalogue().findings
    assert (finding.path, finding.rule) == ("bulletins/2026/CV-2026-BUL-0003.md", "unreadable-file")


def test_a_pipe_is_a_finding(portal: Portal) -> None:
    """What would keep its reader waiting is not opened."""
    os.mkfifo(portal.folder / "bulletins/2026/CV-2026-BUL-0003.md")
    (finding,) = portal.catalogue().findings
    assert (finding.line, finding.rule) == (0, "unreadable-file")


def test_a_name_that_is_not_utf_8_is_a_finding(portal: Portal) -> None:
    """It is named as well as it can be, and the rest is read."""
    name = os.fsencode(portal.folder) + b"/bulletins/2026/CV-2026-BUL-\xe9.md"
    Path(os.fsdecode(name)).write_text(bulletin(3), encoding="utf-8")
    catalogue = portal.catalogue()
    (finding,) = catalogue.findings
    assert (finding.path, finding.rule) == ("bulletins/2026/CV-2026-BUL-?.md", "file-name")
    assert finding.hint
    assert catalogue.read == 8


def test_an_attachment_whose_name_is_not_utf_8_does_no_harm(portal: Portal) -> None:
    """It is listed with a question mark, so that a rule can speak of it."""
    folder = portal.folder / "content/documents/CV-2026-DOC-0001"
    Path(os.fsdecode(os.fsencode(folder) + b"/fiche-\xe9.pdf")).write_bytes(b"x")
    assert files_beside(folder.with_suffix(".md")) == {"premiers-gestes.txt", "fiche-?.pdf"}
    catalogue = portal.catalogue()
    assert any("fiche-?.pdf" in finding.message for finding in catalogue.findings)


@pytest.mark.parametrize(
    "broken", ["bulletins/2026/CV-2026-BUL-0001.md", "content/documents/CV-2026-DOC-0001.md"]
)
def test_a_file_that_cannot_be_opened_is_a_finding(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, broken: str
) -> None:
    """A file without the right to read it is a finding on the file; it is tried again next time."""
    readily = open

    def refuse(path: str, *how: Any, **more: Any) -> Any:  # noqa: ANN401
        if os.fspath(path).endswith(broken):
            raise PermissionError(13, "Permission denied")
        return readily(path, *how, **more)

    with monkeypatch.context() as patch:
        patch.setattr("builtins.open", refuse)
        (finding, *_) = (item for item in portal.catalogue().findings if item.path == broken)
        assert (finding.line, finding.rule) == (0, "unreadable-file")
        assert "accès refusé" in finding.message
    assert portal.catalogue().findings == ()


def test_a_folder_that_cannot_be_opened_is_a_finding(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A whole year that cannot be listed does not vanish in silence."""
    scandir = os.scandir

    def refuse(folder: str) -> object:
        if os.fspath(folder).endswith("alerts/2026"):
            raise PermissionError(13, "Permission denied")
        return scandir(folder)

    monkeypatch.setattr("cyberveille.catalogue.listing.os.scandir", refuse)
    findings = portal.catalogue().findings
    assert ("alerts/2026", "unreadable-file") in {(finding.path, finding.rule) for finding in findings}


def test_a_symbolic_link_is_not_followed(portal: Portal, tmp_path: Path) -> None:
    """A link could lead to any file of the machine that builds."""
    secret = tmp_path / "secret"
    secret.mkdir()
    (secret / "secret.txt").write_text("clé", encoding="utf-8")
    (secret / "n.md").write_text(bulletin(9), encoding="utf-8")
    (portal.folder / "bulletins/2026/CV-2026-BUL-0009.md").symlink_to(secret / "n.md")
    beside = portal.folder / "content/documents/CV-2026-DOC-0001/lien.txt"
    beside.symlink_to(secret / "secret.txt")
    (portal.folder / "content/documents/CV-2026-DOC-0002").symlink_to(secret)
    sources, findings = list_sources(portal.folder, ".")
    assert "bulletins/2026/CV-2026-BUL-0009.md" not in [source.path for source in sources]
    assert [finding.path for finding in findings] == ["bulletins/2026/CV-2026-BUL-0009.md"]
    assert files_beside(portal.folder / "content/documents/CV-2026-DOC-0001.md") == {"premiers-gestes.txt"}
    assert files_beside(portal.folder / "content/documents/CV-2026-DOC-0002.md") == frozenset()


def test_a_linked_folder_of_sources_is_a_finding(portal: Portal, tmp_path: Path) -> None:
    """What it holds is not read, and that is said."""
    (portal.folder / "alerts").rename(tmp_path / "alerts")
    (portal.folder / "alerts").symlink_to(tmp_path / "alerts")
    sources, findings = list_sources(portal.folder, ".")
    assert not [source for source in sources if source.path.startswith("alerts/")]
    assert [finding.path for finding in findings] == ["alerts"]


LEFT = [
    *(".#CV-2026-BUL-0001.md", ".CV-2026-BUL-0001.md.swp", "#CV-2026-BUL-0001.md#", "CV-2026-BUL-0001.md~"),
    *("CV-2026-BUL-0001.md.orig", ".DS_Store", ".~lock.fiche.odt#", "Thumbs.db", "~$note.md", "~$fiche.docx"),
    *("._CV-2026-BUL-0001.md", ".note.md"),
]


def test_what_editors_leave_blocks_nobody(portal: Portal) -> None:
    """Locks, copies and swap files are neither read nor taken for attachments."""
    before = list_sources(portal.folder, ".")
    for name in LEFT:
        portal.write(f"content/documents/CV-2026-DOC-0001/{name}", "x")
        portal.write(f"bulletins/2026/{name}", "x")
    (portal.folder / "alerts/2026/.#CV-2026-ALE-0001.md").symlink_to("moi@poste.1234:1700000000")
    portal.write("bulletins/.obsidian/note.md", "x")
    assert list_sources(portal.folder, ".") == before


@pytest.mark.parametrize("ending", [".bak", ".orig"])
def test_a_copy_without_what_it_copies_is_a_finding(portal: Portal, ending: str) -> None:
    """Somebody renamed the notice itself: it would be passed over in silence."""
    path = "bulletins/2026/CV-2026-BUL-0001.md"
    (portal.folder / path).rename(portal.folder / f"{path}{ending}")
    _, findings = list_sources(portal.folder, ".")
    assert [(finding.path, finding.rule) for finding in findings] == [(f"{path}{ending}", "not-read")]


def test_a_file_beyond_its_size_is_not_read(portal: Portal) -> None:
    """A notice, a list, the configuration: the size alone is looked at, and told."""
    for path in ("bulletins/2026/CV-2026-BUL-0001.md", "content/vocabulaires/themes.yml"):
        with (portal.folder / path).open("r+b") as file:
            file.truncate(3_000_000_000)
    tracemalloc.start()
    findings = {(item.path, item.rule) for item in portal.catalogue().findings}
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    assert ("bulletins/2026/CV-2026-BUL-0001.md", "file-size") in findings
    assert ("content/vocabulaires/themes.yml", "file-size") in findings
    assert peak < 100_000_000
    with (portal.folder / "site_config.yml").open("r+b") as file:
        file.truncate(3_000_000_000)
    found = open_project(portal.folder)
    assert [item.rule for item in getattr(found, "findings", ())] == ["file-size"]
