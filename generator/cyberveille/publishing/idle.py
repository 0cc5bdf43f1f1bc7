"""A build that has nothing to say: the edition in place keeps its date, and every file its bytes."""

from collections.abc import Collection
from pathlib import Path

from msgspec.structs import replace

from cyberveille.locale import paris_day
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.edition_identity import read_identity


def as_before(edition: Edition, output: Path, changed: Collection[str]) -> Edition | None:
    """The edition under the date of the one in `output`, when only files that bear a date would change.

    Once a day it is dated anew, as the main feeds are: a portal that stands still is told from a dead one.
    """
    dated = {place.file for place in edition.places if place.dated}
    if not changed or not set(changed) <= dated:
        return None
    identity = read_identity(output)
    former = identity.date if identity else None
    if former is None or former > edition.clock or paris_day(former) != paris_day(edition.clock):
        return None
    return replace(edition, made=former)
