"""What `cyberveille new` writes for the editor to replace."""

import re
from collections.abc import Iterator

from cyberveille.checking.rule import Context, Pointer, Remark, Subject, rule
from cyberveille.model import Bulletin, Document, Gravity, Page

PLACEHOLDER = "À compléter"
"""How every text to fill begins, in the header and in the body's paragraphs and items."""

_IN_BODY = re.compile(rf"<(?:p|li|td|dd)>\s*(?:<(?:em|strong)>)?\[?{PLACEHOLDER}\b")


@rule(Bulletin, Document, Page)
def text_filled(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Aucun texte « À compléter » ne doit rester, sauf dans un brouillon.

    Mauvais : `## Mesures`, suivi de `À compléter : ce qu’il faut faire`
    Bon : `## Mesures`, suivi de ce qu’il faut faire
    """
    draft = not isinstance(subject, Page) and subject.draft
    gravity = Gravity.WARNING if draft else Gravity.ERROR
    for at, text in _header_texts(subject):
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


def _header_texts(subject: Subject) -> Iterator[tuple[Pointer, str | None]]:
    yield ("title",), subject.title
    if isinstance(subject, Page):
        yield ("description",), subject.description
        return
    for position, revision in enumerate(subject.revisions):
        yield ("revisions", position, "change"), revision.change
    for position, reference in enumerate(subject.references):
        yield ("references", position, "title"), reference.title
    if isinstance(subject, Document):
        yield ("summary",), subject.summary
        for position, attachment in enumerate(subject.attachments):
            yield ("attachments", position, "title"), attachment.title
        return
    for position, product in enumerate(subject.products):
        yield ("products", position, "product"), product.product
        yield ("products", position, "vendor"), product.vendor
    if subject.in_brief:
        for key in ("what", "concerned", "action"):
            yield ("in_brief", key), getattr(subject.in_brief, key)
    if subject.care_impact:
        yield ("care_impact", "fallback"), subject.care_impact.fallback
