"""The page that explains the data for programs, with clients to copy."""

from collections.abc import Iterator
from functools import partial

from cyberveille.map import DATA, DATA_INDEX, OPENAPI
from cyberveille.map.data import CONCERNED, bulk, changes, concerned, part
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.data_format import VERSION
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Nothing in it changes with what is published."""
    public = edition.audience.open
    licence = edition.configuration.licences.data
    yield Output(DATA.file, digest(press.key, public, licence), partial(_page, press, public=public))


def _page(press: Press, *, public: bool) -> bytes:
    portal = press.configuration.portal
    index = portal.absolute(DATA_INDEX.address)
    clients = tuple(
        (name, title, press.part(template, index=index).rstrip("\n"))
        for name, title, template in (
            ("python", "En Python", "data_client.py.txt"),
            ("curl", "Avec curl et jq", "data_client.sh.txt"),
        )
    )
    return press.page(
        "data.html",
        DATA,
        clients=clients,
        public=public,
        licence=press.configuration.licences.data,
        version=VERSION,
        index=DATA_INDEX.address,
        openapi=OPENAPI.address,
        part=part("AAAA"),
        bulk=bulk("AAAA"),
        changes=changes("AAAA-MM"),
        concerned=concerned("AAAA"),
        concerned_index=CONCERNED,
    )
