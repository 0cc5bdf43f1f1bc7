"""What a feed says of itself, whatever its format."""

import re
from datetime import datetime

from msgspec import Struct

from cyberveille import __version__
from cyberveille.model import Tlp
from cyberveille.paris import paris
from cyberveille.portal import NOTICE_SCHEMA, FeedFamily, Format
from cyberveille.portal.feeds import FOLDER
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import xml_text
from cyberveille.publishing.exports.licence import LICENCE
from cyberveille.publishing.feeds.identity import feed_id

GENERATOR = "Cyberveille"
GENERATOR_VERSION = __version__
LANGUAGE = "fr"

_EMAIL = re.compile(r"[\w.+-]+@[\w-]+(\.[\w-]+)+", re.ASCII)


class Channel(Struct, frozen=True, kw_only=True):
    """`updated` is the edition's clock: a quiet feed still says that it is alive.

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


def make_channel(edition: Edition, family: FeedFamily, form: Format) -> Channel:
    configuration = edition.configuration
    portal, publisher = configuration.portal, configuration.publisher
    public = edition.audience.tlp_max is Tlp.CLEAR
    return Channel(
        id=feed_id(configuration.prefix, edition.audience.name, family.name),
        title=xml_text(f"{portal.name} – {family.title}"),
        description=xml_text(family.purpose),
        home=edition.absolute(""),
        listing=edition.absolute(family.listing),
        address=edition.absolute(family.address(form)),
        updated=paris(edition.clock),
        publisher=xml_text(publisher.name),
        email=publisher.email if _EMAIL.fullmatch(publisher.email) else None,
        rights=LICENCE.name if public else "Diffusion limitée par le marquage TLP de chaque notice",
        schemes=edition.absolute(FOLDER) + "#",
        about=edition.absolute(NOTICE_SCHEMA.address),
    )
