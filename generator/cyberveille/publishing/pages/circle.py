"""What correspondents share: feedback on incidents, ministry actions, the directory."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from msgspec import Struct

from cyberveille.map import DIRECTORY, EXCHANGES, LISTS, Place
from cyberveille.model import (
    ActionStatus,
    Contact,
    Headline,
    Kind,
    Paper,
)
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import erased
from cyberveille.publishing.pages.neighbours import Neighbours, neighbours
from cyberveille.publishing.press import Press


class PaperPages(Struct, frozen=True):
    """How a kind of paper is listed and printed."""

    kind: Kind
    page: str
    listing: str


SHELVES = (
    PaperPages(Kind.REX, "rex.html", "rex_list.html"),
    PaperPages(Kind.ACTION, "action.html", "actions.html"),
)


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Nothing for a kind of which the edition shows nothing."""
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
        key = digest(press.key, items)
        yield Output(LISTS[shelf.kind].file, key, partial(_list, press, shelf, items))
    if edition.contacts:
        key = digest(press.key, edition.contacts)
        yield Output(DIRECTORY.file, key, partial(_directory, press, edition.contacts))
    if press.exchanges:
        page = partial(press.page, "exchanges.html", EXCHANGES, title=EXCHANGES.title)
        yield Output(EXCHANGES.file, press.key, page)


def _page(edition: Edition, press: Press, shelf: PaperPages, paper: Paper, beside: Neighbours) -> bytes:
    if paper.erased:
        return erased.page(press, paper, beside)
    return press.page(
        shelf.page,
        Place(
            title=f"{paper.title} ({paper.id})",
            description=paper.summary,
            address=paper.address,
            section=shelf.kind.listing,
        ),
        head=press.part("notice_head.html", notice=paper),
        notice=paper,
        sections=press.localised(paper.body),
        related=edition.related(paper),
        newer=beside.newer,
        older=beside.older,
    )


def _list(press: Press, shelf: PaperPages, items: tuple[Headline, ...]) -> bytes:
    return press.page(
        shelf.listing,
        LISTS[shelf.kind],
        title=shelf.kind.facts.title,
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
        DIRECTORY,
        title=DIRECTORY.title,
        groups=tuple(
            (group, tuple(members)) for group, members in groupby(ranked, key=lambda contact: contact.group)
        ),
    )
