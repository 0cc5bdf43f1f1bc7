"""PDF files: all that is in them for somebody, shown or not, now or before."""

import io
import zlib
from collections.abc import Callable
from typing import Any

import pikepdf
import pytest
from pikepdf import Array, Dictionary, Name, Object, String
from tests.containers_reading import says, sealed, sentence

from cyberveille.publishing.containers import Limits

SAID = sentence("le fichier")
_LATIN = SAID.replace("’", "'").encode("cp1252")


def _document() -> pikepdf.Pdf:
    made = pikepdf.new()
    made.add_blank_page(page_size=(300, 300))
    font = Dictionary(
        Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica, Encoding=Name.WinAnsiEncoding
    )
    made.pages[0].obj.Resources = Dictionary(Font=Dictionary(F=made.make_indirect(font)))
    return made


def _shown(text: bytes, before: bytes = b"10 100 Td") -> bytes:
    return b"BT /F 9 Tf %b (%b) Tj ET" % (before, text)


def _saved(document: pikepdf.Pdf, **options: Any) -> bytes:  # noqa: ANN401 - those of the library
    written = io.BytesIO()
    document.save(written, **options)
    return written.getvalue()


def _page(content: bytes, **entries: Object) -> bytes:
    made = _document()
    made.pages[0].obj.Contents = made.make_stream(content)
    for key, value in entries.items():
        made.pages[0].obj[f"/{key}"] = value
    return _saved(made)


def _root(**entries: Object) -> bytes:
    made = _document()
    for key, value in entries.items():
        made.Root[f"/{key}"] = value
    return _saved(made)


def _noted(**entries: Object) -> bytes:
    made = _document()
    note = Dictionary(Type=Name.Annot, Subtype=Name.Text, Rect=Array([0, 0, 9, 9]))
    for key, value in entries.items():
        note[f"/{key}"] = value
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])
    return _saved(made)


def _drawn() -> bytes:
    """An annotation that shows the words and holds them nowhere else."""
    made = _document()
    font = made.pages[0].obj.Resources
    drawing = made.make_stream(_shown(_LATIN), Type=Name.XObject, Subtype=Name.Form, BBox=Array([0, 0, 9, 9]))
    drawing.Resources = font
    note = Dictionary(
        Type=Name.Annot, Subtype=Name.Stamp, Rect=Array([0, 0, 9, 9]), F=2, AP=Dictionary(N=drawing)
    )
    made.pages[0].obj.Annots = Array([made.make_indirect(note)])
    return _saved(made)


def _joined(said_in: str) -> bytes:
    made = _document()
    file = pikepdf.AttachedFileSpec(
        made,
        zlib.compress(b"x") if said_in != "content" else SAID.encode(),
        filename=f"{SAID}.txt" if said_in == "name" else "a.txt",
        description=SAID if said_in == "description" else "",
    )
    made.attachments["a.txt"] = file
    return _saved(made)


def _taken_out() -> bytes:
    """A page that stands in no tree any more, as some editors delete one."""
    made = _document()
    page = Dictionary(Type=Name.Page, MediaBox=Array([0, 0, 300, 300]), Resources=made.pages[0].obj.Resources)
    page.Contents = made.make_stream(_shown(_LATIN))
    made.Root.Kept = made.make_indirect(page)
    return _saved(made)


def _revised() -> bytes:
    """A page's words, replaced by an incremental update (PDF 2.0, 7.5.6)."""
    first = _page(_shown(_LATIN))
    with pikepdf.open(io.BytesIO(first)) as document:
        number = document.pages[0].obj.Contents.objgen[0]
        root, size = document.Root.objgen[0], len(document.objects) + 1
    before = first.rindex(b"startxref\n") + len(b"startxref\n")
    start = int(first[before : first.index(b"\n", before)])
    update = b"%d 0 obj\n<</Length 0>>stream\n\nendstream\nendobj\n" % number
    table = b"xref\n%d 1\n%010d 00000 n \ntrailer\n<</Size %d/Root %d 0 R/Prev %d>>\n" % (
        number, len(first), size, root, start,
    )  # fmt: skip
    return first + update + table + b"startxref\n%d\n%%%%EOF\n" % (len(first) + len(update))


