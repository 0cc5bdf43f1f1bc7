"""The text of a CERT-FR notice under the headings that our notices have."""

import re
from collections.abc import Iterable, Iterator

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.importing.from_html import html_to_markdown
from cyberveille.importing.plain_text import code_block, escape
from cyberveille.importing.risks import spelling_key
from cyberveille.importing.source_markdown import clean_markdown
from cyberveille.markup import render_body, writes_html

SUMMARY = "Résumé"
SYSTEMS = "Systèmes affectés"
DESCRIPTION = "Description"
MEASURES = "Mesures"
WORKAROUND = "Contournement provisoire"
RISKS = "Risques selon la source"
SOURCES = "Autres sources"
IDENTIFIERS = "Autres identifiants"
REFERENCES = "Références"
"""What the page calls the list of what `references` gives."""

NO_MEASURES = "L’avis d’origine ne donne pas de mesure. Consulter les références de cette notice."
WORKAROUND_ONLY = (
    "L’avis d’origine ne donne pas de correctif : appliquer le contournement décrit ici et "
    "consulter les références de cette notice."
)

_TITLES = {
    "solution": MEASURES,
    "solutions": MEASURES,
    "resume": SUMMARY,
    "description": DESCRIPTION,
    "desccription": DESCRIPTION,
    "contournementprovisoire": WORKAROUND,
    "contournementpovisoire": WORKAROUND,
    "systemeaffecte": SYSTEMS,
    "systemeaffectes": SYSTEMS,
    "systemesaffectes": SYSTEMS,
    "systemes": SYSTEMS,
}
"""Our titles, by what their spellings share."""

_DOCUMENTATION = expression(
    r"((?:\bsections?|\brubrique|\bpartie|\bparagraphe|\bchapitre)(?:\s|&nbsp;)+[*_\"«“]*(?:\s|\u00a0)*)documentations?\b",
    re.IGNORECASE,
)
_OWN_SECTION = expression(r"^#{1,6} +documentation\b", re.IGNORECASE | re.MULTILINE)
_HTML = expression(r"<[a-z]", re.IGNORECASE)
_MARKDOWN = expression(
    r"^\s{0,3}(?:[-*+]|\d{1,3}[.)])\s|\*\*\S|\]\(|^\s*\|.*\|\s*$|^#{1,6}\s|`[^`\n]+`", re.MULTILINE
)
_BLOCK = expression(r"\s{0,3}(?:[-*+]\s|\d{1,3}[.)]\s|\|)")
_HEADING = expression(r"(#{1,6}) +(.*)")
_NUMBERED = expression(r"\d+\.\d")
_FENCE = expression(r"(`{3,}|~{3,})[^`]*$")
_SECTION_LEVEL, _DEEPEST = 2, 6
_SUSPECT = expression(r"<|script|data:|\]\(", re.IGNORECASE)


class BodyParts(Struct, frozen=True, kw_only=True):
    """What the body is made of; `base` is where the source published it."""

    title: str
    base: str
    summary: str | None
    content: str | None
    systems_html: str | None
    systems: tuple[str, ...] = ()
    industrial: tuple[str, ...] = ()
    risks: tuple[str, ...] = ()
    sources: tuple[str, ...] = ()
    """Lines of Markdown; the other tuples are plain text."""
    identifiers: tuple[str, ...] = ()


def body_of(parts: BodyParts) -> str:
    """The Markdown of the body; it holds no HTML, and a summary and measures always."""
    written: dict[str, str] = {}
    _add(written, SUMMARY, _read(parts.summary, parts.base))
    if not written:
        written[SUMMARY] = f"{escape(parts.title)}."
    _add(written, SYSTEMS, _systems(parts))
    for title, text in _sections(_headed(_read(parts.content, parts.base))):
        _add(written, title, text)
    if MEASURES not in written:
        workaround = any(title.casefold().startswith("contournement") for title in written)
        written[MEASURES] = WORKAROUND_ONLY if workaround else NO_MEASURES
    _add(written, RISKS, _list(escape(text) for text in parts.risks))
    _add(written, IDENTIFIERS, _list(escape(text) for text in parts.identifiers))
    _add(written, SOURCES, _list(parts.sources))
    return _safe(written)


def _here(text: str | None) -> str | None:
    """The text, which sends its readers to the section that has that name here."""
    if text is None or _OWN_SECTION.search(text):
        return text
    return _DOCUMENTATION.sub(rf"\1{REFERENCES}", text)


def _add(written: dict[str, str], title: str, text: str) -> None:
    """Text under a title; a second one goes on under the first."""
    if text.strip():
        text = _levelled(text)
        written[title] = f"{written[title]}\n\n{text}" if title in written else text


