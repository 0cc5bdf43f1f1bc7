"""OpenDocument files (ISO/IEC 26300): text, sheets and slides, and nothing of what holds them."""

from collections.abc import Iterator, Mapping
from urllib.parse import unquote

from cyberveille.publishing.containers.budget import Budget
from cyberveille.publishing.containers.office import LITERAL, telling
from cyberveille.publishing.containers.xml import Grammar, XmlReader, xml_words

MIMETYPE = "mimetype"
MANIFEST = "META-INF/manifest.xml"
_PREFIX = b"application/vnd.oasis.opendocument."
_BOILERPLATE = {"settings.xml", "manifest.rdf", "layout-cache", MANIFEST, MIMETYPE}
_BOILERPLATE_FOLDERS = ("Configurations2/", "Fonts/")
_IN_A_LINE = {
    "a", "alphabetical-index-mark-end", "alphabetical-index-mark-start", "annotation-end",
    "bibliography-mark", "bookmark", "bookmark-end", "bookmark-start", "change", "change-end",
    "change-start", "conditional-text", "frame", "hidden-text", "meta", "meta-field", "placeholder",
    "reference-mark", "reference-mark-end", "reference-mark-start", "ruby", "ruby-base", "s", "script",
    "sequence", "soft-page-break", "span", "text-input", "toc-mark-end", "toc-mark-start",
    "user-field-get", "variable-get", "variable-set",
}  # fmt: skip
_ASIDE = {
    "annotation", "content-validation", "desc", "error-message", "footer", "footer-first", "footer-left",
    "form", "header", "header-first", "header-left", "help-message", "image", "note", "notes", "object",
    "region-center", "region-left", "region-right", "ruby-text", "table", "text-box", "title",
    "tracked-changes",
}  # fmt: skip
_ATTRIBUTES = {
    "author", "base-cell-address-text", "conditional", "current-string-value", "current-value",
    "description", "display-name-text", "help-text", "label", "prompt", "string-value", "summary",
    "value-text",
}  # fmt: skip
_COMPUTED = {
    "automatic-styles", "binary-data", "calculation-settings", "character-count", "creation-date",
    "creation-time", "date", "document-statistic", "editing-cycles", "editing-duration", "file-name",
    "font-decls", "font-face-decls", "forms-properties", "generator", "image-count", "modification-date",
    "modification-time", "named-range", "number", "object-count", "page-count", "page-number",
    "paragraph-count", "print-date", "print-time", "properties", "settings", "sheet-name", "styles",
    "table-count", "time", "title-field", "word-count",
}  # fmt: skip
_DOCUMENT = Grammar(
    inline=frozenset(_IN_A_LINE),
    skipped=frozenset(_COMPUTED),
    only=frozenset({"body", "master-styles", "scripts"}),
    aside=frozenset(_ASIDE),
    attributes=frozenset(_ATTRIBUTES),
    named=frozenset(
        {"table", "frame", "page", "section", "named-expression", "user-field-decl", "database-range"}
    ),
)
_META = Grammar(skipped=frozenset(_COMPUTED) | {"initial-creation-date", "template", "auto-reload"})


def is_opendocument(mimetype: bytes) -> bool:
    return mimetype.startswith(_PREFIX)


def is_boilerplate(name: str) -> bool:
    return (
        name.rpartition("/")[2] in _BOILERPLATE
        or name in _BOILERPLATE
        or name.startswith(_BOILERPLATE_FOLDERS)
    )


def is_part(name: str) -> bool:
    """Whether the file of that name is a document's own XML, or that of an object within it."""
    return name.rpartition("/")[2] in {"content.xml", "styles.xml", "meta.xml"}


def opendocument_words(name: str, data: bytes, budget: Budget) -> Iterator[bytes]:
    if name.rpartition("/")[2] == "meta.xml":
        yield from xml_words(_Meta(_META, budget), data)
    else:
        yield from xml_words(_Document(_DOCUMENT, budget), data)


class _Meta(XmlReader):
    """Each property is a text of its own; those of the writer's own making have a name as well."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "user-defined":
            self.texts.append(attributes.get("meta:name", ""))

    def closed(self, name: str) -> None:  # noqa: ARG002 - whichever it is
        self.texts.append("".join(self.buffer))
        self.buffer = []


_TELLING_ALONE = {"float", "percentage", "currency", "date", "time", "boolean"}


class _Document(XmlReader):
    """A body and its master pages, where a placeholder only tells what to type."""

    def __init__(self, grammar: Grammar, budget: Budget) -> None:
        super().__init__(grammar, budget)
        self._number = False

    def skips(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name == "frame" and attributes.get("presentation:placeholder") == "true":
            return True
        return super().skips(name, attributes)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name in {"s", "tab", "line-break"}:
            self.buffer.append(" ")
        elif name == "table-cell":
            self.texts.append(" ".join(LITERAL.findall(attributes.get("table:formula", ""))))
            self._number = attributes.get("office:value-type") in _TELLING_ALONE
        elif name == "a" or (name == "image" and "://" in attributes.get("xlink:href", "")):
            self.texts.append(unquote(attributes.get("xlink:href", "")))
        elif name in {
            "text",
            "textarea",
            "formatted-text",
            "combobox",
            "option",
            "item",
            "button",
            "checkbox",
        }:
            self.texts += (value for key, value in attributes.items() if key in {"form:value", "form:name"})

    def read_text(self, text: str) -> None:
        if not self._number or telling(text):
            self.buffer.append(text)

    def closed(self, name: str) -> None:
        if name == "table-cell":
            self._number = False
