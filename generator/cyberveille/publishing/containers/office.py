"""Office Open XML documents (ECMA-376): what Word, Excel and PowerPoint show, and not what holds it."""

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from urllib.parse import unquote

from msgspec.structs import replace

from cyberveille.expressions import expression
from cyberveille.publishing.containers.budget import Budget, Limit
from cyberveille.publishing.containers.prose import PROSE, Prose, is_prose, prose
from cyberveille.publishing.containers.xml import Grammar, XmlReader, xml_words

CONTENT_TYPES = "[Content_Types].xml"
_BOILERPLATE = expression(
    r"(?:^|/)(?:\[Content_Types\]\.xml|calcChain\.xml|metadata\.xml|fonts/[^/]*\.(?:odttf|fntdata)"
    r"|printerSettings/[^/]*\.bin|(?:diagrams|graphics)/(?:layout|colors|quickStyle|quickStyles)\d*\.xml|revisionInfo\.xml"
    r"|charts/(?:style|colors)\d*\.xml|changesInfos/[^/]*\.xml"
    r"|customXml/itemProps\d*\.xml)$"
)
_DRESS = expression(
    r"(?:^|/)(?:theme/theme\w*|tableStyles|styles|stylesWithEffects|fontTable|webSettings|numbering|presProps|viewProps)\.xml$"
)
_MASTER = expression(r"/(?:slideMasters|slideLayouts|notesMasters|handoutMasters)/")
_PROPERTIES = expression(
    r"(?:^|/)docProps/(core|app|custom)\.xml$|^package/services/metadata/core-properties/"
)
_NAMED = {
    "cacheField", "cmAuthor", "custShow", "definedName", "pivotTableDefinition", "sheet", "table",
}  # fmt: skip
_ATTRIBUTES = {
    "alt", "author", "caption", "comment", "descr", "description", "display", "displayName", "error",
    "errorTitle", "help", "initials", "prompt", "promptTitle", "statusText", "string", "title", "tooltip",
}  # fmt: skip
_IN_A_LINE = {
    "AlternateContent", "Choice", "Fallback", "anchor", "annotationRef", "b", "bdo", "bookmarkEnd",
    "bookmarkStart", "charset", "color", "commentRangeEnd", "commentRangeStart", "commentReference", "cs",
    "customXml", "del", "delInstrText", "delText", "dir", "drawing", "ea", "effectLst", "endnoteRef",
    "endnoteReference", "ext", "extLst", "family", "fld", "fldChar", "fldSimple", "footnoteRef",
    "footnoteReference", "graphic", "highlight", "hlinkClick", "hlinkHover", "hyperlink", "i", "inline",
    "ins", "instrText", "lastRenderedPageBreak", "latin", "ln", "moveFrom", "moveFromRangeEnd",
    "moveFromRangeStart", "moveTo", "moveToRangeEnd", "moveToRangeStart", "noFill", "object", "outline",
    "permEnd", "permStart", "pict", "proofErr", "r", "rFont", "rPr", "rt", "ruby", "rubyBase", "scheme",
    "schemeClr", "sdt", "sdtContent", "sdtEndPr", "sdtPr", "shadow", "smartTag", "smartTagPr",
    "softHyphen", "solidFill", "srgbClr", "strike", "sym", "sz", "t", "txBody", "u", "vertAlign",
}  # fmt: skip
_SKIPPED = {
    "align", "autoTitleDeleted", "bodyPr", "clrData", "cols", "conditionalFormatting", "defRPr",
    "docDefaults", "docPartPr", "externalData", "formatCode", "formulas", "idx", "latentStyles",
    "layoutDef", "layoutTarget", "lstStyle", "numFmt", "pPr", "pageMargins", "pageSetup", "pctHeight",
    "pctWidth", "phoneticPr", "posOffset", "printOptions", "ptCount", "rPh", "rPr", "sampData", "schema",
    "sectPr", "shapetype", "sizeRelH", "sizeRelV", "spPr", "sqref", "style", "styleData",
    "tableStyleInfo", "tblGrid", "tblPr", "tcPr", "themeOverride", "trPr",
}  # fmt: skip
_WITHOUT_PROSE = {
    "clrData", "docDefaults", "latentStyles", "layoutDef", "rPh", "sampData", "schema", "shapetype",
    "styleData", "txStyles",
}  # fmt: skip
"""Of the elements that nobody reads, those in which programs write sentences themselves."""
_ASIDE = {
    "cat", "comment", "dataValidation", "del", "docPart", "endnote", "evenFooter", "evenHeader", "f",
    "firstFooter", "firstHeader", "footnote", "ftr", "hdr", "instrText", "moveFrom", "oddFooter",
    "oddHeader", "sdtPr", "textbox", "threadedComment", "title", "tx", "txbxContent", "val", "xVal",
    "yVal",
}  # fmt: skip
_WORD = frozenset(_IN_A_LINE)
GRAMMAR = Grammar(
    inline=_WORD,
    skipped=frozenset(_SKIPPED),
    aside=frozenset(_ASIDE),
    attributes=frozenset(_ATTRIBUTES),
    named=frozenset(_NAMED),
    spaces=frozenset({"xsd", "xs"}),
)
_MARKED = replace(GRAMMAR, aside=GRAMMAR.aside - {"del", "moveFrom"})
_BEFORE = replace(_MARKED, skipped=GRAMMAR.skipped | {"ins", "moveTo"})
"""A text with its changes followed: with both sides, and as it was before them."""
_EACH_ALONE = Grammar(skipped=frozenset({"created", "modified", "lastPrinted", "revision", "TotalTime"}))
_OF_APPLICATIONS = frozenset(
    {"Application", "AppVersion", "Template", "HeadingPairs", "DocSecurity", "PresentationFormat", "i4"}
)
_STOCK = {
    "cliquez ou appuyez ici pour entrer du texte",
    "cliquez ici pour entrer du texte",
    "cliquez ou appuyez ici pour entrer une date",
    "cliquez ici pour entrer une date",
    "choisissez un element",
    "choisissez un bloc de construction",
    "click or tap here to enter text",
    "click here to enter text",
    "click or tap to enter a date",
    "choose an item",
    "description generee automatiquement",
    "description automatically generated",
    "le contenu genere par l ia peut etre incorrect",
    "ai generated content may be incorrect",
}
"""What Word shows in a field that nobody filled in, and says of a picture that it described itself."""
_STOCK_WORDS = tuple(f" {sentence} ".encode() for sentence in sorted(_STOCK))
_FIELD = expression(r"\s*(?:ADDIN|TOC|TOA|INDEX|PAGE|NUMPAGES|SEQ|STYLEREF|FORM\w+)\b")
_PLAIN_NUMBER = expression(
    r"\s*(?:-?(?:\d{1,3}|19\d\d|20\d\d|\d{5}(?:\.\d+)?|0?[.,]\d+)?(?:E-?\d+)?%?"
    r"|\d{1,4}[/.-]\d{1,2}[/.-]\d{2,4}|\d{1,2}:\d{2}(?::\d{2})?)\s*",
    re.IGNORECASE,
)
"""Numbers that any sheet may hold in a row: ranks, small counts, years, days as such or since 1900, times."""
_PLACEHOLDER = expression(r"Google Shape;.*|Espace réservé [\w ’'-]{1,60}\d+", re.DOTALL)
"""How PowerPoint in French and Google Slides name the shapes that a layout gives."""
_HEADERS = {"oddHeader", "oddFooter", "evenHeader", "evenFooter", "firstHeader", "firstFooter"}
_CODE = expression(r'&(?:"[^"]*"|K[0-9A-Fa-f]{6}|\d+|[A-Z])')
"""What places and dresses a sheet's header (ECMA-376 part 1, 18.3.1.39)."""
LITERAL = expression(r'"((?:[^"]|"")*)"')


