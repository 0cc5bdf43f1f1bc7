"""The names that a line of a notice gives to a product: several, where it lists models or modules."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from msgspec import Struct

from cyberveille.concerned.vocabulary import BRANDS, COMMON, EMPTY, GENERIC, LITTLE, TRANSLATED
from cyberveille.concerned.words import plain, texts
from cyberveille.concerned.written import (
    PLATFORMS,
    VERSION,
    Word,
    Written,
    is_version,
    split_words,
    words_in,
    written_in,
)
from cyberveille.expressions import expression

MOST_NAMES = 24
"""Names of one line: a longer list of models is told by its first ones and by what they share."""
_NO_ABBREVIATION = PLATFORMS | EMPTY | BRANDS | {word for word in COMMON if len(word) > 3}  # noqa: PLR2004
"""Between parentheses, what something runs on or how it is sold: no other name of it."""
_DIGIT = expression("[0-9]")
_CODE = expression(r"(?=[a-z0-9-]*[0-9])(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{4,}|[0-9]{6,}")
_MODEL_SAID = expression(r"\bmodels? ([0-9]{4,5})(?![0-9.])")
_REMEMBERED = 16_384
"""Words: those of an archive are few."""
_NAMES_REMEMBERED = 4_096
"""Lines, with the names in them: of these an archive has many, and the same ones are near each other."""


class NameRead(Struct, frozen=True, gc=False):
    """`terms` must all be in a line, `extra` may be."""

    terms: tuple[str, ...]
    extra: frozenset[str] = frozenset()


def names_in(
    text: str, versions: Iterable[str] = (), own: frozenset[str] = frozenset(), *, numbers: bool = False
) -> list[NameRead]:
    """The names in what a notice writes.

    `versions` are no part of one, nor are the words `own` of the vendor. With `numbers`, a small number is
    part of the name too: the versions are said elsewhere.
    """
    return list(_names_in(text, frozenset(versions), own, numbers))


@lru_cache(_NAMES_REMEMBERED)
def has_name(text: str) -> bool:
    """Whether there is one in what a notice writes, its versions aside."""
    written = written_in(text)
    parts = (_kept(part, frozenset(), numbers=False) for part in written.parts)
    first = next(filter(None, parts), [])
    if "/" not in written.text and sum(map(_model, first)) < _FEWEST_IN_A_ROW and _terms(first, frozenset()):
        return True  # most: the first part is a name
    return bool(names_in(text))


@lru_cache(_NAMES_REMEMBERED)
def _names_in(
    text: str, versions: frozenset[str], own: frozenset[str], numbers: bool
) -> tuple[NameRead, ...]:
    """A notice writes the same name on many of its lines."""
    written = written_in(text)
    parens = written.parens
    said = frozenset(word for version in versions for word in plain(version).split())
    outside = written.text.split()
    codes = [code for inside in (written.text, *parens) for code in _codes(inside, said)]
    extra = frozenset(
        term
        for inside in parens
        for word in split_words(inside)
        for term in [_joined(word)]
        if term and not ("." in term and term in outside)  # a version said again
    ).difference(codes)
    names: list[NameRead] = []
    apart = _apart_by_strokes(written, said) if numbers else []
    for words in (*_alternatives(written, said, numbers), *apart):
        terms = _terms(words, own)
        if numbers:
            terms = _with_models(terms)
        if terms:
            names.append(NameRead(terms, extra))
            if numbers and _without_number(terms):
                names += [NameRead(terms[:1]), NameRead(terms[1:], extra)]
    names += [NameRead((code,)) for code in codes]
    names += _of_devices(text)
    names += [NameRead(terms) for terms in _initials(written, said, numbers)]
    for inside in parens:
        if former := _FORMERLY.match(inside):
            names += names_in(inside[former.end() :], versions, own, numbers=numbers)
        elif re.fullmatch(r"[a-z][a-z0-9]{1,7}", inside) and names and inside not in _NO_ABBREVIATION:
            names.append(NameRead((inside,)))
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


_FORMERLY = expression(
    r"(?:anciennement|precedemment|(?:aussi|egalement) (?:appelee?|connue?)|connue? sous le nom|formerly"
    r"|also known|previously|alias|ex[- ])(?: (?:appelee?s?|known|nommee?|sous le nom|as|de|d'))*[ :,]*"
)
_ON_DEVICES = expression(
    r"\b(?:sur|pour|for|on) (?:les |des |the )?((?:telephones?|routeurs?|commutateurs?|points? d'acces"
    r"|imprimantes?|phones?|routers?|switch(?:es)?)\b[^;:]*?)(?= versions?\b| ex[ae]cut|[;(]|$)"
)
_ON = ("sur ", "pour ", "for ", "on ")


def _of_devices(text: str) -> list[NameRead]:
    """The models on which a program runs, which an inventory has: « SIP sur les téléphones 8821 »."""
    folded = plain(text)
    found = _ON_DEVICES.search(folded) if any(on in folded for on in _ON) else None
    if found is None:
        return []
    words = [word for word in texts(found[1]) if word not in EMPTY]
    models = [word for word in words if _model(word) and len(word) > _DIGITS_OF_A_CODE]
    stem = tuple(word for word in words if word.isalpha())[:1]
    return [NameRead(terms) for model in models for terms in ((model,), (*stem, model))]


def _apart_by_strokes(written: Written, versions: frozenset[str]) -> list[list[str]]:
    """Names of several words each: « Coronary Tools/Dynamic Coronary Roadmap »."""
    if "/" not in written.text or len(written.parts) > 1:
        return []
    found = [_kept(words_in(part), versions, numbers=True) for part in written.text.split("/")]
    several = any(len(words) > 1 for words in found)
    return found if several and all(any(map(_tells, words)) for words in found) else []


def _tells(word: str) -> bool:
    return len(word) > _DIGITS_OF_A_CODE and word not in _NO_ABBREVIATION and not _model(word)


def _with_models(terms: tuple[str, ...]) -> tuple[str, ...]:
    """Terms, in which a model that is written in two is one: « EC 40 »."""
    joined: list[str] = []
    for term in terms:
        before = joined[-1] if joined else ""
        if before.isalpha() and len(before) == _LITTLE and term.isdecimal() and len(term) >= _LITTLE:
            joined[-1] += term
        else:
            joined.append(term)
    return tuple(joined)


def _without_number(terms: tuple[str, ...]) -> bool:
    """Whether a name begins with the number of a part: « 8870 N'Vision »."""
    return _PART_NUMBER.fullmatch(terms[0]) is not None and len(terms) > _PAIR and not weak(terms[1:])


