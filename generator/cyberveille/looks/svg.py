"""A drawing made safe: read as XML, and written again with what an allow-list knows and nothing else."""

import re
from collections.abc import Mapping
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from msgspec import Struct, field

from cyberveille.expressions import expression
from cyberveille.looks.picture import PictureError
from cyberveille.looks.sheet import without_comments
from cyberveille.looks.svg_words import ATTRIBUTES, DRAWN, ELEMENTS, NEUTRAL, REFERRING, SILENT, STYLED
from cyberveille.model.identity import Picture

SVG = "http://www.w3.org/2000/svg"
_XLINK = "http://www.w3.org/1999/xlink"
LIMIT = 64 * 1024
_MANY_USES = 16
"""What a drawing repeats of itself may repeat in turn: more could take a browser for ever."""
_DEEP = 64
_WITHIN = expression(r"#[A-Za-z_][\w.-]*")
_REFERENCE = expression(r"url\(\s*(['\"]?)(#[A-Za-z_][\w.-]*)\1\s*\)")
_CLASS = expression(r"\.([A-Za-z_][\w-]*)")
_NUMBER = expression(r"[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?", re.IGNORECASE)
_LENGTH = expression(r"\s*(\d+\.?\d*|\.\d+)(?:px|pt|mm|cm|in)?\s*")


class Removed(Struct, frozen=True):
    """What was left out of a drawing, in French, and the line on which it stood."""

    line: int
    what: str


class Cleaned(Struct, frozen=True):
    picture: Picture
    removed: tuple[Removed, ...]


def cleaned(data: bytes) -> Cleaned:
    """The drawing without scripts, references to elsewhere and whatever else is not known.

    Raises PictureError for what is no drawing, has no size, or declares entities of its own.
    """
    if len(data) > LIMIT:
        raise PictureError(0, f"Le dessin pèse {len(data) // 1024} Kio ; c’est {LIMIT // 1024} au plus.")
    reading = _Reading(_classes(data))
    parser = expat.ParserCreate(namespace_separator=" ")
    parser.StartDoctypeDeclHandler = reading.doctype
    parser.StartElementHandler = reading.start
    parser.EndElementHandler = reading.end
    parser.CharacterDataHandler = reading.text
    reading.parser = parser
    try:
        parser.Parse(data, True)
    except expat.ExpatError as error:
        raise PictureError(error.lineno, "Le fichier n’est pas du XML valide.") from error
    except (ValueError, LookupError) as error:
        raise PictureError(0, "Le codage du fichier n’est pas connu : enregistrez-le en UTF-8.") from error
    if not reading.drawn:
        raise PictureError(0, "Il ne reste rien à dessiner dans ce fichier.")
    return Cleaned(
        Picture("svg", "".join(reading.written).encode() + b"\n", *reading.size), tuple(reading.removed)
    )


def _classes(data: bytes) -> dict[str, dict[str, str]]:
    """What the style sheet inside a drawing says of classes, which is all that drawing programs write."""
    found: dict[str, dict[str, str]] = {}
    for part in data.decode("utf-8", "replace").split("<style")[1:]:
        sheet = part.partition(">")[2].partition("</style")[0]
        for mark in ("<![CDATA[", "]]>", "<!--", "-->"):
            sheet = sheet.replace(mark, "")
        for rule in without_comments(sheet).split("}"):
            selectors, _, body = rule.partition("{")
            for selector in selectors.split(","):
                if named := _CLASS.fullmatch(selector.strip()):
                    found.setdefault(named[1], {}).update(_declarations(body))
    return found


def _declarations(body: str) -> dict[str, str]:
    pairs = (item.partition(":") for item in body.split(";"))
    told = ((name.strip().lower(), value.strip()) for name, _, value in pairs)
    return {name: value for name, value in told if name in STYLED and value}


