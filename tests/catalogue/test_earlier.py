"""Earlier texts as the catalogue reads them: with their notice, each fault at its file."""

import os
from datetime import datetime

import pytest
from tests.portal import Portal

from cyberveille.catalogue.subjects import decode_subject
from cyberveille.model import Finding, Tlp
from cyberveille.reading import notice_of

NOTICE = "bulletins/2026/CV-2026-BUL-0002.md"
TEXT = "revisions/2026/CV-2026-BUL-0002.r1.md"
REPLACED = "2026-10-03T09:00:00+02:00"


def _found(portal: Portal) -> list[Finding]:
    return [item for item in portal.catalogue().findings if item.path.startswith("revisions/")]


def test_a_text_is_read_with_its_notice(portal: Portal) -> None:
    """As a whole notice, under the marking that it had."""
    notice = portal.catalogue().notice("CV-2026-BUL-0002")
    (kept,) = notice.earlier
    was = notice_of(decode_subject(kept.data))
    assert was is not None
    assert (kept.number, kept.tlp, was.superseded) == (1, Tlp.CLEAR, 1)
    assert was.address == "bulletins/2026/CV-2026-BUL-0002/r1/"
    assert len(was.revisions) == 1


@pytest.mark.parametrize(
    ("old", "new", "line", "told"),
    [
        ("id: CV-2026-BUL-0002", "id: CV-2026-BUL-0001", 2, "porte l’identifiant"),
        ("tlp: CLEAR", "tlp: AMBER", 4, "dépasse TLP:CLEAR"),
        ("title: ", "title: A: ", 3, "guillemets"),
        (
            "change: Version initiale}\n",
            f"change: Version initiale}}\n  - {{date: {REPLACED}, change: Suite}}\n",
            19,
            "compte 2 révisions",
        ),
    ],
)
def test_what_is_wrong_in_a_text_is_told_at_its_line(
    portal: Portal, old: str, new: str, line: int, told: str
) -> None:
    """In the file of the text, with how to mend it; the notice itself is read."""
    portal.edit(TEXT, old, new)
    (finding,) = _found(portal)
    assert (finding.path, finding.line, finding.refuses) == (TEXT, line, True)
    assert told in f"{finding.message} {finding.hint}".replace("\u00a0", " ")
    assert finding.hint


@pytest.mark.parametrize(
    ("path", "told"),
    [
        ("revisions/2026/CV-2026-BUL-0002.r2.md", "la notice elle-même"),
        ("revisions/2026/CV-2026-BUL-0002.r7.md", "n’a jamais paru"),
        ("revisions/2026/CV-2026-BUL-0404.r1.md", "qui n’est pas dans ce dossier"),
        ("revisions/2025/CV-2026-BUL-0002.r1.md", "revisions/2026/CV-2026-BUL-0002.r1.md"),
        ("revisions/CV-2026-BUL-0002.r1.md", "revisions/2026/CV-2026-BUL-0002.r1.md"),
        ("revisions/2026/notes.md", "<identifiant>.r<révision>.md"),
        ("revisions/2026/CV-2026-BUL-0002.r01.md", "<identifiant>.r<révision>.md"),
    ],
)
def test_a_text_of_nothing_is_a_finding(portal: Portal, path: str, told: str) -> None:
    """Of a revision that is not followed, of a notice that is not there, out of its place."""
    portal.write(path, portal.read(TEXT))
    found = _found(portal)
    assert {item.path for item in found} == {path}
    assert any(told in f"{item.message} {item.hint}" for item in found)
    assert all(item.refuses for item in found)


def test_links_and_strange_files_are_not_followed(portal: Portal) -> None:
    """Whatever lies there that is no file."""
    (portal.folder / TEXT).rename(portal.folder / "ailleurs.md")
    (portal.folder / TEXT).symlink_to(portal.folder / "ailleurs.md")
    (finding,) = _found(portal)
    assert "Un lien symbolique" in finding.message
    assert not portal.catalogue().notice("CV-2026-BUL-0002").earlier


def test_a_companion_explains_the_folder(portal: Portal) -> None:
    """A README is nobody's text."""
    portal.write("revisions/README.md", "Ce que disaient les notices.")
    assert not _found(portal)


def test_a_text_that_comes_changes_or_goes_is_seen(portal: Portal) -> None:
    """The notice's file itself did not change; one notice is read again each time."""
    before = portal.catalogue().notice("CV-2026-BUL-0002")
    portal.edit(TEXT, "exécute le code", "exécute tout le code")
    changed = portal.catalogue()
    assert changed.read == 1
    assert changed.notice("CV-2026-BUL-0002").source.digest != before.source.digest
    text = portal.read(TEXT)
    (portal.folder / TEXT).unlink()
    gone = portal.catalogue()
    assert gone.read == 1
    assert not gone.notice("CV-2026-BUL-0002").earlier
    portal.write(TEXT, text)
    assert portal.catalogue().notice("CV-2026-BUL-0002").earlier


def test_a_text_with_its_old_time_is_seen(portal: Portal) -> None:
    """Other bytes of the same length under the same time."""
    portal.catalogue()
    file = portal.folder / TEXT
    state = file.stat()
    file.write_bytes(file.read_bytes().replace(b"inconnu", b"inconnX"))
    os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert portal.catalogue().read == 1


def test_a_lost_store_gives_the_texts_again(portal: Portal) -> None:
    """Read from their files."""
    catalogue = portal.catalogue()
    kept = catalogue.notice("CV-2026-BUL-0002")
    catalogue.store.clear()
    assert portal.catalogue().notice("CV-2026-BUL-0002") == kept
    catalogue.store.forget([(".", NOTICE)])
    catalogue.notices._last.cache_clear()
    assert catalogue.notices["CV-2026-BUL-0002"].earlier == kept.earlier


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("tlp: CLEAR", "tlp: CLEAR\ndraft: true"),
        ("published: 2026-10-01T10:00:00+02:00", "published: 2026-10-08T10:00:00+02:00"),
    ],
)
def test_what_was_never_public_is_for_nobody(portal: Portal, key: str, value: str) -> None:
    """A draft, or an embargo that had not ended when the text was replaced."""
    portal.edit(TEXT, key, value)
    assert datetime.fromisoformat(REPLACED) < datetime.fromisoformat("2026-10-08T10:00:00+02:00")
    (kept,) = portal.catalogue().notice("CV-2026-BUL-0002").earlier
    assert kept.tlp is Tlp.RED
