"""Files joined to documents: a sound one of each kind passes; a cut, empty or misnamed one is told."""

import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from cyberveille.attached import defect_of
from cyberveille.model import MEDIA_TYPES
from tests.exploring import examples

FILES = Path(__file__).parent / "publishing" / "containers" / "files"


def _picture(form: str) -> bytes:
    written = io.BytesIO()
    Image.effect_noise((64, 64), 50).save(written, form)
    return written.getvalue()


def _archive() -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("lisez-moi.txt", "Ce qu’il faut lire d’abord.\n" * 50)
    return written.getvalue()


SOUND = {
    ".csv": "nom;valeur\nétat;1\n".encode("cp1252"),
    ".txt": "Une fiche à imprimer.\n".encode(),
    ".docx": (FILES / "texte-public.docx").read_bytes(),
    ".xlsx": (FILES / "tableau-public.xlsx").read_bytes(),
    ".pptx": (FILES / "diapos-public.pptx").read_bytes(),
    ".odt": (FILES / "texte-public.odt").read_bytes(),
    ".ods": (FILES / "tableau-public.ods").read_bytes(),
    ".odp": (FILES / "diapos-public.odp").read_bytes(),
    ".pdf": (FILES / "texte-public.pdf").read_bytes(),
    ".jpg": _picture("JPEG"),
    ".png": _picture("PNG"),
    ".zip": _archive(),
}
OTHERS = SOUND | {
    ".doc": (FILES / "texte-public.doc").read_bytes(),
    ".rtf": (FILES / "texte-public.rtf").read_bytes(),
    ".gif": _picture("GIF"),
    ".html": b"<!DOCTYPE html>\n<html><title>Connexion</title></html>\n",
    ".webp": _picture("WEBP"),
    ".7z": b"7z\xbc\xaf\x27\x1c" + bytes(range(256)) * 4,
}
TEXTS = {".csv", ".txt"}
_POINTER = b"version https://git-lfs.github.com/spec/v1\noid sha256:%s\nsize %d\n"


def _defect(folder: Path, ending: str, data: bytes) -> str:
    file = folder / f"fichier{ending}"
    file.write_bytes(data)
    found = defect_of(file)
    return found.what if found else ""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("joined")


def test_every_kind_that_may_be_joined_is_tried() -> None:
    """A kind added to the model needs a sound file here."""
    assert SOUND.keys() == MEDIA_TYPES.keys()


@pytest.mark.parametrize("ending", SOUND)
def test_a_sound_file_passes(folder: Path, ending: str) -> None:
    """Whatever may be joined."""
    assert _defect(folder, ending, SOUND[ending]) == ""


@pytest.mark.parametrize("ending", SOUND)
@pytest.mark.parametrize("data", [b"", b"\n", b"\0" * 4096, b"\xef\xbb\xbf"])
def test_an_empty_file_is_told(folder: Path, ending: str, data: bytes) -> None:
    """Zeros are what a copy that was cut short leaves of a file."""
    assert _defect(folder, ending, data) == "est vide"


@pytest.mark.parametrize("ending", SOUND)
@pytest.mark.parametrize("host", [b"git-lfs.github.com", b"hawser.github.com"])
def test_a_pointer_is_named_as_such(folder: Path, ending: str, host: bytes) -> None:
    """Git LFS leaves one where its files were not fetched."""
    pointer = (_POINTER % (b"4d" * 32, 12345)).replace(b"git-lfs.github.com", host)
    assert "Git LFS" in _defect(folder, ending, pointer)
    assert "Git LFS" in _defect(folder, ending, pointer.replace(b"\n", b"\r\n"))
    assert "git-annex" in _defect(folder, ending, b"/annex/objects/SHA256E-s12--4d.pdf\n")


@examples(40)
@given(st.sampled_from(sorted(SOUND.keys() - TEXTS)), st.floats(0.02, 0.97))
def test_a_file_that_is_cut_is_told(folder: Path, ending: str, kept: float) -> None:
    """Wherever it is."""
    data = SOUND[ending]
    assert "tronqué" in _defect(folder, ending, data[: max(12, int(len(data) * kept))])


@examples(60)
@given(st.sampled_from(sorted(SOUND.keys() - {".zip", ".txt"})), st.sampled_from(sorted(OTHERS)))
def test_a_file_of_another_kind_is_told(folder: Path, ending: str, other: str) -> None:
    """With what it is."""
    if {ending, other} <= TEXTS | {".html"} and ending != ".csv":
        return
    defect = _defect(folder, ending, OTHERS[other])
    if ending == other or (ending in TEXTS and other in {".txt", ".csv"}):
        assert defect == ""
    else:
        assert f"n’est pas un fichier {ending} : c’est " in defect


@pytest.mark.parametrize("other", sorted(OTHERS.keys() - TEXTS - {".html"}))
def test_a_text_is_text(folder: Path, other: str) -> None:
    """Nothing else."""
    assert "n’est pas un fichier .txt : c’est " in _defect(folder, ".txt", OTHERS[other])


