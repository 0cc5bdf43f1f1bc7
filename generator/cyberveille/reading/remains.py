"""What stood in a text for somebody to fill in, or for a program to replace: templates, notes to oneself."""

import re
from collections.abc import Iterator
from enum import Enum
from functools import cache
from itertools import islice
from string import ascii_uppercase
from typing import TYPE_CHECKING, NamedTuple

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.markup.fences import CODE_SPAN, without_code

if TYPE_CHECKING:
    from ahocorasick_rs import BytesAhoCorasick


class Remnant(Enum):
    """What kind of thing was left, for the rule that speaks of it."""

    TEMPLATE = "a place that a program should have filled"
    VARIABLE = "the name of a variable"
    TO_FILL = "a place that a person should have filled"
    NOTE = "a note to oneself"
    BLANK = "a place left blank"
    FILLING = "a text without meaning"
    ENCODED = "a text in the code of a mail, of an address or of a program"
    LOST = "a word whose accents became question marks"
    IDENTIFIER = "an identifier that may not exist"
    DEMONSTRATION = "a name of the demonstration"


class Leftover(Struct, frozen=True):
    """One of them: what it is, the words, and where, counted from 1 in the file."""

    what: Remnant
    words: str
    line: int
    column: int
    first: bool = False
    """Whether a value or a paragraph begins by it."""


class _Sort(NamedTuple):
    """A pattern, and words of which it needs one: these take no time to look for."""

    what: Remnant
    telling: tuple[str, ...]
    pattern: re.Pattern[str]


