"""Office documents as their libraries write them: all that is seen is read, and nothing of what holds it."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import Any

import docx
import openpyxl
import pptx
import pytest
from openpyxl.comments import Comment
from openpyxl.worksheet.datavalidation import DataValidation
from PIL import Image
from pptx.chart.data import CategoryChartData
from pptx.enum.chart import XL_CHART_TYPE
from pptx.util import Inches
from tests.containers_reading import FILES, in_common, missed, sealed, sentence

Told = Callable[[str], str]


def _ordinary(place: str) -> str:
    return f"Rien de {place}."


def _saved(document: Any) -> bytes:  # noqa: ANN401 - of three libraries
    written = io.BytesIO()
    document.save(written)
    return written.getvalue()


def _picture() -> io.BytesIO:
    held = io.BytesIO()
    Image.new("RGB", (8, 8), "teal").save(held, "JPEG")
    held.seek(0)
    return held


def _properties(properties: Any, told: Told) -> None:  # noqa: ANN401 - same
    properties.title, properties.subject = told("le titre"), told("le sujet")
    properties.author, properties.keywords = told("le nom"), told("le motif")
    properties.comments = told("la description")


def word(told: Told) -> bytes:
    """Made by python-docx."""
    document = docx.Document()
    _properties(document.core_properties, told)
    start, end = told("le corps").split(" ", 1)
    paragraph = document.add_paragraph(start[:2])
    paragraph.add_run(start[2:]).bold = True
    paragraph.add_run(f" {end}")
    document.add_table(1, 1).cell(0, 0).text = told("la case")
    document.sections[0].header.paragraphs[0].text = told("l’entête")
    document.sections[0].footer.paragraphs[0].text = told("le pied")
    document.add_comment(paragraph.runs, text=told("le commentaire"), author="Camille")
    document.add_picture(_picture())
    shown = document.inline_shapes[0]._inline.docPr
    shown.set("descr", told("l’image"))
    link = paragraph.part.relate_to(
        f"https://example.org/{told('le lien').replace(' ', '%20')}",
        "http://schemas.openxmlformats.org/officeDocument/2006/relationships/hyperlink",
        is_external=True,
    )
    assert link
    return _saved(document)


def workbook(told: Told) -> bytes:
    """Made by openpyxl, with the numbers that every sheet has."""
    book = openpyxl.Workbook()
    properties = book.properties
    properties.title, properties.subject, properties.creator = (
        told("le titre"),
        told("le sujet"),
        told("le nom"),
    )
    properties.keywords, properties.description = told("le motif"), told("la description")
    sheet = book.active
    sheet.append([told("la case")])
    for number in range(1, 40):
        sheet.append([number, 2000 + number % 30, number / 100, number * 10])
    sheet["A1"].comment = Comment(told("le commentaire"), "Camille")
    sheet["B1"] = f'=IF(A2>1,"{told("la formule")}","")'
    sheet["C1"].hyperlink = f"https://example.org/{told('le lien').replace(' ', '-')}"
    sheet.oddHeader.center.text = told("l’entête")
    rule = DataValidation(
        "list", '"oui,non"', promptTitle="Choix", prompt=told("l’invite"), showInputMessage=True
    )
    sheet.add_data_validation(rule)
    rule.add("D1")
    return _saved(book)


def slides(told: Told) -> bytes:
    """Made by python-pptx."""
    deck = pptx.Presentation()
    _properties(deck.core_properties, told)
    slide = deck.slides.add_slide(deck.slide_layouts[1])
    slide.shapes.title.text = told("la diapositive")
    slide.notes_slide.notes_text_frame.text = told("l’oral")
    size = (Inches(1), Inches(1), Inches(2), Inches(2))
    slide.shapes.add_picture(_picture(), *size)._element.nvPicPr.cNvPr.set("descr", told("l’image"))
    slide.shapes.add_table(1, 1, *size).table.cell(0, 0).text = told("la case")
    numbers: Any = CategoryChartData()  # type: ignore[no-untyped-call]
    numbers.categories = [told("l’axe"), "b"]
    numbers.add_series(told("la série"), (1, 2))
    slide.shapes.add_chart(XL_CHART_TYPE.COLUMN_CLUSTERED, *size, numbers)
    return _saved(deck)


PROPERTIES = ("le titre", "le sujet", "le nom", "le motif", "la description")
MADE: dict[str, tuple[Callable[[Told], bytes], tuple[str, ...]]] = {
    "docx": (
        word,
        (*PROPERTIES, "le corps", "la case", "l’entête", "le pied", "le commentaire", "l’image", "le lien"),
    ),
    "xlsx": (
        workbook,
        (*PROPERTIES, "la case", "le commentaire", "la formule", "le lien", "l’entête", "l’invite"),
    ),
    "pptx": (slides, (*PROPERTIES, "la diapositive", "l’oral", "l’image", "la case", "l’axe", "la série")),
}


@pytest.mark.parametrize("ending", MADE)
def test_all_that_a_reader_sees_is_read(ending: str) -> None:
    make, places = MADE[ending]
    assert missed(f"x.{ending}", make(sentence), places) == []
    assert missed(f"x.{ending}", make(_ordinary), places) == list(places)


@pytest.mark.parametrize("ending", MADE)
def test_documents_of_one_library_have_nothing_in_common(ending: str) -> None:
    """Two that say different things share no passage: no style, no schema, no default text."""
    make, _ = MADE[ending]
    one, other = make(sentence), make(_ordinary)
    assert one != other
    assert in_common(one, other) == set()
    assert in_common(one, one) != set()


KEPT = {
    "texte": (*PROPERTIES, "la propriété", "le corps", "le commentaire", "la note", "l’image", "la case",
              "le lien", "l’entête", "le pied"),
    "tableau": (*PROPERTIES, "la propriété", "le commentaire", "la case", "la formule"),
    "diapos": (*PROPERTIES, "la propriété", "la diapositive", "l’image", "l’oral"),
}  # fmt: skip
NOT_THERE = {
    "doc": {"l’image"},
    "xls": {"la formule"},
    "pdf": {"la description", "la propriété", "le commentaire", "l’image"},
}
"""What LibreOffice leaves out of a format, or hides in a binary record of it."""


@pytest.mark.parametrize("file", sorted(FILES.glob("*-reserve.*")), ids=lambda file: file.name)
def test_a_document_of_libreoffice_is_read_whole(file: Path) -> None:
    """In each place, and the like that says nothing of it has nothing in common with it."""
    places = set(KEPT[file.name.partition("-")[0]]) - NOT_THERE.get(file.suffix[1:], set())
    data, like = file.read_bytes(), file.with_name(file.name.replace("reserve", "public")).read_bytes()
    assert missed(file.name, data, sorted(places)) == []
    assert in_common(data, like) == set()
    assert sealed(file.name, data) == []
