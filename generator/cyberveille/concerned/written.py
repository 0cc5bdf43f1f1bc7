"""What of a line may name a product: where its name begins and ends, and the words of each part."""

from functools import lru_cache

from msgspec import Struct

from cyberveille.concerned.words import one_word, plain, texts
from cyberveille.expressions import expression

_AT_A_TIME = 1_024
"""Texts: each is asked several things one after another."""
_REMEMBERED = 16_384
"""Words: those of an archive are few."""
_LEAD = expression(
    r"(?:(?:systemes?|navigateurs?(?: web)?|logiciels?|serveurs?|postes?|machines?)"
    r" (?:avec|ayant|utilisant|possedant"
    r"|integrant|incluant|disposant d[eu']|equipee?s? d[eu']|fournissant [a-z ]{0,30}?a l'aide d[eu'])"
    r"|(?:vulnerabilites?|failles?)(?= (?:de|du|des) )"
    r"|produits? [a-z]+ (?:executant|integrant|embarquant)"
    r"|(?:cette |la )?(?:vulnerabilite|faille) (?:touche|affecte|concerne)"
    r"|(?:toutes?|tous|all|l'ensemble)(?: (?:les|des|the))? ?(?:versions?|editions?)?|les?|la|l'|un|une"
    r"|versions?|(?:strictement )?(?:anterieure?s?|inferieure?s?|precedente?s?)(?: ou egales?)?"
    r"|prior to|(?:du|de la|de l'|des|de|d'|aux?|a la|a)(?= |(?<='))|branches?(?: [0-9][0-9a-z.]*)?"
    r"|solutions?|produits?|logiciels?|gamme|systemes?(?: d'exploitation| avec)?|navigateur|suite|of|from"
    r"|points? d'acces|telephones? ip"
    r"|(?:module|composant|greffon) [a-z0-9]+ (?=de l'application|du (?:logiciel|produit))"
    r"|bibliotheque|paquets?|paquetages?|extension|module|plugin|application|seule?s?|tout"
    r"|unix (?:exploitant|utilisant)|exploitant|utilisant"
    r"|utilisateurs?)[ :]*(?<![a-z0-9])"
)
_STOP = expression(
    r"(?<![^ (,])(?:versions?|verions?|verisons?|anteri?eure?s?|inferieure?s?|posterieure?s?"
    r"|ulterieure?s?|superieure?s?|precedente?s?|toutes?|all versions?|sans|avec|with|without|sur|on"
    r"|sous|under|running|if|si|ayant|basee?s?|utilisant|utilise\w*|used|installed|deployed"
    r"|execut(?:e\w*|ants?)|fonctionnant|jusqu\w*|en mode"
    r"|w/|avant|prior|before|not including|hors|sauf|excepte\w*"
    r"|except|est|sont|qui|dont|only|uniquement|releases?|configure\w*|installe\w*|distribute[sd]?|en attente"
    r"|(?:service|support) ?packs?|patch [0-9]|sp ?[0-9]|cumulative|update [0-9u]|cu ?[0-9]"
    r"|dans l[ae]s? suites?|celles|verifier|appliquer|se referer|se reporter|veuillez|consulter"
    r"|lorsqu\w*|pour (?:leurs?|ses|son)|quand|when|a partir|a l'exception|microcode|inclu\w*|compris\w*"
    r")(?![a-z0-9])"
    r"|[<>=≤≥;:]|(?<=[a-z0-9)]{3})\. |\.$"
)
_FOR = expression(r"(?<![^ ])(?:pour|for|dans|in|de|from)(?: l[ea]s?| l'| the)? ?(?P<what>[a-z0-9]+)")
_ON = (" pour", " for", " dans", " in")
"""One of which stands before what something runs on."""
PLATFORMS = frozenset(
    {
        "windows", "linux", "mac", "macos", "osx", "os", "android", "ios", "iphone", "solaris", "unix",
        "microsoft", "debian", "ubuntu", "redhat", "aix", "hpux", "hp", "systemes", "systeme", "plateforme",
        "plateformes", "architecture", "architectures", "x64", "x86", "arm64", "itanium", "ia64", "sparc",
        "32", "64", "ibm", "azure", "sharepoint", "exchange", "vmware", "sap", "oracle", "chrome", "firefox",
        "wordpress", "joomla", "drupal", "outlook",
    }
)  # fmt: skip
_PARENS = expression(r"\(([^()]*)\)?")
_LIST = expression(
    r" ?, ?(?:et |and |ou |or )?| (?:et|and|ou|or|ainsi que|anciennement|formerly(?: known as)?|alias) "
    r"| [+/] "
)
_LIST_SIGNS = (
    ",", " et ", " and ", " ou ", " or ", " ainsi que ", " + ", " / ", " anciennement ", " formerly ",
    " alias ",
)  # fmt: skip
VERSION = expression(
    r"v?[0-9]+(?:\.[0-9x*]+)+[a-z0-9()-]*|[0-9]+\.?x|v[0-9]+[a-z]?|[rv][0-9]+(?:[.][0-9a-z]+)*"
)
_YEARS = (1995, 2030)
_MODEL = 100
_ASIDE = expression(r"\(?\b(?:32|64)[ -]?bits?\b\)?|\bopen[ -]source(?= |$)")
"""What a machine computes with, and how a program is given away, are no part of a name."""
_SPLIT = expression(r"[^a-z0-9+./'-]+")
Word = tuple[str, str, bool]
"""A word, the same without an elided article before it, and whether it is a version or several."""


