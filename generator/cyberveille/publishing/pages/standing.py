"""Pages every edition has: search, the edition itself, and the page for an address that leads nowhere."""

from collections.abc import Iterator
from functools import partial

from cyberveille.publishing.declarations import declarations
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds import FAMILIES
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Place, Press
from cyberveille.publishing.search import shards


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    yield Output("404.html", digest(press.key), partial(_not_found, press))
    if edition.configuration.search:
        indexes = tuple((shard.name, shard.tag) for shard in shards(edition))
        yield Output("recherche/index.html", digest(press.key, indexes), partial(_search, press, indexes))
    counts = {
        "bulletins": len(edition.bulletins),
        "alerts": len(edition.alerts),
        "documents": len(edition.documents),
    }
    active = len(edition.active_alerts)
    declaring = declarations(edition)
    told = (tuple(counts.items()), active, declaring)
    key = digest(press.key, told, edition.clock, edition.commit, edition.audience)
    yield Output("edition/index.html", key, partial(_edition, edition, press, counts, declaring))


def _not_found(press: Press) -> bytes:
    return press.page(
        "notfound.html",
        Place(
            title="Page introuvable",
            description="Cette adresse ne mène à aucune page du portail.",
            address="404.html",
        ),
    )


def _search(press: Press, indexes: tuple[tuple[str, str], ...]) -> bytes:
    return press.page(
        "search.html",
        Place(
            title="Recherche",
            description="Recherche dans les alertes, les bulletins et les documents.",
            address="recherche/",
            section="recherche/",
            head=press.part("search_head.html", indexes=indexes),
        ),
        indexes=indexes,
    )


def _edition(
    edition: Edition, press: Press, counts: dict[str, int], declaring: tuple[tuple[str, str], ...]
) -> bytes:
    return press.page(
        "edition.html",
        Place(
            title="Édition en ligne",
            description="Date, version et contenu de l’édition en ligne du portail.",
            address="edition/",
        ),
        edition=edition,
        counts=counts,
        declaring=declaring,
        feeds=FAMILIES,
    )
