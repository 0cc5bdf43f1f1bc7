"""By what sources touch each other: the names and addresses that one provides, and those that another asks.

Two sources of which neither provides what the other provides or asks change nothing for each other: no rule
on the catalogue finds otherwise in one of them, whatever becomes of the other. A new rule on the catalogue
says here what it looks for (`tests/catalogue/test_whole.py` compares).
"""

from collections.abc import Iterable, Iterator
from urllib.parse import unquote
from zlib import crc32

from cyberveille.checking.index import CatalogueEntry
from cyberveille.checking.rules.links import address_of
from cyberveille.locale import paris
from cyberveille.map import json_of, written_at
from cyberveille.model import Configuration
from cyberveille.reporting import Scheme

Key = int
"""A CRC-32: two that are the same by chance cost a look, and nothing else."""


def provided(entry: CatalogueEntry) -> Iterator[Key]:
    """What others may ask for, or may not provide too."""
    for name in (entry.name, *entry.aliases):
        yield _key("name", name)
    if entry.text:
        yield _key("text", entry.text.hex())
    if entry.address:
        yield _key("at", f"/{entry.address}")
        yield _key("at", f"/{json_of(entry.address)}")
        file = written_at(entry.address)
        yield _key("file", file)
        yield _key("file", file.rpartition("/")[0])
    for name in entry.past:
        yield _key("at", f"/{entry.address}{name}")
    for name in entry.attachments:
        yield _key("at", f"/{entry.address}{name}")
        yield _key("file", f"{entry.address}{name}")
    for former in entry.redirect_from:
        yield _key("at", former)
    for cve in entry.cves:
        yield _key("cve", cve)
    for moment in filter(None, (entry.published, entry.last_date)) if not entry.aliases else ():
        yield _key("moment", paris(moment).isoformat())


def asked(entry: CatalogueEntry) -> Iterator[Key]:
    """What it looks for in others."""
    for name in (*entry.related, *entry.declassifies):
        yield _key("name", name)
    for target, _ in entry.links:
        yield _key("at", address_of(target))
    for former in entry.redirect_from:
        file = written_at(unquote(former).lstrip("/"))
        while file:
            yield _key("file", file)
            file = file.rpartition("/")[0]


def asked_by_portal(configuration: Configuration, scheme: Scheme) -> Iterator[Key]:
    """What the configuration and the scheme of declarations look for."""
    names: Iterable[str] = (*configuration.featured, *configuration.kit, *configuration.declassifies)
    for name in (*names, *scheme.documents):
        yield _key("name", name)
    for item in (*configuration.navigation, *configuration.footer):
        yield _key("at", "/" + address_of(item.address).lstrip("/"))


def asked_at(addresses: Iterable[str]) -> Iterator[Key]:
    """What those ask for, or may not provide, who name one of these addresses, from the root."""
    for address in addresses:
        yield _key("at", address)
        file = written_at(address.lstrip("/"))
        yield _key("file", file)
        yield _key("file", file.rpartition("/")[0])


def _key(space: str, value: str) -> Key:
    return crc32(f"{space}\0{value}".encode("utf-8", "surrogatepass"))
