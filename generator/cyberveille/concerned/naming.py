"""The names that a line of a notice gives to a product: several, where it lists models or modules."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from cyberveille.concerned.vocabulary import BRANDS, COMMON, EMPTY, GENERIC, LITTLE, TRANSLATED
from cyberveille.concerned.words import one_word, plain, texts
from cyberveille.expressions import expression

MOST_NAMES = 24
"""Names of one line: a longer list of models is told by its first ones and by what they share."""
_LEAD = expression(
    r"(?:(?:cette |la )?(?:vulnerabilite|faille) (?:touche|affecte|concerne)"
    r"|(?:toutes?|tous|all|l'ensemble)(?: (?:les|des|the))? ?(?:versions?|editions?)?|les?|la|l'|un|une"
    r"|versions?|(?:strictement )?(?:anterieure?s?|inferieure?s?|precedente?s?)(?: ou egales?)?"
    r"|prior to|(?:du|de la|de l'|des|de|d'|aux?|a la|a)(?= |(?<='))|branches?(?: [0-9][0-9a-z.]*)?"
    r"|solutions?|produits?|logiciels?|gamme|systemes?(?: d'exploitation)?|navigateur|suite|of|from"
    r"|bibliotheque|paquets?|paquetages?|extension|module|plugin|application|seule?s?|tout"
    r"|unix (?:exploitant|utilisant)|exploitant|utilisant"
    r"|utilisateurs?)[ :]*(?<![a-z0-9])"
)
_STOP = expression(
    r"(?:^|(?<=[ (,]))(?:versions?|verions?|verisons?|anteri?eure?s?|inferieure?s?|posterieure?s?"
    r"|ulterieure?s?|superieure?s?|precedente?s?|toutes?|all versions?|sans|avec|with|without|sur|on"
    r"|sous|under|running|if|si|ayant|basee?s?|utilisant|utilise\w*|used|installed|deployed|execute\w*|fonctionnant|jusqu\w*"
    r"|avant|prior|before|not including|hors|sauf|excepte\w*"
    r"|except|est|sont|qui|dont|only|uniquement|releases?|configure\w*|installe\w*|distribute[sd]?|en attente"
    r"|service ?packs?|patch [0-9]|sp ?[0-9]|cumulative|update [0-9u]|cu ?[0-9]"
    r"|lorsqu\w*|pour (?:leurs?|ses|son)|quand|when|a partir|a l'exception|microcode|inclu\w*|compris\w*"
    r")(?![a-z0-9])"
    r"|[<>=≤≥;:]|\. |\.$"
)
_FOR = expression(r"(?:^|(?<= ))(?:pour|for|dans|in|de|from)(?: l[ea]s?| l'| the)? ?(?P<what>[a-z0-9]+)")
PLATFORMS = frozenset(
    {
        "windows", "linux", "mac", "macos", "osx", "os", "android", "ios", "iphone", "solaris", "unix",
        "microsoft", "debian", "ubuntu", "redhat", "aix", "hpux", "hp", "systemes", "systeme", "plateforme",
        "plateformes", "architecture", "architectures", "x64", "x86", "arm64", "itanium", "ia64", "sparc",
        "32", "64", "ibm", "azure", "sharepoint", "exchange", "vmware", "sap", "oracle", "chrome", "firefox",
        "wordpress", "joomla", "drupal", "outlook",
    }
)  # fmt: skip
_NO_ABBREVIATION = PLATFORMS | EMPTY | BRANDS | {word for word in COMMON if len(word) > 3}  # noqa: PLR2004
"""Between parentheses, what something runs on or how it is sold: no other name of it."""
_PARENS = expression(r"\(([^()]*)\)?")
_LIST = expression(r" ?, ?(?:et |and |ou |or )?| (?:et|and|ou|or|ainsi que) | \+ ")
_VERSION = expression(
    r"v?[0-9]+(?:\.[0-9x*]+)+[a-z0-9()-]*|[0-9]+\.?x|v[0-9]+[a-z]?|[rv][0-9]+(?:[.][0-9a-z]+)*"
)
_YEARS = (1995, 2030)
_MODEL = 100
_CODE = expression(r"(?=[a-z0-9-]*[0-9])(?=[a-z0-9-]*[a-z])[a-z0-9][a-z0-9-]{4,}|[0-9]{6,}")
_ASIDE = expression(r"\(?\b(?:32|64)[ -]?bits?\b\)?|\bopen[ -]source(?= |$)")
"""What a machine computes with, and how a program is given away, are no part of a name."""
_REMEMBERED = 16_384
"""Words: those of an archive are few."""
_NAMES_REMEMBERED = 4_096
"""Lines, with the names in them: of these an archive has many, and the same ones are near each other."""
_SPLIT = expression(r"[^a-z0-9+./'-]+")


@dataclass(frozen=True, slots=True)
class NameRead:
    """`terms` must all be in a line, `extra` may be."""

    terms: tuple[str, ...]
    extra: frozenset[str] = field(default=frozenset())


def names_in(
    text: str, versions: Iterable[str] = (), own: frozenset[str] = frozenset(), *, numbers: bool = False
) -> list[NameRead]:
    """The names in what a notice writes.

    `versions` are no part of one, nor are the words `own` of the vendor. With `numbers`, a small number is
    part of the name too: the versions are said elsewhere.
    """
    return list(_names_in(text, frozenset(versions), own, numbers))


@lru_cache(_NAMES_REMEMBERED)
def _names_in(
    text: str, versions: frozenset[str], own: frozenset[str], numbers: bool
) -> tuple[NameRead, ...]:
    """A notice writes the same name on many of its lines."""
    written = one_word(plain(text).replace("`", "").replace("\\", ""))
    written = _ASIDE.sub(" ", written)
    parens = [inside.strip() for inside in _PARENS.findall(written)]
    written = " ".join(_PARENS.sub(" ", written).split())
    written = without_lead(written)
    written = _before_stop(written)
    said = {word for version in versions for word in plain(version).split()}
    codes = [code for inside in (written, *parens) for code in _codes(inside, said)]
    extra = frozenset(
        term for inside in parens for word in _SPLIT.split(inside) for term in [_joined(word)] if term
    ).difference(codes)
    names: list[NameRead] = []
    for words in _alternatives(written, said, numbers):
        terms = _terms(words, own)
        if terms:
            names.append(NameRead(terms, extra))
    names += [NameRead((code,)) for code in codes]
    names += [NameRead(terms) for terms in _initials(written, said, numbers)]
    for inside in parens:
        if re.fullmatch(r"[a-z][a-z0-9]{1,7}", inside) and names and inside not in _NO_ABBREVIATION:
            names.append(NameRead((inside,)))
    return tuple(dict.fromkeys(names))[:MOST_NAMES]


def without_lead(text: str) -> str:
    """A plain text from where its name may begin: « toutes les versions de »."""
    while (found := _LEAD.match(text)) and found.end():
        text = text[found.end() :].lstrip(" :'-")
    return text


def _before_stop(text: str) -> str:
    found = _STOP.search(text)
    text = text[: found.start()] if found else text
    for on in _FOR.finditer(text):
        if on.start() and on["what"] in PLATFORMS and not text[on.start() :].startswith(("de ", "from ")):
            return text[: on.start()]
    return text


def _alternatives(text: str, versions: set[str], numbers: bool) -> list[list[str]]:
    """The words of each name: « FM20/FM30 », « 232, 238 et 245 », « PIX et ASA »."""
    parts = [_words(part, versions, numbers) for part in _LIST.split(text) if part.strip()]
    parts = [part for part in parts if part]
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


def _words(text: str, versions: set[str], numbers: bool) -> list[str]:
    words = []
    for raw in _SPLIT.split(text):
        word = raw.strip("./'-+")
        several = word.split("/")
        plain_versions = not numbers and all(part in versions or _is_version(part) for part in several)
        if not word or word in versions or plain_versions:
            continue
        words.append(word.removeprefix("l'").removeprefix("d'"))
    return words


@lru_cache(_REMEMBERED)
def _is_version(word: str) -> bool:
    small = word.isdecimal() and (int(word) < _MODEL or _YEARS[0] <= int(word) <= _YEARS[1])
    return small or _VERSION.fullmatch(word) is not None


_FEWEST_INITIALS, _MOST_INITIALS = 3, 5
_LITTLE = 2
"""Letters of a word that is no word: « iX », « EC »."""
_DIGITS_OF_A_CODE = 3


def _initials(text: str, versions: set[str], numbers: bool) -> list[tuple[str, ...]]:
    """« PIIC iX » of « Philips IntelliVue Information Center iX »."""
    words = [word for word in _words(text, versions, numbers) if word not in LITTLE]
    long = [word for word in words if len(word) > _LITTLE and not _model(word)]
    rest = tuple(_joined(word) for word in words if word not in long)
    if "/" in text or "," in text or len(rest) > 1:
        return []
    return [
        ("".join(word[0] for word in long[first:]), *rest)
        for first in (0, 1)
        if len(long) - first >= _FEWEST_INITIALS and len(long) <= _MOST_INITIALS
    ]


@lru_cache(_REMEMBERED)
def _model(word: str) -> bool:
    return any(sign.isdecimal() for sign in word)


def _codes(text: str, versions: set[str]) -> list[str]:
    found = [
        _joined(code) for code in _CODE.findall(text) if code not in versions and not _VERSION.fullmatch(code)
    ]
    return [code for code in found if sum(sign.isdecimal() for sign in code) >= _DIGITS_OF_A_CODE]


@lru_cache(_REMEMBERED)
def _joined(word: str) -> str:
    return "".join(texts(word))


def _terms(words: Sequence[str], own: frozenset[str]) -> tuple[str, ...]:
    """The words that tell the product, without those of its vendor, or with them where nothing is left."""
    joined: list[str] = []
    held = ""
    for word in words:
        term = held + TRANSLATED.get(_joined(word), _joined(word))
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
