"""A new notice: the next free number, the controlled words checked, the text left to write."""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from cyberveille.catalogue import Project
from cyberveille.checking.rules.experience import ACTION_SECTION, REX_SECTIONS
from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.checking.rules.required import MEASURES, SUMMARY
from cyberveille.checking.web_address import WebAddress, judge
from cyberveille.drafting.numbers import next_id
from cyberveille.french import iso
from cyberveille.model import Kind, Severity, Tlp, Vocabularies, Vocabulary
from cyberveille.paris import PARIS
from cyberveille.reading.front_matter import CONTROL
from cyberveille.reading.scalars import nearest

_BLANKS = re.compile(r"[^\S\u00a0\u202f]+")
"""Every run of blanks but those that an editor put in so that a line does not break there."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What the editor already knows of the notice."""

    title: str
    tlp: Tlp = Tlp.CLEAR
    severity: Severity | None = None
    technologies: tuple[str, ...] = ()
    reference: str | None = None
    theme: str | None = None
    form: str | None = None
    structure: str | None = None
    origin: str | None = None
    lead: str | None = None
    starts: date | None = None
    notes: str = ""
    """Markdown to sort into the sections: what was said of it elsewhere."""


@dataclass(frozen=True, slots=True)
class Drafted:
    """The file to write and its text; `problem`, a French sentence, when the wish cannot be met."""

    file: Path
    text: str
    problem: str = ""


def draft_notice(project: Project, kind: Kind, wish: Wish, now: datetime) -> Drafted:
    """The text of a new notice of `kind`, published at `now`, in the first root that takes its TLP."""
    root = next((item for item in project.configuration.sources if wish.tlp.within(item.tlp_max)), None)
    problem = _problem(project, kind, wish)
    if root is None or not wish.tlp.may_enter_git:
        problem = problem or f"aucun dossier de « sources » n’admet {wish.tlp.label}."
    if root is None or problem:
        return Drafted(Path(), "", problem)
    year = now.astimezone(PARIS).year
    notice_id = next_id(_folders(project, kind), project.configuration.prefix, kind, year)
    if notice_id is None:
        return Drafted(Path(), "", f"les 9 999 numéros de {year} sont pris.")
    folder = project.path_of(root) / kind.folder / (str(year) if kind.by_year else "")
    text = _text(kind, notice_id, wish, now)
    return Drafted(folder / f"{notice_id}.md", text)


def _folders(project: Project, kind: Kind) -> tuple[Path, ...]:
    return tuple(project.path_of(root) / kind.folder for root in project.configuration.sources)


def _problem(project: Project, kind: Kind, wish: Wish) -> str:
    return _unwritable(kind, wish) or _unlisted(project.vocabularies, wish)


_NEEDS: Mapping[Kind, tuple[Callable[[Wish], bool], str]] = {
    Kind.DOCUMENT: (lambda wish: bool(wish.theme and wish.form), "un thème et une forme"),
    Kind.REX: (lambda wish: bool(wish.structure and wish.origin), "un type de structure et une origine"),
    Kind.ACTION: (lambda wish: bool(_plain(wish.lead or "") and wish.starts), "un pilote et un premier jour"),
}
"""What a kind cannot be drafted without, in words."""


def _unwritable(kind: Kind, wish: Wish) -> str:
    reference = _plain(wish.reference or "")
    if not _is_text(wish.title + reference):
        return "le titre ou l’adresse n’est pas de l’UTF-8."
    if not _plain(wish.title):
        return "il faut un titre."
    if kind in _NEEDS:
        met, words = _NEEDS[kind]
        return "" if met(wish) else f"il faut {words}."
    if not reference:
        return "il faut l’adresse d’une source."
    known = judge(reference) in {WebAddress.SECURE, WebAddress.PLAIN}
    return "" if known else f"« {reference} » n’est pas une adresse web complète, à partir de https://."