_FILL = r"(?:compl[ée]ter|pr[ée]ciser|d[ée]finir|renseigner|remplir|r[ée]diger|confirmer|v[ée]rifier)"
_ASKED = rf"(?:{_FILL[3:-1]}|faire|revoir|relire|valider|traduire)"
_WHOLE = r"(?:compl[ée]ter|pr[ée]ciser|d[ée]finir|renseigner|remplir|r[ée]diger)"
_SORTS = (
    _Sort(
        Remnant.TEMPLATE,
        ("{{", "{%", "{#", "<%", "[["),
        expression(
            r"\{\{[^{}\n]{0,80}\}\}|\{%[^\n]{0,80}?%\}|\{#\s[^\n]{0,80}?#\}|<%[^\n]{0,80}?%>"
            r"|\[\[[A-Z_ ]{2,40}\]\]"
        ),
    ),
    # What word processors, spreadsheets, scripts and assistants leave where they failed.
    _Sort(
        Remnant.TEMPLATE,
        (
            *("Erreur", "Error!", "#REF", "#NOM", "#VAL", "#DIV", "#N/A", "#NAME", "[object", "MERGEFIELD"),
            *("oaicite", "turn", "【", "Cliquez", "Click or tap", "n tant qu", "s an AI"),
        ),
        expression(
            r"\bErreur\s?!\s(?:Source du renvoi introuvable|Signet non défini)\.?"
            r"|\bError! (?:Reference source not found|Bookmark not defined)\.?"
            r"|#(?:REF!|NOM\s?\?|VALEUR\s?!|DIV/0\s?!|NAME\?|VALUE!|N/A\b)|\[object \w+\]"
            r"|\{\s?MERGEFIELD[^{}\n]{0,60}\}|【\d+[†:][^】\n]{0,40}】"
            r"|:contentReference\[oaicite:[^\]\n]{0,40}\](?:\{[^{}\n]{0,40}\})?"
            r"|(?:cite)?turn\d+(?:search|view|news|file)\d+"
            r"|Cliquez (?:ou appuyez )?ici pour (?:entrer|taper) du texte\.?"
            r"|Click or tap here to enter text\.?"
            r"|\b[Ee]n tant qu(?:e modèle de langage|[’']intelligence artificielle|[’']IA)\b"
            r"|\b[Aa]s an AI(?: language model\b|,)"
        ),
    ),
    _Sort(Remnant.VARIABLE, ("${", "%{"), expression(r"(?<![\w\\])[$%]\{\s?[\w.:-][^{}\n]{0,60}\}")),
    _Sort(Remnant.VARIABLE, ("__",), expression(r"(?<!\w)__[A-Z][A-Z_]{2,40}__(?!\w)")),
    _Sort(
        Remnant.VARIABLE,
        ("{", "%(", *(f"{sign}{letter}" for sign in ("@", "##", "$") for letter in ascii_uppercase)),
        expression(
            r"\{(?<![\w{$%\\#/]\{)(?:[a-z][a-z_]{1,30}|\d)\}(?!\})|@(?<![\w@]@)[A-Z][A-Z_]{2,30}@(?![\w@])"
            r"|##(?<![\w#]##)[A-Z][A-Z_]{2,30}##(?![\w#])|\$(?<![\w$]\$)[A-Z][A-Z_]{2,30}\$(?![\w$])"
            r"|%\([a-z_]{2,30}\)[sd]"
        ),
    ),
    _Sort(
        Remnant.TO_FILL,
        (
            *("à compl", "à préci", "à défin", "à rensei", "à rempl", "à rédig", "à confir", "à vérif"),
            *(
                "À compl",
                "À COMPL",
                "À préci",
                "À défin",
                "À rensei",
                "À rempl",
                "À rédig",
                "A compl",
                "a compl",
            ),
            *("à fair", "à revoi", "à relir", "à valid", "à tradu", "À FAIRE", "À faire"),
            *("[ins", "[Ins", "[INS", "[indi", "[Indi", "[votre", "[Votre", "[VOTRE", "[xx", "[XX"),
            *("<votre", "<ins", "{votre", "<xx", "<XX"),
        ),
        expression(
            rf"[\[<{{]\s{{0,3}}(?:[àa]\s+{_ASKED}|ins[ée]rer|indiquer|votre|xxx+)\b[^\]>}}\n]{{0,60}}[\]>}}](?!\()"
            rf"|\(\s{{0,3}}[àa]\s+{_FILL}\s{{0,3}}\)"
            rf"|^[ \t>*_|«\"“-]{{0,12}}à\s+{_WHOLE}\s*(?=[ \t*_|»\"”.…]{{0,12}}$)"
            rf"|[«*_“]\s?à\s+{_WHOLE}\s?(?=[»*_”])"
            rf"|(?<=[:—–])\s+à\s+{_FILL}\s*(?=[.…]?\s*(?:$|[|,;}}\]\"]))",
            re.MULTILINE | re.IGNORECASE,
        ),
    ),
    _Sort(
        Remnant.TO_FILL,
        tuple(
            f"{to} {word}"
            for to in "ÀA"
            for word in ("COMPL", "PRÉCI", "PRECI", "DÉFIN", "DEFIN", "RENSEI", "REMPL", "RÉDIG", "REDIG")
        ),
        expression(r"\b[ÀA] (?:COMPL[ÉE]TER|PR[ÉE]CISER|D[ÉE]FINIR|RENSEIGNER|REMPLIR|R[ÉE]DIGER)\b"),
    ),
    _Sort(
        Remnant.NOTE,
        (
            *("TODO", "FIXME", "TBD", "TBC", "TKTK", "XXX", "WIP", "odo", "TO DO", "???", "À RE", "À CONF"),
            *("À VALID", "à compl", "à réd", "à red", "en cours de "),
        ),
        expression(
            r"(?<![\w-])(?:TODO|TO DO|FIXME|TB[DC]|TKTK|WIP|X{3,4})(?![\w-])|(?<!\w)@?[Tt]o-?[Dd]o(?=\s?:)"
            r"|@todo\b|(?<![?!])\?{3,}|\bÀ (?:RELIRE|REVOIR|CONFIRMER|VALIDER)\b"
            r"|\b(?:section|partie|notice|bulletin)s?\s(?:(?:est|reste)\s)?(?:à (?:compl[ée]ter|r[ée]diger)"
            r"|en cours de (?:r[ée]daction|construction))(?=\s?[.…]?$)",
            re.MULTILINE,
        ),
    ),
    _Sort(
        Remnant.BLANK,
        (
            *("XX", "xx", "JJ", "jj", "X.Y", "AAAA", "YYYY", "00/00/"),
            *("[NOM", "[PRÉ", "[DAT", "[HEU", "[VER", "[PRO", "[ÉDI", "[LIE", "[URL", "[ADR", "[SER"),
            *("[NUM", "[TÉL"),
            *("[nom d", "[prénom d", "[date d", "[numéro d", "[version d", "[lien d"),
        ),
        expression(
            r"\b(?:[Xx]{2}/[Xx]{2}/(?:\d{4}|[Xx]{2,4})|\d\d/[Xx]{2}/\d{4}|JJ/MM/AA(?:AA)?|jj/mm/aa(?:aa)?)\b"
            r"|\bX\.Y(?:\.Z)?\b"
            r"|(?<!crit )(?<!ormat )(?<!orme )\b(?:AAAA|YYYY)-(?:MM|mm)-(?:JJ|DD)\b"
            r"|\b00/00/(?:0000|20\d\d)\b"
            r"|\b[A-Z]{2,5}-AAAA-(?:BUL|ALE|DOC|REX|ACT)-[NX0]{3,4}\b"
            r"|\[(?:NOM|PRÉNOM|DATE|HEURE|VERSION|PRODUIT|ÉDITEUR|LIEN|URL|ADRESSE|SERVICE|NUMÉRO|TÉLÉPHONE)"
            r"(?: [A-ZÀ-Ý’' ]{1,40})?\](?![(\[:])"
            r"|\[(?:nom|prénom|date|numéro|version|lien) (?:de|du|des|d[’'])[^\[\]\n]{1,40}\](?![(\[:])"
        ),
    ),
    _Sort(
        Remnant.ENCODED,
        (
            *("=?", "=C3=", "=E2=", "=E9", "=E8", "%C3%", "\\u00", "\\u20", "+AOk-", "+AOg-"),
            *("&amp;", "[cid:", "[image:"),
        ),
        expression(
            r"=\?[\w-]{2,20}\?[QqBb]\?[^?\s]{1,200}\?=|\b[A-Za-z]*=(?:C3=[89AB][0-9A-F]|E2=80=9\d|E[089A])\w*"
            r"|(?:^|(?<=[\s«’']))[A-Za-z]*(?:%C3%[89AB][0-9A-F][a-z]*)+(?=[\s.,;:)»]|$)"
            r"|(?<![\\\w:])[a-zA-Z]*(?:\\u(?:00[c-f][0-9a-f]|20(?:1[2-9a-e]|26|2f))[a-zà-ÿ]*)+|[a-z]\+AO[gk]-"
            r"|&amp;(?:[a-zA-Z]{2,8}|#\d{2,5});|\[(?:cid|image):[^\]\n]{1,80}\](?!\()",
            re.MULTILINE,
        ),
    ),
    _Sort(
        Remnant.LOST,
        ("?",),
        expression(
            r"(?<![^\s(«'’])(?:[a-z]{1,3}\?[a-z]+\?[a-z?]*|[a-z]{4,}+\?(?:mes?|res?|ment|tres?|ses?|s)"
            r"|(?:[cdjlmnst]|(?:lors|jus|puis|quoi)?qu)\?[aeéèêhiîouy][a-zà-ÿ]+)"
            r"(?=[\s.,;:)»]|$)",
            re.MULTILINE | re.IGNORECASE,
        ),
    ),
    _Sort(
        Remnant.IDENTIFIER,
        ("CVE", "CWE"),
        expression(
            r"CVE(?<!cve: CVE)(?<!cve: \"CVE)(?<![\w/=]CVE)(?!-(?:1999|20[01]\d|202[0-6])-\d{4,19}\b)"
            r"[-_ \u00a0\u202f/]{0,2}[\dOoIl]{4}[-_ \u00a0\u202f/]{1,2}[\dOoIlSB]{3,19}\b"
            r"|CWE(?<!cwe: CWE)(?<!cwe: \"CWE)(?<!\wCWE)-(?:0\d*|\d{5,9}|[2-9]\d{3}|1[5-9]\d\d|14[3-9]\d)\b"
        ),
    ),
    _Sort(
        Remnant.FILLING, ("psum", "PSUM"), expression(r"\b(?:lorem\s+ipsum|ipsum\s+dolor)\b", re.IGNORECASE)
    ),
    _Sort(
        Remnant.DEMONSTRATION,
        ("example.", "ficti", "émonstration"),
        expression(
            r"(?<![\w.+-])[\w.+-]{1,64}+@(?:[\w-]{1,63}\.){1,6}example\.(?:org|com|net|fr)\b|(?<![\w.-])cyberveille\.example\.org\b"
            r"|\b(?:entité|fonction|personne|société|équipe|hébergeur|établissement|hôpital|structure)"
            r" (?:fictive?|de démonstration)\b"
            r"|\b00000 Démonstration\b",
            re.IGNORECASE,
        ),
    ),
)
# One pass that most texts go through without a stop; it begins by signs that are rare in them.
_ANY = expression(
    r"\{[{%#àa-z0-9]|\{ à|%[{(]|\$[{A-Z]|<[%àÀvxi]|__[A-Z]|##[A-Z]|\( ?[àÀ]|@|【|\?\?\?|\bX\.Y|[jJ][jJ]/"
    r"|\[(?:[\[ àÀ]|[aA] |[vV]otr|VOTR|[iI]ns|INS|[iI]ndi|[xX]{2}|[A-ZÉ]{2}|object)"
    r"|\[(?:nom|prén|date|numé|vers|lien) |TODO|TO DO|TB[DC]|TKTK|FIXME|WIP|XX|xx/|[tT]o-?[dD]o ?:"
    r"|À [cpdrvCPDRV]|A [cCPDR][oOREÉ][mMÉPDF]|à (?:compl|préci|défin|rens|rempl|rédig|conf|véri)"
    r"|Err(?:eur ?|or)!|#(?:REF|NOM|VAL|DIV|N/A|NAME)|MERGE|oaicite|turn\d|Cliquez|Click or"
    r"|en cours de (?:réd|cons)|CVE[-_ \u00a0\u202f/]?(?!-?(?:1999|20[01]\d|202[0-6])-\d{4})[\dOoIl]"
    r"|AAAA-|YYYY-|00/00/|&amp;|\\u20|\[(?:cid|image):|n tant qu(?:e modèle|[’'])|s an AI\b"
    r"|=\?\w|=C3=|=E[0289A]|%C3%|\\u00|\+AO[gk]-|[a-zA-Z]\?[a-zéèêî]"
    r"|CWE-(?:0|\d{5}|[2-9]\d{3}|1[4-9])"
)
_TELLING = tuple((word, place) for place, sort in enumerate(_SORTS) for word in sort.telling)
_ALONE = tuple((word, place) for word, place in _TELLING if len(word) == 1 or word == "CVE")
"""Words that tell in most notices, and those that take no time to look for."""
_LONG = 65_536
"""Signs of a text in which one word may stand very often."""


