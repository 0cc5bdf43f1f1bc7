"""What a feed says of itself, whatever its format."""

import re
from datetime import datetime

from msgspec import Struct

from cyberveille import __version__
from cyberveille.expressions import expression
from cyberveille.locale import paris
from cyberveille.looks.wording import wording_of
from cyberveille.map import NOTICE_SCHEMA, FeedFamily, FeedFormat
from cyberveille.map.feeds import FOLDER
from cyberveille.model import Tlp
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import xml_text
from cyberveille.publishing.feeds.permanent_ids import feed_id

GENERATOR = "Cyberveille"
GENERATOR_VERSION = __version__
LANGUAGE = "fr"

_EMAIL = expression(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


class Channel(Struct, frozen=True, kw_only=True):
    """`updated` is the date of the newest entry; of a feed that says it is alive, of the day at least.

    `email` is None unless it is one.
    """

    id: str
    title: str
    description: str
    home: str
    listing: str
    address: str
    updated: datetime
    publisher: str
    email: str | None
    rights: str
    schemes: str
    """URL that the names of category schemes are added to."""
    about: str
    """URL of what documents a notice's JSON."""
    short: bool
    """Whether its entries tell the facts and lead to the rest."""


def make_channel(edition: Edition, family: FeedFamily, form: FeedFormat, updated: datetime) -> Channel:
    """What `family` says of itself in `form`."""
    configuration = edition.configuration
    portal, publisher = configuration.portal, configuration.publisher
    said = wording_of(configuration.labels).of
    public = edition.audience.tlp_max is Tlp.CLEAR
    return Channel(
        id=feed_id(configuration.prefix, edition.audience.name, family.name),
        title=xml_text(f"{portal.name} – {said(family.title)}"),
        description=xml_text(said(family.purpose)),
        home=edition.absolute(""),
        listing=edition.absolute(family.listing),
        address=edition.absolute(family.address(form)),
        updated=updated,
        publisher=xml_text(publisher.name),
        email=publisher.email if _EMAIL.fullmatch(publisher.email) else None,
        rights=configuration.licences.texts.name
        if public
        else "Diffusion limitée par le marquage TLP de chaque notice",
        schemes=edition.absolute(FOLDER) + "#",
        about=edition.absolute(NOTICE_SCHEMA.address),
        short=family.short,
    )


def updated_of(family: FeedFamily, newest: datetime | None, clock: datetime) -> datetime:
    """The date of a feed (RFC 4287 section 4.2.15); one without entries is as old as the year.

    `newest` is when the newest of its entries was last revised.
    """
    midnight = paris(clock).replace(hour=0, minute=0, second=0)
    if newest is None:
        return midnight if family.alive else midnight.replace(month=1, day=1)
    return max(paris(newest), midnight) if family.alive else paris(newest)
