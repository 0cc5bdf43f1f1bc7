"""What is read, and as what, is decided by where it lies."""

import pytest

from cyberveille.model import Alert, Bulletin, Document, Page
from cyberveille.reading import Subject, read_source, shown_path, source_digest, type_at


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("bulletins/2026/CV-2026-BUL-0001.md", Bulletin),
        ("bulletins/CV-2026-BUL-0001.md", Bulletin),
        ("alerts/2026/CV-2026-ALE-0001.md", Alert),
        ("content/documents/CV-2026-DOC-0001.md", Document),
        ("content/pages/flux.md", Page),
        ("content/documents/CV-2026-DOC-0001/lisez-moi.md", None),
        ("content/pages/dossier/page.md", None),
        ("bulletins/2026/note.txt", None),
        ("README.md", None),
        ("content/bulletins/2026/x.md", None),
        (".md", None),
        ("", None),
    ],
)
def test_the_kind_is_the_folder_s(path: str, expected: type[Subject] | None) -> None:
    """Bulletins, alerts, documents and pages have their folders; anything else is no source."""
    assert type_at(path) is expected


def test_a_path_that_is_no_source_is_the_caller_s_mistake() -> None:
    """Reading what is no source raises, for it is not an editor's doing."""
    with pytest.raises(ValueError, match=r"README\.md"):
        read_source("README.md", b"---\n---\n")


def test_findings_name_the_root() -> None:
    """With several roots, a finding's path starts with its root's."""
    record = read_source("bulletins/2026/x.md", b"", root="prive")
    assert record.findings[0].path == "prive/bulletins/2026/x.md"
    assert shown_path(".", "a.md") == "a.md"
    assert shown_path("prive/", "a.md") == "prive/a.md"


def test_the_digest_is_of_bytes_and_files() -> None:
    """Other bytes, or other files beside, give another digest; the order of files does not."""
    data = b"---\n"
    assert source_digest(data) == source_digest(data)
    assert source_digest(data) != source_digest(b"--- ")
    assert source_digest(data, frozenset({"a", "b"})) == source_digest(data, frozenset({"b", "a"}))
    assert source_digest(data, frozenset({"a"})) != source_digest(data)
    assert source_digest(data, frozenset({"ab"})) != source_digest(data, frozenset({"a", "b"}))
