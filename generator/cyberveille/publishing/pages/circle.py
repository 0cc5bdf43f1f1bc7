"""What correspondents share: feedback on incidents, ministry actions, the directory."""

from collections.abc import Iterator
from functools import partial
from itertools import groupby

from cyberveille.map import DIRECTORY, EXCHANGES, LISTS, Place
from cyberveille.model import ActionStatus, AnyNotice, Contact, Headline, Kind, Stages
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import earlier, erased
from cyberveille.publishing.pages.beside import Data
from cyberveille.publishing.pages.neighbours import ALONE, Neighbours, neighbours
from cyberveille.publishing.part_names import CIRCLE
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node

KINDS = tuple(kind for kind in Kind if not kind.watched and kind is not Kind.DOCUMENT)
"""The kinds that have no room of their own: a template called after each, or else one for them all."""


def nodes(edition: Edition, press: Press, common: bytes, data: Data) -> Iterator[Node]:
    """All that correspondents share is one part: what its papers name may change it."""
    papers = tuple(part.facts.digest for part in edition.papers)
    named = dict.fromkeys(name for part in edition.papers for item in part.headlines for name in item.related)
    known = tuple(map(edition.headline, named))
    key = digest("circle", common, papers, known, edition.joined, edition.contacts)
    yield Node(CIRCLE, key, partial(_outputs, edition, press, data))


def _outputs(edition: Edition, press: Press, data: Data) -> Iterator[Output]:
    """Nothing for a kind of which the edition shows nothing."""
    for kind in KINDS:
        items = edition.of_kind(kind)
        if not items:
            continue
        for item, beside in neighbours(items):
            related = edition.related(edition.notice(item.id))
            key = digest(press.key, item.digest, beside.titles, related)
            page = partial(_page, edition, press, item, beside)
            yield Output(f"{item.address}index.html", key, page)
            yield from data(item)
            yield from earlier.outputs(
                edition, press, item, partial(_printed, press, beside=ALONE, related=())
            )
        key = digest(press.key, items)
        yield Output(LISTS[kind].file, key, partial(_list, press, kind, items))
    if edition.contacts:
        key = digest(press.key, edition.contacts)
        yield Output(DIRECTORY.file, key, partial(_directory, press, edition.contacts))
    if press.exchanges:
        page = partial(press.page, "exchanges.html", EXCHANGES, title=press.said(EXCHANGES.title))
        yield Output(EXCHANGES.file, press.key, page)


def _page(edition: Edition, press: Press, item: Headline, beside: Neighbours) -> bytes:
    notice = edition.notice(item.id)
    if notice.erased:
        return erased.page(press, notice, beside)
    related = edition.related(notice)
    return _printed(press, notice, edition.stages(item), beside=beside, related=related)


def _printed(
    press: Press,
    notice: AnyNotice,
    stages: Stages,
    past: earlier.Past | None = None,
    *,
    beside: Neighbours,
    related: tuple[Headline, ...],
) -> bytes:
    """The page of a notice; as it was, with its `past`."""
    return press.page(
        f"{notice.kind.value}.html",
        Place(
            title=earlier.title_of(notice),
            description=notice.abstract or notice.title,
            address=notice.address,
            section=notice.kind.listing,
        ),
        usual="kind.html",
        head=press.part("notice_head.html", notice=notice),
        notice=notice,
        sections=press.localised(notice.body),
        stages=stages,
        past=past,
        related=related,
        newer=beside.newer,
        older=beside.older,
    )


def _list(press: Press, kind: Kind, items: tuple[Headline, ...]) -> bytes:
    return press.page(
        f"{kind.value}_list.html",
        LISTS[kind],
        usual="kind_list.html",
        title=press.said(kind.facts.title),
        kind=kind,
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
        title=press.said(DIRECTORY.title),
        groups=tuple(
            (group, tuple(members)) for group, members in groupby(ranked, key=lambda contact: contact.group)
        ),
    )
