"""In which language a text is written."""

import re
from collections.abc import Iterator
from html import unescape

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.checking.rules.leftover import header_texts
from cyberveille.expressions import expression
from cyberveille.model import Gravity, Notice, Role

_HINT = "Écrivez-en le sens en français ; ce qui est cité se met entre accents graves (`…`)."
_CODE = expression(r"<(code|pre)\b.*?</\1>", re.DOTALL)
_PASSAGE = expression(r"</?(?:p|li|d[dt]|t[dhr]|h\d|[uod]l|blockquote|table)\b[^>]*>|<br[^>]*>")
_TAG = expression(r"<[^>]*>")
_WORD = expression(r"[^\W\d_]{2,}")
_HAN = expression("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_FRENCH = {
    "le", "la", "les", "des", "du", "de", "et", "est", "un", "une", "qui", "par", "pour", "dans", "sur",
    "au", "aux", "en", "ne", "pas", "que", "ce", "cette", "ces", "son", "sa", "ses", "ou", "avec", "il",
    "elle", "plus", "sont", "peut", "être", "été", "dont", "ainsi",
}  # fmt: skip
_OTHERS = {
    "en anglais": {
        "the", "of", "and", "to", "is", "are", "that", "this", "these", "those", "with", "which", "could",
        "may", "allow", "allows", "by", "in", "for", "from", "be", "has", "have", "been", "should", "not",
        "all", "when", "if", "your", "will", "users", "can", "via", "into", "or", "an", "as", "it", "its",
        "was", "were",
    },
    "en allemand": {
        "der", "das", "und", "ist", "ein", "eine", "einen", "werden", "nicht", "mit", "kann", "durch",
        "die", "den", "dem", "von", "zu", "auf", "für", "bei", "sich", "auch",
    },
}  # fmt: skip
"""Little words: a passage of some length has many of its own language, and hardly any of another."""
_TELLING = (
    " the ", "The ", " and ", " of ", " to ", " is ", " are ", " with ", " der ", " und ", " die ", " das ",
)  # fmt: skip
"""One of these stands in any such passage in English or German: most notices are told in no time."""
_LENGTH, _FEWEST, _SIGNS = 12, 3, 8
"""Words of a passage, little words and signs of a language: fewer may stand in a title that is quoted."""
_SHOWN = 40


@rule(Notice, gravity=Gravity.WARNING)
def written_in_french(notice: Notice, context: Context) -> Iterator[Remark]:
    """Un texte devrait être en français : ce qui vient d’une source se récrit.

    Un passage d’une douzaine de mots suffit, même entouré de français ; `cyberveille publish` ne publie pas
    un tel texte.

    Mauvais : `An attacker could execute code on the gateway, which is reachable…`
    Bon : `Un attaquant peut exécuter du code sur la passerelle, qui est joignable…`
    """
    prose = [item for item in context.once(header_texts, notice) if item.holds.role is Role.PROSE]
    texts = (*(item.value for item in prose), *(section.html for section in notice.body.sections))
    if not _may_be_foreign("\n".join(texts)):
        return
    for item in prose:
        if found := _foreign(item.value):
            yield Remark(f"La clé « {item.key} » semble être {found[0]}.", item.at, hint=_HINT)
    for section in notice.body.sections:
        if found := _foreign(section.html):
            language, passage = found
            yield Remark(
                f"{section.in_words} semble être {language} : « {passage} ».", line=section.line, hint=_HINT
            )


def _may_be_foreign(html: str) -> bool:
    return any(word in html for word in _TELLING) or _HAN.search(html) is not None


def _foreign(html: str) -> tuple[str, str] | None:
    """The language, in words, of the first passage that is not in French, and how it begins."""
    if not _may_be_foreign(html):
        return None
    text = _CODE.sub(" ", html)
    han = [found.start() for found in _HAN.finditer(text)]
    if len(han) >= _SIGNS:
        return "en chinois, en japonais ou en coréen", _begun(text[han[0] :])
    for passage in _PASSAGE.split(text):
        words = [word.lower() for word in _WORD.findall(_TAG.sub(" ", passage))]
        if len(words) >= _LENGTH:
            french = sum(word in _FRENCH for word in words)
            for language, known in _OTHERS.items():
                if sum(word in known for word in words) >= max(_FEWEST, 2 * french + 1):
                    return language, _begun(passage)
    return None


def _begun(passage: str) -> str:
    words = " ".join(unescape(_TAG.sub(" ", passage)).split())
    return words if len(words) <= _SHOWN else f"{words[:_SHOWN].rstrip()}…"
