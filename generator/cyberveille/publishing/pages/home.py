"""The home page: what must be acted on, what is new, where to go."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cyberveille.model import ActionStatus, Headline, Kind
from cyberveille.paris import paris_day
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Place, Press

_FEW = 3


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    bulletins = edition.bulletins[: edition.configuration.lists.home]
    found = (edition.headline(notice_id) for notice_id in edition.configuration.featured)
    featured = tuple(item for item in found if item is not None)
    last_alert = edition.alerts[0] if edition.alerts else None
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
        items = tuple(item for item in edition.of_kind(kind) if item.progress is not ActionStatus.DONE)
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
