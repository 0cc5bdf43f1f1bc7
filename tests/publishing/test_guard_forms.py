"""A withheld passage is seen however it is written, encoded or wrapped; what is public may be repeated."""

import gzip
import io
import json
import unicodedata
import zipfile
from importlib import import_module
from pathlib import Path
from typing import Protocol
from urllib.parse import quote, quote_plus

import pytest
from tests.needs import needs
from tests.portal import Portal, bulletin, without_index

from cyberveille.publishing.build import build
from cyberveille.publishing.guard import Guard, Hit, Leak, guard_of

TITLE = "Intrusion réservée chez les établissements"
PASSAGE = "couper l’accès : le cœur réparti déjà touché"
"""Eight words and no more: hiding any one of them hides it all."""
JOINED = "Le sinistre raconté pendant la nuit du laboratoire, heure par heure."
SOURCES = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"
PUBLIC_FILE = "content/documents/CV-2026-DOC-0001/premiers-gestes.txt"


@pytest.fixture
def circle(portal: Portal) -> Portal:
    """A restricted bulletin, document and directory."""
    portal.edit("site_config.yml", "featured:", SOURCES)
    extra = "redirect_from: [/bulletins/2026/0008-secret/]\nvulnerabilities:\n  - {cve: CVE-2026-99887}\n"
    text = bulletin(9, title=TITLE, extra=extra, body=f"Il faut {PASSAGE} ce soir.")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0009.md", text.replace("tlp: CLEAR", "tlp: AMBER"))
    _document(portal, "reserve/", 9, "tlp: AMBER", JOINED)
    portal.write(
        "reserve/content/annuaire.yml",
        "- {name: Camille Exemple, group: Urgence, purpose: Décider., phone: +33 6 39 98 45 67}\n"
        "- {name: Astreinte, group: Urgence, purpose: Décider., email: astreinte@cercle.example}\n",
    )
    return portal


def _document(portal: Portal, root: str, number: int, marking: str, joined: str) -> None:
    text = portal.read("content/documents/CV-2026-DOC-0001.md").replace("DOC-0001", f"DOC-{number:04d}")
    text = text.replace("Premiers gestes", f"Gestes {number}").replace("tlp: CLEAR", marking)
    portal.write(f"{root}content/documents/CV-2026-DOC-{number:04d}.md", text)
    portal.write(f"{root}content/documents/CV-2026-DOC-{number:04d}/premiers-gestes.txt", joined)


class Pdf(Protocol):
    """Writes a page of HTML as a PDF, with notes attached to it if any."""

    def __call__(self, html: str, notes: str = "") -> bytes: ...


@pytest.fixture
@needs("system")
def pdf() -> Pdf:
    """WeasyPrint, which loads Pango from the system."""
    weasyprint = import_module("weasyprint")

    def write(html: str, notes: str = "") -> bytes:
        joined = [weasyprint.Attachment(string=notes, name="notes.txt")] if notes else []
        return bytes(weasyprint.HTML(string=html).write_pdf(pdf_forms=True, attachments=joined))

    return write


@pytest.fixture
def guard(circle: Portal) -> Guard:
    return guard_of(*circle.made())


def _zip(**members: str | bytes) -> bytes:
    held = io.BytesIO()
    with zipfile.ZipFile(held, "w") as archive:
        for name, data in members.items():
            archive.writestr(name.replace("__", "."), data)
    return held.getvalue()


def _inside(tags: str) -> bytes:
    return PASSAGE.replace("réparti", f"ré{tags}parti").encode()


