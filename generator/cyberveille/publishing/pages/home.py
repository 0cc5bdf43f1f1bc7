"""The home page: what must be acted on, what is new, where to go."""

from collections.abc import Iterator, Mapping
from functools import partial
from typing import Any

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Place, Press


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
    }
    key = digest(
        press.key,
        tuple(context.items()),
        edition.clock,
        edition.commit,
        edition.configuration.accessibility,
    )
    yield Output("index.html", key, partial(_page, edition, press, context))


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
        **context,
    )
