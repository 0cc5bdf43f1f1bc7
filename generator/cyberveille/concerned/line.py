"""A line of an inventory, as rules look at it: its words, its vendors, the versions it may have."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from cyberveille.concerned.vendors import key_of
from cyberveille.concerned.vocabulary import RUNS, TRANSLATED
from cyberveille.concerned.windows import release_of, told_apart
from cyberveille.concerned.words import joined, pieces, plain

LONGEST = 400
"""Signs of a line that are looked at."""
_PATCHES = re.compile(r"kb ?[0-9]{5,8}|[0-9]{6}-[0-9]{2}|[a-z]{2}[0-9]{5,}|rhsa-[0-9]{4}:[0-9]+")
_DATES = re.compile(r"\b(20[0-9]{2})-([01][0-9])-([0-3][0-9])\b")


@dataclass(frozen=True)
class Line:
    """`number` counts from 1; `text` is as written."""

    number: int
    text: str
    vendor: str | None = None
    product: str | None = None
    version: str | None = None


@dataclass(frozen=True)
class Looked:
    """`forms` gives what pieces in a row are joined, with the pieces that each was made of."""

    forms: Mapping[str, tuple[tuple[str, ...], ...]]
    vendors: frozenset[str]
    sure_vendor: bool
    words: str
    versions: str
    """Plain text in which versions are looked for."""
    version: str | None
    windows: str | None
    patches: frozenset[str]
    dates: tuple[str, ...]


def looked_at(line: Line, vendors: Mapping[str, str]) -> Looked:
    fields = [plain(text[:LONGEST]) for text in (line.vendor, line.product, line.text) if text]
    whole = " ; ".join(dict.fromkeys(fields))
    ran = [system for pattern, system in RUNS if re.search(pattern, whole)]
    names = [_named(text) for text in (*dict.fromkeys(fields), *ran)]
    forms: dict[str, dict[tuple[str, ...], None]] = {}
    for text in names:
        found = pieces(text)
        for form, places in joined(found).items():
            for first, last in places:
                forms.setdefault(form, {})[tuple(piece.text for piece in found[first : last + 1])] = None
    maker = _maker(line.vendor, vendors) if line.vendor else frozenset()
    return Looked(
        forms={form: tuple(made) for form, made in forms.items()},
        vendors=maker or frozenset(vendors[form] for form in forms if form in vendors and len(form) > 1),
        sure_vendor=bool(maker),
        words=whole,
        versions=" ; ".join(
            dict.fromkeys(plain(text[:LONGEST]) for text in (line.product, line.text) if text)
        ),
        version=plain(line.version) if line.version and line.version.strip() else None,
        windows=release_of(f"{whole} {plain(line.version or '')}"),
        patches=frozenset(
            found.replace(" ", "") for found in _PATCHES.findall(f"{whole} {plain(line.version or '')}")
        ),
        dates=tuple("-".join(found) for found in _DATES.findall(f"{whole} {line.version or ''}")),
    )


def _named(text: str) -> str:
    return re.sub(r"[a-z]+", lambda found: TRANSLATED.get(found[0], found[0]), told_apart(text))


def _maker(vendor: str, vendors: Mapping[str, str]) -> frozenset[str]:
    plain_name = plain(vendor)
    forms = joined(pieces(plain_name))
    known = frozenset(vendors[form] for form in (key_of(vendor), *forms) if form in vendors)
    return known or frozenset({f"?{key_of(vendor)}"})
