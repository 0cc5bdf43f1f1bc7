"""What each revision of a notice changed, where the texts before and after it are known."""

from collections.abc import Iterator
from functools import partial

import msgspec

from cyberveille.map import Place
from cyberveille.model import Body, Headline, Stages, change_at, text_at
from cyberveille.publishing.comparing import MOST, Budget, facts, passages
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press, item: Headline) -> Iterator[Output]:
    stages = edition.stages(item)
    key = digest("changes", press.key, item.digest, stages)
    for number in stages.told:
        path = f"{change_at(item.address, number)}index.html"
        yield Output(path, digest(key, number), partial(_page, edition, press, item, stages, number))


def _page(edition: Edition, press: Press, item: Headline, stages: Stages, number: int) -> bytes:
    notice = edition.notice(item.id)
    was, became = stages.before(number), stages.standing(number)
    assert was is not None  # noqa: S101 - as `told` says
    assert became is not None  # noqa: S101
    before, after = edition.text(notice, was), edition.text(notice, became)
    budget = Budget()
    changed = facts(before, after, press.vocabularies, budget)
    old, new = (Body(press.localised(text.body)) for text in (before, after))
    now = became == stages.count
    return press.page(
        "changes.html",
        Place(
            title=f"Ce qui a changé : {notice.title} ({notice.id}, révision {number})",
            description=notice.revisions[number - 1].change,
            address=change_at(item.address, number),
            section=item.kind.listing,
        ),
        head=press.part("changes_head.html"),
        notice=msgspec.structs.replace(notice, tlp=max(before.tlp, after.tlp, key=lambda tlp: tlp.rank)),
        number=number,
        revision=notice.revisions[number - 1],
        facts=changed,
        more=len(changed) == MOST,
        passages=tuple(passages(old, new, budget)),
        before_at=text_at(item.address, was),
        after_at=item.address if now else text_at(item.address, became),
        now=now,
    )
