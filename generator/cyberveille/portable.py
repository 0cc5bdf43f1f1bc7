"""PDF files: what is true of them, their words, and a picture of their first page (pypdfium2)."""

import io
import re
from collections.abc import Iterator
from contextlib import closing, suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct

if TYPE_CHECKING:
    from pypdfium2 import PdfPage

PREVIEW_WIDTH = 320
_FEW_WORDS = 5
_BROKEN = re.compile("[\u00ad\u2010\ufffe\x02]\r?\n")
"""A hyphen that a typesetter put at the end of a line."""


class PdfFacts(Struct, frozen=True):
    """`title` and `language` as the file declares them, empty when it does not (PDF 2.0, 14.3 and 14.9.2).

    `pages` is None for a file that cannot be opened without a password, or at all.
    """

    pages: int | None = None
    title: str = ""
    language: str = ""
    has_text: bool = False

    @property
    def readable(self) -> bool:
        return self.pages is not None


def pdf_facts(file: Path) -> PdfFacts:
    """Raises OSError when the file is gone."""
    state = file.stat()
    return _facts(file, state.st_size, state.st_mtime_ns)


@lru_cache(maxsize=1024)
def _facts(file: Path, size: int, mtime_ns: int) -> PdfFacts:  # noqa: ARG001 - part of the cache's key
    import pypdfium2  # noqa: PLC0415 - a tenth of a second to load, for the few builds that need it
    from pypdfium2 import raw  # noqa: PLC0415

    try:
        with closing(pypdfium2.PdfDocument(file.read_bytes())) as document:
            length = raw.FPDFCatalog_GetLanguage(document, None, 0)
            buffer = (raw.FPDF_WCHAR * (length // 2 + 1))()
            raw.FPDFCatalog_GetLanguage(document, buffer, length)
            language = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
            return PdfFacts(
                pages=len(document),
                title=document.get_metadata_value("Title").strip(),
                language=language.strip(),
                has_text=any(
                    len(page.get_textpage().get_text_bounded().split()) >= _FEW_WORDS for page in document
                ),
            )
    except pypdfium2.PdfiumError:
        return PdfFacts()


def pdf_words(data: bytes) -> str:
    """The text of every page and the metadata; nothing for a file that cannot be opened.

    A word broken at the end of a line is whole again.
    """
    import pypdfium2  # noqa: PLC0415

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
            return _BROKEN.sub("", "\n".join((*texts, *document.get_metadata_dict().values())))
    except pypdfium2.PdfiumError:
        return ""


def pdf_asides(data: bytes) -> str:
    """What a PDF says beside its pages: the outline, notes of reviewers, fields of forms."""
    import pypdfium2  # noqa: PLC0415

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            outline = [item.get_title() for item in document.get_toc()]
            return "\n".join((*outline, *(text for page in document for text in _annotations(page))))
    except pypdfium2.PdfiumError:
        return ""


def _annotations(page: "PdfPage") -> Iterator[str]:
    """The texts of a page's annotations (PDF 2.0, 12.5.2 and 12.7.4)."""
    from pypdfium2 import raw  # noqa: PLC0415

    for position in range(raw.FPDFPage_GetAnnotCount(page)):
        annotation = raw.FPDFPage_GetAnnot(page, position)
        for key in (b"Contents", b"T", b"V", b"TU"):
            length = raw.FPDFAnnot_GetStringValue(annotation, key, None, 0)
            buffer = (raw.FPDF_WCHAR * (length // 2 + 1))()
            raw.FPDFAnnot_GetStringValue(annotation, key, buffer, length)
            yield bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
        raw.FPDFPage_CloseAnnot(annotation)


def pdf_embedded(data: bytes) -> Iterator[tuple[str, bytes]]:
    """The files embedded in a PDF, with their names."""
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(data)) as document:
        for position in range(document.count_attachments()):
            item = document.get_attachment(position)
            yield item.get_name(), bytes(item.get_data())


def preview(file: Path) -> bytes:
    """The first page as a PNG `PREVIEW_WIDTH` pixels wide; the same file gives the same bytes."""
    import pypdfium2  # noqa: PLC0415

    with closing(pypdfium2.PdfDocument(file.read_bytes())) as document:
        page = document[0]
        picture = page.render(scale=PREVIEW_WIDTH / page.get_width()).to_pil()
        written = io.BytesIO()
        picture.convert("P", colors=64).save(written, "PNG", optimize=True)
        return written.getvalue()
