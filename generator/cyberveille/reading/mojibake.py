"""Text that one program wrote in a coding and another read in a different one: « sÃ©curitÃ© »."""

import re
from contextlib import suppress

from cyberveille.expressions import expression
from cyberveille.model import Gravity
from cyberveille.reading.faults import Fault
from cyberveille.reading.report import Report
from cyberveille.signs import ALIKE, LOST, MISREAD, named

# UTF-8 read as Windows-1252 or Latin-1: a first octet, then octets from 0x80 to 0xBF, as either shows them.
_NEXT = "[\u0080-\u00bf€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
_WINDOWS = (
    rf"Ã{_NEXT}|Â[\u00a0«»°§]|[ÅÄ][“’¸¡½¾‡„ƒŠ]|â[€\u0080‚\u0082„\u0084†\u0086]{_NEXT}"
    rf"|ï[»¼¿]{_NEXT}|ð[\u009fŸ]{_NEXT}"
)
# The same read as Mac OS Roman and as the code pages of DOS.
_OTHERS = (
    r"√[ÄÅÇÉÑÖÜáàâäãåçéèêëíìîïñóòôöõúùûü†°¢£§•¶ß®©™´¨≠ÆØ∞±≤≥¥µ∂∑∏π∫ªºΩæø]|≈[ìí]|¬[´ª†]|‚Ä[ôúùòìî¶¢]"
    r"|├[®¿áóªâïî¡ôÇ┤╗╣⌐]|ΓÇ[Öûö£ªô]"
)
# A code page of one octet read as another one: within a word, what no word of Latin letters holds.
_WITHIN = r"[À-ÖØ-ÞŠŽ‚‰‡\u0370-\u03ff\u0400-\u04ff\u2500-\u259f]"
# It begins by a set, which most texts hold nothing of.
_MIXED = expression(
    rf"[{_WITHIN[1:-1]}Ă](?:(?<=[a-z].)(?<!Ă)(?=[a-z{_WITHIN[1:-1]}©«»])"
    r"|(?<=[a-z][\u0400-\u04ff\u2500-\u259f])|(?<=Ă)[©¨Ş´˘§¶Ż])"
)
_EITHER = f"(?:{_WINDOWS}|{_OTHERS})"
_SPOILT = expression(f"(?<=[A-Za-z]){_EITHER}|{_EITHER}+(?=[A-Za-z ]|$)")
_ANY = expression(f"[{MISREAD}{LOST}]|â\u0080|‚Ä")
_WORD = expression(r"[^ \n]+")
_CODINGS = ("cp1252", "latin-1", "mac_roman")
_SHOWN = 20
_IMPORTED = "\naliases:"
"""A key of notices whose source is elsewhere: it may have lost the sign itself, and holds up no edition."""


def is_spoilt(text: str) -> bool:
    if text.isascii():
        return False
    return LOST in text or _SPOILT.search(text) is not None or _foreign(text) is not None


def may_be_mixed(text: str) -> bool:
    """Whether a word holds a sign of another code page; those that pass for others are told as such."""
    return _MIXED.search(text) is not None


def look_for_spoilt(text: str, report: Report) -> None:
    """A finding at the first spoilt sign of each line."""
    if not _ANY.search(text) and not may_be_mixed(text):
        return
    shown = 0
    for number, line in enumerate(text.split("\n"), 1):
        match = _SPOILT.search(line) or _foreign(line)
        lost = line.find(LOST)
        if (match is None and lost < 0) or shown == _SHOWN:
            continue
        shown += 1
        if match is not None and not 0 <= lost < match.start():
            word = _word_at(line, match.start())
            report.add(
                Fault.MOJIBAKE,
                number,
                f"« {word} » a été lu dans un autre codage que celui où il fut écrit.",
                _mended(word),
                column=match.start() + 1,
            )
        else:
            report.add(
                Fault.MOJIBAKE,
                number,
                f"Un signe a été perdu : il ne reste que le {named(LOST)}, dans « {_word_at(line, lost)} ».",
                "Reprenez le texte d’origine, ou récrivez le mot.",
                Gravity.WARNING if _IMPORTED in text else Gravity.ERROR,
                column=lost + 1,
            )


def _foreign(line: str) -> re.Match[str] | None:
    """The first sign of another code page, unless it passes for a letter of ours."""
    return next((match for match in _MIXED.finditer(line) if not ALIKE.match(match.group())), None)


def mended(text: str) -> str:
    """The text with each spoilt word read as it was written; a sign that is lost for good is a « ? »."""
    return text if not is_spoilt(text) else _WORD.sub(lambda word: _read_again(word[0]), text)


def _read_again(word: str) -> str:
    if not is_spoilt(word):
        return word
    meant = _as_meant(word)
    if meant is not None and not is_spoilt(meant):
        return meant
    return _MIXED.sub("?", _SPOILT.sub("?", word)).replace(LOST, "?")


def _word_at(line: str, place: int) -> str:
    start = line.rfind(" ", 0, place) + 1
    end = line.find(" ", place)
    return line[start : end if end >= 0 else len(line)].strip("\"'«»()[]{},;")[:40]


_READ_AS = (
    *(("cp1252", "cp850"), ("cp850", "cp1252"), ("cp437", "cp1252"), ("mac_roman", "cp1252")),
    *((page, "utf-8") for page in ("cp1251", "koi8_r", "cp1253", "cp850", "cp437", "cp1250")),
    *((page, "cp1252") for page in ("cp1251", "koi8_r")),
)
"""Codings in which a text may have been read, and written."""
_FRENCH = expression(r"[a-zàâçéèêëîïôùûü’'-]+", re.IGNORECASE)


def _as_meant(word: str) -> str | None:
    """The word as it was written, when one reading of it makes sense."""
    for read, written in _READ_AS if _foreign(word) else ():
        with suppress(UnicodeError):
            meant = word.encode(read).decode(written)
            if meant != word and _FRENCH.fullmatch(meant) and not _MIXED.search(meant):
                return meant
    for coding in _CODINGS:
        with suppress(UnicodeError):
            meant = word.encode(coding).decode("utf-8")
            if meant != word:
                return meant
    return None


def _mended(word: str) -> str:
    meant = _as_meant(word)
    if meant is not None:
        return f"Écrivez « {meant} », et reprenez le reste du texte d’origine."
    return "Reprenez le texte d’origine, enregistré en UTF-8."
