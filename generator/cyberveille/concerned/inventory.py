"""An inventory to its lines: CSV, exports of GLPI and OCS, CycloneDX, SPDX, or free lines."""

import csv
import io
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
from msgspec import Struct

from cyberveille.concerned.line import Line
from cyberveille.concerned.vocabulary import COLUMNS
from cyberveille.concerned.words import plain
from cyberveille.expressions import expression

SIZE_LIMIT = 50 << 20
LINE_LIMIT = 200_000
COLUMN_LIMIT = 300
_SIGNATURES = {
    b"PK\x03\x04": "une archive ou un classeur (.zip, .xlsx, .ods) : enregistrez la feuille en CSV",
    b"\x1f\x8b": "un fichier compressé : décompressez-le d’abord",
    b"%PDF": "un PDF : demandez l’inventaire en CSV",
    b"\xd0\xcf\x11\xe0": "un ancien classeur (.xls) : enregistrez la feuille en CSV",
}
_WRITTEN = (
    (expression(r"<(?:\?xml|!doctype|!--|[a-z])", re.IGNORECASE), "du XML ou une page web"),
    (expression(r"\{\\rtf"), "un document (.rtf)"),
    (expression(r"ID;P"), "une feuille SYLK (.slk)"),
    (expression(r"SPDXVersion:"), "du SPDX écrit ligne par ligne"),
)
"""How a text begins that is no inventory as one is read here, and what it is."""
_NO_TEXT = expression(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_SEEN, _MOST_SIGNS = 4096, 40
"""Signs at the beginning that are looked at, and those that no text has so many of."""
_NAMED_SEPARATOR = expression(r"sep=[^\r\n]\r?\n", re.IGNORECASE)
_FIRST_ROWS = 10
_SEPARATORS = ";\t,|"
_SURE = 0.9
_LINE_END = expression(r"\r\n|[\n\r]")


class UnreadableInventory(Exception):  # noqa: N818 - it is said to whom gave it
    """A French sentence on what the file is and what to do."""


class Inventory(Struct, frozen=True):
    """`columns` gives the header of each role, where the file has columns."""

    lines: tuple[Line, ...]
    columns: Mapping[str, str]


def read_inventory(data: bytes) -> Inventory:
    """The lines of a file, counted from 1 at the first line of data; raises UnreadableInventory."""
    if len(data) > SIZE_LIMIT:
        raise UnreadableInventory("Le fichier pèse plus de 50 Mio : partagez-le en plusieurs.")
    text = _decoded(data)
    begun = text[:_SEEN].lstrip()
    for pattern, words in _WRITTEN:
        if pattern.match(begun):
            raise UnreadableInventory(f"Le fichier est {words} : exportez l’inventaire en CSV ou en JSON.")
    if len(_NO_TEXT.findall(text[:_SEEN])) > _MOST_SIGNS:
        raise UnreadableInventory(_NOT_TEXT)
    if text.lstrip()[:1] in {"{", "["}:
        return Inventory(tuple(_of_json(text)), {})
    return _of_text(text)


_NOT_TEXT = "Le fichier n’est pas du texte : exportez l’inventaire en CSV."


def _decoded(data: bytes) -> str:
    for signature, words in _SIGNATURES.items():
        if data.startswith(signature):
            raise UnreadableInventory(f"Le fichier est {words}.")
    if data.startswith((b"\xff\xfe\x00\x00", b"\x00\x00\xfe\xff")):
        raise UnreadableInventory(_NOT_TEXT)
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", errors="replace")
    even, odd = data[:200:2].count(b"\x00"), data[1:200:2].count(b"\x00")
    if even + odd > len(data[:200]) // 4 and min(even, odd) * 10 <= max(even, odd):
        return data.decode("utf-16-le" if odd > even else "utf-16-be", errors="replace")
    if b"\x00" in data[:4096]:
        raise UnreadableInventory(_NOT_TEXT)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", errors="replace")


def _of_json(text: str) -> Iterator[Line]:
    value = _decoded_json(text)
    while isinstance(value, dict) and len(value) == 1:
        inside = next(iter(value.values()))
        if not isinstance(inside, dict):
            break
        value = inside  # GitHub puts a whole SPDX document under « sbom »
    if isinstance(value, dict) and "spdxVersion" in value:
        found = [_spdx(item) for item in _objects(value.get("packages"))]
    elif isinstance(value, dict) and "@graph" in value:
        found = list(_spdx_graph(value["@graph"]))
    elif isinstance(value, dict) and (value.get("bomFormat") == "CycloneDX" or "components" in value):
        found = [_cyclonedx(item) for item in _components(value)]
    else:
        listed = value.values() if isinstance(value, dict) else [value]
        found = [_row(item) for items in listed for item in _objects(items)]
        if not any(map(any, found)):
            found = [row for item in _nested(value) if (row := _row(item))[1] and (row[0] or row[2])]
    rows = [row for row in found if any(row)]
    _refuse_too_many(rows)
    if not rows:
        raise UnreadableInventory(
            "Le JSON n’est ni CycloneDX ni SPDX, ni une liste d’objets : rien n’y ressemble à un inventaire."
        )
    for number, (vendor, product, version) in enumerate(rows, 1):
        yield Line(
            number, " ".join(part for part in (vendor, product, version) if part), vendor, product, version
        )


def _decoded_json(text: str) -> object:
    """The value of a text, or a list of those of its lines, where each is an object of its own."""
    try:
        return msgspec.json.decode(text.encode())
    except (msgspec.DecodeError, RecursionError):
        pass
    try:
        values = [msgspec.json.decode(line.encode()) for line in _LINE_END.split(text) if line.strip()]
    except (msgspec.DecodeError, RecursionError):
        values = []
    if not values or not all(isinstance(value, dict) for value in values):
        raise UnreadableInventory(
            "Le fichier commence comme du JSON et n’en est pas : il est sans doute coupé. Exportez-le "
            "de nouveau."
        )
    return values


Row = tuple[str | None, str | None, str | None]


def _objects(value: object) -> Iterator[Mapping[str, object]]:
    if isinstance(value, list):
        for item in value:
            if isinstance(item, dict):
                yield item


def _nested(value: object) -> Iterator[Mapping[str, object]]:
    """The objects at any depth, as agents of GLPI send them: « content », and « softwares » in it."""
    waiting = [value]
    while waiting:
        item = waiting.pop()
        if isinstance(item, dict):
            yield item
        if isinstance(item, dict | list):
            waiting.extend(list(item.values() if isinstance(item, dict) else item)[::-1])


def _components(value: Mapping[str, object]) -> Iterator[Mapping[str, object]]:
    """The components, those in them, and last what the whole bill is of: a device is one of its owner's."""
    described = value.get("metadata")
    subject = described.get("component") if isinstance(described, dict) else None
    waiting = [*_objects([subject]), *list(_objects(value.get("components")))[::-1]]
    while waiting:
        item = waiting.pop()
        yield item
        waiting.extend(list(_objects(item.get("components")))[::-1])


def _text(value: object) -> str | None:
    if isinstance(value, dict):
        value = value.get("name")
    return str(value).strip() or None if isinstance(value, str | int | float) else None


def _cyclonedx(item: Mapping[str, object]) -> Row:
    vendor = next(
        (name for key in ("supplier", "manufacturer", "publisher") if (name := _text(item.get(key)))),
        None,
    )
    return vendor, _text(item.get("name")), _text(item.get("version"))


_SPDX_VENDOR = expression(r"Organization: *([^()]+)")


def _spdx(item: Mapping[str, object]) -> Row:
    """SPDX 2.3, 7.5 and 7.6: a supplier or an originator is an organization, a person, or not said."""
    told = (_SPDX_VENDOR.match(_text(item.get(key)) or "") for key in ("supplier", "originator"))
    vendor = next((found[1].strip() for found in told if found), None)
    return vendor, _text(item.get("name")), _text(item.get("versionInfo"))


def _spdx_graph(value: object) -> Iterator[Row]:
    """SPDX 3.0: packages and those who supply them are elements of one graph."""
    elements = list(_objects(value))
    names = {_text(item.get("spdxId")): _text(item.get("name")) for item in elements}
    for item in elements:
        if (_text(item.get("type")) or "").endswith("Package"):
            version = item.get("software_packageVersion") or item.get("packageVersion")
            yield names.get(_text(item.get("suppliedBy"))), _text(item.get("name")), _text(version)


def _row(item: Mapping[str, object]) -> Row:
    roles = columns_in(list(item))
    values = list(item.values())
    vendor, product, version = (
        _text(values[roles[role]]) if role in roles else None for role in ("vendor", "product", "version")
    )
    return vendor, product, version


_ASIDE = expression(r" *[(*:\[].*")
"""What a header says besides: « Version (installée) », « Produit * »."""
_TOGETHER = expression(r"(?<=[a-z])(?=[A-Z])")
"""Between the words of « DisplayName » and « softwareVersion »."""


def columns_in(header: Sequence[str]) -> dict[str, int]:
    """The place of each role's column, where a header has one."""
    names = [
        _ASIDE.sub("", plain(_TOGETHER.sub(" ", name.replace("_", " ")))).strip(" \"'") for name in header
    ]
    found: dict[str, int] = {}
    for role, known in COLUMNS.items():
        for name in known:
            if name in names and names.index(name) not in found.values():
                found[role] = names.index(name)
                break
    return found


def _of_text(text: str) -> Inventory:
    if named := _NAMED_SEPARATOR.match(text):
        text = text[named.end() :]
    rows, separator = _table(text)
    if separator is None:
        written = [row[0].strip() for row in rows if row and row[0].strip()]
        _refuse_too_many(written)
        if not written:
            raise UnreadableInventory("Le fichier est vide.")
        if plain(written[0]) in {name for names in COLUMNS.values() for name in names}:
            del written[0]
        if not written:
            raise UnreadableInventory(_HEADER_ALONE)
        return Inventory(tuple(Line(number, line) for number, line in enumerate(written, 1)), {})
    if len(rows[0]) > COLUMN_LIMIT:
        raise UnreadableInventory(
            f"Le tableau a plus de {COLUMN_LIMIT} colonnes : gardez éditeur, produit et version."
        )
    roles = columns_in(rows[0])
    header = rows[0] if _NAMED.intersection(roles) or len(roles) > 1 else None
    body = rows[1:] if header else rows
    if header is None:
        roles = {}
    _refuse_too_many(body)
    lines = tuple(_lines(body, roles))
    if not lines:
        raise UnreadableInventory(_HEADER_ALONE)
    return Inventory(lines, {role: rows[0][place] for role, place in roles.items()} if header else {})


_HEADER_ALONE = "Le tableau n’a aucune ligne sous son en-tête."


def _refuse_too_many(rows: Sequence[object]) -> None:
    if len(rows) > LINE_LIMIT:
        raise UnreadableInventory(
            f"L’inventaire a plus de {LINE_LIMIT // 1000} 000 lignes : partagez-le en plusieurs fichiers."
        )


def _lines(rows: Iterable[Sequence[str]], roles: Mapping[str, int]) -> Iterator[Line]:
    number = 0
    for row in rows:
        if not any(cell.strip() for cell in row):
            continue
        number += 1
        if "product" not in roles and "system" not in roles:
            yield Line(number, " ".join(cell.strip() for cell in row if cell.strip()))
            continue
        vendor, product, version, system, release, described = (
            row[roles[role]].strip() or None if role in roles and roles[role] < len(row) else None
            for role in ("vendor", "product", "version", "system", "system_version", "described")
        )
        own = " ".join(part for part in (vendor, product, version) if part)
        runs = " ".join(part for part in (system, release) if part)
        text = " ; ".join(part for part in (own, described, runs) if part)
        yield Line(number, text, vendor, product, version)


_NAMED = frozenset({"product", "system"})


def _from_header(rows: list[list[str]]) -> list[list[str]]:
    """The rows from the header on, where a title stands above it."""
    for place, row in enumerate(rows[:_FIRST_ROWS]):
        roles = columns_in(row)
        if _NAMED.intersection(roles) and len(roles) > 1:
            return rows[place:]
    return rows


def _table(text: str) -> tuple[list[list[str]], str | None]:
    """The rows of a text, and what separates their cells; one cell a row without any."""
    best: tuple[int, str, list[list[str]]] | None = None
    for separator in _SEPARATORS:
        if separator not in text[:65536]:
            continue
        rows = _from_header([row for row in _rows(text, separator) if row])
        width = len(rows[0]) if rows else 0
        if width < 2:  # noqa: PLR2004
            continue
        even = sum(len(row) == width for row in rows) / len(rows)
        known = len(columns_in(rows[0]))
        if known and (best is None or known > best[0] or (known == best[0] and width > len(best[2][0]))):
            best = (known, separator, rows)
        elif best is None and separator in ";\t" and even >= _SURE and len(rows) > 1:
            best = (0, separator, rows)
    if best:
        return best[2], best[1]
    return [[line] for line in _LINE_END.split(text)], None


def _rows(text: str, separator: str) -> Iterator[list[str]]:
    csv.field_size_limit(1 << 20)
    try:
        yield from csv.reader(io.StringIO(text, newline=""), delimiter=separator)
    except csv.Error:
        return
