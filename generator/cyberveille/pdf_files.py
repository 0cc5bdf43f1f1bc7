"""PDF files: what is true of them, their words, and a picture of their first page (pypdfium2).

Each is opened in a process of its own: a file may be broken on purpose, and costs no more than it may.
"""

import io
import math
from collections.abc import Callable, Iterable, Iterator
from contextlib import closing, suppress
from functools import lru_cache, partial
from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.confining import Broken, OutOfMemory, OutOfTime, confined
from cyberveille.expressions import expression

PREVIEW_WIDTH = 320
_TALLEST = 1280
"""Of a preview, in pixels: a page may be a strip, or wrong."""
_BLANK = (PREVIEW_WIDTH, 453)
"""What stands for a page that cannot be drawn: a sheet of A4."""
_FEW_WORDS = 5
_LOOKED_AT = 200
"""In how many pages text is looked for, and how many are read for the search."""
_WIDEST = 20_000
"""In points; PDF itself stops at 14,400 (ISO 32000-2, annex C), and a picture of more is no page."""
BROKEN_WORD = expression("[\u00ad\u2010\ufffe\x02]\r?\n")
"""A hyphen that a typesetter put at the end of a line."""
_SECONDS, _MEMORY = 8, 350_000_000


class PdfFacts(Struct, frozen=True):
    """`title` and `language` as the file declares them, empty when it does not (PDF 2.0, 14.3 and 14.9.2).

    `pages` is None for a file that cannot be opened without a password, or at all, or at a reasonable cost.
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
    found = _apart(partial(_look, file.read_bytes()))
    return msgspec.msgpack.decode(found[-1], type=PdfFacts) if found else PdfFacts()


def _look(data: bytes) -> Iterator[bytes]:
    """The facts, then again with what a look at the pages adds to them."""
    import pypdfium2  # noqa: PLC0415
    from pypdfium2 import raw  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(data)) as document:
        length = raw.FPDFCatalog_GetLanguage(document, None, 0)
        buffer = (raw.FPDF_WCHAR * (length // 2 + 1))()
        raw.FPDFCatalog_GetLanguage(document, buffer, length)
        language = bytes(buffer)[: max(length - 2, 0)].decode("utf-16-le", "replace")
        facts = PdfFacts(
            pages=len(document),
            title=document.get_metadata_value("Title").strip(),
            language=language.strip(),
        )
        yield msgspec.msgpack.encode(facts)
        for number in range(min(len(document), _LOOKED_AT)):
            with suppress(pypdfium2.PdfiumError):
                if len(document[number].get_textpage().get_text_bounded().split()) >= _FEW_WORDS:
                    yield msgspec.msgpack.encode(msgspec.structs.replace(facts, has_text=True))
                    return


def pdf_words(data: bytes) -> str:
    """The text that the pages show and the metadata; nothing for a file that cannot be opened.

    A word broken at the end of a line is whole again. Of a very long file, the first pages.
    """
    return BROKEN_WORD.sub("", b"\n".join(_apart(partial(_read, data))).decode("utf-8", "replace"))


def _read(data: bytes) -> Iterator[bytes]:
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(data)) as document:
        for value in document.get_metadata_dict().values():
            yield value.encode("utf-8", "replace")
        for number in range(min(len(document), _LOOKED_AT)):
            with suppress(pypdfium2.PdfiumError):
                yield document[number].get_textpage().get_text_bounded().encode("utf-8", "replace")


def preview(file: Path) -> bytes:
    """The first page as a PNG `PREVIEW_WIDTH` pixels wide; the same file gives the same bytes.

    A page too tall for its width gives a narrower picture; one that cannot be drawn, a white sheet.
    """
    drawn = _apart(partial(_draw, file.read_bytes()))
    return drawn[0] if drawn else _png(None)


def _draw(data: bytes) -> Iterator[bytes]:
    import pypdfium2  # noqa: PLC0415

    with suppress(pypdfium2.PdfiumError), closing(pypdfium2.PdfDocument(data)) as document:
        page = document[0]
        width, height = page.get_size()
        if math.isfinite(width * height) and 0 < width <= _WIDEST and 0 < height <= _WIDEST:
            scale = min(PREVIEW_WIDTH / width, _TALLEST / height)
            yield _png(page.render(scale=scale).to_pil())


def _png(picture: object) -> bytes:
    from PIL import Image  # noqa: PLC0415

    shown = picture if isinstance(picture, Image.Image) else Image.new("RGB", _BLANK, "white")
    written = io.BytesIO()
    shown.convert("P", colors=64).save(written, "PNG", optimize=True)
    return written.getvalue()


def _apart(work: Callable[[], Iterable[bytes]]) -> list[bytes]:
    """What the work gave before it was done, or stopped."""
    from cyberveille.extras import Part, need  # noqa: PLC0415 - for the portals that have such a file

    need(Part.PDF)
    import pypdfium2  # noqa: F401, PLC0415 - a tenth of a second to load, once for all the processes

    given: list[bytes] = []
    with suppress(OutOfTime, OutOfMemory, Broken):
        given.extend(confined(work, seconds=_SECONDS, memory=_MEMORY, spent=lambda _: None))
    return given
