"""Attachments in a whole edition: files of one program live together, what is closed is said."""

import io
import zipfile
from pathlib import Path

import docx
import pytest
from click.testing import CliRunner
from tests.containers_reading import FILES, sentence
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.publishing import attachment_texts
from cyberveille.publishing.attachment_texts import Texts, texts_in
from cyberveille.publishing.guard import Hit, guard_of

SOURCES = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"
DOCUMENTS = "content/documents"
WITHHELD = {
    "AMBER": ("reserve/", "tlp: AMBER", "2026-08-01"),
    "embargo": ("", "tlp: CLEAR", "2026-12-01"),
    "draft": ("", "tlp: CLEAR\ndraft: true", "2026-08-01"),
}


def _joined(portal: Portal, number: int, file: str, data: bytes, reason: str = "") -> None:
    """A document with a file, public unless there is a reason."""
    root, marking, published = WITHHELD.get(reason, ("", "tlp: CLEAR", "2026-08-01"))
    text = portal.read(f"{DOCUMENTS}/CV-2026-DOC-0001.md").replace("DOC-0001", f"DOC-{number:04d}")
    text = text.replace("Premiers gestes", f"Un essai numéro {number}").replace("tlp: CLEAR", marking)
    text = text.replace("premiers-gestes.txt", file).replace("2026-08-01", published)
    portal.write(f"{root}{DOCUMENTS}/CV-2026-DOC-{number:04d}.md", text)
    folder = portal.folder / root / DOCUMENTS / f"CV-2026-DOC-{number:04d}"
    folder.mkdir(parents=True)
    (folder / file).write_bytes(data)


@pytest.fixture
def circle(portal: Portal) -> Portal:
    portal.edit("site_config.yml", "featured:", SOURCES)
    (portal.folder / "reserve/content").mkdir(parents=True)
    return portal


def _encrypted() -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        archive.writestr("a.txt", b"clos")
    data = bytearray(held.getvalue())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        data[data.index(mark) + offset] |= 1
    return bytes(data)


@pytest.mark.parametrize("reason", WITHHELD)
def test_ordinary_documents_do_not_stop_the_edition(circle: Portal, reason: str) -> None:
    """Of each kind one that is withheld and one that is public, made by the same program."""
    for number, file in enumerate(sorted(FILES.glob("*-public.*")), 10):
        if file.suffix in {".docx", ".odt", ".ods", ".xlsx", ".odp", ".pptx", ".pdf"}:
            like = file.with_name(file.name.replace("public", "reserve"))
            _joined(circle, number, f"public{file.suffix}", file.read_bytes())
            _joined(circle, number + 50, f"reserve{file.suffix}", like.read_bytes(), reason)
    report = circle.build()
    assert (report.leaks, report.sealed) == ((), ())


@pytest.mark.parametrize(
    ("file", "place"),
    [
        ("texte-reserve.odt", "le commentaire"),
        ("tableau-reserve.xlsx", "la propriété"),
        ("diapos-reserve.pptx", "l’oral"),
    ],
)
def test_a_sentence_of_a_withheld_document_is_found_in_another(circle: Portal, file: str, place: str) -> None:
    """Wherever it stood there, and in another kind of file."""
    _joined(circle, 10, f"reserve{Path(file).suffix}", (FILES / file).read_bytes(), "AMBER")
    document = docx.Document()
    document.add_paragraph(f"On sait que {sentence(place)}.")
    held = io.BytesIO()
    document.save(held)
    _joined(circle, 11, "public.docx", held.getvalue())
    assert {(leak.notice, leak.hit) for leak in circle.build().leaks} == {("CV-2026-DOC-0010", Hit.WORDS)}


@pytest.mark.parametrize("reason", WITHHELD)
def test_what_is_withheld_and_closed_is_refused(circle: Portal, reason: str) -> None:
    """Nobody can look for what it says; each build refuses it, not only the first."""
    _joined(circle, 10, "clos.zip", _encrypted(), reason)
    for _ in range(2):
        [leak] = circle.build().leaks
        assert (leak.notice, leak.what, leak.hit) == ("CV-2026-DOC-0010", "clos.zip/a.txt", Hit.SEALED)


def test_what_is_public_and_closed_is_told(circle: Portal) -> None:
    _joined(circle, 10, "clos.zip", _encrypted())
    _joined(circle, 11, "ouvert.txt", b"rien", "AMBER")
    report = circle.build()
    assert report.leaks == ()
    [told] = report.sealed
    assert (told.what, told.why) == ("documents/CV-2026-DOC-0010/clos.zip/a.txt", "est chiffré")


def test_the_build_says_which_file_and_why(circle: Portal) -> None:
    _joined(circle, 10, "clos.zip", _encrypted(), "AMBER")
    arguments = ["build", "--root", str(circle.folder), "--no-search", "--now", "2026-10-10T08:00:00+00:00"]
    told = CliRunner().invoke(main, arguments)
    assert told.exit_code == 1
    assert "clos.zip/a.txt, pièce jointe de CV-2026-DOC-0010, est chiffré" in told.output


def test_words_of_withheld_files_are_remembered_and_forgotten(circle: Portal) -> None:
    """A file is read once; nothing of one that is gone is kept."""
    _joined(circle, 10, "reserve.txt", b"des mots", "AMBER")
    circle.build()
    kept = sorted((circle.folder / ".cyberveille/words").iterdir())
    circle.build()
    assert sorted((circle.folder / ".cyberveille/words").iterdir()) == kept
    assert len(kept) == 1
    (circle.folder / "reserve" / DOCUMENTS / "CV-2026-DOC-0010/reserve.txt").write_bytes(b"d'autres mots")
    circle.build()
    [other] = (circle.folder / ".cyberveille/words").iterdir()
    assert other != kept[0]


def test_words_of_withheld_files_outlast_the_edition_that_shows_them(
    circle: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Each edition removes what it read before, and nothing of another; what no edition reads goes."""
    read: list[str] = []

    def texts(name: str, data: bytes) -> Texts:
        read.append(name)
        return texts_in(name, data)

    monkeypatch.setattr(attachment_texts, "texts_in", texts)
    circle.add_members()
    _joined(circle, 10, "reserve.txt", b"des mots", "AMBER")
    made = [circle.made(audience=audience) for audience in ("public", "members", "public")]
    folder = circle.folder / ".cyberveille/words"
    folder.mkdir(parents=True)
    (folder / "gone.0123").touch()
    for edition, catalogue in made:
        guard_of(edition, catalogue)
    assert read == ["reserve.txt"]
    assert [file.name.partition(".")[0] for file in folder.iterdir()] == ["public"]