TEXTS: dict[str, tuple[str, bytes]] = {
    "capitals": ("x.html", PASSAGE.upper().encode()),
    "no accents": ("x.html", b"Couper l'acces: le coeur reparti deja touche"),
    "decomposed letters": ("x.html", unicodedata.normalize("NFD", PASSAGE).encode()),
    "decomposed entities": ("x.html", PASSAGE.replace("é", "e&#769;").encode()),
    "straight apostrophe": ("x.html", PASSAGE.replace("’", "'").encode()),
    "narrow spaces": ("x.html", PASSAGE.replace(" ", "\u202f").encode()),
    "soft hyphen": ("x.html", _inside("&shy;")),
    "zero-width space": ("x.html", _inside("\u200b")),
    "word joiner": ("x.html", _inside("&#8288;")),
    "break opportunity": ("x.html", _inside("<wbr>")),
    "bold letters": ("x.html", _inside('<b class="x">').replace(b"parti", b"par</b>ti")),
    "end of line": ("x.txt", _inside("-\r\n")),
    "feed": ("x.xml", b"<d>" + _inside("&lt;b&gt;").replace(b"parti", b"par&lt;/b&gt;ti") + b"</d>"),
    "JSON": ("x.json", json.dumps({"t": f"Il faut\n{PASSAGE}\tce soir"}).encode()),
    "JSON within JSON": ("x.json", json.dumps(json.dumps(PASSAGE)).encode()),
    "script": ("x.js", PASSAGE.replace("é", "\\xe9").encode()),
    "address": ("x.html", f'<a href="mailto:?subject={quote(PASSAGE)}">'.encode()),
    "form": ("x.html", f'<a href="?q={quote_plus(PASSAGE)}">'.encode()),
    "comment": ("x.html", f"<!-- a > b <i> {PASSAGE} -->".encode()),
    "drawing": ("x.svg", f"<svg><title>{PASSAGE}</title></svg>".encode()),
    "picture": ("x.png", b"\x89PNG\r\n\x1a\n\xff\xfetEXtTitle\0" + PASSAGE.encode()),
    "spreadsheet": ("x.csv", PASSAGE.encode("cp1252")),
    "UTF-16": ("x.txt", PASSAGE.encode("utf-16")),
    "search fragment": ("x.pf_fragment", gzip.compress(PASSAGE.encode())),
    "archive": ("x.zip", _zip(a__txt=PASSAGE)),
    "archive within an archive": ("x.zip", _zip(b__zip=_zip(a__txt=PASSAGE))),
    "name in an archive": ("x.zip", _zip(**{f"{TITLE}__txt": ""})),
    "text document": ("x.odt", _zip(content__xml=f"<text:p>{PASSAGE}</text:p>")),
    "word processor": (
        "x.docx",
        _zip(document__xml=b"<w:p><w:t>" + _inside("</w:t></w:r><w:r><w:t>") + b"</w:t></w:p>"),
    ),
    "workbook": ("x.xlsx", _zip(strings__xml=f"<si><t>Voir</t></si><si><t>{PASSAGE}</t></si>")),
    "address made of the title": ("intrusion-reservee-chez-les-etablissements/index.html", b""),
    "words of an attachment": ("x.html", f"<p>{JOINED}</p>".encode()),
    "attachment": ("x.bin", JOINED.encode()),
    "vulnerability": ("cve/2026.json", b'{"CVE-2026-99887":["x"]}'),
    "reference": ("x.html", b'<a href="https://example.org/9">'),
    "former address": ("_redirects", b"/bulletins/2026/0008-secret/ / 301"),
    "person": ("x.html", b"<td>Camille Exemple</td>"),
    "number to dial": ("x.html", b'<a href="tel:+33639984567">'),
    "number as the French write it": ("x.html", b"06.39.98.45.67"),
    "mail": ("x.html", b"mailto:astreinte@cercle.example"),
}


@pytest.mark.parametrize("form", TEXTS)
def test_a_form_of_writing_hides_nothing(guard: Guard, form: str) -> None:
    assert list(guard.leaks(*TEXTS[form]))


@pytest.mark.parametrize("path", ["x.html", "x.json", "x.zip"])
def test_seven_words_are_no_passage(guard: Guard, path: str) -> None:
    """The table above cannot pass by refusing everything."""
    data = PASSAGE.rpartition(" ")[0].encode()
    assert not list(guard.leaks(path, _zip(a__txt=data) if path == "x.zip" else data))


