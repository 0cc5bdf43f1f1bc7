"""The script that keeps the page for reporting an incident, and its sheets, readable without network."""

from collections.abc import Iterator
from functools import partial
from importlib.resources import files
from itertools import chain

from cyberveille.map import OFFLINE
from cyberveille.map.files import ASSETS
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.pages import content, library
from cyberveille.publishing.pages.incident_report import guides, in_json, page_of
from cyberveille.publishing.press import Press
from cyberveille.publishing.tree import Node

_SOURCE = "offline.js"
_WITHDRAWAL = "offline-withdrawal.js"


def nodes(edition: Edition, press: Press, common: bytes) -> Iterator[Node]:
    """A part that reads documents and files joined to them: planned when one changed, or a content page."""
    contents = tuple((item.path, item.key) for item in content.outputs(edition, press))
    key = digest("offline", common, library.told(edition), contents, edition.scheme)
    yield Node("offline", key, partial(outputs, edition, press))


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """The script that keeps the page and its sheets readable without network.

    Only where anyone may read them. At the same address, a restricted edition has one that takes away what
    a former edition has left in browsers: a worker lasts as long as its address does not answer.
    """
    if not edition.audience.open:
        yield Output(OFFLINE.address, digest(press.code, _WITHDRAWAL), withdrawal)
        return
    page = page_of(edition)
    if page is None or not edition.scheme.questions:
        return
    addresses = (page.address, *(item.address for item in guides(edition)))
    wanted = {f"{address}index.html" for address in addresses}
    sheets = library.pages(edition, press, addresses)
    kept = tuple(item for item in chain(sheets, content.outputs(edition, press)) if item.path in wanted)
    key = digest(press.key, tuple((item.path, item.key) for item in kept))
    yield Output(OFFLINE.address, key, partial(_offline, press, addresses, kept))


def withdrawal() -> bytes:
    """The same for every restricted edition: it may be given to anyone, for it says nothing."""
    return (files("cyberveille") / "static" / _WITHDRAWAL).read_bytes()


def _offline(press: Press, addresses: tuple[str, ...], pages: tuple[Output, ...]) -> bytes:
    """Its version is a digest of what it keeps, and of nothing else: the same files, the same script."""
    assets = press.frame.assets
    kept = [press.path(path) for path in (*addresses, *(path for path, _ in assets))]
    version = digest(tuple((item.path, item.render()) for item in pages), assets).hex()
    head = (
        f"const VERSION = {in_json(version)};\n"
        f"const FILES = {in_json(kept)};\n"
        f"const IMMUTABLE = new RegExp({in_json('^' + press.path(ASSETS))});\n"
    )
    return (head + press.script(_SOURCE)).encode()