class _Reading(Struct):
    classes: Mapping[str, Mapping[str, str]]
    written: list[str] = field(default_factory=list)
    removed: list[Removed] = field(default_factory=list)
    size: tuple[float, float] = (0, 0)
    drawn: bool = False
    parser: expat.XMLParserType = field(default_factory=expat.ParserCreate)
    _skipped: int = 0
    _depth: int = 0
    _uses: int = 0

    def doctype(self, name: str, system: str | None, public: str | None, internal: int) -> None:  # noqa: ARG002
        if internal:
            raise PictureError(self._line, "Le dessin déclare des entités XML, ce qui est refusé.")

    def start(self, tag: str, attributes: dict[str, str]) -> None:
        self._depth += 1
        space, _, name = tag.rpartition(" ")
        if self._depth == 1:
            if name != "svg" or space not in {"", SVG}:
                raise PictureError(self._line, "Le fichier n’est pas un dessin SVG.")
            self.size = _size(attributes, self._line)
        if self._depth > _DEEP:
            raise PictureError(self._line, f"Le dessin emboîte plus de {_DEEP} éléments.")
        if self._skipped or space not in {"", SVG} or name not in ELEMENTS:
            if not self._skipped and space in {"", SVG} and name not in NEUTRAL:
                self._left_out(f"l’élément « {name} »")
            self._skipped += 1
            return
        if name == "use":
            self._uses += 1
            if self._uses > _MANY_USES:
                raise PictureError(self._line, f"Le dessin se répète plus de {_MANY_USES} fois (« use »).")
        self.drawn = self.drawn or name in DRAWN
        kept = self._kept(name, attributes)
        if self._depth == 1:
            width, height = self.size
            kept = {"viewBox": f"0 0 {width:g} {height:g}"} | kept | {"xmlns": SVG}
            kept = {key: value for key, value in kept.items() if key not in {"width", "height", "x", "y"}}
        told = "".join(f" {key}={quoteattr(value)}" for key, value in kept.items())
        self.written.append(f"<{name}{told}>")

    def end(self, tag: str) -> None:
        self._depth -= 1
        if self._skipped:
            self._skipped -= 1
            return
        self.written.append(f"</{tag.rpartition(' ')[2]}>")

    def text(self, text: str) -> None:
        if not self._skipped and (text.strip() or not self.written[-1].endswith(">")):
            self.written.append(escape(text))

    def _kept(self, element: str, attributes: Mapping[str, str]) -> dict[str, str]:
        styled: dict[str, str] = {}
        for name in attributes.get("class", "").split():
            styled |= self.classes.get(name, {})
        styled |= _declarations(attributes.get("style", ""))
        kept: dict[str, str] = {}
        for key, value in {**attributes, **styled}.items():
            space, _, name = key.rpartition(" ")
            if name == "href" and space in {"", _XLINK}:
                if element in REFERRING and _WITHIN.fullmatch(value.strip()):
                    kept["href"] = value.strip()
                else:
                    self._left_out(f"une référence à « {value[:60]} »")
            elif space == "" and name in ATTRIBUTES:
                if (safe := _safe(value)) is None:
                    self._left_out(f"« {name} », qui renvoie ailleurs")
                else:
                    kept[name] = safe
            elif space == "" and name not in SILENT and not name.startswith("data-"):
                self._left_out(f"l’attribut « {name} »")
        return kept

    def _left_out(self, what: str) -> None:
        self.removed.append(Removed(self._line, what))

    @property
    def _line(self) -> int:
        return self.parser.CurrentLineNumber


def _safe(value: str) -> str | None:
    """A value that refers to nothing but parts of the same drawing; None for any other."""
    rest = _REFERENCE.sub("", value)
    if "(" in rest and re.search(
        r"(?:url|image|image-set|src|expression|attr|var)\s*\(", rest, re.IGNORECASE
    ):
        return None
    return None if "\\" in value or re.search(r"(?:java|vb)script:|data:|//", rest, re.IGNORECASE) else value


def _size(attributes: Mapping[str, str], line: int) -> tuple[float, float]:
    box = [float(number) for number in _NUMBER.findall(attributes.get("viewBox", ""))]
    if len(box) == len(("x", "y", "width", "height")) and min(box[2:]) > 0:
        return box[2], box[3]
    lengths = [_LENGTH.fullmatch(attributes.get(name, "")) for name in ("width", "height")]
    found = tuple(float(match[1]) for match in lengths if match is not None)
    if len(found) == len(lengths) and min(found) > 0:
        return found[0], found[1]
    raise PictureError(line, "Le dessin ne dit pas sa taille (« viewBox »).")
