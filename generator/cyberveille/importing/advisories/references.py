"""The addresses that an advisory refers to: those that a notice may cite, and the others, told."""

from collections.abc import Iterable
from itertools import islice
from urllib.parse import urlsplit

from msgspec import Struct

from cyberveille.checking.web_address import deceit
from cyberveille.importing.addresses import web_address
from cyberveille.importing.advisories.facts import Doubt, left
from cyberveille.importing.advisories.limits import ADDRESSES, REFERENCES, shortened
from cyberveille.importing.plain_text import plain
from cyberveille.model import Reference

_TITLE = 160
_OF_THE_FAULT_ITSELF = (
    "www.cve.org",
    "cve.org",
    "cve.mitre.org",
    "www.first.org",
    "nvd.nist.gov",
    "cwe.mitre.org",
)
"""Pages on an identifier or a vector: those of a notice's vulnerabilities are linked by its page."""


class Named(Struct, frozen=True):
    url: str
    title: str | None = None


class References(Struct, frozen=True):
    kept: tuple[Reference, ...]
    doubts: tuple[Doubt, ...]


def references_of(found: Iterable[Named]) -> References:
    """Each address once, the first title given; at most `REFERENCES`."""
    found = iter(found)
    kept: dict[str, Reference] = {}
    odd: dict[str, None] = {}
    beyond = 0
    for item in islice(found, ADDRESSES):
        url = web_address(item.url)
        if url is None or deceit(url):
            if item.url.strip():
                odd.setdefault(shortened(plain(item.url), 80))
            continue
        host = urlsplit(url).hostname or ""
        if url in kept or host in _OF_THE_FAULT_ITSELF:
            continue
        if len(kept) == REFERENCES:
            beyond += 1
            continue
        title = plain(item.title)
        kept[url] = Reference(
            title=shortened(title, _TITLE) if title and title != item.url else host, url=url
        )
    beyond += sum(1 for _ in found)
    doubts = []
    if odd:
        doubts.append(left(f"adresses qui ne sont pas de pages web : {', '.join([*odd][:10])}."))
    if beyond:
        doubts.append(left(f"{beyond} adresses, au-delà de {REFERENCES}."))
    return References(tuple(kept.values()), tuple(doubts))
