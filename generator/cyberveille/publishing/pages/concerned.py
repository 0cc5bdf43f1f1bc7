"""The page on which an inventory is compared with the notices, in the browser."""

import json
from collections.abc import Iterator
from functools import partial

from cyberveille.map import CONCERNED, CONCERNED_OFFLINE, CONCERNED_WORKER
from cyberveille.map.data import CONCERNED as INDEX
from cyberveille.map.data import CONCERNED_FOLDER, concerned
from cyberveille.map.files import ASSETS
from cyberveille.publishing.concerned import asked
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages.offline import withdrawal
from cyberveille.publishing.press import Press

RECENT = 3
"""Years whose rules are loaded at first: all others come at once, which tells nothing of an inventory."""
_OFFLINE = "concerned-offline.js"


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """The page, its worker, and where anyone may read it the script that keeps both without network.

    A restricted edition has in its place one that takes away what a former edition has left in browsers.
    """
    years = tuple(asked(edition))
    public = edition.audience.open
    key = digest(press.key, years, public)
    yield Output(CONCERNED.file, key, partial(_page, press, years, public=public))
    yield Output(CONCERNED_WORKER.address, press.key, partial(_worker, press))
    kept = partial(_offline, press, years) if public else withdrawal
    yield Output(CONCERNED_OFFLINE.address, digest(key, _OFFLINE), kept)


def _page(press: Press, years: tuple[str, ...], *, public: bool) -> bytes:
    return press.page(
        "concerned.html",
        CONCERNED,
        index=INDEX,
        years=years,
        address=concerned,
        recent=RECENT,
        public=public,
    )


def _worker(press: Press) -> bytes:
    """The worker at an address of its page's, which the script that keeps them answers for."""
    return f"import {json.dumps(press.frame.asset('comparing.js'))};\n".encode()


def _offline(press: Press, years: tuple[str, ...]) -> bytes:
    """Its version is a digest of the page and of what it is drawn with: rules are kept as they come."""
    assets = press.frame.assets
    page = _page(press, years, public=True)
    written = {
        "VERSION": digest(page, _worker(press), assets).hex(),
        "FILES": [
            press.path(path)
            for path in (CONCERNED.address, CONCERNED_WORKER.address, *(path for path, _ in assets))
        ],
        "FIRST": [press.path(path) for path in (INDEX, *map(concerned, years[:RECENT]))],
        "RULES": press.path(CONCERNED_FOLDER),
    }
    head = "".join(f"const {name} = {json.dumps(value)};\n" for name, value in written.items())
    head += f"const IMMUTABLE = new RegExp({json.dumps('^' + press.path(ASSETS))});\n"
    return (head + press.script(_OFFLINE)).encode()
