"""What readers follow: the page on which they choose it, and the pages of interests that editors compose."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import CHOICES, EVERYTHING, SUBSCRIPTIONS, FeedFormat, Place, feed_address, written_at
from cyberveille.model import Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.choices import Sort, sorts
from cyberveille.publishing.output import Output, digest, sources
from cyberveille.publishing.pages.following import Followed, announced, followed
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    offered = sorts(edition)
    public = edition.audience.open
    # What has a directory is found there: a new vendor or product leaves this page as it was.
    shown = tuple(Sort(sort.title, (), sort.directory) if sort.directory else sort for sort in offered)
    key = digest(press.key, shown, public)
    yield Output(SUBSCRIPTIONS.file, key, partial(_page, press, shown, public=public))
    for interest in edition.interests:
        if interest.page is None or not interest.described:
            continue
        held = interest.own(edition.followed)
        for member in interest.members(held, edition.vocabularies):
            family = interest.family(member, edition.vocabularies, edition.lists)
            items = edition.newest_of((interest.name, member), edition.configuration.lists.per_page)
            place = Place(
                address=interest.page(member),
                title=family.title,
                description=family.purpose,
                section=SUBSCRIPTIONS.section,
            )
            follow = followed(edition, interest, member)
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