_PART_NUMBER = expression(r"(?!19|20)[0-9]{4,5}|[0-9]{6,}")


def _alternatives(written: Written, versions: frozenset[str], numbers: bool) -> list[list[str]]:
    """The words of each name: « FM20/FM30 », « 232, 238 et 245 », « PIX et ASA »."""
    parts = [kept for part in written.parts if (kept := _kept(part, versions, numbers=numbers))]
    if not parts:
        return []
    first = parts[0]
    if len(parts) > 1 and (editions := _of_all_editions(parts)):
        return [editions, *parts]
    stem = list(first)
    while stem and _model(stem[-1]):
        stem.pop()
    found = [first]
    for part in parts[1:]:
        if all(map(_model, part)):
            found.append([*stem, *part])
        elif stem and _model(part[0]) and any(map(_model, first)):
            found.append([*stem, *part])
            found.append(part)
        else:
            found.append(part)
    if len(parts) == _PAIR and not any(_model(word) for part in parts for word in part):
        found = [[*parts[0], *parts[1]], *found]
    return [words for part in found for words in _sliced(part)]


_EDITIONS = frozenset(
    {
        "community", "enterprise", "entreprise", "server", "serveur", "serveurs", "data", "center",
        "datacenter", "standard", "professional", "premium", "ultimate", "desktop", "client", "clients",
        "cloud", "express", "home", "business", "edition", "ce", "ee",
    }
)  # fmt: skip


def _of_all_editions(parts: Sequence[Sequence[str]]) -> list[str]:
    """What each of a product's editions is called: « GitLab Community Edition et Enterprise Edition »."""
    first, *others = parts
    if not all(word in _EDITIONS for part in others for word in part):
        return []
    stem = list(first)
    while stem and stem[-1] in _EDITIONS:
        stem.pop()
    return stem if stem != list(first) else []


def _sliced(words: Sequence[str]) -> list[list[str]]:
    """Each of what strokes separate: « EPIQ/Affiniti »; of a row of models: « TC10 TC20 TC30 »."""
    if not any("/" in word or "-" in word for word in words) and sum(map(_model, words)) < _FEWEST_IN_A_ROW:
        return [list(words)]
    choices: list[list[str]] = [[]]
    for group in _rows(words):
        options = [one for word in group for part in word.split("/") if part for one in _models_from(part)]
        if not options:
            continue
        choices = [[*so_far, option] for so_far in choices for option in options][:MOST_NAMES]
    return choices