@cache
def _others() -> "BytesAhoCorasick":
    """What finds all other words that tell in one pass: hardly a text has any."""
    # What finds them is loaded by those who read.
    from ahocorasick_rs import BytesAhoCorasick, Implementation  # noqa: PLC0415

    words = dict.fromkeys(word.encode() for word, place in _TELLING if (word, place) not in _ALONE)
    return BytesAhoCorasick(words, implementation=Implementation.DFA)


def _told_in(text: str) -> set[int]:
    """The places of the sorts that a text may hold."""
    some = len(text) > _LONG or _others().find_matches_as_indexes(text.encode(errors="replace"))
    return {place for word, place in (_TELLING if some else _ALONE) if word in text}


_BEGINS = expression(r"[\s>*_\-+#|\d.)]*(?:[\w-]+: *)?[\"'{]*")
_SHOWN = 20
"""Of one sort in one file."""


def left_in(header: str, header_line: int, body: str, body_line: int) -> tuple[Leftover, ...]:
    """What is left in a file; code, which may show such things, and comments of the header are not."""
    written = f"{header}\n{body}"
    told = _told_in(written)
    sorts = [sort for place, sort in enumerate(_SORTS) if place in told]
    if "`" not in written:  # Each line is read as it is written: what is in none of them is not in the text.
        sorts = [sort for sort in sorts if sort.pattern.search(written)]
    if not sorts:
        return ()
    lines = [*_lines(header, header_line, "#"), *_lines(without_code(body), body_line, "    ")]
    # Whatever is found in a line is found in all of them: most texts are told to hold nothing at once.
    text = "\n".join(line for _, line in lines)
    sorts = [sort for sort in sorts if sort.pattern.search(text)]
    if not (sorts and (_ANY.search(written) or "psum" in written or "fictiv" in written)):
        return ()
    return tuple(
        found
        for sort in sorts
        for found in islice(
            (
                Leftover(
                    sort.what,
                    match.group().strip(),
                    number,
                    match.start() + 1,
                    _BEGINS.fullmatch(line, 0, match.start()) is not None,
                )
                for number, line in lines
                for match in {each.group(): each for each in sort.pattern.finditer(line)}.values()
            ),
            _SHOWN,
        )
    )


def demonstration_in(text: str) -> str | None:
    """The first name of the demonstration in a text; None when there is none."""
    found = _SORTS[-1].pattern.search(text)
    return found.group() if found else None


def _lines(text: str, first: int, passed: str) -> Iterator[tuple[int, str]]:
    """Each line with its number, but for those that begin by `passed`; spans of code are blanked."""
    for number, line in enumerate(text.split("\n"), first):
        if not line.startswith(passed):
            yield number, CODE_SPAN.sub(lambda code: " " * len(code.group()), line) if "`" in line else line
