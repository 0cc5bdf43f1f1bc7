"""The objects of a PDF file: what their strings and streams say to somebody."""

import io
from collections.abc import Iterator

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Stream

from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.inflating import inflated
from cyberveille.publishing.containers.member import Member
from cyberveille.publishing.words import text_words, written_words

_UNREAD_KEYS = {
    "/AAPL:Keywords", "/ByteRange", "/CIDSet", "/Cert", "/CharSet", "/CheckSum", "/ColorSpace",
    "/CreationDate", "/Creator", "/DA", "/DS", "/DocChecksum", "/FontFamily", "/FontName",
    "/GTS_PDFXVersion", "/ID", "/IDTree", "/Indexed", "/Lang", "/Lookup", "/M", "/ModDate", "/NM",
    "/Ordering", "/OutputCondition", "/OutputConditionIdentifier", "/PTEX.Fullbanner", "/Panose",
    "/Producer", "/Registry", "/RegistryName", "/SourceModified", "/Style", "/Trapped",
}  # fmt: skip
_WRITTEN = ("/JS", "/RC", "/RV", "/XFA")
"""Keys of scripts, rich texts and forms, which may be streams (12.6.4.17, 12.7.4.4, 12.7.8)."""
_IMAGES = {"/DCTDecode", "/DCT"}
_DEEP = 50


