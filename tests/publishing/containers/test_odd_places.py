# ruff: noqa: E501 - markup, as it stands in the documents
"""Sentences where nobody would look for them: parameters of fields, names of styles, captions of films."""

import io
import struct
import zipfile
from base64 import b64encode
from typing import Any

import pytest
from PIL import Image
from tests.containers_reading import in_common, says, sentence
from tests.publishing.containers.test_office import slides, word, workbook

SENTENCE = sentence("ceci")
IN_WORDS = SENTENCE.split()
_PARAGRAPH = "<w:p>{}</w:p>"


def _ordinary(place: str) -> str:
    return f"Rien de {place}."


def _with(document: bytes, part: str, before: str, xml: str) -> bytes:
    """The document with some XML more before a mark of one of its parts."""
    held = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(document)) as old, zipfile.ZipFile(held, "w") as new:
        for name in old.namelist():
            data = old.read(name)
            if name == part:
                assert before.encode() in data
                data = data.replace(before.encode(), f"{xml}{before}".encode(), 1)
            new.writestr(name, data)
    return held.getvalue()


def _in_word(xml: str, part: str = "word/document.xml", before: str = "<w:sectPr") -> bytes:
    return _with(word(_ordinary), part, before, xml)


def _image(form: str, **options: object) -> bytes:
    held = io.BytesIO()
    Image.new("RGB", (16, 16), "teal").save(held, form, **options)
    return held.getvalue()


def _exif() -> bytes:
    told: Any = Image.Exif()
    told[0x9C9C] = SENTENCE.encode("utf-16-le")
    return bytes(told.tobytes())


def _changed() -> str:
    """A sentence of which every other word was replaced, the changes followed."""
    runs = (
        f'<w:del w:id="1"><w:r><w:delText xml:space="preserve">{one} </w:delText></w:r></w:del>'
        '<w:ins w:id="2"><w:r><w:t xml:space="preserve">rien </w:t></w:r></w:ins>'
        if rank % 2
        else f'<w:r><w:t xml:space="preserve">{one} </w:t></w:r>'
        for rank, one in enumerate(IN_WORDS)
    )
    return _PARAGRAPH.format("".join(runs))


def _sound() -> bytes:
    body = b"\x01fra\xff\xfe\0\0\xff\xfe" + SENTENCE.encode("utf-16-le")
    return b"ID3\3\0\0\0\0\2\0COMM" + struct.pack(">IH", len(body), 0) + body + b"\xff\xfb" * 300


def _inline(start: str, end: str) -> bytes:
    picture = b64encode(_image("JPEG", comment=SENTENCE.encode())).decode()
    return f'{start}"data:image/jpeg;base64,{picture}"{end}'.encode()


