"""The feeds of one interest each that an edition has, and the notices of each."""

from collections.abc import Iterator

from cyberveille.map import MADE, VENDORS, FeedFamily
from cyberveille.map.interests import (
    EXPLOITED,
    HEALTH,
    WATCHED,
    by_severity,
    by_structure,
    by_technology,
    declared,
    of_product,
    of_vendor,
)
from cyberveille.map.series import STRUCTURE
from cyberveille.model import Headline, Interest, Scope, Severity
from cyberveille.publishing.edition import Edition
from cyberveille.registry import Registry, slug_of

Fed = tuple[FeedFamily, tuple[Headline, ...]]


def interests_of(edition: Edition) -> Iterator[Fed]:
    """Those of a severity, of health, of what is exploited and those declared are there when they are empty.

    A reader may wait for the first entry; the others come with their first notice, as their pages do.
    """
    watched = tuple(item for item in edition.headlines if item.kind.watched and not item.erased)
    for severity in Severity:
        yield by_severity(severity), tuple(item for item in watched if item.severity is severity)
    yield HEALTH, tuple(item for item in watched if _of_health(edition, item))
    yield EXPLOITED, tuple(item for item in watched if item.exploited)
    for term in edition.vocabularies.technologies.terms:
        lists = [edition.listed.get((kind, "technologie", term.id), ()) for kind in WATCHED]
        if any(lists):
            kind = next(kind for kind, items in zip(WATCHED, lists, strict=True) if items)
            yield by_technology(term, kind), tuple(item for items in lists for item in items)
    for term in edition.vocabularies.structures.terms:
        if items := edition.listed.get((None, STRUCTURE, term.id), ()):
            yield by_structure(term), items
    for maker in edition.makers:
        yield of_vendor(maker.slug, maker.label), edition.listed[VENDORS.kind, VENDORS.name, maker.slug]
        for made in maker.made:
            name = made.label if made.label.startswith(maker.label) else f"{maker.label} {made.label}"
            yield of_product(made.member, name), edition.listed[MADE.kind, MADE.name, made.member]
    for interest in edition.configuration.feeds.interests:
        yield declared(interest), tuple(item for item in watched if _fits(edition, interest, item))


def _of_health(edition: Edition, item: Headline) -> bool:
    found = map(edition.vocabularies.technologies.get, item.technologies)
    return any(term is not None and term.scope is Scope.HEALTH for term in found)


def _fits(edition: Edition, interest: Interest, item: Headline) -> bool:
    vendors = {_slug(edition.registry, name) for name in interest.vendors}
    return (
        (not interest.severities or item.severity in interest.severities)
        and _meet(interest.technologies, item.technologies)
        and _meet(interest.structures, item.structures)
        and _meet(vendors, {name.vendor for name in item.named})
        and _meet(interest.products, {name.member for name in item.named})
        and (item.exploited or not interest.exploited)
        and (not interest.health or _of_health(edition, item))
    )


def _slug(registry: Registry, name: str) -> str:
    vendor = registry.vendor(name)
    return vendor.id if vendor else slug_of(name)


def _meet(wanted: tuple[str, ...] | set[str], had: tuple[str, ...] | set[str]) -> bool:
    """Whether nothing is wanted, or something of it is there."""
    return not wanted or not set(wanted).isdisjoint(had)
