"""The home page: what must be acted on, what is new, where to go."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from msgspec import structs

from cyberveille.locale import number_fr, paris_day
from cyberveille.looks.wording import wording_of
from cyberveille.map import HOME, Place
from cyberveille.model import ActionStatus, Headline, Kind
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press

_FEW = 3


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    legible = (item for item in _of(edition, Kind.BULLETIN) if not item.erased)
    bulletins = tuple(islice(legible, edition.configuration.lists.home))
    featured = edition.legible(edition.configuration.featured)
    last_alert = next((item for item in _of(edition, Kind.ALERT) if not item.erased), None)
    context: dict[str, Any] = {
        "active_alerts": edition.active_alerts,
        "last_alert": last_alert,
        "bulletins": bulletins,
        "count": edition.count(Kind.BULLETIN),
        "featured": featured,
        "shared": tuple(_shared(edition)),
        "ways": tuple(_ways(edition)),
    }
    key = digest(
        press.key,
        tuple((name, value) for name, value in context.items() if name != "ways"),
        tuple((place.address, place.way, hint) for place, hint in context["ways"]),
        edition.date,
        paris_day(edition.clock),
        edition.commit,
        edition.configuration.accessibility,
    )
    yield Output("index.html", key, partial(_page, edition, press, context))


def _of(edition: Edition, kind: Kind) -> Iterator[Headline]:
    """The notices of a kind, newest first: no more of them are decoded than are asked for."""
    return (item for part in edition.parts_of(kind) for item in part.headlines)


def _ways(edition: Edition) -> Iterator[tuple[Place, str]]:
    """What one may come for, each with what one finds there; nothing where none is published yet."""
    wording = wording_of(edition.configuration.labels)
    for place in edition.places:
        if place.way:
            count = sum(map(edition.count, place.kinds))
            if place.kinds and not count:
                continue
            nouns = "".join(wording.words(kind.words).counted(count) for kind in place.kinds)
            yield place, place.way_hint.format(f"{number_fr(count)} {nouns}")


def _shared(edition: Edition) -> Iterator[tuple[str, str, tuple[Headline, ...]]]:
    """What correspondents share, the newest first: title, address of the whole, items."""
    for kind in Kind:
        if kind.facts.shared:
            items = tuple(
                item
                for item in edition.of_kind(kind)
                if item.progress is not ActionStatus.DONE and not item.erased
            )
            if items:
                yield kind.facts.latest, kind.listing, items[:_FEW]


def _page(edition: Edition, press: Press, context: Mapping[str, Any]) -> bytes:
    portal = edition.configuration.portal
    return press.page(
        "home.html",
        structs.replace(HOME, title=portal.name, description=portal.description),
        edition=edition,
        today=paris_day(edition.clock),
        **context,
    )
