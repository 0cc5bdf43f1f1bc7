"""A text on versions without what its readers stumble on: dates of releases, second names of a bound."""

import re

from cyberveille.concerned.elided import spelt_out
from cyberveille.concerned.words import plain
from cyberveille.expressions import expression

_PREFIXES = expression(r"\b(?:[A-Z]{1,2}/)+[A-Z]{1,2}\.(?=[0-9])")
_LATER = expression(
    r" ?\([^()]*(?:fin de vie|pas de correctif)[^()]*\)| ?\(versions? [^()0-9]*\)"
    r"| ?\((?:end-of-life|version a venir|version à venir|sortie pr|disponible|integrated|intégr"
    r"|bient|le support)[^()]*\)",
    re.IGNORECASE,
)
_BY_BUILD = expression(
    r"(?<![0-9a-z.])[0-9][0-9a-z.]*(?: (?:patch|sp|update|service pack|ru|mp|cu|mr) ?[0-9]+)* ?"
    r"(?:(?<= )\((?:build |[A-Z]{2,4} ?)?|\((?:build |[A-Z]{2,4} ?))"
    r"([0-9]+(?:\.[0-9]+){2,}(?![^()]*pack)[^()]*)\)",
    re.IGNORECASE,
)
_PART_OF_A_NAME = expression(r" with (?!out)[^,;().]*?(?= (?:versions? (?:antér|infér|prior|[0-9])|toutes))")
_ON_WINDOWS = expression(r" pour (?:Microsoft )?Windows [A-Z0-9/, ]+(?= v?[0-9]+\.[0-9x])")
_UPDATE_PACK = expression(r"(?<=[0-9] )(?:Update Pack(?:age)?|UP)(?= ?[0-9])")
_ROLLUP = expression(r"(?<=[0-9] )(?:Update )?Rollup(?= ?[0-9])", re.IGNORECASE)
_OF_MODEL = expression(r"(?<=[0-9xX]) model [0-9A-Z]{4,}\b")
_INCHES = expression(r' [0-9.]+ ?"(?: ?(?:-|&|à|et|to) ?[0-9.]+ ?")?(?=[ ,;]|$)')
_AGAIN = expression(r"(?<![0-9.])([0-9]+(?:\.[0-9]+)+) \([^()0-9]+\1\)")
"""What a part of a product is called beside the same version: « IIS 6.0 (FTP Service 6.0) »."""
_OF_BRANCH = expression(
    r"^branche ([0-9.]+)(?:\.?x)? (?:de|du|d') ?([^:]+?) ?: ?(?:les )?versions (.*)", re.IGNORECASE
)


def smoothed(text: str) -> str:
    """A text without dates of releases and second names of a bound, on which readers of versions stumble.

    Each is looked for where a sign tells that it may be there: most lines have none.
    """
    text = spelt_out(_said_as_usual(text))
    if " pour " in text:
        text = _ON_WINDOWS.sub("", text)
    text = text.replace(" / ", ", ")
    if " with " in text:
        text = _PART_OF_A_NAME.sub("", text)
    if "ollup" in text:
        text = _ROLLUP.sub("RU", text)
    if "Update Pack" in text or "UP" in text:
        text = _UPDATE_PACK.sub("Fix Pack", text)
    if " model " in text:
        text = _OF_MODEL.sub("", text)
    if "/" in text:
        text = _PREFIXES.sub("", text)
    if '"' in text:
        text = _INCHES.sub("", text)
    if "(" in text:
        text = _AGAIN.sub(r"\1", text)
        text = _BY_BUILD.sub(r"\1", _LATER.sub("", text))
    return _OF_BRANCH.sub(r"\2 \1.x \3", text) if ":" in text else text


