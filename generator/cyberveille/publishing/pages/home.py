"""The home page: what must be acted on, what is new, where to go."""

from collections.abc import Iterator, Mapping
from functools import partial
from itertools import islice
from typing import Any

from cyberveille.model import ActionStatus, Headline, Kind
from cyberveille.paris import paris_day
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Place, Press

_FEW = 3


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    legible = (item for item in edition.bulletins if not item.erased)
    bulletins = tuple(islice(legible, edition.configuration.lists.home))
    featured = edition.legible(edition.configuration.featured)
    last_alert = next((item for item in edition.alerts if not item.erased), None)
    counts = {
        "bulletins": len(edition.bulletins),
        "alerts": len(edition.alerts),
        "documents": len(edition.documents),
    }
    context: dict[str, Any] = {
        "active_alerts": edition.active_alerts,
        "last_alert": last_alert,
        "bulletins": bulletins,
        "featured": featured,
        "counts": counts,
        "shared": tuple(_shared(edition)),
        "directory": bool(edition.contacts),
    }
    key = digest(
        press.key,
        tuple(context.items()),
        edition.clock,
        edition.commit,
        edition.configuration.accessibility,
    )
    yield Output("index.html", key, partial(_page, edition, press, context))


def _shared(edition: Edition) -> Iterator[tuple[str, str, tuple[Headline, ...]]]:
    """What correspondents share, the newest first: title, address of the whole, items."""
    for title, address, kind in (
        ("Derniers retours d’expérience", "rex/", Kind.REX),
        ("Actions ministérielles", "actions/", Kind.ACTION),
    ):
        items = tuple(
            item
            for item in edition.of_kind(kind)
            if item.progress is not ActionStatus.DONE and not item.erased
        )
        if items:
            yield title, address, items[:_FEW]


def _page(edition: Edition, press: Press, context: Mapping[str, Any]) -> bytes:
    portal = edition.configuration.portal
    return press.page(
        "home.html",
        Place(
            title=portal.name,
            description=portal.description,
            address="",
        ),
        edition=edition,
        today=paris_day(edition.clock),
        **context,
    )
