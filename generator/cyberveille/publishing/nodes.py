"""All that an edition holds, as the first parts of its plan."""

from collections.abc import Callable, Iterator
from itertools import chain

from cyberveille.publishing import calendars, exports, feeds, pages, search
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import standing
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node

OWN = "portal"
"""The part that is planned each time: there is little in it, and all of it is looked at."""


def common_key(edition: Edition, press: Press) -> bytes:
    """What every part depends on: the frame, the labels, the code, and the whole configuration."""
    return digest(press.key, press.code, edition.configuration, edition.audience, edition.vocabularies)


def nodes(edition: Edition, press: Press, fed: feeds.Selected, *, searched: bool) -> Iterator[Node]:
    """All but the index of the search; an empty search page is among them where nothing is `searched`."""
    common = common_key(edition, press)
    yield Node(OWN, b"", lambda: own(edition, press, searched=searched))
    yield from pages.nodes(edition, press, common)
    followed = (feeds.nodes(edition, fed, common), calendars.nodes(edition, common))
    yield from (node.made_by(press.code) for node in chain(*followed, exports.nodes(edition, common)))
    if edition.configuration.search:
        yield from (node.made_by(press.code) for node in search.identifiers(edition, common))


def own(edition: Edition, press: Press, *, searched: bool) -> Iterator[Output]:
    """What does not grow with the notices, or depends on all of them."""
    yield from pages.own(edition, press)
    yield from _made_by(press, exports.own(edition))
    if edition.configuration.search and not searched:
        yield standing.search(press, (), "")
    for path, data in press.frame.assets:
        yield Output(path, digest(data), _constant(data))


def dated(edition: Edition, press: Press) -> Iterator[Output]:
    """The files that bear the date of the edition."""
    yield from chain(pages.dated(edition, press), _made_by(press, exports.dated(edition)))


def _made_by(press: Press, outputs: Iterator[Output]) -> Iterator[Output]:
    return (item.made_by(press.code) for item in outputs)


def _constant(data: bytes) -> Callable[[], bytes]:
    return lambda: data