def _said_as_usual(text: str) -> str:
    """A text without where it refers to, whose branches are said as most say them."""
    if "cutant" in text:
        text = _OF_ANOTHER.sub("versions ", text)
    if "logiciel" in text:
        text = _OF_SOFTWARE.sub("versions", text)
    if any(sign in text for sign in _REFERRED_SIGNS):
        text = _REFERRED.sub("", text)
    if any(sign in text for sign in _WITH_SIGNS):
        text = _SYSTEMS_WITH.sub("", text)
    if " -" in text or ":" in text or "–" in text:
        text = _LISTED_AFTER_A_SIGN.sub(" versions ", text)
    if "branche" in text:
        text = _OF_NOTED_BRANCH.sub(r"versions \g<of>.x \g<below>\g<end>", text)
    if "x" in text or "X" in text:
        text = _AND_OLDER_ONES_OF_A_BRANCH.sub(r"\2 versions \1 et antérieures", text)
        text = _NO_BRANCH.sub("", _BRANCH_BY_A_DASH.sub(".x", text))
        text = _NOTED_BRANCH.sub(r" \1.x", text)
    return text


_REFERRED = expression(
    r"[ ,;(]+(?:pour plus d'informations?,? ?)?"
    r"(?:veuillez|se r[eé]f[eé]rer|se reporter|voir|cf\.|consulte[rz])(?![^ .-])[^0-9]*$",
    re.IGNORECASE,
)
_REFERRED_SIGNS = ("euillez", "éf", "ef", "eporter", "oir ", "cf.", "onsult")
_OF_ANOTHER = expression(
    r"ex[eé]cutant (?:une |la |des )?versions? (?:de |du |d')(?:logiciel )?[A-Z][^0-9,;()]{1,40}? "
    r"(?=ant[eé]rieure)"
)
_OF_SOFTWARE = expression(
    r"(?:ex[eé]cutant )?(?:une |des |les )?versions? (?:de )?logiciel(?:le)?s?(?= )", re.IGNORECASE
)
_OF_NOTED_BRANCH = expression(
    r"versions? (?P<below>ant[ée]rieures à [^()]*?) ?"
    r"\((?:pour la |de la )?branche (?P<of>[0-9.]+?)(?:\.?x)?\)(?P<end>.*)",
    re.IGNORECASE,
)
_NOTED_BRANCH = expression(r" \(branche ([0-9.]+?)\.?x\)", re.IGNORECASE)
_WITH_A_PATCH = expression(r"correctif|mesure|contournement|version")
_WITH_SIGNS = (" avec ", " utilisant ", " ayant ", " disposant ")
_SYSTEMS_WITH = expression(
    r"^(?:(?:tous|toutes|tout|les|l['’]ensemble des) )*"
    r"(?:syst[eè]mes?|navigateurs?(?: web)?|logiciels?|serveurs?) (?:avec|ayant|utilisant|disposant d['e]) ?",
    re.IGNORECASE,
)
_LISTED_AFTER_A_SIGN = expression(r",? versions? [-–] (?=v?[0-9])", re.IGNORECASE)
_AND_OLDER_ONES_OF_A_BRANCH = expression(
    r"(?<![0-9.])([0-9]+(?:\.[0-9]+)+) et (?:les )?versions ([0-9.]+\.x) ant[eé]rieures", re.IGNORECASE
)
_BRANCH_BY_A_DASH = expression(r"(?<=[0-9])-x(?= (?:versions )?ant)", re.IGNORECASE)
_NO_BRANCH = expression(r"\b[0-9]x\.x(?= (?:versions )?ant)", re.IGNORECASE)
_NOTE = expression(
    r" ?\((?:[^()0-9<>=]*|(?:Microsoft )?(?:Windows|Linux|Solaris|HP-?UX|AIX|Red ?Hat|Novell|SuSE|Mac ?OS"
    r"|Unix|Debian|Ubuntu)\b[^()<>=]*|[A-Z][a-z]+ (?:recommande|indique|precise|précise|conseille)\b[^()]*)\)"
)


def is_to_be_read_elsewhere(text: str) -> bool:
    """Whether a text leaves it to its source to say what corrects: « veuillez-vous référer aux avis »."""
    found = _REFERRED.search(text)
    return found is not None and _WITH_A_PATCH.search(plain(found[0])) is not None


def without_notes(text: str) -> str:
    """A text without what stands in parentheses and tells no version."""
    return _NOTE.sub("", text) if "(" in text else text
