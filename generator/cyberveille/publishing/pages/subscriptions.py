"""What readers follow: the page on which they choose it, and the pages of interests that editors compose."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import (
    CHOICES,
    EVERYTHING,
    SUBSCRIPTIONS,
    FeedFormat,
    Interest,
    Place,
    feed_address,
    written_at,
)
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.choices import Sort, sorts
from cyberveille.publishing.interest_groups import told_of
from cyberveille.publishing.output import Output, digest, sources
from cyberveille.publishing.pages.following import Followed, announced, followed
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    offered = sorts(edition)
    public = edition.audience.open
    # What has a directory is found there: a new vendor or product leaves this page as it was.
    shown = tuple(Sort(sort.title, (), sort.directory) if sort.directory else sort for sort in offered)
    key = digest(press.key, shown, public)
    yield Output(SUBSCRIPTIONS.file, key, partial(_page, press, shown, public=public))


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """A part for each interest that editors compose: a notice belongs to a few of hundreds."""
    for interest in edition.interests:
        if interest.page is None or not interest.described:
            continue
        for member in interest.members(interest.own(edition.followed), edition.vocabularies):
            follow = followed(edition, interest, member)
            key = digest("interest", common, follow, told_of(edition, interest, member))
            make = partial(_of_interest, edition, press, interest, member, follow)
            yield Node(f"interest {interest.path(member)}", key, make)


def _of_interest(
    edition: Edition, press: Press, interest: Interest, member: str, follow: Followed
) -> Iterator[Output]:
    family = interest.family(member, edition.vocabularies, edition.lists)
    items = edition.newest_of((interest.name, member), edition.configuration.lists.per_page)
    place = Place(
        address=interest.pages(member, edition.lists)[0],
        title=family.title,
        description=family.purpose,
        section=SUBSCRIPTIONS.section,
    )
    told = (place.address, place.title, place.description, follow)
    key = digest(press.key, told, sources(items))
    yield Output(written_at(place.address), key, partial(_interest, press, place, items, follow))


def _page(press: Press, shown: tuple[Sort, ...], *, public: bool) -> bytes:
    return press.page(
        "subscriptions.html",
        SUBSCRIPTIONS,
        sorts=shown,
        formats=tuple(FeedFormat),
        public=public,
        feed=feed_address,
        choices=CHOICES.address,
        everything=EVERYTHING.address,
    )


def _interest(press: Press, place: Place, items: tuple[Headline, ...], follow: Followed) -> bytes:
    return press.page(
        "interest.html",
        place,
        head=announced(press, follow),
        told=place,
        items=items,
        follow=follow,
    )
