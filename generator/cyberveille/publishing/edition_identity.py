"""What an edition says of itself, in the `edition.json` at its root."""

from datetime import datetime
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from cyberveille.publishing.admission import Admission

EDITION_FILE = "edition.json"


class _Generator(Struct, frozen=True):
    name: Literal["cyberveille"]


class EditionIdentity(Struct, frozen=True):
    """Whom the edition was built for, and the full hash of the commit it was built from, if any.

    `url` is the portal's address; it and what follows are unknown of editions older than these fields.
    """

    generator: _Generator
    audience: str
    commit: str | None = None
    url: str = ""
    tlp_max: str | None = None
    """The most closed marking that the edition may show."""
    restricted: bool | None = None
    """Whether it shows more than anyone may read."""
    date: datetime | None = None
    """When it was made."""
    admissions: tuple[Admission, ...] = ()
    """What an operator let disappear or change although it had been published."""


def parse_identity(text: bytes) -> EditionIdentity | None:
    """The identity in the bytes of an `edition.json`; None when they are not those of an edition."""
    try:
        return msgspec.json.decode(text, type=EditionIdentity)
    except msgspec.MsgspecError:
        return None


def read_identity(tree: Path) -> EditionIdentity | None:
    """The identity of the edition in `tree`; None if there is none that can be read."""
    try:
        return parse_identity((tree / EDITION_FILE).read_bytes())
    except OSError:
        return None
