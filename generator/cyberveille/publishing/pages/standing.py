"""Pages every edition has: search, the edition itself, and the page for an address that leads nowhere."""

from collections.abc import Iterator
from functools import partial

from msgspec import structs

from cyberveille import __version__
from cyberveille.map import EDITION, FAMILIES, NOT_FOUND, SEARCH, FeedFormat, Place
from cyberveille.map.files import INDEX
from cyberveille.model import Kind
from cyberveille.publishing.declassifying import declassifying_sources
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    ways = tuple(
        place for place in edition.places if place.way or any(kind.facts.always for kind in place.kinds)
    )
    led_to = tuple((place.address, place.title, place.description) for place in ways)
    yield Output(NOT_FOUND.file, digest(press.key, led_to), partial(_not_found, press, ways))
    counts = tuple((kind, edition.count(kind)) for kind in Kind if kind.facts.always)
    active = len(edition.active_alerts)
    declaring = declassifying_sources(edition)
    told = (counts, active, declaring, edition.admissions)
    key = digest(press.key, told, edition.date, edition.commit, edition.audience)
    yield Output(EDITION.file, key, partial(_edition, edition, press, counts, declaring))


Stages = tuple[tuple[tuple[str, str], ...], ...]


def search(press: Press, stages: Stages, tables: str) -> Output:
    """The search page; `stages` are what is searched together, each of shards with their tables' names.

    `tables` names the file that has those of the first stage, where there is one.
    """
    return Output(SEARCH.file, digest(press.key, stages, tables), partial(_search, press, stages, tables))


def _not_found(press: Press, ways: tuple[Place, ...]) -> bytes:
    return press.page("notfound.html", NOT_FOUND, ways=tuple(place for place in ways if place.address))


def _search(press: Press, stages: Stages, tables: str) -> bytes:
    description = "Recherche dans les alertes, les bulletins et les documents."
    return press.page(
        "search.html",
        structs.replace(SEARCH, description=description),
        head=press.part("search_head.html", stages=stages, tables=tables, index=INDEX),
    )


def _edition(
    edition: Edition,
    press: Press,
    counts: tuple[tuple[Kind, int], ...],
    declaring: tuple[tuple[str, str], ...],
) -> bytes:
    return press.page(
        "edition.html",
        structs.replace(EDITION, title="Édition en ligne"),
        edition=edition,
        version=__version__,
        counts=counts,
        declaring=declaring,
        feeds=FAMILIES,
        formats=tuple(FeedFormat),
    )
