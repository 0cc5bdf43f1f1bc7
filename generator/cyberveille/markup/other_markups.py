"""What other dialects of Markdown, wikis, forums and notebooks read, and that pages print as it is written.

MkDocs, GitHub, Docusaurus, Pandoc, kramdown, Obsidian, Notion; Jira, MediaWiki, BBCode, Textile, AsciiDoc,
reStructuredText, Org; CriticMarkup.
"""

import re
from collections.abc import Iterator

from cyberveille.expressions import expression
from cyberveille.markup.mark import Place, Unread

_LINES = expression(
    r"^[ \t]{0,3}(?P<admonition>(?:!!!|\?\?\?\+?)[ \t]+\w|!!![ \t]*$|>[ \t]*\[![A-Za-z]+\]|:::+"
    r"|[~!?]>[ \t]|[ABCDEQTWIX]>[ \t]|\[(?:NOTE|TIP|WARNING|CAUTION|IMPORTANT)\][ \t]*$|\.\. [\w-]+::)[^\n]*"
    r"|^[ \t]{0,3}(?P<abbreviation>\*\[[^\[\]\n]{1,60}\]:)"
    r"|^[ \t]{0,3}(?P<contents>\[TOC\]|\[toc\]|\[\[_TOC_\]\])[ \t]*$"
    r"|^[ \t]{0,3}(?P<heading>h[1-6]\.[ \t]+\S[^\n]*|={2,6}[ \t][^=\n]{1,200}[ \t]={2,6}[ \t]*$)"
    r"|^[ \t]{0,3}(?P<fence>(?:'''+|´´´+|’’’+|\"\"\"+)[ \t]*\w{0,20}[ \t]*$)"
    r"|^[ \t]{0,3}(?P<page>\\(?:newpage|pagebreak|clearpage)\b)"
    r"|(?:\A|(?<=\n\n))(?P<header>---[ \t]*\n"
    r"(?:[A-Za-z_-]{1,40}:(?:[ \t][^\n]*)?\n(?:[ \t]+[^\n]*\n){0,40}){1,40}---[ \t]*$)",
    re.MULTILINE,
)
_WORDS = expression(
    r"(?P<footnote>\[\^[^\[\]\s]{1,60}\](?:(?=:)[^\n]{1,40})?|\^\[[^\[\]\n]{1,200}\])"
    r"|(?P<wiki>\[\[[^\[\]\n]{1,100}\]\])"
    r"|(?P<spaced>(?<![\w\]])\[[^\[\]\n]{1,200}\][ \t]+\((?:https?:|mailto:|/|#)[^()\s]{0,200}\))"
    r"|(?P<turned>\([^()\n]{1,100}\)\[(?:https?:|mailto:|/)[^\[\]\s]{1,200}\])"
    r"|(?P<mark>(?<![\w=])==(?=[^\s=])[^=\n]{1,200}(?<!\s)==(?![\w=]))"
    r"|(?P<script>(?<=\w)~[^\s~]{1,20}~(?!~)|(?<=\w)\^[^\s^]{1,20}\^)"
    r"|(?P<emoji>(?<![\w:/.]):[a-z][a-z_]{2,30}:(?![\w:/]))"
    r"|(?P<attributes>(?<!\{)\{(?::[ \t]|[:#.][A-Za-z])[^{}\n]{1,100}\}|(?<=[)\]])\{[a-z]+=[^{}\n]{1,100}\})"
    r"|(?P<formula>\$\$[^$\n]{1,200}\$\$)"
    r"|(?P<quotes>(?<!')'''(?=[^\s'])[^'\n]{1,200}'''(?!')|(?<![\w'])''(?=[^\s'])[^'\n]{1,200}''(?![\w']))"
    r"|(?P<macro>\{(?:code|noformat|quote|panel|color|info|warning|note|expand)(?::[^{}\n]{0,100})?\})"
    r"|(?P<forum>\[(?P<tag>b|i|u|s|url|img|code|quote|list|color|size|center)(?:=[^\[\]\n]{0,200})?\]"
    r"[^\n]{0,300}?\[/(?P=tag)\])"
    r"|(?P<textile>\"[^\"\n]{1,100}\":https?://\S{1,200})"
    r"|(?P<bars>(?<![^\s])\|\|(?=[^\s|])[^|\n]{1,200}\|\|)"
    r"|(?P<edited>\{(?:\+\+[^\n]{0,200}?\+\+|--[^\n]{0,200}?--|>>[^\n]{0,200}?<<|~~[^\n]{0,200}?~~)\})"
    r"|(?P<escaped>(?<![\w:\\])\\[<>\"'&@](?=\S))"
    r"|(?P<comment>%%[^%\n]{1,200}%%)"
    r"|(?P<keys>(?<![\w+])\+\+(?=[^\s+])[^+\n]{1,60}(?:\+[^+\n]{1,60}){0,4}\+\+(?![\w+]))"
    r"|(?P<block>(?<=[^\s^])[ \t]\^[A-Za-z0-9-]{4,40}(?=[ \t]*(?:\n|\Z)))"
    r"|(?P<cited>(?<![\w\]\\])\[(?P<text>[^\[\]\n^!]{1,200})\]\[(?P<key>[^\[\]\n^]{0,200})\])"
)
_KINDS = {
    "admonition": Unread.ADMONITION,
    "footnote": Unread.FOOTNOTE,
    "spaced": Unread.LINK,
    "turned": Unread.LINK,
    "textile": Unread.LINK,
    "cited": Unread.REFERENCE,
}
_DEFINED = expression(r"^[ ]{0,3}\[([^\[\]\n]{1,200})\]:", re.MULTILINE)
# A glance, since most bodies hold nothing of the kind: no line is told without one of these. Each begins by a
# sign of its own, so that letters are passed over.
_MAY = expression(
    r"\[[\^\[!TtNWCIbiusqlc]|\][\[ \t{]|\)\[|\)\{|\*\[|\^\[|\{[:.#+>~-]|\{[a-z]+[:}]|\$\$|''|´´´|’’’|\"\"\""
    r"|\|\||%%|\":h|\+\+|\\[<>\"'&@]"
    r"|:[a-z][a-z_]{2,30}:|~(?<=\w~)[^\s~]|\^|=="
    r"|\n[ \t]{0,3}(?:!!!|\?\?\?|:::|[~!?A-Z]>[ \t]|\.\. |h[1-6]\.|\\[npc])|\n---[ \t]*\n[A-Za-z_-]+:"
)


def may_hold(markdown: str) -> bool:
    """Told in no time of most texts."""
    return _MAY.search("\n" + markdown) is not None


def found(text: str) -> Iterator[Place]:
    """`text` is a body without its code."""
    defined: set[str] | None = None
    for match in (*_LINES.finditer(text), *_WORDS.finditer(text)):
        group = next(name for name, value in match.groupdict().items() if value is not None)
        if group == "cited":
            defined = _definitions(text) if defined is None else defined
            if _key(match["key"] or match["text"]) in defined:
                continue
        what = match[group].strip().partition("\n")[0]
        yield Place(_KINDS.get(group, Unread.DIALECT), match.start(group), match.end(), what)


def _definitions(text: str) -> set[str]:
    return {_key(name) for name in _DEFINED.findall(text)}


def _key(name: str) -> str:
    return " ".join(name.split()).casefold()
