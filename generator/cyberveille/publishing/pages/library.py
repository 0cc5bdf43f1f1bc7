"""The guidance library: a page a document, its files, and lists by theme."""

from collections.abc import Iterator
from functools import partial
from pathlib import Path

from cyberveille.model import Document, FileFacts, Headline, Term
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import NoticeContext, json_path, notice_json
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.choices import FilterGroup, FilterLink
from cyberveille.publishing.pages.neighbours import Neighbours, neighbours
from cyberveille.publishing.press import Place, Press

SECTION = "documents/"
TITLE = "Bibliothèque"


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    context = NoticeContext.of(edition.configuration, edition.vocabularies)
    for item, beside in neighbours(edition.documents):
        document = edition.notice(item.id)
        assert isinstance(document, Document)  # noqa: S101 - the kind of the headline says so
        facts = tuple(edition.facts(document, attachment) for attachment in document.attachments)
        related = _related(edition, document)
        key = digest(press.key, item.digest, facts, beside.titles, related)
        yield Output(f"{item.address}index.html", key, partial(_page, edition, press, document, beside))
        yield Output(
            json_path(item.address),
            key,
            partial(_json, context, document, facts, related),
        )
        for attachment, fact in zip(document.attachments, facts, strict=True):
            file = file_of(edition.catalogue.project, document, attachment)
            yield Output(f"{item.address}{attachment.file}", digest(fact), partial(Path.read_bytes, file))
    yield from _lists(edition, press)


def _json(
    context: NoticeContext,
    document: Document,
    facts: tuple[FileFacts, ...],
    related: tuple[Headline, ...],
) -> bytes:
    by_name = {item.file: fact for item, fact in zip(document.attachments, facts, strict=True)}
    return notice_json(context, document, facts=by_name, related=related)


def _related(edition: Edition, document: Document) -> tuple[Headline, ...]:
    found = (edition.headline(notice_id) for notice_id in document.related)
    return tuple(item for item in found if item is not None)


def _page(edition: Edition, press: Press, document: Document, beside: Neighbours) -> bytes:
    files = tuple(
        (item, edition.facts(document, item), press.path(f"{document.address}{item.file}"))
        for item in document.attachments
    )
    return press.page(
        "document.html",
        Place(
            title=f"{document.title} ({document.id})",
            description=document.summary,
            address=document.address,
            section=SECTION,
            head=press.part("notice_head.html", notice=document),
        ),
        document=document,
        sections=press.localised(document.body),
        files=files,
        related=_related(edition, document),
        newer=beside.newer,
        older=beside.older,
    )


def _lists(edition: Edition, press: Press) -> Iterator[Output]:
    key = digest(press.key, edition.documents)
    yield Output(f"{SECTION}index.html", key, partial(_list, edition, press, None))
    for theme in edition.vocabularies.themes.terms:
        if any(item.theme == theme.id for item in edition.documents):
            yield Output(f"{SECTION}theme/{theme.id}/index.html", key, partial(_list, edition, press, theme))


def _list(edition: Edition, press: Press, chosen: Term | None) -> bytes:
    themes = edition.vocabularies.themes.terms
    by_theme = {
        theme: tuple(item for item in edition.documents if item.theme == theme.id) for theme in themes
    }
    address = f"{SECTION}theme/{chosen.id}/" if chosen else SECTION
    links = [FilterLink("Tous les thèmes", SECTION, len(edition.documents), chosen is None)] + [
        FilterLink(theme.label, f"{SECTION}theme/{theme.id}/", len(items), theme == chosen)
        for theme, items in by_theme.items()
        if items
    ]
    groups = tuple((theme, items) for theme, items in by_theme.items() if items and chosen in {None, theme})
    heading = f"{TITLE} : {chosen.label}" if chosen else TITLE
    return press.page(
        "documents.html",
        Place(
            title=heading,
            description="Fiches réflexes, guides, procédures et modèles face aux incidents.",
            address=address,
            section=SECTION,
        ),
        heading=heading,
        groups=groups,
        filters=(FilterGroup("Thème", tuple(links)),),
        total=sum(len(items) for _, items in groups),
    )
