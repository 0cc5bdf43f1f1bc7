"""What is indexed together: a small recent generation, and an archive that new notices leave alone.

Bulletins and alerts stand in the order of their publication, which never changes. The archive is cut from
the oldest on, by `STEP`; what is left, with the guidance documents, is the recent generation: a new notice is
indexed with one step and a half of others at most, whatever the size of the archive.
"""

from dataclasses import dataclass

from cyberveille.model import Headline
from cyberveille.package import package_digest
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest

STEP = 200
"""How many notices at a time leave the recent generation for the archive."""
ARCHIVE = 3000
"""The most notices of a shard of the archive: Pagefind's memory grows with them."""


@dataclass(frozen=True)
class Shard:
    """Notices indexed together, oldest first, under `name`; `key` changes when their index must.

    `tag` is a part of the name of a public file: it depends on nothing that is withheld.
    """

    name: str
    items: tuple[Headline, ...]
    key: bytes


def shards(edition: Edition) -> tuple[Shard, ...]:
    """The recent generation first, then the archive from the oldest shard to the newest.

    One that is withdrawn stays where it stood, and so does the place of one that is erased, of which nothing
    is to be found: no other shard changes for it.
    """
    documents, notices = _found(edition)
    archived = _archived(len(notices))
    parts = {"recent": [*documents, *notices[archived:]]}
    for name, start in zip(_names(archived), range(0, archived, ARCHIVE), strict=True):
        parts[name] = notices[start : min(start + ARCHIVE, archived)]
    names = tuple((vendor.label, vendor.aliases) for vendor in edition.registry.vendors)
    common = digest(edition.vocabularies, names, edition.configuration.portal.base, package_digest())
    told = {name: tuple(item for item in items if not item.erased) for name, items in parts.items()}
    return tuple(
        Shard(name, items, digest(common, tuple((item.id, item.digest) for item in items)))
        for name, items in told.items()
        if items
    )


def _names(archived: int) -> tuple[str, ...]:
    return tuple(f"archive-{number + 1}" for number in range(-(-archived // ARCHIVE)))


def _found(edition: Edition) -> tuple[list[Headline], list[Headline]]:
    """Documents, feedback and actions, then bulletins and alerts, the oldest first."""
    papers: list[Headline] = []
    notices: list[Headline] = []
    for item in reversed(edition.headlines):
        (notices if item.kind.watched else papers).append(item)
    return papers, notices


def _archived(count: int) -> int:
    return max(0, count - STEP // 2) // STEP * STEP
