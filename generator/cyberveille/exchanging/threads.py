"""Where a discussion may be held: under a page of the edition that carries an identifier."""

from pathlib import Path

import msgspec
from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.model import Kind

_ID = expression(r"[A-Z][A-Z0-9]*-\d{4}-([A-Z]{3})-\d{4}")


class Thread(Struct, frozen=True):
    """`uri` is the root-absolute path of the page, with its slash at the end."""

    uri: str
    id: str
    title: str
    tlp: str

    @property
    def heading(self) -> str:
        return f"{self.title} ({self.id})"


class _Facts(Struct):
    """What is read of the JSON that stands beside the page."""

    id: str
    title: str
    tlp: str


class Threads:
    """The pages of the edition in `tree`, served under `base`."""

    def __init__(self, tree: Path, base: str) -> None:
        self._tree = tree
        self._base = base

    def find(self, uri: str) -> Thread | None:
        """The thread of the page at `uri`; None when the edition has no such page."""
        address = uri.removeprefix(self._base)
        name = address.rstrip("/").rpartition("/")[2]
        match = _ID.fullmatch(name)
        kind = Kind.of_code(match[1]) if match else None
        if kind is None or uri != self._base + kind.address(name):
            return None
        try:
            data = (self._tree / f"{address.rstrip('/')}.json").read_bytes()
            facts = msgspec.json.decode(data, type=_Facts)
        except (OSError, msgspec.MsgspecError):
            return None
        return Thread(uri, facts.id, facts.title, facts.tlp) if facts.id == name else None