_FROM_TO = expression(r"([a-z]+)([0-9]+)-\1([0-9]+)")
_STEP = 10


def _models_from(word: str) -> list[str]:
    """« MP20-MP90 », and each model from the one to the other."""
    found = _FROM_TO.fullmatch(word)
    if not found:
        return [word]
    first, last = int(found[2]), int(found[3])
    stepped = not first % _STEP and not last % _STEP and first < last < first + _STEP * MOST_NAMES
    return [word, *(f"{found[1]}{model}" for model in range(first, last + 1, _STEP) if stepped)]


_FEWEST_IN_A_ROW = 3
_PAIR = 2


def _rows(words: Sequence[str]) -> list[list[str]]:
    rows: list[list[str]] = []
    place = 0
    while place < len(words):
        end = place
        while end < len(words) and _model(words[end]) and words[end][:1] == words[place][:1]:
            end += 1
        if end - place >= _FEWEST_IN_A_ROW:
            rows.append(list(words[place:end]))
            place = end
        else:
            rows.append([words[place]])
            place += 1
    return rows


def _kept(words: Iterable[Word], versions: frozenset[str], *, numbers: bool) -> list[str]:
    """The words that are none of the versions, and none at all unless `numbers` are part of a name."""
    return [
        shown
        for word, shown, version in words
        if word not in versions and (numbers or not (version or _are_all(word, versions)))
    ]


def _are_all(word: str, versions: frozenset[str]) -> bool:
    """« 7.2/xr », where one of them is a version that is named."""
    return "/" in word and all(part in versions or is_version(part) for part in word.split("/"))


_FEWEST_INITIALS, _MOST_INITIALS = 3, 5
_LITTLE = 2
"""Letters of a word that is no word: « iX », « EC »."""
_DIGITS_OF_A_CODE = 3


def _initials(written: Written, versions: frozenset[str], numbers: bool) -> list[tuple[str, ...]]:
    """« PIIC iX » of « Philips IntelliVue Information Center iX »."""
    if "/" in written.text or "," in written.text:
        return []
    whole = written.parts[0] if len(written.parts) == 1 else words_in(written.text)
    words = [word for word in _kept(whole, versions, numbers=numbers) if word not in LITTLE]
    long = [word for word in words if len(word) > _LITTLE and not _model(word)]
    if not _FEWEST_INITIALS <= len(long) <= _MOST_INITIALS:
        return []
    rest = tuple(_joined(word) for word in words if word not in long)
    if len(rest) > 1:
        return []
    return [
        ("".join(word[0] for word in long[first:]), *rest)
        for first in (0, 1)
        if len(long) - first >= _FEWEST_INITIALS
    ]


@lru_cache(_REMEMBERED)
def _model(word: str) -> bool:
    return any(sign.isdecimal() for sign in word)


def _codes(text: str, versions: frozenset[str]) -> list[str]:
    if _DIGIT.search(text) is None:
        return []
    found = [
        _joined(code) for code in _CODE.findall(text) if code not in versions and not VERSION.fullmatch(code)
    ]
    found = [code for code in found if sum(sign.isdecimal() for sign in code) >= _DIGITS_OF_A_CODE]
    return found + [code for code in _MODEL_SAID.findall(text) if code not in versions]


@lru_cache(_REMEMBERED)
def _joined(word: str) -> str:
    return "".join(texts(word))


@lru_cache(_REMEMBERED)
def _term(word: str) -> str:
    return TRANSLATED.get(_joined(word), _joined(word))


def _terms(words: Sequence[str], own: frozenset[str]) -> tuple[str, ...]:
    """The words that tell the product, without those of its vendor, or with them where nothing is left."""
    joined: list[str] = []
    held = ""
    for word in words:
        term = held + _term(word)
        held = ""
        if term == "x" and joined:
            joined[-1] += term  # « OS X Yosemite », « Intercept X Advanced »
            continue
        if len(term) == 1 and term.isalpha():
            held = term
            continue
        if term:
            joined.append(term)
    if held:
        joined.append(held)
    joined = [term for term in joined if term not in LITTLE]
    kept = [term for term in joined if term not in GENERIC]
    named = [term for term in kept if term not in own and term not in BRANDS]
    named = named or [term for term in joined if term not in own and term not in BRANDS]
    return tuple(dict.fromkeys(named or kept or joined))


def weak(terms: Sequence[str]) -> bool:
    """Whether a name says nothing without its vendor."""
    return all(
        term in COMMON or term in GENERIC or term.isdecimal() or (len(term) <= _LITTLE and term.isalpha())
        for term in terms
    )
