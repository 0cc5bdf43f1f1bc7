"""A line of an inventory, as rules look at it: its words, its vendors, the versions it may have."""

import re
from collections.abc import Iterator, Mapping

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.concerned.patches import patches_of_line
from cyberveille.concerned.vendors import key_of
from cyberveille.concerned.vocabulary import RUNS, SPELT_OUT, TRANSLATED
from cyberveille.concerned.windows import release_of, told_apart
from cyberveille.concerned.words import codes_in, joined, letters_left_out, one_word, pieces, plain
from cyberveille.expressions import expression

LONGEST = 400
"""Signs of a line that are looked at."""
_BITS = expression(r"\(?\b(?:(?:32|64)[ -]?bits?|x64|x86(?:[-_]64)?|amd64|win(?:32|64))\b\)?")
"""What a machine computes with is no version."""
_UNDERSCORE = expression(r"(?<=[a-z)])_|_(?=[a-z(])")
_BENEATH = expression(
    r"(?:\b(?:pour|for|sur|sous|on|under)(?: (?:les?|la|l'|the|systemes?|plateformes?|microsoft))*"
    r"|[0-9]\.[0-9][^ ]*,?(?: \()?) ?\(?(windows|linux|macos|android|ios|unix|solaris)\)?(?! [0-9vxmn])"
)
"""A platform on which a product runs, and not the product: « pour Windows », « 7.0.1 (Windows) »."""
_SERVER_ALONE = expression(r"\bwindows (?:server|serveur)\b(?! (?:update|backup|media|app))")
"""Whose year is not told: a person says which."""
_SPELT_OUT = tuple((expression(pattern), full) for pattern, full in SPELT_OUT)
_DATES = expression(r"\b(20[0-9]{2})-([01][0-9])-([0-3][0-9])\b")


class Line(Struct, frozen=True):
    """`number` counts from 1; `text` is as written."""

    number: int
    text: str
    vendor: str | None = None
    product: str | None = None
    version: str | None = None


_MOST_VERSIONS = 20
_BETWEEN_VERSIONS = expression(r"\s*(?:[\r\n]+|<br ?/?>|\$#\$|\$\$\$\$)\s*")


def each_version(line: Line) -> Iterator[Line]:
    """The line for each of the versions that one cell holds, line by line or as GLPI parts them."""
    versions = [part for part in _BETWEEN_VERSIONS.split((line.version or "").strip()) if part]
    if len(versions) < 2:  # noqa: PLR2004
        yield line
        return
    names = " ".join(part for part in (line.vendor, line.product) if part) or line.text
    for version in versions[:_MOST_VERSIONS]:
        yield replace(line, text=f"{names} {version}", version=version)


class Looked(Struct, frozen=True):
    """`forms` gives what pieces in a row are joined, with the pieces that each was made of."""

    forms: Mapping[str, tuple[tuple[str, ...], ...]]
    vendors: frozenset[str]
    sure_vendor: bool
    versions: str
    """Plain text in which versions are looked for."""
    version: str | None
    windows: str | None
    unheard: bool
    """Whether its vendor is one of whom no notice speaks."""
    beneath: frozenset[str]
    """Platforms that the line's product runs on."""
    patches: frozenset[str]
    dates: tuple[str, ...]


def looked_at(line: Line, vendors: Mapping[str, str]) -> Looked:
    fields = [_read(text) for text in (line.vendor, line.product, line.text) if text]
    version = _BITS.sub(" ", _read(line.version)).strip(" ,-") if line.version else ""
    whole = " ; ".join(dict.fromkeys(fields))
    ran = [system for pattern, system in RUNS if re.search(pattern, whole)]
    columns = _in_full(f"{_read(line.product)} {version}") if line.product and version else ""
    every = f"{whole} ; {columns} {version}"
    release = release_of(every)
    windows = "windowsserveur" if _SERVER_ALONE.search(whole) else ""
    if release:
        windows = f"windows {'10' if release.startswith('10.0.') else release}"
    named = (*dict.fromkeys(fields), *ran, *((windows,) if windows else ()))
    forms: dict[str, dict[tuple[str, ...], None]] = {}
    for text in map(_named, named):
        found = pieces(text)
        for form, places in joined(found).items():
            for first, last in places:
                forms.setdefault(form, {})[tuple(piece.text for piece in found[first : last + 1])] = None
        for code in codes_in(text):
            forms.setdefault("".join(code), {})[code] = None
    maker = _maker(line.vendor, vendors) if line.vendor else frozenset()
    return Looked(
        forms={form: tuple(made) for form, made in forms.items()},
        vendors=maker or frozenset(vendors[form] for form in forms if form in vendors and len(form) > 1),
        sure_vendor=bool(maker),
        versions=" ; ".join(
            dict.fromkeys(_BITS.sub(" ", _read(text)) for text in (line.product, line.text) if text)
        ),
        version=version or None,
        windows=release,
        unheard=False,
        beneath=frozenset(_BENEATH.findall(whole)),
        patches=patches_of_line(every),
        dates=tuple("-".join(found) for found in _DATES.findall(f"{whole} {version}")),
    )


def _read(text: str) -> str:
    """A plain text, in which underscores between words are spaces: 1.8.0_202 keeps its own."""
    return _in_full(_UNDERSCORE.sub(" ", plain(text[:LONGEST])))


_WITH_A_SLIP = expression(r"\bw[a-z]{4,8}\b")
_SERVER_WITH_A_SLIP = expression(r"(?<=\bwindows )s[a-z]{4,8}\b")
_SERVERS = ("server", "serveur")
"""Windows is known by its release, which patterns find: what is misspelt is righted first."""


def _is_near(word: str, wanted: str) -> bool:
    return abs(len(word) - len(wanted)) <= 1 and not letters_left_out(word).isdisjoint(
        letters_left_out(wanted)
    )


def _in_full(text: str) -> str:
    """A plain text without short ways of writing: « W2K12 R2 », « Win10 », « WS2019 »."""
    text = one_word(text)
    text = _WITH_A_SLIP.sub(lambda found: "windows" if _is_near(found[0], "windows") else found[0], text)
    text = _SERVER_WITH_A_SLIP.sub(
        lambda found: "server" if any(_is_near(found[0], word) for word in _SERVERS) else found[0], text
    )
    for pattern, full in _SPELT_OUT:
        text = pattern.sub(lambda found, full=full: full.format(found[1]), text)  # type: ignore[misc]
    return text


def _named(text: str) -> str:
    return re.sub(r"[a-z]+", lambda found: TRANSLATED.get(found[0], found[0]), told_apart(text))


def _maker(vendor: str, vendors: Mapping[str, str]) -> frozenset[str]:
    plain_name = plain(vendor)
    forms = joined(pieces(plain_name))
    known = frozenset(vendors[form] for form in (key_of(vendor), *forms) if form in vendors)
    return known or frozenset({f"?{key_of(vendor)}"})