def _unlisted(lists: Vocabularies, wish: Wish) -> str:
    asked: list[tuple[Vocabulary, str]] = [(lists.technologies, item) for item in wish.technologies]
    asked += [(lists.themes, wish.theme)] if wish.theme else []
    asked += [(lists.formes, wish.form)] if wish.form else []
    asked += [(lists.structures, wish.structure)] if wish.structure else []
    asked += [(lists.origines, wish.origin)] if wish.origin else []
    for vocabulary, word in asked:
        if vocabulary.get(word) is None:
            return (
                f"« {word} » n’est pas dans la liste « {vocabulary.name} ». {nearest(word, vocabulary.ids)}"
            )
    return ""


NOTES = "Notes à ranger"
_NOTES_WORDS = "rangez ces notes dans les sections ci-dessus, puis retirez celle-ci."

_SECTIONS = {
    Kind.BULLETIN: (SUMMARY, MEASURES),
    Kind.ALERT: (SUMMARY, MEASURES),
    Kind.DOCUMENT: ("À quoi sert ce document",),
    Kind.REX: REX_SECTIONS,
    Kind.ACTION: (ACTION_SECTION,),
}


def _text(kind: Kind, notice_id: str, wish: Wish, now: datetime) -> str:
    lines = _header(kind, notice_id, wish, iso(now))
    body = "\n".join(f"## {title}\n\n{PLACEHOLDER}.\n" for title in _SECTIONS[kind])
    if wish.notes.strip():
        body += f"\n## {NOTES}\n\n{PLACEHOLDER} : {_NOTES_WORDS}\n\n{wish.notes.strip()}\n"
    return "---\n" + "\n".join(lines) + "\n---\n" + body


def _header(kind: Kind, notice_id: str, wish: Wish, moment: str) -> Iterator[str]:
    yield f"id: {notice_id}"
    yield f"title: {_quoted(wish.title)}"
    yield f"tlp: {wish.tlp.value}"
    yield f"published: {moment}"
    if wish.notes.strip():
        yield "draft: true"
    if kind is Kind.ALERT:
        yield "status: active"
    if wish.severity:
        yield f"severity: {wish.severity.value}"
    if wish.technologies:
        yield f"technologies: [{', '.join(dict.fromkeys(wish.technologies))}]"
    yield from _facts(kind, wish, moment)
    if kind not in {Kind.BULLETIN, Kind.ALERT}:
        yield f'summary: "{PLACEHOLDER}"'
    else:
        yield "in_brief:"
        for key in ("what", "concerned", "action"):
            yield f'  {key}: "{PLACEHOLDER}"'
    if wish.reference:
        yield "references:"
        yield f'  - {{title: "{PLACEHOLDER}", url: {_quoted(wish.reference)}}}'
    yield "revisions:"
    yield f"  - {{date: {moment}, change: Version initiale}}"


def _facts(kind: Kind, wish: Wish, moment: str) -> Iterator[str]:
    """The keys of one kind alone."""
    if kind is Kind.DOCUMENT:
        yield f"theme: {wish.theme}"
        yield f"form: {wish.form}"
        yield 'version: "1.0"'
    if kind is Kind.REX:
        yield f"structure: {wish.structure}"
        yield f"origin: {wish.origin}"
        yield f'period: "{moment[:4]}"'
        yield "timeline:"
        yield f'  - {{when: "J", event: "{PLACEHOLDER}"}}'
        yield f'  - {{when: "J+1", event: "{PLACEHOLDER}"}}'
    if kind is Kind.ACTION:
        yield "status: prevue"
        yield f"lead: {_quoted(wish.lead or '')}"
        yield f"starts: {wish.starts}"


def _quoted(text: str) -> str:
    """On one line, as a YAML double-quoted scalar: JSON's strings are a subset (YAML 1.2 section 1.3)."""
    return json.dumps(_plain(text), ensure_ascii=False)


def _plain(text: str) -> str:
    """On one line, without the invisible signs that the reader refuses."""
    visible = CONTROL.sub(lambda sign: " " if sign.group().isspace() else "", text)
    return _BLANKS.sub(" ", visible).strip()


def _is_text(text: str) -> bool:
    """Whether the terminal gave characters: bytes that it could not read come as surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
