"""What `cyberveille new` writes for the editor to replace."""

import re
from collections.abc import Iterator

from cyberveille.checking.rule import Context, Pointer, Remark, Subject, rule
from cyberveille.model import Bulletin, Document, Gravity, MinistryAction, Notice, Page, Paper, Rex

PLACEHOLDER = "À compléter"
"""How every text to fill begins, in the header and in the body's paragraphs and items."""

_IN_BODY = re.compile(rf"<(?:p|li|td|dd)>\s*(?:<(?:em|strong)>)?\[?{PLACEHOLDER}\b")


@rule(Notice, Page)
def text_filled(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Aucun texte « À compléter » ne doit rester, sauf dans un brouillon.

    Mauvais : `## Mesures`, suivi de `À compléter : ce qu’il faut faire`
    Bon : `## Mesures`, suivi de ce qu’il faut faire
    """
    draft = not isinstance(subject, Page) and subject.draft
    gravity = Gravity.WARNING if draft else Gravity.ERROR
    for at, text in header_texts(subject):
        if text is not None and text.startswith(PLACEHOLDER):
            yield Remark(
                f"La clé « {_key(at)} » reste à compléter.",
                at,
                hint="Remplacez ce texte, ou retirez la clé si elle est facultative.",
                gravity=gravity,
            )
    for section in subject.body.sections:
        if PLACEHOLDER in section.html and _IN_BODY.search(section.html):
            where = f"La section « {section.title} »" if section.title else "Le texte"
            yield Remark(
                f"{where} reste à compléter.",
                line=section.line,
                hint="Remplacez le texte d’attente par le vôtre.",
                gravity=gravity,
            )


def _key(at: Pointer) -> str:
    return next(part for part in reversed(at) if isinstance(part, str))


def header_texts(subject: Subject) -> Iterator[tuple[Pointer, str | None]]:
    """Each text that an editor wrote in the header, and where."""
    yield ("title",), subject.title
    if isinstance(subject, Page):
        yield ("description",), subject.description
        return
    for position, revision in enumerate(subject.revisions):
        yield ("revisions", position, "change"), revision.change
    for position, reference in enumerate(subject.references):
        yield ("references", position, "title"), reference.title
    if isinstance(subject, Paper):
        yield from _paper_texts(subject)
    else:
        yield from _bulletin_texts(subject)
    if isinstance(subject, Bulletin | Rex) and subject.care_impact:
        yield ("care_impact", "fallback"), subject.care_impact.fallback


def _paper_texts(paper: Paper) -> Iterator[tuple[Pointer, str | None]]:
    yield ("summary",), paper.summary
    if isinstance(paper, Document):
        for position, attachment in enumerate(paper.attachments):
            yield ("attachments", position, "title"), attachment.title
    if isinstance(paper, MinistryAction):
        yield ("lead",), paper.lead
    if isinstance(paper, Rex):
        yield ("duration",), paper.duration
        for position, step in enumerate(paper.timeline):
            yield ("timeline", position, "event"), step.event


def _bulletin_texts(notice: Bulletin) -> Iterator[tuple[Pointer, str | None]]:
    for position, product in enumerate(notice.products):
        yield ("products", position, "product"), product.product
        yield ("products", position, "vendor"), product.vendor
    if notice.in_brief:
        for key in ("what", "concerned", "action"):
            yield ("in_brief", key), getattr(notice.in_brief, key)