_FIELD = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData>{}</w:ffData></w:fldChar></w:r>'
_SHEET, _STYLES = "xl/worksheets/sheet1.xml", "xl/styles.xml"
PLACES = {
    "docx changed": lambda: _in_word(_changed()),
    "docx field": lambda: _in_word(
        _PARAGRAPH.format(f'<w:fldSimple w:instr=" QUOTE &quot;{SENTENCE}&quot;"/>')
    ),
    "docx page field": lambda: _in_word(
        _PARAGRAPH.format(f'<w:r><w:instrText> PAGE "{SENTENCE}"</w:instrText></w:r>')
    ),
    "docx help": lambda: _in_word(_PARAGRAPH.format(_FIELD.format(f'<w:helpText w:val="{SENTENCE}"/>'))),
    "docx choice": lambda: _in_word(
        f'<w:sdt><w:sdtPr><w:dropDownList><w:listItem w:displayText="{SENTENCE}" w:value="1"/>'
        "</w:dropDownList></w:sdtPr><w:sdtContent/></w:sdt>"
    ),
    "docx table": lambda: _in_word(
        f'<w:tbl><w:tblPr><w:tblDescription w:val="{SENTENCE}"/></w:tblPr></w:tbl>'
    ),
    "docx bookmark": lambda: _in_word(
        _PARAGRAPH.format(f'<w:bookmarkStart w:id="0" w:name="{"_".join(IN_WORDS)}"/>')
    ),
    "docx style": lambda: _in_word(
        f'<w:style><w:name w:val="{SENTENCE}"/></w:style>', "word/styles.xml", "</w:styles>"
    ),
    "docx list": lambda: _in_word(
        f'<w:abstractNum><w:lvl><w:lvlText w:val="{SENTENCE}"/></w:lvl></w:abstractNum>',
        "word/numbering.xml",
        "</w:numbering>",
    ),
    "xlsx condition": lambda: _with(
        workbook(_ordinary),
        _SHEET,
        "</worksheet>",
        f"<conditionalFormatting><cfRule><formula>A1=&quot;{SENTENCE}&quot;</formula></cfRule></conditionalFormatting>",
    ),
    "xlsx filter": lambda: _with(
        workbook(_ordinary),
        _SHEET,
        "</worksheet>",
        f'<autoFilter><filters><filter val="{SENTENCE}"/></filters></autoFilter>',
    ),
    "xlsx scenario": lambda: _with(
        workbook(_ordinary),
        _SHEET,
        "</worksheet>",
        f'<scenarios><scenario name="x"><inputCells r="A1" val="{SENTENCE}"/></scenario></scenarios>',
    ),
    "xlsx form of a number": lambda: _with(
        workbook(_ordinary), _STYLES, "</styleSheet>", f'<numFmt formatCode="&quot;{SENTENCE}&quot; 0"/>'
    ),
    "pptx section": lambda: _with(
        slides(_ordinary),
        "ppt/presentation.xml",
        "</p:presentation>",
        f'<x:sectionLst xmlns:x="y"><x:section name="{SENTENCE}"/></x:sectionLst>',
    ),
    "gif": lambda: _image("GIF", comment=("et puis " * 30 + SENTENCE).encode()),
    "avif": lambda: _image("AVIF", exif=_exif()),
    "mp3": _sound,
    "mp4": lambda: (
        b"\0\0\0\x18ftypisom\0\0\2\0isommp41"
        + struct.pack(">I", len(SENTENCE.encode()) + 16)
        + b"data\0\0\0\1\0\0\0\0"
        + SENTENCE.encode()
    ),
    "svg picture": lambda: _inline('<svg xmlns="http://www.w3.org/2000/svg"><image href=', "/></svg>"),
    "html picture": lambda: _inline("Une page.\n<img src=", ">"),
}


@pytest.mark.parametrize("place", PLACES)
def test_a_sentence_is_met_wherever_it_stands(place: str) -> None:
    """Every attribute is read that holds words, every caption, every picture within a text."""
    assert says(f"a.{place.split(maxsplit=1)[0]}", PLACES[place](), SENTENCE)  # type: ignore[no-untyped-call]


@pytest.mark.parametrize("form", ["GIF", "AVIF"])
def test_images_of_these_kinds_have_nothing_in_common(form: str) -> None:
    """What their encoder writes of itself is nobody's sentence."""
    one, other = (_image(form, comment=told) for told in (b"une vue", b"une autre"))
    assert in_common(one, other) == set()


def test_how_word_describes_a_picture_by_itself_is_nobody_s_sentence() -> None:
    """Two documents may both have such a description."""
    told = (
        '<w:p><w:r><w:drawing><wp:inline xmlns:wp="w"><wp:docPr id="{}" name="Image {}" descr="Une image contenant '
        'texte, capture d’écran&#10;&#10;Le contenu généré par l’IA peut être incorrect."/></wp:inline></w:drawing></w:r></w:p>'
    )
    one, other = (_in_word(told.format(number, number)) for number in (7, 8))
    alone = {run for run in in_common(one, other) if b"image contenant" in run or b"genere par" in run}
    assert alone == set()