class Written(Struct, frozen=True, gc=False):
    """What of a text may name something: plain, what stands in parentheses, and the words of each part."""

    text: str
    parens: tuple[str, ...]
    parts: tuple[tuple[Word, ...], ...]


@lru_cache(_AT_A_TIME)
def written_in(text: str) -> Written:
    written = one_word(plain(text).replace("`", "").replace("\\", ""))
    if "bit" in written or "open" in written:
        written = _ASIDE.sub(" ", written)
    parens: tuple[str, ...] = ()
    if "(" in written:
        parens = tuple(inside.strip() for inside in _PARENS.findall(written))
        written = _PARENS.sub(" ", written)
    written = _before_stop(without_lead(" ".join(written.split())))
    parts = _LIST.split(written) if any(sign in written for sign in _LIST_SIGNS) else [written]
    return Written(written, parens, tuple(words_in(part) for part in parts if part.strip()))


@lru_cache(_AT_A_TIME)
def leading(text: str) -> tuple[str, ...]:
    """The words of a text from where its name may begin."""
    return texts(without_lead(plain(text)))


def without_lead(text: str) -> str:
    """A plain text from where its name may begin: « toutes les versions de »."""
    while (found := _LEAD.match(text)) and found.end():
        text = text[found.end() :].lstrip(" :'-")
    return text


def _before_stop(text: str) -> str:
    found = _STOP.search(text)
    text = text[: found.start()] if found else text
    if not any(on in text for on in _ON):
        return text
    for on in _FOR.finditer(text):
        if on.start() and on["what"] in PLATFORMS and not text[on.start() :].startswith(("de ", "from ")):
            return text[: on.start()]
    return text


def split_words(text: str) -> list[str]:
    """What stands between the signs that no word has."""
    return _SPLIT.split(text)


def words_in(text: str) -> tuple[Word, ...]:
    stripped = (raw.strip("./'-+") for raw in split_words(text))
    return tuple(_word(word) for word in stripped if word)


@lru_cache(_REMEMBERED)
def _word(word: str) -> Word:
    version = not word.isalpha() and all(map(is_version, word.split("/")))
    return word, word.removeprefix("l'").removeprefix("d'"), version


def is_version(word: str) -> bool:
    small = word.isdecimal() and (int(word) < _MODEL or _YEARS[0] <= int(word) <= _YEARS[1])
    return small or VERSION.fullmatch(word) is not None
