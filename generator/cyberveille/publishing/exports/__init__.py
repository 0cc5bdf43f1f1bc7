"""Files for machines: the notices' JSON, the sitemap, the edition's state, what hosts read."""

from collections.abc import Callable, Iterable, Iterator
from importlib import import_module
from types import ModuleType

from cyberveille.map import PLACES, Place
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import headers, redirects, servers
from cyberveille.publishing.exports.context import NoticeContext
from cyberveille.publishing.exports.data import Files, index, years_and_months
from cyberveille.publishing.exports.formats import Format, of_notice
from cyberveille.publishing.exports.indicators import IndicatorsFormat
from cyberveille.publishing.exports.json_format import JsonFormat
from cyberveille.publishing.exports.notice import notice_json
from cyberveille.publishing.exports.redirects import Redirect
from cyberveille.publishing.exports.schemas import notice_schema
from cyberveille.publishing.output import Output
from cyberveille.publishing.tree import Node

__all__ = [
    "FORMATS",
    "Files",
    "Format",
    "NoticeContext",
    "Redirect",
    "dated",
    "formats",
    "index",
    "nodes",
    "notice_json",
    "notice_schema",
    "of_notice",
    "outputs",
    "own",
    "years_and_months",
]

FORMATS: tuple[Callable[[Edition], Format], ...] = (JsonFormat, IndicatorsFormat)
"""What stands beside the page of each notice."""


def formats(edition: Edition) -> tuple[Format, ...]:
    return tuple(made(edition) for made in FORMATS)


def outputs(edition: Edition) -> Iterator[Output]:
    """The files of the whole site; those of each notice are made with its page (`of_notice`)."""
    for node in nodes(edition, b""):
        yield from node.files()
    yield from own(edition)


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """What grows with the notices, in parts; `common` is what every part depends on."""
    for writer in (*_writers(PLACES), redirects, servers):
        if hasattr(writer, "nodes"):
            yield from writer.nodes(edition, common)


def own(edition: Edition) -> Iterator[Output]:
    """What does not.

    A place of the map names what writes it; what stands at no place is named here.
    """
    for writer in _writers(PLACES):
        if not hasattr(writer, "nodes"):
            yield from writer.outputs(edition)
    yield from headers.outputs(edition)


def dated(edition: Edition) -> Iterator[Output]:
    """The files that bear the date of the edition."""
    for writer in _writers(place for place in PLACES if place.dated):
        yield from writer.outputs(edition)


def _writers(places: Iterable[Place]) -> Iterator[ModuleType]:
    """What writes places, each once: modules of this room, which have `outputs`, or `nodes` too."""
    for writer in dict.fromkeys(place.writer for place in places if place.writer):
        yield import_module(f"{__name__}.{writer}")
