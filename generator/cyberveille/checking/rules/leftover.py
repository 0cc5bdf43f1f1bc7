"""What `cyberveille new` writes for the editor to replace."""

import re
from collections.abc import Iterator

from cyberveille.checking.rule import Context, Remark, Subject, rule
from cyberveille.model import Gravity, Held, Notice, Page, held
from cyberveille.model.roles import WRITTEN

PLACEHOLDER = "À compléter"
"""How every text to fill begins, in the header and in the body's paragraphs and items."""

_IN_BODY = re.compile(rf"<(?:p|li|td|dd)>\s*(?:<(?:em|strong)>)?\[?{PLACEHOLDER}\b")


@rule(Notice, Page)
def text_filled(subject: Subject, _context: Context) -> Iterator[Remark]:
    """Aucun texte « À compléter » ne doit rester, sauf dans un brouillon.

    Mauvais : `## Mesures`, suivi de `À compléter : ce qu’il faut faire`
    Bon : `## Mesures`, suivi de ce qu’il faut faire
    """
    gravity = Gravity.WARNING if subject.draft else Gravity.ERROR
    for item in header_texts(subject):
        if item.value.startswith(PLACEHOLDER):
            yield Remark(
                f"La clé « {item.key} » reste à compléter.",
                item.at,
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


def header_texts(subject: Subject) -> Iterator[Held]:
    """Each text that an editor wrote in the header, and where."""
    return held(subject, WRITTEN)
