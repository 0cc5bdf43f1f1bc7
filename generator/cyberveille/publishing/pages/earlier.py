"""What a notice said before, each text at a permanent address; the last one leads to the notice."""

from collections.abc import Callable, Iterator
from functools import partial

from msgspec import Struct

from cyberveille.map import Place
from cyberveille.model import AnyNotice, Headline, Revision, Stages, Withdrawal, change_at, text_at
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import changes
from cyberveille.publishing.press import Press


class Past(Struct, frozen=True):
    """What the page of an earlier text tells of its notice as it is."""

    number: int
    address: str
    replaced: Revision
    """By which it was, and its number."""
    replacing: int
    changed: str
    """Where it is told what replaced it; empty where nothing tells."""
    withdrawn: Withdrawal | None


Printed = Callable[[AnyNotice, Stages, Past], bytes]
"""The page of a notice of a kind, as it was."""


def outputs(edition: Edition, press: Press, item: Headline, printed: Printed) -> Iterator[Output]:
    """The pages of the earlier texts of a notice, those that lead to such a text, and what each changed."""
    stages = edition.stages(item)
    key = digest(press.key, item.digest, stages)
    for number in stages.past:
        path = f"{text_at(item.address, number)}index.html"
        yield Output(path, digest(key, number), partial(_page, edition, item, stages, number, printed))
    for number, standing in stages.leading:
        path = f"{text_at(item.address, number)}index.html"
        yield Output(path, digest(key, number), partial(_leading, press, item, stages, number, standing))
    yield from changes.outputs(edition, press, item)


def _page(edition: Edition, item: Headline, stages: Stages, number: int, printed: Printed) -> bytes:
    notice = edition.notice(item.id)
    next_one = number + 1
    changed = change_at(item.address, next_one) if stages.before(next_one) == number else ""
    replaced = notice.revisions[number]
    past = Past(number, item.address, replaced, next_one, changed, notice.withdrawn)
    return printed(edition.text(notice, number), stages, past)


def _leading(press: Press, item: Headline, stages: Stages, number: int, standing: int | None) -> bytes:
    elsewhere = standing is not None and standing != stages.count
    target = text_at(item.address, standing) if elsewhere and standing else item.address
    return press.page(
        "standing.html",
        Place(
            title=f"{item.title} ({item.id}), révision {number}",
            description="Cette révision a pour texte celui d’une autre page.",
            address=target,
            section=item.kind.listing,
        ),
        head=press.part("changes_head.html" if standing is None else "moved_head.html", target=target),
        target=target,
        number=number,
        now=standing == stages.count,
        lost=standing is None,
        item=item,
    )


def title_of(notice: AnyNotice) -> str:
    """What the page of a notice is called, as it is or as it was."""
    was = f", révision {notice.superseded}" if notice.superseded else ""
    return f"{notice.title} ({notice.id}{was})"
