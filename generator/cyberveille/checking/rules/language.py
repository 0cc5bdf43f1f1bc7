"""In which language a text is written."""

import re
from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.model import Gravity, Notice

_CODE = re.compile(r"<(code|pre)\b.*?</\1>|<[^>]*>", re.DOTALL)
_ENGLISH = re.compile(r"\b(?:the|of|and|to|is|are|that|this|with|which|could|may|allows?)\b", re.IGNORECASE)
_GERMAN = re.compile(r"\b(?:der|das|und|ist|ein|eine|werden|nicht|mit|kann|durch)\b", re.IGNORECASE)
_FRENCH = re.compile(
    r"\b(?:le|la|les|des|du|de|et|est|une?|qui|par|pour|dans|sur)\b|\b[ldnsqc][’']", re.IGNORECASE
)
_HAN = re.compile("[\u3040-\u30ff\u4e00-\u9fff\uac00-\ud7af]")
_TELLING = (" the ", " The ", ">The ", " der ", " und ")
"""One of these stands in any text of some length in English or German: most notices are told in no time."""
_FEWEST = 8
"""Little words of a language: fewer may stand in a title that is quoted."""


@rule(Notice, gravity=Gravity.WARNING)
def written_in_french(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Une section devrait être en français : ce qui vient d’une source se récrit.

    Mauvais : `An attacker could execute code on the gateway, which is reachable…`
    Bon : `Un attaquant peut exécuter du code sur la passerelle, qui est joignable…`
    """
    for section in notice.body.sections:
        language = _foreign(section.html)
        if language:
            yield Remark(
                f"{section.in_words} semble être {language}.",
                line=section.line,
                hint="Écrivez-en le sens en français ; ce qui est cité se met entre accents graves (`…`).",
            )


def _foreign(html: str) -> str:
    """The language, in words, that little words tell a text to be in; empty for French, and in doubt."""
    if not any(word in html for word in _TELLING) and not _HAN.search(html):
        return ""
    text = _CODE.sub(" ", html)
    if len(_HAN.findall(text)) >= _FEWEST:
        return "en chinois, en japonais ou en coréen"
    french = len(_FRENCH.findall(text))
    for words, pattern in (("en anglais", _ENGLISH), ("en allemand", _GERMAN)):
        found = len(pattern.findall(text))
        if found >= _FEWEST and found > french:
            return words
    return ""
