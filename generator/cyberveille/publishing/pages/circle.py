"""What correspondents share: feedback on incidents, ministry actions, the directory."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import Struct

from cyberveille.checking.addresses import DIRECTORY, EXCHANGES
from cyberveille.model import (
    ActionStatus,
    Contact,
    Headline,
    Kind,
    Paper,
)
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import NoticeContext, json_path, notice_json
from cyberveille.publishing.exports.indicators import indicators_file
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import erased
from cyberveille.publishing.pages.neighbours import Neighbours, neighbours
from cyberveille.publishing.press import Place, Press

_DIRECTORY_TITLE = "Annuaire"
_EXCHANGES = Place(
    "Échanges", "Ce que les correspondants se disent, sous toutes les notices.", EXCHANGES, EXCHANGES
)


class Shelf(Struct, frozen=True):
    """How a kind of paper is listed and printed."""

    kind: Kind
    title: str
    description: str
    page: str
    listing: str


SHELVES = (
    Shelf(
        Kind.REX,
        "Retours d’expérience",
        "Ce que des structures ont vécu, ce qui les a aidées et ce qui leur a manqué.",
        "rex.html",
        "rex_list.html",
    ),
    Shelf(
        Kind.ACTION,
        "Actions ministérielles",
        "Ce que le ministère demande et prépare : calendrier, avancement, documents.",
        "action.html",
        "actions.html",
    ),
)


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Nothing for a kind of which the edition shows nothing."""
    context = NoticeContext.of(edition.configuration, edition.vocabularies)
    for shelf in SHELVES:
        items = edition.of_kind(shelf.kind)
        if not items:
            continue
        for item, beside in neighbours(items):
            paper = edition.notice(item.id)
            assert isinstance(paper, Paper)  # noqa: S101 - the kind of the headline says so
            related = edition.related(paper)
            key = digest(press.key, item.digest, beside.titles, related)
            page = partial(_page, edition, press, shelf, paper, beside)
            yield Output(f"{item.address}index.html", key, page)
            yield Output(json_path(item.address), key, partial(notice_json, context, paper, related=related))
            yield from indicators_file(edition, item)
        key = digest(press.key, items)
        yield Output(f"{shelf.kind.section}/index.html", key, partial(_list, press, shelf, items))
    if edition.contacts:
        key = digest(press.key, edition.contacts)
        yield Output(f"{DIRECTORY}index.html", key, partial(_directory, press, edition.contacts))
    if press.exchanges:
        page = partial(press.page, "exchanges.html", _EXCHANGES, title=_EXCHANGES.title)
        yield Output(f"{EXCHANGES}index.html", press.key, page)


def _page(edition: Edition, press: Press, shelf: Shelf, paper: Paper, beside: Neighbours) -> bytes:
    if paper.erased:
        return erased.page(press, paper, beside, shelf.title)
    return press.page(
        shelf.page,
        Place(
            title=f"{paper.title} ({paper.id})",
            description=paper.summary,
            address=paper.address,
            section=f"{shelf.kind.section}/",
            head=press.part("notice_head.html", notice=paper),
        ),
        notice=paper,
        shelf=shelf,
        sections=press.localised(paper.body),
        related=edition.related(paper),
        newer=beside.newer,
        older=beside.older,
    )


def _list(press: Press, shelf: Shelf, items: tuple[Headline, ...]) -> bytes:
    section = f"{shelf.kind.section}/"
    return press.page(
        shelf.listing,
        Place(title=shelf.title, description=shelf.description, address=section, section=section),
        shelf=shelf,
        items=items,
        groups=tuple(_by_progress(items)),
    )


def _by_progress(items: tuple[Headline, ...]) -> Iterator[tuple[str, tuple[Headline, ...]]]:
    """Actions under way, then planned, by first day; then those done, the last first."""
    titles = {
        ActionStatus.UNDER_WAY: "En cours",
        ActionStatus.PLANNED: "Prévues",
        ActionStatus.DONE: "Achevées",
    }
    for status, title in titles.items():
        chosen = sorted(
            (item for item in items if item.progress is status),
            key=lambda item: (str(item.starts), item.id),
            reverse=status is ActionStatus.DONE,
        )
        if chosen:
            yield title, tuple(chosen)
    if gone := tuple(item for item in items if item.erased):
        yield "Effacées", gone


def _directory(press: Press, contacts: tuple[Contact, ...]) -> bytes:
    order = {contact.group: rank for rank, contact in reversed(tuple(enumerate(contacts)))}
    ranked = sorted(contacts, key=lambda contact: order[contact.group])
    return press.page(
        "directory.html",
        Place(
            title=_DIRECTORY_TITLE,
            description="Qui appeler, pour quoi et quand.",
            address=DIRECTORY,
            section=DIRECTORY,
        ),
        title=_DIRECTORY_TITLE,
        groups=tuple(
            (group, tuple(members)) for group, members in groupby(ranked, key=lambda contact: contact.group)
        ),
    )


def places(edition: Edition) -> tuple[tuple[str, str, str], ...]:
    """The title, address and description of each list of this edition."""
    shelves = tuple(
        (shelf.title, f"{shelf.kind.section}/", shelf.description)
        for shelf in SHELVES
        if edition.of_kind(shelf.kind)
    )
    directory = ((_DIRECTORY_TITLE, DIRECTORY, "Qui appeler, pour quoi et quand."),)
    exchanges = ((_EXCHANGES.title, EXCHANGES, _EXCHANGES.description),)
    return (
        *shelves,
        *(exchanges if edition.audience.exchanges is not None else ()),
        *(directory if edition.contacts else ()),
    )
