"""A new notice: the next free number, the controlled words checked, the text left to write."""

from collections.abc import Callable, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path
from typing import get_type_hints

import msgspec
from msgspec import Struct

from cyberveille.catalogue import NumbersExhaustedError, Project, place_of
from cyberveille.checking.rules.leftover import PLACEHOLDER
from cyberveille.checking.web_address import WebAddress, judge
from cyberveille.expressions import expression
from cyberveille.locale import PARIS, number_fr
from cyberveille.model import (
    RECORDS,
    InBrief,
    Kind,
    Notice,
    Reference,
    Revision,
    Severity,
    Step,
    Tlp,
    Vocabularies,
    Vocabulary,
)
from cyberveille.reading.mojibake import is_spoilt
from cyberveille.reading.scalars import nearest
from cyberveille.reading.unseen import as_it_looks
from cyberveille.signs import without_unseen
from cyberveille.writing import notice_text

_BLANKS = expression(r"[^\S\u00a0\u202f]+")
"""Every run of blanks but those that an editor put in so that a line does not break there."""


class Wish(Struct, frozen=True):
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


class Drafted(Struct, frozen=True):
    """The file to write and its text; `problem`, a French sentence, when the wish cannot be met."""

    file: Path
    text: str
    problem: str = ""


def draft_notice(project: Project, kind: Kind, wish: Wish, now: datetime) -> Drafted:
    """The text of a new notice of `kind`, published at `now`, in the first root that takes its TLP."""
    root = project.root_for(wish.tlp)
    problem = _problem(project, kind, wish)
    if root is None or not wish.tlp.may_enter_git:
        problem = problem or f"aucun dossier de « sources » n’admet {wish.tlp.label}."
    if root is None or problem:
        return Drafted(Path(), "", problem)
    year = now.astimezone(PARIS).year
    register = project.register()
    try:
        notice_id = register.allot(kind, year, root)
    except NumbersExhaustedError:
        last = number_fr(register.last_of(root))
        return Drafted(Path(), "", f"les numéros de {year} sont épuisés : le dernier, {last}, est pris.")
    return Drafted(root / place_of(kind, notice_id), text_of(kind, notice_id, wish, now))


def _problem(project: Project, kind: Kind, wish: Wish) -> str:
    return _unwritable(kind, wish) or _unlisted(project.vocabularies, wish)


_NEEDS: Mapping[Kind, tuple[Callable[[Wish], bool], str]] = {
    Kind.DOCUMENT: (lambda wish: bool(wish.theme and wish.form), "un thème et une forme"),
    Kind.REX: (lambda wish: bool(wish.structure and wish.origin), "un type de structure et une origine"),
    Kind.ACTION: (
        lambda wish: bool(one_line(wish.lead or "") and wish.starts),
        "un pilote et un premier jour",
    ),
}
"""What a kind cannot be drafted without, in words."""


def _unwritable(kind: Kind, wish: Wish) -> str:
    reference = one_line(wish.reference or "")
    if not _is_text(wish.title + (wish.reference or "")):
        return "le titre ou l’adresse n’est pas de l’UTF-8."
    if not one_line(wish.title):
        return "il faut un titre."
    if is_spoilt(wish.title + reference):
        return "le titre ou l’adresse a été lu dans un autre codage que celui où il fut écrit."
    if kind in _NEEDS:
        met, words = _NEEDS[kind]
        return "" if met(wish) else f"il faut {words}."
    if not reference:
        return "il faut l’adresse d’une source."
    told = f"« {reference} » n’est pas une adresse web complète, à partir de https://."
    return "" if is_source_address(reference) else told


def is_source_address(text: str) -> bool:
    """Whether a source may be cited by this address."""
    return judge(text) in {WebAddress.SECURE, WebAddress.PLAIN}


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


def text_of(kind: Kind, notice_id: str, wish: Wish, now: datetime) -> str:
    """The file of a new notice, whatever words it is wished with."""
    body = "\n".join(f"## {title}\n\n{PLACEHOLDER}.\n" for title in kind.facts.sections or kind.facts.drafted)
    if wish.notes.strip():
        body += f"\n## {NOTES}\n\n{PLACEHOLDER} : {_NOTES_WORDS}\n\n{wish.notes.strip()}\n"
    return notice_text(_header(kind, notice_id, wish, now) | _facts(kind, wish, now), body)


def _header(kind: Kind, notice_id: str, wish: Wish, now: datetime) -> dict[str, object]:
    reference = Reference(title=PLACEHOLDER, url=one_line(wish.reference)) if wish.reference else None
    brief = InBrief(what=PLACEHOLDER, concerned=PLACEHOLDER, action=PLACEHOLDER)
    return {
        "id": notice_id,
        "title": one_line(wish.title),
        "tlp": wish.tlp,
        "published": now,
        "draft": bool(wish.notes.strip()),
        "severity": wish.severity,
        "technologies": tuple(dict.fromkeys(wish.technologies)),
        "in_brief": brief if kind.watched else None,
        "summary": None if kind.watched else PLACEHOLDER,
        "references": (reference,) if reference else (),
        "revisions": (Revision(date=now, change="Version initiale"),),
    }


def _facts(kind: Kind, wish: Wish, now: datetime) -> dict[str, object]:
    """The required keys of one kind alone."""
    record = RECORDS[kind]
    told = {
        "theme": wish.theme,
        "form": wish.form,
        "version": "1.0",
        "structure": wish.structure,
        "origin": wish.origin,
        "period": str(now.astimezone(PARIS).year),
        "timeline": (Step(when="J", event=PLACEHOLDER), Step(when="J+1", event=PLACEHOLDER)),
        "status": _first_state(record),
        "lead": one_line(wish.lead or ""),
        "starts": wish.starts,
    }
    required = {field.name for field in msgspec.structs.fields(record) if field.required}
    return {key: value for key, value in told.items() if key in required}


def _first_state(record: type[Notice]) -> Enum | None:
    """In which a notice of a kind begins, when it has states."""
    states = get_type_hints(record).get("status")
    return next(iter(states), None) if states else None


def one_line(text: str) -> str:
    """On one line, without the invisible signs that the reader refuses."""
    return _BLANKS.sub(" ", as_it_looks(without_unseen(text))).strip()


def _is_text(text: str) -> bool:
    """Whether the terminal gave characters: bytes that it could not read come as surrogates."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True