def is_boilerplate(name: str) -> bool:
    return bool(_BOILERPLATE.search(name))


def office_words(name: str, data: bytes, shared: list[str], budget: Budget) -> Iterator[bytes]:
    """The words of the XML part of that name; `shared` holds the strings of a workbook once they are met."""
    if _DRESS.search(name):
        yield from xml_words(Prose(PROSE, budget), data)
    elif name.endswith(".rels"):
        yield from xml_words(_Links(GRAMMAR, budget), data)
    elif _PROPERTIES.search(name):
        yield from xml_words(_Alone(_EACH_ALONE, budget), data)
    elif name.endswith("settings.xml"):
        yield from xml_words(_Variables(Grammar(only=frozenset({"docVars", "mailMerge"})), budget), data)
    elif "/worksheets/" in f"/{name}":
        yield from xml_words(_Sheet(shared, budget), data)
    elif name.endswith("sharedStrings.xml"):
        reader = _Strings(GRAMMAR, budget)
        yield from xml_words(reader, data)
        shared += reader.strings
    elif _MASTER.search(f"/{name}"):
        yield from xml_words(_Master(GRAMMAR, budget), data)
    else:
        for grammar in (GRAMMAR, _MARKED, _BEFORE) if b"delText" in data else (GRAMMAR,):
            yield from map(_less_stock, xml_words(_Part(grammar, budget), data))


def _less_stock(words: bytes) -> bytes:
    for sentence in _STOCK_WORDS:
        if sentence in words:
            words = words.replace(sentence, b"  ")
    return words


@lru_cache(maxsize=4096)
def telling(number: str) -> bool:
    """Whether a number says something by itself."""
    return not _PLAIN_NUMBER.fullmatch(number)