class Objects:
    """Walks every object that the file refers to, or keeps without a reference."""

    def __init__(self, document: pikepdf.Pdf, budget: Budget) -> None:
        self._document = document
        self._budget = budget
        self._files: dict[tuple[int, int], tuple[str, list[str]]] = {}
        self._texts: set[tuple[int, int]] = set()
        self._appearances: list[Object] = []
        self._pages: list[Object] = []

    def words(self) -> Iterator[bytes]:
        """The strings, each a text of its own: outlines, notes, values, alternatives, properties."""
        for item in self._document.objects:
            self._budget.spend(Limit.ELEMENTS)
            yield from self._said(item)
        info = self._document.trailer.get("/Info")
        if isinstance(info, Dictionary) and not info.is_indirect:
            yield from self._said(info)

    def _said(self, item: Object) -> Iterator[bytes]:
        waiting: list[tuple[Object, int]] = [(item, 0)]
        while waiting:
            value, depth = waiting.pop()
            if depth > _DEEP:
                continue
            if isinstance(value, Array):
                self._budget.spend(Limit.ELEMENTS, len(value))
                for part in value:
                    if isinstance(part, pikepdf.String):
                        yield text_words(str(part))
                    elif isinstance(part, Array | Dictionary) and not part.is_indirect:
                        waiting.append((part, depth + 1))
            elif isinstance(value, Dictionary | Stream):
                yield from self._entries(value, depth, waiting)

    def _entries(self, item: Object, depth: int, waiting: list[tuple[Object, int]]) -> Iterator[bytes]:
        self._note(item)
        signed = "/ByteRange" in item
        for key in item.keys():  # noqa: SIM118 - an object of the library, not a mapping
            self._budget.spend(Limit.ELEMENTS)
            if key in _UNREAD_KEYS or (signed and key == "/Contents"):
                continue
            value = item.get(key)
            if isinstance(value, pikepdf.String):
                text = str(value)
                written = key in _WRITTEN or key == "/URI"
                yield written_words(text.encode("utf-8", "replace")) if written else text_words(text)
            elif key in _WRITTEN:
                self._written(value)
            elif isinstance(value, Array | Dictionary) and not value.is_indirect:
                waiting.append((value, depth + 1))

    def _written(self, value: object) -> None:
        """A stream of text, or a row of them with their names."""
        for part in value if isinstance(value, Array) else [value]:
            if isinstance(part, Stream):
                self._texts.add(part.objgen)

    def _note(self, item: Object) -> None:
        """What is looked at later: files within, drawings of annotations, pages that stand in no tree."""
        files = item.get("/EF")
        if isinstance(files, Dictionary):
            names = [str(item.get(key)) for key in ("/UF", "/F") if isinstance(item.get(key), pikepdf.String)]
            described = item.get("/Desc")
            notes = [*names[1:], *([str(described)] if isinstance(described, pikepdf.String) else [])]
            for key in files.keys():  # noqa: SIM118
                if isinstance(stream := files.get(key), Stream):
                    self._files[stream.objgen] = (names[0] if names else "", notes)
        drawn = item.get("/AP")
        if isinstance(drawn, Dictionary):
            for key in drawn.keys():  # noqa: SIM118
                self._appearance(drawn.get(key))
        if item.get("/Type") == Name.Page and isinstance(item, Dictionary) and item.is_indirect:
            self._pages.append(item)

    def _appearance(self, value: object) -> None:
        if isinstance(value, Stream):
            self._appearances.append(value)
        elif isinstance(value, Dictionary):
            self._appearances += [part for part in value.values() if isinstance(part, Stream)]

    def members(self) -> Iterator[Member]:
        """The files within and the photographs; what XMP packets, scripts and forms say is a member too."""
        for item in self._document.objects:
            if not isinstance(item, Stream):
                continue
            kind = item.get("/Type")
            if item.objgen in self._files or kind == Name.EmbeddedFile:
                name, notes = self._files.get(item.objgen, ("", []))
                yield Member(name, self._content(item), tuple(notes))
            elif kind == Name.Metadata or item.objgen in self._texts:
                yield Member("", self._content(item))
            elif set(_filters(item)) & _IMAGES:
                yield Member("", item.read_raw_bytes())

    def _content(self, stream: Object) -> bytes:
        if _filters(stream) in ([], ["/FlateDecode"]) and "/DecodeParms" not in stream:
            raw = stream.read_raw_bytes()
            return inflated(raw, self._budget) if _filters(stream) else raw
        try:
            content: bytes = stream.read_bytes()
        except pikepdf.PdfError:
            content = stream.read_raw_bytes()
        self._budget.spend(Limit.UNPACKED, len(content))
        return content

    def uncovered(self) -> bytes:
        """The file with what a page hides laid on pages of its own; empty when there is nothing.

        What a replacement text stands for (14.9.4) is shown again, and so are the drawings of annotations and
        pages that were taken out of the tree.
        """
        changed = self._without_replacements()
        listed = {page.obj.objgen for page in self._document.pages}
        for page in self._pages:
            if page.objgen not in listed:
                self._document.pages.append(pikepdf.Page(page))
                changed = True
        for drawing in self._appearances:
            self._budget.spend(Limit.PAGES)
            if "/Subtype" in drawing and drawing.get("/Subtype") != Name.Form:
                continue
            drawing["/Subtype"] = Name.Form
            self._document.add_blank_page()
            added = self._document.pages[-1].obj
            added["/Resources"] = Dictionary(XObject=Dictionary(X=drawing))
            added["/Contents"] = self._document.make_stream(b"/X Do")
            changed = True
        if not changed:
            return b""
        written = io.BytesIO()
        self._document.save(written, compress_streams=False, static_id=True)
        return written.getvalue()

    def _without_replacements(self) -> bool:
        changed = False
        for item in self._document.objects:
            if isinstance(item, Dictionary) and "/ActualText" in item:
                del item["/ActualText"]
                changed = True
            if not isinstance(item, Stream) or (
                item.get("/Type") is not None and item.get("/Type") != Name.XObject
            ):
                continue
            if item.get("/Subtype") not in {None, Name.Form} or "/Length1" in item:
                continue
            if _filters(item) in ([], ["/FlateDecode"]) and "/DecodeParms" not in item:
                content = self._content(item)
                if b"/ActualText" in content:
                    item.write(content.replace(b"/ActualText", b"/ActuallyNo"))
                    changed = True
        return changed


def _filters(stream: Object) -> list[str]:
    filters = stream.get("/Filter")
    if isinstance(filters, Name):
        return [str(filters)]
    return [str(item) for item in filters] if isinstance(filters, Array) else []
