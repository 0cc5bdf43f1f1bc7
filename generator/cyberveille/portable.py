"""PDF files: what is true of them, their words, and a picture of their first page (pypdfium2)."""

import io
from contextlib import closing
from functools import lru_cache
from pathlib import Path

from msgspec import Struct

PREVIEW_WIDTH = 320
_FEW_WORDS = 5


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
    """The text of every page and the metadata; nothing for a file that cannot be opened."""
    import pypdfium2  # noqa: PLC0415

    try:
        with closing(pypdfium2.PdfDocument(data)) as document:
            texts = [page.get_textpage().get_text_bounded() for page in document]
            return "\n".join((*texts, *document.get_metadata_dict().values()))
    except pypdfium2.PdfiumError:
        return ""


def preview(file: Path) -> bytes:
    """The first page as a PNG `PREVIEW_WIDTH` pixels wide; the same file gives the same bytes."""
    import pypdfium2  # noqa: PLC0415

    with closing(pypdfium2.PdfDocument(file.read_bytes())) as document:
        page = document[0]
        picture = page.render(scale=PREVIEW_WIDTH / page.get_width()).to_pil()
        written = io.BytesIO()
        picture.convert("P", colors=64).save(written, "PNG", optimize=True)
        return written.getvalue()