def _list(lines: Iterable[str]) -> str:
    return "\n".join(f"- {line}" for line in lines)


def _read(text: str | None, base: str) -> str:
    """The source writes Markdown there; HTML alone is read as such."""
    written = _here(text) or ""
    html = _BLOCKS.search(written) and not _MARKDOWN.search(written)
    return html_to_markdown(written, base) if html else clean_markdown(written, base)


_BLOCKS = expression(r"<(?:p|ul|ol|table|h[1-6])[\s>]", re.IGNORECASE)


def _systems(parts: BodyParts) -> str:
    """The source writes HTML there for most, Markdown for some."""
    written = _here(parts.systems_html) or ""
    html = _HTML.search(written) and not _MARKDOWN.search(written)
    text = html_to_markdown(written, parts.base) if html else clean_markdown(_apart(written), parts.base)
    listed = _list(escape(item) for item in parts.systems)
    marked = "Systèmes industriels (SCADA) selon la source :\n\n" + _list(map(escape, parts.industrial))
    return "\n\n".join(part for part in (text, listed, marked if parts.industrial else "") if part)


def _apart(text: str) -> str:
    """Lists and tables after an empty line: stuck to the text above, they would be one paragraph with it."""
    lines = text.split("\n")
    spaced: list[str] = []
    for line in lines:
        begins = _BLOCK.match(line)
        if begins and spaced and spaced[-1].strip() and not _BLOCK.match(spaced[-1]) and line[:1] != " ":
            spaced.append("")
        spaced.append(line)
    return "\n".join(spaced)


def _headed(text: str) -> str:
    """The content whose known titles are headings of level 2, where it has none at that level.

    Some are underlined, in bold, or at another level: what they head would be told as a description.
    """
    lines = text.split("\n")
    if any(line.startswith("## ") for line in lines):
        return text
    for number, line in enumerate(lines):
        after = next((place for place in range(number + 1, len(lines)) if lines[place].strip()), number)
        under = _UNDER.fullmatch(lines[after]) if after != number else None
        alone = number + 1 == len(lines) or not lines[number + 1].strip()
        match = _TITLE.fullmatch(line.strip())
        if match is None or spelling_key(match["title"].strip(" :")) not in _TITLES:
            continue
        if match["level"] or under or (match["bold"] and alone):
            lines[number] = f"## {match['title'].strip(' :')}"
        if under:
            lines[after] = ""
    return "\n".join(lines)


_TITLE = expression(r"(?P<level>#{1,6} +)?(?P<bold>\*\*)?(?P<title>[^*#]+?)(?(bold)\*\*)\s*:?")
_UNDER = expression(r"\s{0,3}(?:-{3,}|={3,})\s*")


def _sections(text: str) -> list[tuple[str, str]]:
    """The content, cut at its headings of level 2; a numbered one belongs to the one above."""
    sections: list[tuple[str, list[str]]] = [(DESCRIPTION, [])]
    for line, heading in _lines(text):
        title = heading[2].strip() if heading else ""
        if heading and len(heading[1]) == _SECTION_LEVEL and not _NUMBERED.match(title):
            sections.append((_TITLES.get(spelling_key(title), title.rstrip(" \u00a0:") or DESCRIPTION), []))
        else:
            sections[-1][1].append(line)
    return [(title, "\n".join(lines).strip("\n")) for title, lines in sections]


def _levelled(text: str) -> str:
    """The text of a section: its own headings start at level 3 and skip none."""
    above: list[int] = []
    lines: list[str] = []
    for line, heading in _lines(text):
        written = line
        if heading:
            level = len(heading[1])
            while above and above[-1] >= level:
                above.pop()
            above.append(level)
            marks = "#" * min(_SECTION_LEVEL + len(above), _DEEPEST)
            written = f"{marks} {heading[2].strip()}"
        lines.append(written)
    return "\n".join(lines)


def _lines(text: str) -> Iterator[tuple[str, re.Match[str] | None]]:
    """Each line, with its parts when it is a heading; fenced code has none."""
    fence = ""
    for line in text.split("\n"):
        if mark := _FENCE.match(line):
            fence = "" if fence == mark[1] else fence or mark[1]
        yield line, None if fence else _HEADING.fullmatch(line)


def _safe(written: dict[str, str]) -> str:
    """The body; its sections are quoted as code should they hold HTML, or what publishing would drop."""
    body = "\n\n".join(f"## {title}\n\n{text}" for title, text in written.items())
    if not _SUSPECT.search(body) or not (writes_html(body) or render_body(body).removed):
        return body
    return "\n\n".join(f"## {escape(title)}\n\n{code_block(text)}" for title, text in written.items())
