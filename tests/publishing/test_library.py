"""The library: PDF previews and page counts, links both ways, what replaces what, the crisis kit."""

import hashlib
import io
import shutil
import struct
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from tests.portal import NOW, SITES, Portal, bulletin

from cyberveille.pdf_files import PREVIEW_WIDTH, pdf_words
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.guard import guard_of
from cyberveille.publishing.search import kept_words

PDF = Path(__file__).parents[1] / "checking/fixtures/pdf/pdf-title/good/content/documents"
FILE = PDF / "CV-2026-DOC-0007/fiche.pdf"
FIRST, SECOND = "CV-2026-DOC-0101", "CV-2026-DOC-0102"


def _document(number: str, title: str, more: str = "", body: str = "Un texte à lire.") -> str:
    return (
        f"---\nid: {number}\ntitle: {title}\ntlp: CLEAR\npublished: 2026-09-01T09:00:00+02:00\n"
        f"theme: reagir\nform: fiche-reflexe\nsummary: Pour essayer.\nversion: '1.0'\n{more}"
        "revisions:\n  - {date: 2026-09-01T09:00:00+02:00, change: Version initiale}\n"
        f"---\n## Agir\n\n{body}\n"
    )


@pytest.fixture
def portal(tmp_path: Path) -> Iterator[Portal]:
    made = Portal.copy(SITES / "minimal", tmp_path / "portail")
    for name, term in (("themes", "reagir"), ("formes", "fiche-reflexe")):
        file = made.folder / f"content/vocabulaires/{name}.yml"
        text = file.read_text(encoding="utf-8") if file.exists() else ""
        if f"id: {term}" not in text:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(f"{text}\n- {{id: {term}, label: {term}}}\n", encoding="utf-8")
    made.write(f"content/documents/{FIRST}.md", _document(FIRST, "Isoler un poste", _FILES))
    folder = made.folder / f"content/documents/{FIRST}"
    folder.mkdir()
    shutil.copy(FILE, folder / "fiche.pdf")
    yield made
    made.close()


_FILES = "level: essentiel\nattachments:\n  - {file: fiche.pdf, title: Fiche}\n"


def test_a_pdf_has_its_pages_and_a_picture_of_the_first(portal: Portal) -> None:
    portal.build(NOW)
    picture = portal.files()[f"documents/{FIRST}/fiche-apercu.png"]
    assert picture.startswith(b"\x89PNG")
    assert struct.unpack(">I", picture[16:20]) == (PREVIEW_WIDTH,)
    page = portal.page(f"documents/{FIRST}/")
    assert "1 page<" in page.replace("\u00a0", " ")
    assert "fiche-apercu.png" in page
    assert "essentiel, pour tous" in page


def test_a_document_is_linked_from_what_it_names(portal: Portal) -> None:
    """On the bulletin, on the other document, and on its own page."""
    portal.write("bulletins/2026/CV-2026-BUL-0777.md", bulletin(777, title="Passerelle fragile à corriger"))
    related = f"related: [CV-2026-BUL-0777, {FIRST}]\n"
    portal.write(f"content/documents/{SECOND}.md", _document(SECOND, "Corriger une passerelle", related))
    portal.build(NOW)
    assert "Corriger une passerelle" in portal.page("bulletins/2026/CV-2026-BUL-0777/")
    assert "Corriger une passerelle" in portal.page(f"documents/{FIRST}/")
    assert "Passerelle fragile à corriger" in portal.page(f"documents/{SECOND}/")


def test_a_document_that_is_replaced_says_by_which(portal: Portal) -> None:
    more = f"supersedes: [{FIRST}]\n"
    portal.write(f"content/documents/{SECOND}.md", _document(SECOND, "Isoler, seconde édition", more))
    portal.build(NOW)
    page = portal.page(f"documents/{FIRST}/")
    assert "Document remplacé" in page
    assert "Isoler, seconde édition" in page


def test_the_crisis_kit_is_one_page_and_one_archive_with_its_checksums(portal: Portal) -> None:
    portal.edit("site_config.yml", "featured:", f"kit: [{FIRST}]\nfeatured:")
    portal.build(NOW)
    files = portal.files()
    assert "Un texte à lire." in files["documents/kit-de-crise/index.html"].decode()
    with zipfile.ZipFile(io.BytesIO(files["documents/kit-de-crise.zip"])) as archive:
        assert archive.testzip() is None
        lines = archive.read("SHA256SUMS").decode().splitlines()
        listed = {line[66:]: line[:64] for line in lines}
        others = [name for name in archive.namelist() if name != "SHA256SUMS"]
        assert sorted(listed) == sorted(others) == [f"{FIRST}/{FIRST}.txt", f"{FIRST}/fiche.pdf"]
        assert all(hashlib.sha256(archive.read(name)).hexdigest() == listed[name] for name in others)
    assert not {path for path in portal.build(NOW).written if "kit" in path}


def test_the_words_of_a_pdf_are_read() -> None:
    assert "Isoler sans couper le courant" in pdf_words(FILE.read_bytes())
    assert "Fiche reflexe" in pdf_words(FILE.read_bytes())
    assert pdf_words(b"%PDF-1.7 no") == ""


def test_a_pdf_is_read_once_for_the_search(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is indexed with it may change: its words are still there at the next build."""
    read: list[bytes] = []

    def words(data: bytes) -> str:
        read.append(data)
        return pdf_words(data)

    monkeypatch.setattr(kept_words, "pdf_words", words)
    portal.build(search=True)
    portal.write("bulletins/2026/CV-2026-BUL-0777.md", bulletin(777, title="Passerelle fragile à corriger"))
    assert "pagefind/recent/pagefind-entry.json" in portal.build(search=True).written
    assert read == [FILE.read_bytes()]


@pytest.mark.parametrize("archived", [False, True])
def test_the_guard_reads_inside_pdf_files_and_archives(portal: Portal, *, archived: bool) -> None:
    """A withheld notice whose sentence stands in a published PDF, or in a PDF of an archive."""
    sentence = "Isoler sans couper le courant, ne pas redemarrer, appeler."
    portal.write(
        "bulletins/2026/CV-2026-BUL-0778.md",
        bulletin(778, title="Brouillon de la cellule", extra="draft: true\n", body=sentence),
    )
    catalogue = portal.catalogue()
    audience = catalogue.project.configuration.audience("public")
    assert audience is not None
    guard = guard_of(make_edition(catalogue, audience, NOW, None), catalogue)
    data, path = FILE.read_bytes(), "documents/fiche.pdf"
    if archived:
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("fiche.pdf", data)
        data, path = written.getvalue(), "documents/kit.zip"
    assert {leak.notice for leak in guard.leaks(path, data)} == {"CV-2026-BUL-0778"}
