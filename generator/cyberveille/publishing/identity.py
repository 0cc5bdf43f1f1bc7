"""What an edition says of itself, in the `edition.json` at its root."""

from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

EDITION_FILE = "edition.json"


class _Generator(Struct, frozen=True):
    name: Literal["cyberveille"]


class EditionIdentity(Struct, frozen=True):
    """Whom the edition was built for, and the full hash of the commit it was built from, if any."""

    generator: _Generator
    audience: str
    commit: str | None = None


def read_identity(tree: Path) -> EditionIdentity | None:
    """The identity of the edition in `tree`; None if there is none that can be read."""
    try:
        return msgspec.json.decode((tree / EDITION_FILE).read_bytes(), type=EditionIdentity)
    except (OSError, msgspec.MsgspecError):
        return None
