"""What Pagefind reads of a notice: its words, the facts it filters by, and what results show of it."""

from collections.abc import Iterator
from html import escape

from cyberveille.french import date_fr, utc_iso
from cyberveille.model import AnyNotice, Bulletin, Document, Headline, MinistryAction, Paper, Rex
from cyberveille.portable import pdf_words
from cyberveille.publishing.edition import Edition


def document_of(edition: Edition, item: Headline) -> str:
    """A document of its own for Pagefind; its sort key gives the pages of an index their order."""
    notice = edition.notice(item.id)
    facts = list(_facts(edition, notice))
    filters = "".join(f'<span data-pagefind-filter="{name}">{escape(value)}</span>' for name, value in facts)
    meta = {"id": notice.id, "kind": item.kind.label, "date": date_fr(notice.published)}
    if item.severity:
        meta["severity"] = item.severity.label
    metas = "".join(
        f'<span data-pagefind-meta="{name}">{escape(value)}</span>' for name, value in meta.items()
    )
    sections = "".join(f"<h2>{escape(part.title)}</h2>{part.html}" for part in notice.body.sections)
    # Pagefind parts « l'hôpital » in two words, and takes « l’hôpital » for one: nobody would find it.
    body = f"<h1>{escape(notice.title)}</h1>{sections}<p>{escape(_words(edition, notice))}</p>".replace(
        "’", "'"
    )
    order = f"{utc_iso(notice.published)} {notice.id}"
    return (
        '<!doctype html><html lang="fr"><head><meta charset="utf-8"><title></title></head><body>'
        f'<div data-pagefind-ignore="index" data-pagefind-sort="date">{order}</div>'
        f"<div data-pagefind-ignore>{filters}{metas}</div><main data-pagefind-body>"
        f"{body}</main></body></html>"
    )


def _facts(edition: Edition, notice: AnyNotice) -> Iterator[tuple[str, str]]:
    yield "kind", notice.kind.label
    yield "year", notice.year
    if isinstance(notice, Document):
        yield "theme", edition.vocabularies.themes.label(notice.theme)
    if not isinstance(notice, Bulletin):
        return
    if notice.severity:
        yield "severity", notice.severity.label
    for technology in notice.technologies:
        yield "technology", edition.vocabularies.technologies.label(technology)
    for vendor in notice.vendors:
        yield "vendor", vendor
    if notice.exploited:
        yield "exploited", "oui"


def _words(edition: Edition, notice: AnyNotice) -> str:
    """What the header says, as words to be found by."""
    words = [notice.id, *notice.aliases]
    if isinstance(notice, Bulletin | Rex):
        words += [value for item in notice.indicators for value in (item.value, item.comment) if value]
    words += _paper_words(edition, notice) if isinstance(notice, Paper) else _watch_words(edition, notice)
    return " · ".join(dict.fromkeys(words))


def _paper_words(edition: Edition, paper: Paper) -> Iterator[str]:
    yield paper.summary
    vocabularies = edition.vocabularies
    if isinstance(paper, Rex):
        yield vocabularies.structures.label(paper.structure)
        yield vocabularies.origines.label(paper.origin)
        yield from (step.event for step in paper.timeline)
    if isinstance(paper, MinistryAction):
        yield paper.lead
        yield paper.status.label
    if isinstance(paper, Document):
        yield vocabularies.formes.label(paper.form)
        for attachment in paper.attachments:
            if attachment.file.endswith(".pdf"):
                file = edition.shelf.file(paper, attachment)
                yield attachment.title
                yield " ".join(pdf_words(file.read_bytes()).split())


def _watch_words(edition: Edition, notice: Bulletin) -> Iterator[str]:
    for item in notice.vulnerabilities:
        yield from (value for value in (item.cve, item.title) if value)
    for product in notice.products:
        yield from (value for value in (product.vendor, product.product, product.affected) if value)
    yield from (edition.vocabularies.risques.label(risk) for risk in notice.risks)
    if notice.in_brief:
        yield from (notice.in_brief.what, notice.in_brief.concerned, notice.in_brief.action)
    if notice.care_impact:
        yield from (edition.vocabularies.services.label(service) for service in notice.care_impact.services)
        if notice.care_impact.fallback:
            yield notice.care_impact.fallback
