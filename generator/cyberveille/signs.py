"""Signs that are not seen, or that pass for others: one table for all who read, import and explain.

Sources: Unicode 15, general categories Cc, Cf, Co, Cs and the property Default_Ignorable_Code_Point
(DerivedCoreProperties); Unicode TS 39, confusables. What French writes with, « ’ » and « – » included, is
legitimate: only where it stands for something else is it a fault, and that depends on the place.
"""

import re
import unicodedata
from collections.abc import Mapping

from cyberveille.expressions import expression

INVISIBLE = (
    "\x00-\x08\x0b-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u2028-\u202e"
    "\u2060-\u206f\u2800\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff0-\ufffc\ufffe\uffff\ue000-\uf8ff\ud800-\udfff"
    "\U0001bca0-\U0001bca3\U0001d173-\U0001d17a\U000e0000-\U000e0fff\U000f0000-\U0010ffff"
)
"""Signs that show nothing, or nothing that anybody else sees: what is within the brackets of a pattern."""

LOST = "\ufffd"
SPACES = "\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000"
"""Spaces that are not the one of the keyboard, in the same form."""
_SPACES = tuple(
    chr(code)
    for first, last in (
        (0xA0, 0xA0),
        (0x202F, 0x202F),
        (0x2000, 0x200A),
        (0x3000, 0x3000),
        (0x205F, 0x205F),
        (0x1680, 0x1680),
    )
    for code in range(first, last + 1)
)

_DASHES = "\u02d7\u058a\u1806\u2010\u2011\u2012\u2013\u2014\u2015\u2043\u207b\u208b\u2212\u2796\ufe58\ufe63"
_SINGLES: Mapping[str, str] = {
    **dict.fromkeys(_DASHES, "-"),
    **dict.fromkeys("\u2024\u2027\u2e31\u3002\ua4f8\u0701\u06d4\uff61", "."),
    **dict.fromkeys("\u2044\u2215\u29f8\u3033\u2571", "/"),
    **dict.fromkeys("\u02d0\u02d1\u02f8\u05c3\u2236\ua789\u1365", ":"),
    **dict.fromkeys("\u204e\u2217\u2731", "*"),
    **dict.fromkeys("\u02cd\uff3f", "_"),
    "\u212a": "K",
}
_LETTERS: Mapping[str, str] = dict(
    zip(
        "АВЕЗЅІЈКМНОРСТУХҮԚԜЬаеѕіјкмнорстухүһԁԛԝӏѵΑΒΕΖΗΙΚΜΝΟΡΤΥΧΥοινՕՍոսօᎪᏴᏟᎠᎬᎻᎫᏦᏞᎷᏢᎡᏚᎢᏙᎳᏃ",
        "ABE3SIJKMHOPCTYXYQWbaesijkmhopctyxyhdqwlvABEZHIKMNOPTYXYoivOUnuoABCDEHJKLMPRSTVWZ",
        strict=True,
    )
)
"""Letters of other alphabets that most fonts draw as a Latin one."""

LATIN: Mapping[str, str] = dict(zip("ıȷɑɡɩ", "ijagi", strict=True))
"""Latin letters that other languages write: in French, only what programs compare is never written so."""
MARKS = frozenset(_SINGLES)
"""Dashes, dots and strokes that are drawn as those of the keyboard."""
_ALIKE: Mapping[str, str] = {**_SINGLES, **_LETTERS, **LATIN}
_WIDE = "\uff01-\uff5e\ufb00-\ufb06\u2160-\u2188\U0001d400-\U0001d7ff"
_DIGITS = (
    "\u0660-\u0669\u06f0-\u06f9\u07c0-\u07c9\u0966-\u096f\u09e6-\u09ef\u0e50-\u0e59\u1040-\u1049\u17e0-\u17e9"
)
NEVER = f"{_WIDE}{_DIGITS}"
"""Signs that no French text needs: another form of a letter, a digit or a mark, in the form of a pattern."""
UNSEEN = expression(f"[{INVISIBLE}]")
SPACE = expression(f"[{SPACES}]")
ALIKE = expression(f"[{NEVER}{re.escape(''.join(_ALIKE))}]")


def _all_but(*classes: str) -> str:
    """What is in none of the classes, up to U+FFFF: patterns without a higher sign are the ones told fast."""
    listed = [
        (ord(found[1]), ord(found[2] or found[1]))
        for form in classes
        for found in re.finditer(r"(.)(?:-(.))?", form, re.DOTALL)
    ]
    pieces, start = [], 0
    for first, last in sorted(listed):
        if start < first <= _BASIC:
            pieces.append(f"{re.escape(chr(start))}-{re.escape(chr(first - 1))}")
        start = max(start, last + 1)
    return "".join(pieces)


_BASIC = 0xFFFF
MISREAD = "ÃÂÅÄ√≈¬├Γð€¿"
"""Signs that texts read in another coding are full of, and French texts nearly without."""
UNUSUAL = expression(f"[^{_all_but(INVISIBLE, SPACES, LOST, MISREAD, NEVER, *_ALIKE)}]")
"""Any of these, and every sign beyond U+FFFF: a text without one is as it looks."""