def _layered() -> bytes:
    made = _document()
    layer = made.make_indirect(Dictionary(Type=Name.OCG, Name=String("Calque")))
    made.Root.OCProperties = Dictionary(OCGs=Array([layer]), D=Dictionary(OFF=Array([layer])))
    made.pages[0].obj.Resources.Properties = Dictionary(L=layer)
    made.pages[0].obj.Contents = made.make_stream(b"/OC /L BDC " + _shown(_LATIN) + b" EMC")
    return _saved(made)


PLACES: dict[str, Callable[[], bytes]] = {
    "the page": lambda: _page(_shown(_LATIN)),
    "beside the page": lambda: _page(_shown(_LATIN, b"10 -900 Td")),
    "outside of the crop": lambda: _page(_shown(_LATIN), CropBox=Array([0, 0, 50, 50])),
    "invisible letters": lambda: _page(b"3 Tr " + _shown(_LATIN)),
    "a clip": lambda: _page(b"0 0 1 1 re W n " + _shown(_LATIN)),
    "a layer that is off": _layered,
    "under a replacement text": lambda: _page(b"/Span<</ActualText(rien)>>BDC " + _shown(_LATIN) + b" EMC"),
    "a replacement text": lambda: _page(
        b"/Span<</ActualText(" + _LATIN + b")>>BDC " + _shown(b"rien") + b" EMC"
    ),
    "an earlier revision": _revised,
    "a page taken out": _taken_out,
    "alternative text": lambda: _root(
        StructTreeRoot=Dictionary(K=Dictionary(S=Name.Figure, Alt=String(SAID)))
    ),
    "a form's value": lambda: _root(
        AcroForm=Dictionary(Fields=Array([Dictionary(T=String("a"), V=String(SAID))]))
    ),
    "a form's default": lambda: _root(AcroForm=Dictionary(Fields=Array([Dictionary(DV=String(SAID))]))),
    "an outline": lambda: _root(Outlines=Dictionary(First=Dictionary(Title=String(SAID)))),
    "a script": lambda: _root(OpenAction=Dictionary(S=Name.JavaScript, JS=String(f"app.alert('{SAID}')"))),
    "a note": lambda: _noted(Contents=String(SAID)),
    "a note's subject": lambda: _noted(Subj=String(SAID)),
    "a rich note": lambda: _noted(RC=String(f"<p>{SAID.replace('cellule', 'cel<b>lule</b>')}</p>")),
    "an annotation's drawing": _drawn,
    "a link": lambda: _noted(
        A=Dictionary(S=Name.URI, URI=String("https://x.example/" + SAID.replace(" ", "%20")))
    ),
    "an attachment": lambda: _joined("content"),
    "an attachment's name": lambda: _joined("name"),
    "an attachment's description": lambda: _joined("description"),
    "after the end": lambda: _page(b"") + SAID.encode(),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_pdf_hides_nothing(place: str) -> None:
    data = PLACES[place]()
    assert says("x.pdf", data, SAID)
    assert sealed("x.pdf", data) == []


def test_properties_are_read_and_tools_are_not() -> None:
    """Those of the trailer, those of XMP, and those that the writer made up."""
    made = _document()
    made.docinfo["/Affaire"], made.docinfo["/Producer"] = SAID, sentence("l’outil")
    with made.open_metadata(set_pikepdf_as_editor=False) as properties:
        properties["dc:description"] = sentence("la description")
        properties["xmp:CreatorTool"] = sentence("l’outil")
    data = _saved(made)
    assert says("x.pdf", data, SAID)
    assert says("x.pdf", data, sentence("la description"))
    assert not says("x.pdf", data, sentence("l’outil"))


def test_a_password_is_told() -> None:
    made = _document()
    locked = _saved(made, encryption=pikepdf.Encryption(owner="a", user="b"))
    assert sealed("x.pdf", locked) == [("x.pdf", "est protégé par un mot de passe")]
    opened = _saved(_document(), encryption=pikepdf.Encryption(owner="a", user=""))
    assert sealed("x.pdf", opened) == []


def test_a_broken_file_is_told() -> None:
    assert sealed("x.pdf", b"%PDF-1.7\nrien") == [("x.pdf", "ne s’ouvre pas : le fichier est abîmé")]


def test_pages_are_counted_in_every_revision() -> None:
    """Past the limit the file is told to ask for too much."""
    made = _document()
    for _ in range(5):
        made.add_blank_page()
    data = _saved(made)
    assert sealed("x.pdf", data, Limits(pages=6)) == []
    [(place, why)] = sealed("x.pdf", data, Limits(pages=5))
    assert (place, "plus de 5 pages" in why) == ("x.pdf", True)
