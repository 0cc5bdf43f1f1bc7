"""Feeds of one interest each: a severity, a technology, a structure, a vendor, a product; what is exploited.

Their entries are short: thousands of these feeds stay small. Each has the address that the fact gives it.
"""

from cyberveille.map.feeds import FOLDER as FEEDS
from cyberveille.map.feeds import FeedFamily
from cyberveille.map.holdings import Holdings, most_open
from cyberveille.map.series import MADE, STRUCTURE, UNRATED, VENDORS, Series
from cyberveille.model import Interest, Kind, Scope, Severity, Term, Tlp

WATCHED = tuple(kind for kind in Kind if kind.watched)
_LISTED = {
    "technologie": "technologie",
    STRUCTURE: "structure",
    VENDORS.name: "produits",
    MADE.name: "produits",
}
"""What a notice is listed by, of which each member has a feed, and the folder of those feeds."""
_DECLARED = "interets"
HEALTH_NAME = "sante"


def feed_of(series: Series, member: str) -> str:
    """The name of the feed that holds what a list holds; empty for a list that has none."""
    if series.name == "portee":
        return HEALTH_NAME if member == Scope.HEALTH.value else ""
    if series.name == "severite":
        return "" if member == UNRATED else by_severity(Severity(member)).name
    folder = _LISTED.get(series.name)
    return f"{folder}/{member}" if folder else ""


def feeds_of(held: Holdings) -> dict[str, Tlp]:
    """The names of all of them that are there, each with the marking of the most open thing in it.

    Those of a severity, of health, of what is exploited and those declared are there when they are empty: a
    reader may wait for the first entry. The others come with their first notice, as their lists do.
    """
    always = (*(by_severity(severity).name for severity in Severity), HEALTH_NAME, EXPLOITED.name)
    found = dict.fromkeys(always, Tlp.CLEAR)
    listed = (
        (f"{_LISTED[name]}/{member}", tlp)
        for (kind, name, member), tlp in held.members.items()
        if (kind is None or kind.watched) and name in _LISTED
    )
    found |= most_open((name, tlp) for name, tlp in listed if name not in found)
    return found | dict.fromkeys((f"{_DECLARED}/{name}" for name in held.interests), Tlp.CLEAR)


def _interest(name: str, title: str, purpose: str, listing: str) -> FeedFamily:
    return FeedFamily(name, title, purpose, listing, WATCHED, short=True)


def by_severity(severity: Severity) -> FeedFamily:
    return _interest(
        f"gravite/{severity.value}",
        f"Gravité {severity.label}",
        f"Alertes et bulletins de gravité {severity.label}.",
        f"{Kind.BULLETIN.listing}severite/{severity.value}/",
    )


def by_technology(term: Term, kind: Kind) -> FeedFamily:
    """`kind` is one that has a list by that technology."""
    return _interest(
        f"technologie/{term.id}",
        term.label,
        f"Alertes et bulletins sur « {term.label} ».",
        f"{kind.listing}technologie/{term.id}/",
    )


def by_structure(term: Term) -> FeedFamily:
    return _interest(
        f"structure/{term.id}",
        term.label,
        f"Alertes et bulletins qui concernent les structures de ce type : {term.label}.",
        FEEDS,
    )


def of_vendor(slug: str, label: str) -> FeedFamily:
    address = VENDORS.address(slug)
    return _interest(f"produits/{slug}", label, f"Alertes et bulletins sur les produits de {label}.", address)


def of_product(member: str, label: str) -> FeedFamily:
    return _interest(f"produits/{member}", label, f"Alertes et bulletins sur {label}.", MADE.address(member))


HEALTH = _interest(
    HEALTH_NAME,
    "Technologies de santé",
    "Alertes et bulletins sur les technologies propres à la santé.",
    f"{Kind.BULLETIN.listing}portee/{Scope.HEALTH.value}/",
)
EXPLOITED = _interest(
    "exploitees",
    "Vulnérabilités exploitées",
    "Alertes et bulletins dont une vulnérabilité est exploitée : l’exploitation est constatée.",
    FEEDS,
)


def declared(interest: Interest) -> FeedFamily:
    """The feed of a combination that the editors declare."""
    return _interest(f"{_DECLARED}/{interest.id}", interest.title, interest.purpose, FEEDS)