_NAMES: Mapping[str, str] = {
    "\u00a0": "espace insécable",
    "\u00ad": "trait d’union conditionnel",
    "\u034f": "diacritique liant",
    "\u061c": "marque de direction arabe",
    "\u2002": "espace demi-cadratin",
    "\u2003": "espace cadratin",
    "\u2007": "espace tabulaire",
    "\u2009": "espace fine",
    "\u200a": "espace ultrafine",
    "\u200b": "espace sans chasse",
    "\u200c": "antiliant sans chasse",
    "\u200d": "liant sans chasse",
    "\u200e": "marque gauche-à-droite",
    "\u200f": "marque droite-à-gauche",
    "\u2010": "trait d’union typographique",
    "\u2011": "trait d’union insécable",
    "\u2012": "tiret numérique",
    "\u2013": "tiret demi-cadratin",
    "\u2014": "tiret cadratin",
    "\u2015": "barre horizontale",
    "\u2018": "guillemet simple culbuté",
    "\u2019": "apostrophe courbe",
    "\u201c": "guillemet courbe ouvrant",
    "\u201d": "guillemet courbe fermant",
    "\u201e": "guillemet bas",
    "\u00ab": "guillemet français ouvrant",
    "\u00bb": "guillemet français fermant",
    "\u2028": "séparateur de lignes",
    "\u2029": "séparateur de paragraphes",
    "\u202f": "espace insécable étroite",
    "\u205f": "espace moyenne mathématique",
    "\u2060": "gluon de mots",
    "\u2212": "signe moins",
    "\u2800": "motif braille vide",
    "\u3000": "espace idéographique",
    "\ufe0e": "sélecteur de variante",
    "\ufe0f": "sélecteur de variante",
    "\ufeff": "espace insécable sans chasse",
    "\ufffc": "caractère de remplacement d’objet",
    "\ufffd": "caractère de remplacement",
    "\u0085": "saut de ligne NEL",
}
_SCRIPTS: Mapping[str, str] = {
    "LATIN": "lettre latine d’une autre langue",
    "CYRILLIC": "lettre cyrillique",
    "GREEK": "lettre grecque",
    "ARMENIAN": "lettre arménienne",
    "CHEROKEE": "lettre cherokee",
    "FULLWIDTH": "signe pleine chasse",
    "MATHEMATICAL": "signe mathématique",
    "ROMAN": "chiffre romain",
}
_DIRECTION = expression("[\u202a-\u202e\u2066-\u2069]")
_CATEGORIES: Mapping[str, str] = {
    "Cc": "caractère de commande",
    "Cf": "signe de format",
    "Co": "signe à usage privé",
    "Cs": "demi-codet",
    "Cn": "code sans signe",
    "Nd": "chiffre d’une autre écriture",
    "Pd": "tiret",
    "Zs": "espace",
}


def named(sign: str) -> str:
    """What a sign is called in French, and its code: « espace sans chasse (U+200B) »."""
    return f"{_called(sign)} (U+{ord(sign):04X})"


def _called(sign: str) -> str:
    if sign in _NAMES:
        return _NAMES[sign]
    if _DIRECTION.match(sign):
        return "marque de sens d’écriture"
    script = unicodedata.name(sign, "").partition(" ")[0]
    letter = _SCRIPTS.get(script)
    if letter:
        return f"{letter} semblable à « {plain(sign)} »" if plain(sign) != sign else letter
    return _CATEGORIES.get(unicodedata.category(sign), "signe rare")


def has_odd_space(text: str) -> bool:
    """Told in no time of most texts."""
    return any(space in text for space in _SPACES)


def plain(text: str) -> str:
    """The text as a keyboard writes it: each sign that passes for another is that other, spaces included."""
    folded = "".join(_ALIKE.get(sign) or _usual(sign) for sign in text)
    return SPACE.sub(" ", folded)


def _usual(sign: str) -> str:
    if not ALIKE.match(sign):
        return sign
    digit = unicodedata.decimal(sign, None)
    return unicodedata.normalize("NFKC", sign) if digit is None else str(digit)


def without_unseen(text: str) -> str:
    """The text without what is not seen: a space for what ends a line, nothing for the rest.

    An emoji keeps the signs that are part of it.
    """
    return UNSEEN.sub(_seen, text) if UNSEEN.search(text) else text


def _seen(match: re.Match[str]) -> str:
    if is_of_emoji(match.string, match.start()):
        return match.group()
    return " " if match.group().isspace() else ""


def is_of_emoji(text: str, place: int) -> bool:
    """Whether the sign there is part of an emoji (Unicode TS 51): « ⚠️ », « 👩‍⚕️ », « 1️⃣ »."""
    if text[place] in "\ufe0e\ufe0f":
        boxed = place > 0 and text[place - 1] in "0123456789#*" and text[place + 1 : place + 2] == "\u20e3"
        return boxed or _is_drawn(text, place - 1)
    joins = text[place] == "\u200d" and _is_drawn(text, place + 1)
    return joins and _is_drawn(text, place - 2 if text[place - 1] == "\ufe0f" else place - 1)


def _is_drawn(text: str, place: int) -> bool:
    """Whether a symbol stands there, or the colour of one."""
    sign = text[place : place + 1] if place >= 0 else ""
    return bool(sign) and unicodedata.category(sign) in {"So", "Sk"} and not UNSEEN.match(sign)
