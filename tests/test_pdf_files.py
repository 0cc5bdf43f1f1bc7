"""PDF files that are wrong, or wrong on purpose: facts, words and previews come without harm."""

import struct
from pathlib import Path

import pytest
from benchmarks.zoo import ZOO

from cyberveille.pdf_files import PREVIEW_WIDTH, PdfFacts, pdf_facts, pdf_words, preview


def _size(picture: bytes) -> tuple[int, int]:
    assert picture.startswith(b"\x89PNG")
    return struct.unpack(">II", picture[16:24])


@pytest.mark.parametrize("name", ["huge-page.pdf", "14400-page.pdf", "strip.pdf", "100000-pages.pdf"])
def test_a_page_of_any_size_has_a_small_picture(tmp_path: Path, name: str) -> None:
    file = tmp_path / name
    file.write_bytes(ZOO[name]())
    width, height = _size(preview(file))
    assert width <= PREVIEW_WIDTH
    assert height <= 4 * PREVIEW_WIDTH
    assert pdf_facts(file).pages == (100_000 if name.startswith("100000") else 1)


@pytest.mark.parametrize("data", [b"%PDF-1.7\nrien", b"", b"%PDF-1.7\n" + b"[" * 100_000])
def test_a_broken_file_says_nothing(tmp_path: Path, data: bytes) -> None:
    file = tmp_path / "x.pdf"
    file.write_bytes(data)
    assert pdf_facts(file) == PdfFacts()
    assert pdf_words(data) == ""
    assert _size(preview(file))[0] == PREVIEW_WIDTH
