"""The pages of an edition, one module a kind; each yields its files and what they depend on."""

from collections.abc import Iterator

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.pages import (
    circle,
    concerned,
    content,
    data,
    deadlines,
    home,
    library,
    lists,
    moved,
    notices,
    observatory,
    offline,
    products,
    standing,
    subscriptions,
)
from cyberveille.publishing.pages.beside import data_of
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Every page, each with the files that stand beside it."""
    for node in nodes(edition, press, press.key):
        yield from node.files()
    yield from own(edition, press)


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """What grows with the notices, in parts; `common` is what every part depends on."""
    beside = data_of(edition, press)
    for room in (notices, library, circle):
        yield from room.nodes(edition, press, common, beside)
    yield from lists.nodes(edition, press, common)
    for part in (products, subscriptions, moved, offline):
        yield from part.nodes(edition, press, common)


def own(edition: Edition, press: Press) -> Iterator[Output]:
    """What is planned each time: there is little of it, or it depends on all notices."""
    rooms = (content, observatory, products, concerned, deadlines, subscriptions, data, standing, home)
    for room in rooms:
        yield from room.outputs(edition, press)


def dated(edition: Edition, press: Press) -> Iterator[Output]:
    """The pages that bear the date of the edition, with those that their rooms make beside them."""
    for room in (standing, home):
        yield from room.outputs(edition, press)


__all__ = ["dated", "nodes", "outputs", "own"]
