"""What a text says beside its versions, left out piece by piece until what it says of them is read."""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.locale.dates import MONTHS

_SLIPS = (
    (expression(r",? quel(?:que|le|s|les)? (?:que )?soi(?:t|ent) [^0-9]*$"), ""),
    (expression(r"(?<=[0-9]) \([^()]*\)(?= et (?:les )?(?:versions )?ant[ée]rieures)"), ""),
    (expression(r"\bet(?=[0-9])"), "et "),
    (expression(r"(?<=[0-9])et(?= )"), " et"),
    (expression(r"\ba{1,2}n?tt?i?[eé]r[a-zé]*eure?s?\b", re.IGNORECASE), "antérieures"),
    (expression(r"(?<=[0-9])\+(?=[ ,;)]|$)"), ""),
    (expression(r"(?<=\.x)\.y\b"), ""),
    (expression(r"(?<=[0-9]) (?:UP|SP|FP|CU|P)x(?= )"), ""),
    (expression(r"(?<=[Bb]uild )([0-9]+\.[0-9]+)/[0-9.]+"), r"\1"),
    (expression(r"\bESXi_(?=[0-9])"), ""),
    (expression(r"(?<=Patch )v(?=[0-9])"), ""),
    (expression(r" - [0-9] years? (?:of updates )?(?=[0-9A-Z])", re.IGNORECASE), " "),
    (expression(r"(?<=ersions )(?:[A-Z][A-Z0-9_]{2,}_[A-Z0-9_]*|[A-Z]{4,})[ :]+(?=[0-9])"), ""),
    (expression(r"\b[A-Z][A-Z0-9_]{3,} ?[-–] ?(?=[0-9])"), ""),
    (expression(r"(?<=[0-9]) [A-Z][a-z]{3,} (?=Patch ?[0-9])"), " "),
    (expression(r"(\.x (?:versions )?antérieures à )[a-z](?=[0-9])"), r"\1"),
    (expression(r"\b([0-9]{2}\.[0-9])R(?= (?:versions )?antérieures)"), r"\1"),
)
"""Slips, and ways of writing a version that no other notice has."""
_MONTHS = "|".join(MONTHS).replace("é", "[ée]").replace("û", "[ûu]")
_ALIKE = (
    (expression(r"s'ex[ée]cutant (?=sur|dans|sous)", re.IGNORECASE), ""),
    (expression(r"\b(Skype) (?:pour|for) (?=Business)"), r"\1 "),
    (
        expression(r"\bpour les versions à partir de ([^ ,]+)(?:, [^ ,]+)* (?:et|mais) (?=ant[ée]rieures)"),
        r"versions à partir de \1 et ",
    ),
    (expression(r",? toutes (?:les )?[ée]ditions\b", re.IGNORECASE), ""),
    (expression(r"(?<=ures),? mais (?=(?:ant|inf))", re.IGNORECASE), " "),
    (expression(r"\bversions? ([0-9][^ ,]*) versions? (?=\1)", re.IGNORECASE), "versions "),
    (expression(r" ?\([^()]*\bCVE-[^()]*\)"), ""),
    (expression(r"(?<=x) \([0-9]+(?:\.[0-9]+)*\.x\)", re.IGNORECASE), ""),
    (expression(r",? \(?(?:versions?|[ée]ditions?) (?:32|64)[ -]?bits?(?: et (?:32|64)[ -]?bits?)?\)?"), ""),
    (
        expression(
            rf"(?<=[0-9a-z]) (?:du|dat[ée]e du|publi[ée]e le|parue le)"
            rf" [0-3]?[0-9](?:er)? (?:{_MONTHS}) [0-9]{{4}}",
            re.IGNORECASE,
        ),
        "",
    ),
    (
        expression(
            r"toutes les versions (?:de |du |d')(?P<name>[A-Z][A-Za-z ]+?) "
            r"\((?P<of>[0-9][0-9.x]*(?:(?:, | et )[0-9][0-9.x]*)*)\)",
            re.IGNORECASE,
        ),
        r"\g<name> versions \g<of>",
    ),
    (
        expression(
            r"\bversions? (?P<last>[0-9.]+) \(inclu[a-z]* (?P<first>[0-9.]+) ?[-–] ?[0-9.]+\)", re.IGNORECASE
        ),
        r"versions \g<first> à \g<last>",
    ),
    (
        expression(
            r"\bversions? (?P<all>[0-9][0-9a-z.]*(?:, [0-9][0-9a-z.]*)+"
            r"|[0-9][0-9a-z.]*(?:, [0-9][0-9a-z.]*)* et [0-9][0-9a-z.]*),? "
            r"et (?:les )?(?:versions )?(?:ant[ée]rieures|pr[ée]c[ée]dentes)\b",
            re.IGNORECASE,
        ),
        r"versions <= \g<all>",
    ),
    (
        expression(
            r"(?:versions? )?(?P<first>[0-9][0-9a-z._]*) et (?:toutes )?(?:les )?versions ant[ée]rieures"
            r"(?: de la (?:branche|s[ée]rie|lign[ée]e))? (?P<of>[0-9]+(?:\.[0-9]+)*)(?:\.x)?$",
            re.IGNORECASE,
        ),
        r"versions \g<of> jusqu'à \g<first> incluse",
    ),
)
"""What is said otherwise, and as most say it."""
_TAIL = expression(
    r",? ?(?:\b(?:pour|sur|sous|for|on|under) (?:les? |la |l'|toutes? |tous |the |all |architectures? "
    r"|syst[eè]mes? |plate-?formes? )*(?:Microsoft |Sun |Apple )?|, ?)"
    r"(?:Windows|Linux|Solaris|HP-?UX|AIX|Mac|macOS|Unix|plate-?formes|syst[eè]mes|platforms)\b(?P<rest>.*)$",
    re.IGNORECASE,
)
_SENTENCE = expression(r"\. (?=[A-ZÀÉ])")
_LOOSE = expression(r" ?\([^()<>=]*\)")
_SAYS = expression(
    r"ant[eé]|inf[eé]r|sup[eé]r|post[eé]r|ult[eé]r|jusqu|avant|sans|before|prior|later|autres|[0-9]\.[0-9x]|\bversions?\b"
    r"|\b(?:sp|patch|update|build|rev|fp|hf|cu)\b|correctif",
    re.IGNORECASE,
)
"""What may speak of versions, and is never left out."""


def righted(text: str) -> str:
    """A text without slips, said as most are."""
    for pattern, instead in (*_SLIPS, *_ALIKE):
        text = pattern.sub(instead, text)
    return text


def eased(text: str) -> Iterator[str]:
    """A text that is not read, saying less and less of what stands beside its versions."""
    text = righted(text)
    yield text
    first, *others = _SENTENCE.split(text)
    if others and not any(map(_SAYS.search, others)):
        text = first
        yield text
    tail = _TAIL.search(text)
    if tail and tail.start() and not _SAYS.search(_without_releases(tail["rest"])):
        text = text[: tail.start()]
        yield text
    bare = _LOOSE.sub(lambda found: found[0] if _SAYS.search(found[0]) else "", text)
    if bare != text:
        yield bare


_RELEASE = expression(r"\b(?:service packs?|sp|nt|me|xp|r)? ?[0-9]+(?:\.[0-9]+)?\b", re.IGNORECASE)


def _without_releases(text: str) -> str:
    return _RELEASE.sub("", text)
