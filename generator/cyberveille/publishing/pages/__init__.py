"""The pages of an edition, one module a kind; each yields its files and what they depend on."""

from collections.abc import Iterator

from cyberveille.map import written_at
from cyberveille.publishing import exports
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.pages import (
    circle,
    concerned,
    content,
    data,
    deadlines,
    home,
    incident_report,
    library,
    lists,
    moved,
    notices,
    observatory,
    products,
    standing,
    subscriptions,
)
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Every page, notices first, each with the files that stand beside it."""
    made: list[Output] = []
    formats = exports.formats(edition)
    printed = {written_at(item.address): item for item in edition.headlines}
    for room in (
        notices,
        library,
        circle,
        content,
        observatory,
        lists,
        products,
        concerned,
        deadlines,
        subscriptions,
        data,
        moved,
        standing,
        home,
    ):
        for output in room.outputs(edition, press):
            made.append(output)
            if item := printed.get(output.path):
                # Right after its page: the notice is decoded once for all of them.
                made += (beside.made_by(press.code) for beside in exports.of_notice(formats, item))
    yield from made
    yield from incident_report.outputs(edition, press, made)


def dated(edition: Edition, press: Press) -> Iterator[Output]:
    """The pages that bear the date of the edition, with those that their rooms make beside them."""
    for room in (standing, home):
        yield from room.outputs(edition, press)


__all__ = ["dated", "outputs"]
