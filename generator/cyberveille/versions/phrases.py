"""The phrases of texts about versions: French ones of the national archive, English ones of CSAF advisories.

They are tried in this order, on a text in lower case without accents; the work grows with the text only.
"""

import re

from cyberveille.expressions import expression
from cyberveille.versions import vocabulary as v
from cyberveille.versions.sense import Sense

PHRASES: tuple[tuple[Sense, str], ...] = (
    (
        Sense.NOISE,
        (
            rf"[.\"'«»:!?]++|\(platform version:? [0-9.]++\)|\((?:s|server core installation|es)\)"
            rf"|\([0-9]{{4}}/[0-9]{{2}}/[0-9]{{2}}\)|\(v\. (?=[0-9.]++\))|{v.BITS}{v.END}|{v.LASTING}{v.END}"
        ),
    ),
    (
        Sense.AND_BELOW,
        (
            rf"[,(]? ?(?:et|ou|and|or|ainsi que) (?:toutes? )?(?:les |celles )?(?:versions? )?"
            rf"(?:{v.EARLIER}|prior|earlier|below|older)(?: versions?)?{v.END}"
            rf"(?!(?:{v.TO}| to | than ))\)?"
        ),
    ),
    (
        Sense.AND_ABOVE,
        (
            rf"[,(]? ?(?:et|ou|and|or|ainsi que) (?:(?:toutes )?(?:les |celles ))?(?:versions? )?"
            rf"(?:{v.LATER}|later|above|newer|higher|greater)(?: versions?)?{v.END}"
            rf"(?!(?:{v.TO}| to | than ))\)?"
        ),
    ),
    (
        Sense.BELOW_OR_AT,
        rf"(?:{v.EARLIER} ou egales?{v.TO}{v.THE}|<=|=<|≤|up to and including|et incluant)",
    ),
    (
        Sense.BELOW,
        (
            rf"(?:(?:strictement )?{v.EARLIER}(?:{v.TO}{v.THE}| (?=v?[0-9]))|<|(?:avant|before|prior to"
            rf"|earlier than|older than){v.THE}{v.END})"
        ),
    ),
    (Sense.UP_TO, rf"(?:jusqu'?(?:a|au|aux){v.THE}|up to|jusqu' ?(?:a|au|aux){v.THE}){v.END}"),
    (
        Sense.ABOVE_OR_AT,
        (
            rf"(?:{v.LATER} ou egales?{v.TO}{v.THE}|a partir (?:de|du|des){v.THE}|depuis{v.THE}"
            rf"|starting (?:with|from)){v.END}|>=|=>|≥"
        ),
    ),
    (Sense.ABOVE, rf"(?:{v.LATER}{v.TO}{v.THE}{v.END}|>|(?:after|later than){v.END})"),
    (
        Sense.EXCLUDED,
        (
            rf"[,(]? ?(?:non (?:inclu[st]?e?s?|compris?e?s?)|exclu[s]?e?s?|excluded|exclusive"
            rf"|not included){v.END}\)?"
        ),
    ),
    (Sense.INCLUDED, rf"[,(]? ?(?:inclu[s]?e?s?|compris?e?s?|included|inclusive){v.END}(?! dans)\)?"),
    (Sense.EXACTLY, r"==?"),
    (
        Sense.ALL,
        (
            rf"(?:toutes?(?: les)?(?: ses)? versions?(?: confondues)?|all versions?|any version"
            rf"|vers:all/\*){v.END}"
        ),
    ),
    (
        Sense.CONDITION,
        (
            rf"(?:sans(?![ -]fil)|sauf|hormis|excepte(?:es?)?|a l'exception|hors|except|excluding"
            rf"|not including|without|seulement|uniquement|si|lorsque?|quand|only|if|when|autres? que"
            rf"|n[e'] ?[a-z]++ pas|pas de|non|not|aucune?|en attente|fabriquee?s?){v.END}"
        ),
    ),
    (Sense.BETWEEN, rf"(?:comprises? )?(?:entre|between){v.THE}{v.END}"),
    (Sense.FROM, rf"(?:de|from){v.THE}(?= v?[0-9])"),
    (
        Sense.WITH,
        (
            rf"(?:avec|with|utilisant|using|disposant|dont|ayant|having|configuree?s?|running|executant"
            rf"|via){v.END}"
        ),
    ),
    (Sense.PLATFORM, rf"(?:sur|pour|on|for|sous|under|dans|in){v.END}"),
    (Sense.VERSION_WORD, rf"(?:{v.VERSION}|logicielles?(?= v?[0-9]))(?![a-z])"),
    (
        Sense.PATCH,
        (
            rf"(?:kb ?[0-9]{{5,}}+|ms[0-9]{{2}}-[0-9]{{3}}|ctx[0-9]{{4,}}+|[0-9]{{6}}-[0-9]{{2,3}}(?![0-9.])"
            rf"|esxi?[0-9]{{3}}-[0-9a-z\-]++|patch [a-z]{v.END}|hf{v.END}|vmsa-[0-9\-]++)"
        ),
    ),
    (Sense.SUFFIXED, rf"{v.TAIL}{v.MORE}"),
    (
        Sense.WILD,
        rf"{v.LEAD}?(?:[0-9]++(?:\.[0-9]++)*+(?:\.[x*])+|[0-9]++(?:\.[0-9]++)++x)(?![.\-_(]?[a-z0-9*])",
    ),
    (Sense.VERSION, rf"{v.LEAD}?{v.BODY}{v.MORE}"),
    (Sense.CODE, r"[a-z][a-z_\-./#]*+[0-9](?:[a-z0-9_\-./#+]|\([0-9a-z.]++\))*+"),
    (Sense.THROUGH, rf"(?:a|au|aux|to|through|thru|-){v.THE}{v.END}|-"),
    (Sense.UNION, r"\|\|"),
    (Sense.AND, rf"(?:et|ou|and|or|ainsi que|includes?){v.END}|et(?=[0-9])|[,;/|&]"),
    (Sense.OPEN, r"[(\[]"),
    (Sense.CLOSE, r"[)\]]"),
    (Sense.WORD, r"[a-z]++(?:[-_.][a-z]++)*+|."),
)

TOKEN = expression(
    rf"[ ]*+()(?:{'|'.join(f'(?:{pattern})(?P<{sense.name}>)' for sense, pattern in PHRASES)})", re.DOTALL
)
"""A phrase after spaces: the first group is where it begins; the last, empty as well, is named as its sense.

A group around each phrase would have every one of them entered, also where its first sign does not match.
"""
SENSES = {sense.name: sense for sense in Sense}
