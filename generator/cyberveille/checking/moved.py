"""Which addresses come, go or change their marking when what there is to show does, told without all of it.

A notice that is the first to name a vendor begins its list, its feeds and its calendar: nobody is touched but
who asks for one of these.
"""

from collections.abc import Iterable, Mapping
from typing import TypeVar

from cyberveille.map import SERIES, Followed, Holdings, Interest, Membership, interests_of
from cyberveille.map.interests import files
from cyberveille.model import Configuration, Tlp, Vocabularies
from cyberveille.registry import slug_of

Name = TypeVar("Name", Membership, Followed)


def moved(
    before: Holdings, now: Holdings, configuration: Configuration, vocabularies: Vocabularies
) -> frozenset[str] | None:
    """The addresses from the root; None when more differs than members of what had some and still has."""
    if (before.kinds, before.deadlines) != (now.kinds, now.deadlines):
        return None
    members = _differing(before.members, now.members)
    if not _named_by(configuration).isdisjoint(member for _, _, member in members):
        return None
    lists = _lists(before, now, members)
    followed = _followed(before, now, interests_of(configuration), vocabularies)
    if lists is None or followed is None:
        return None
    return frozenset(f"/{address}" for address in lists | followed)


def _named_by(configuration: Configuration) -> set[str]:
    """Vendors and products that editors put into an interest: a notice may be the first to know them."""
    combined = configuration.feeds.interests
    vendors = (slug_of(name) for interest in combined for name in interest.vendors)
    return {*vendors, *(product for interest in combined for product in interest.products)}


def _differing(before: Mapping[Name, Tlp], now: Mapping[Name, Tlp]) -> dict[Name, Tlp]:
    return dict(before.items() ^ now.items())


def _lists(before: Holdings, now: Holdings, members: Mapping[Membership, Tlp]) -> set[str] | None:
    found: set[str] = set()
    for series in SERIES:
        if own := series.own(members):
            if not (series.own(before.members) and series.own(now.members)):
                return None
            found.update(map(series.address, own))
    return found


def _followed(
    before: Holdings, now: Holdings, interests: Iterable[Interest], vocabularies: Vocabularies
) -> set[str] | None:
    every = tuple(interests)
    followed, dated = _differing(before.followed, now.followed), _differing(before.dated, now.dated)
    for interest in every:
        for told, *both in ((followed, before.followed, now.followed), (dated, before.dated, now.dated)):
            own = interest.own(told)
            if own and not (own.keys().isdisjoint(interest.lasting) and all(map(interest.own, both))):
                return None
    held = Holdings(followed=followed, dated=dated, deadlines=now.deadlines)
    # Some interests have members that nothing belongs to, whose files are always there.
    always = {address for address, _ in files(every, Holdings(deadlines=now.deadlines), vocabularies)}
    return {address for address, _ in files(every, held, vocabularies)} - always