_PDF = {
    "lines broken within words": f'<html lang="fr"><p style="hyphens:auto;width:1.2cm">{PASSAGE}</p>',
    "outline": f"<h1 style=\"bookmark-label:'{PASSAGE}'\">Guide</h1>",
    "properties": f"<title>{PASSAGE}</title><p>Guide</p>",
    "form": f'<input name="x" value="{PASSAGE}">',
}


@pytest.mark.parametrize("place", _PDF)
def test_a_pdf_is_read_whole(guard: Guard, pdf: Pdf, place: str) -> None:
    assert list(guard.leaks("x.pdf", pdf(_PDF[place])))
    assert not list(guard.leaks("x.pdf", pdf("<p>Guide")))


def test_a_file_within_a_pdf_is_read(guard: Guard, pdf: Pdf) -> None:
    data = pdf("<p>Guide", notes=PASSAGE)
    assert {leak.path for leak in guard.leaks("x.pdf", data)} == {"x.pdf/notes.txt"}


def test_an_encrypted_archive_is_refused(guard: Guard) -> None:
    """Nobody can say what is in it."""
    data = bytearray(_zip(a__txt="Rien."))
    data[6] |= 1
    data[data.index(b"PK\x01\x02") + 8] |= 1
    assert list(guard.leaks("x.zip", bytes(data))) == [
        Leak("x.zip", "", "x.zip/a.txt", Hit.SEALED, "est chiffré")
    ]


def _leaks(portal: Portal) -> set[tuple[str, str, Hit]]:
    with without_index():
        found = build(*portal.made(), portal.workspace).leaks
    return {(leak.path, leak.notice, leak.hit) for leak in found}


def test_a_restricted_file_joined_to_a_public_document_refuses_the_edition(circle: Portal) -> None:
    circle.write(PUBLIC_FILE, JOINED)
    path = PUBLIC_FILE.removeprefix("content/")
    assert (path, "CV-2026-DOC-0009", Hit.FILE) in _leaks(circle)


def test_words_of_a_restricted_file_refuse_the_edition(circle: Portal) -> None:
    circle.write(PUBLIC_FILE, f"Comme on l’a dit : {JOINED}")
    assert {(notice, hit) for _, notice, hit in _leaks(circle)} == {("CV-2026-DOC-0009", Hit.WORDS)}


def test_a_draft_may_carry_the_file_of_its_public_predecessor(portal: Portal) -> None:
    """Whole, or in part; and name what a public file names."""
    portal.write(PUBLIC_FILE, f"{JOINED} Voir CVE-2026-99887 et https://example.org/9.")
    _document(portal, "", 9, "tlp: CLEAR\ndraft: true", portal.read(PUBLIC_FILE))
    _document(portal, "", 8, "tlp: CLEAR\ndraft: true", f"Version suivante. {JOINED}")
    extra = "draft: true\nvulnerabilities:\n  - {cve: CVE-2026-99887}\n"
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9, title="Suite", extra=extra))
    assert _leaks(portal) == set()


def test_a_number_that_is_public_may_be_in_a_directory(circle: Portal, tmp_path: Path) -> None:
    """However each of them writes it, once an edition has shown it."""
    circle.edit("site_config.yml", SOURCES, "featured:")
    (circle.folder / "reserve").rename(tmp_path / "ailleurs")
    page = "\n---\nAppelez [la cellule](tel:+33639984567), au 06 39 98 45 67.\n"
    circle.edit("content/pages/a-propos.md", "\n---\n", page)
    assert _leaks(circle) == set()
    (tmp_path / "ailleurs").rename(circle.folder / "reserve")
    circle.edit("site_config.yml", "featured:", SOURCES)
    assert _leaks(circle) == set()