class _Part(XmlReader):
    """Any part; numbers of charts are those of a sheet, and fields say what they lead to."""

    def __init__(self, grammar: Grammar, budget: Budget) -> None:
        super().__init__(grammar, budget)
        self._path: list[str] = []

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        self._path.append(name)
        if name == "cNvPr":
            if not _PLACEHOLDER.fullmatch(attributes.get("name", "")):
                self.texts.append(attributes.get("name", ""))
            return
        self._prose(attributes)
        if name in {"noBreakHyphen", "tab", "br", "cr"}:
            self.buffer.append("-" if name == "noBreakHyphen" else " ")
        elif name in {"alias", "tag", "s"} and (value := _value(attributes)):
            self.texts.append(value)

    def _prose(self, attributes: Mapping[str, str]) -> None:
        told = self.grammar.attributes
        others = (value for key, value in attributes.items() if key.rpartition(":")[2] not in told)
        self.texts += prose(others, self.budget)

    def skipped_element(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002 - any element
        if self.skipped not in _WITHOUT_PROSE:
            self._prose(attributes)

    def skipped_text(self, text: str) -> None:
        if self.skipped not in _WITHOUT_PROSE and is_prose(text):
            self.texts.append(text)

    def closed(self, name: str) -> None:  # noqa: ARG002 - whichever it is
        self._path.pop()

    def read_text(self, text: str) -> None:
        name = self._path[-1] if self._path else ""
        if name in {"instrText", "delInstrText"} and _FIELD.match(text):
            self.texts += LITERAL.findall(text)
            return
        if name in _HEADERS:
            text = _CODE.sub(" ", text)
        elif name == "f":
            text = " ".join(LITERAL.findall(text))
        elif name not in {"t", "delText"} and not telling(text):
            return
        self.buffer.append(text)


def _value(attributes: Mapping[str, str]) -> str:
    return next((value for key, value in attributes.items() if key.rpartition(":")[2] in {"val", "v"}), "")


class _Master(_Part):
    """What a master shows on every slide; its placeholders only tell where to click."""

    def skips(self, name: str, attributes: Mapping[str, str]) -> bool:
        return name == "txStyles" or super().skips(name, attributes)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        super().opened(name, attributes)
        if name == "sp":
            self._before, self.buffer, self._placeholder = self.buffer, [], False
            self._texts = len(self.texts)
        elif name == "ph":
            self._placeholder = True

    def closed(self, name: str) -> None:
        super().closed(name)
        if name == "sp":
            if self._placeholder:
                del self.texts[self._texts :]
                self.buffer = self._before
            else:
                self.buffer = [*self._before, " ", *self.buffer]


class _Alone(XmlReader):
    """Properties, each a text of its own; those that a program writes of itself say nothing."""

    def skips(self, name: str, attributes: Mapping[str, str]) -> bool:
        return name in _OF_APPLICATIONS or super().skips(name, attributes)

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "property":
            self.texts.append(attributes.get("name", ""))

    def closed(self, name: str) -> None:  # noqa: ARG002 - whichever it is
        self.texts.append("".join(self.buffer))
        self.buffer = []


class _Links(XmlReader):
    """Where a document leads to, outside of itself."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:  # noqa: ARG002
        if attributes.get("TargetMode") == "External":
            self.texts.append(unquote(attributes.get("Target", "")))


class _Variables(XmlReader):
    """The variables of a document, which its fields may show."""

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "docVar":
            self.texts += attributes.values()
        else:
            self.texts += prose(attributes.values(), self.budget)


class _Strings(_Part):
    """The texts of a workbook's cells, by their rank."""

    def __init__(self, grammar: Grammar, budget: Budget) -> None:
        super().__init__(grammar, budget)
        self.strings: list[str] = []
        self._from = 0

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        super().opened(name, attributes)
        if name == "si":
            self._from = len(self.buffer)

    def closed(self, name: str) -> None:
        super().closed(name)
        if name == "si":
            self.strings.append("".join(self.buffer[self._from :]))


_LONG = 200


class _Sheet(_Part):
    """The cells of a sheet, row by row; a long text is read where it first stands."""

    def __init__(self, shared: list[str], budget: Budget) -> None:
        super().__init__(GRAMMAR, budget)
        self._shared = shared
        self._kind = ""
        self._told: set[int] = set()

    def opened(self, name: str, attributes: Mapping[str, str]) -> None:
        super().opened(name, attributes)
        if name == "c":
            self._kind = attributes.get("t", "")

    def read_text(self, text: str) -> None:
        if self._path[-1:] != ["v"]:
            super().read_text(text)
        elif self._kind == "s":
            rank = int(text) if text.strip().isdecimal() and len(text) < 9 else -1  # noqa: PLR2004
            if 0 <= rank < len(self._shared) and rank not in self._told:
                string = self._shared[rank]
                if len(string) > _LONG:
                    self._told.add(rank)
                self.budget.spend(Limit.UNPACKED, len(string))
                self.buffer.append(string)
        elif self._kind in {"str", "inlineStr"} or telling(text):
            self.buffer.append(text)