def test_an_archive_whose_bytes_changed_is_told(folder: Path) -> None:
    """Its checksums say so."""
    data = bytearray(SOUND[".docx"])
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        largest = max(archive.infolist(), key=lambda member: member.compress_size)
    middle = largest.header_offset + 30 + len(largest.filename) + largest.compress_size // 2
    data[middle : middle + 4] = b"\xff\xff\xff\xff"
    assert "tronqué" in _defect(folder, ".docx", bytes(data))


def test_a_document_under_a_password_is_told(folder: Path) -> None:
    """Readers could not open it."""
    manifest = "<manifest:manifest><manifest:encryption-data/></manifest:manifest>"
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr("mimetype", MEDIA_TYPES[".odt"])
        archive.writestr("META-INF/manifest.xml", manifest)
    assert "mot de passe" in _defect(folder, ".odt", written.getvalue())


def test_an_archive_that_unpacks_to_too_much_is_not_read_to_its_end(folder: Path) -> None:
    """It is what its name says; the guard has its own limits."""
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as archive, archive.open("zeros", "w") as member:
        for _ in range(310):
            member.write(bytes(1_000_000))
    assert _defect(folder, ".zip", written.getvalue()) == ""


def _without(data: bytes, part: str) -> bytes:
    return _with(data, part, None)


def _with(data: bytes, part: str, content: bytes | None) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(data)) as old, zipfile.ZipFile(written, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            found = content if member.filename == part else old.read(member)
            if found is not None:
                new.writestr(member, found)
    return written.getvalue()


@pytest.mark.parametrize(
    ("ending", "part"),
    [
        (".docx", "word/document.xml"),
        (".docx", "_rels/.rels"),
        (".xlsx", "xl/workbook.xml"),
        (".xlsx", "xl/worksheets/sheet1.xml"),
        (".pptx", "ppt/slides/slide1.xml"),
        (".odt", "content.xml"),
    ],
)
def test_a_document_without_what_it_shows_is_told(folder: Path, ending: str, part: str) -> None:
    """The archive is sound, and no program opens it: a part is missing, empty, or cut."""
    for broken in (
        _without(SOUND[ending], part),
        *(_with(SOUND[ending], part, it) for it in (b"", b"<a><b>")),
    ):
        assert "principale" in _defect(folder, ending, broken)


@pytest.mark.parametrize("ending", sorted(MEDIA_TYPES))
@pytest.mark.parametrize(
    ("data", "told"),
    [
        (b"../CV-2026-DOC-0002/fiche.pdf", "lien symbolique"),
        (b"[InternetShortcut]\r\nURL=https://example.org/\r\n", "raccourci"),
        (b"\xef\xbb\xbf" + _POINTER % (b"a" * 64, 12), "Git LFS"),
        (b"<<<<<<< HEAD\n" + _POINTER % (b"a" * 64, 12) + b"=======\n>>>>>>> x\n", "Git LFS"),
        (b"version http://git-media.io/v/2\noid sha256:aa\nsize 1\n", "Git LFS"),
    ],
)
def test_what_stands_in_the_place_of_a_file_is_named(
    folder: Path, ending: str, data: bytes, told: str
) -> None:
    """A link that git wrote as a text, a shortcut, a pointer however it was handled."""
    assert told in _defect(folder, ending, data)


@pytest.mark.parametrize(
    ("ending", "data", "told"),
    [
        (".csv", b'{"error": "unauthorized"}', "JSON"),
        (".csv", b"<?xml version='1.0'?><Error>AccessDenied</Error>", "XML"),
        (".csv", b"<table><tr><td>1</td></tr></table>", "HTML"),
        (".csv", b"a;b\n<<<<<<< HEAD\n1;2\n=======\n1;3\n>>>>>>> x\n", "conflit"),
        (".txt", b"un\n<<<<<<< HEAD\ndeux\n=======\n>>>>>>> x\n", "conflit"),
        (".pdf", SOUND[".pdf"].decode("utf-8", "replace").encode(), "abîmé"),
        (".pdf", SOUND[".pdf"].replace(b"\r\n", b"\n").replace(b"\n", b"\r\n"), "abîmé"),
        (".jpg", SOUND[".jpg"][: len(SOUND[".jpg"]) // 2].ljust(len(SOUND[".jpg"]), b"\0"), "abîmé"),
    ],
)
def test_what_a_transfer_did_to_a_file_is_told(folder: Path, ending: str, data: bytes, told: str) -> None:
    """An answer of a server in its place, text mode, a download that stopped, two sides of a merge."""
    assert told in _defect(folder, ending, data)


def test_an_archive_that_gives_nothing_is_told(folder: Path) -> None:
    """Without a file, with empty ones, with pointers."""
    for files, told in (
        ({}, "aucun fichier"),
        ({"a.txt": b"", "b.pdf": b""}, "aucun fichier"),
        ({"lisez-moi.txt": b"x", "fiche.pdf": _POINTER % (b"a" * 64, 12)}, "pointeurs"),
    ):
        written = io.BytesIO()
        with zipfile.ZipFile(written, "w") as archive:
            for name, data in files.items():
                archive.writestr(name, data)
        assert told in _defect(folder, ".zip", written.getvalue())
