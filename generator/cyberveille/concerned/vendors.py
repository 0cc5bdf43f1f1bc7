"""Vendors as the matcher tells them apart: by the words of all their names, without those of any company."""

import re

from msgspec import Struct, field

from cyberveille.concerned.vocabulary import CORPORATE
from cyberveille.concerned.words import plain, texts
from cyberveille.registry import Registry, slug_of

_BETWEEN = (" and ", " et ", ", ", " / ", " by ", " (", ")", "/")


def key_of(name: str) -> str:
    """The words of a name joined, without those of a company, or with them where nothing is left."""
    words = texts(plain(name))
    kept = [word for word in words if word not in CORPORATE and word not in {"and", "the"}]
    return "".join(kept or words)


def parts_of(name: str) -> list[str]:
    """The names that one field gives: « BMC Medical, 3B Medical », « General Electric (GE) »."""
    parts = [name]
    for mark in _BETWEEN:
        parts = [piece for part in parts for piece in part.split(mark)]
    return [name, *(part.strip() for part in parts if key_of(part))]


def without_its_vendor(text: str, vendor: str | None) -> str:
    """A plain text without the vendor's name as a notice writes it: « Capsule Technologies SmartLinx »."""
    name = plain(vendor or "")
    rest = text.removeprefix(name).lstrip(" -,")
    return rest if " " in name and rest != text and re.match("[a-z]{3}", rest) else text


class Vendors(Struct):
    """`keys` gives the vendor of each joined name; `words` the words that each vendor's names have."""

    registry: Registry
    keys: dict[str, str] = field(default_factory=dict)
    words: dict[str, set[str]] = field(default_factory=dict)
    learnt: int = 0
    """How many keys and words: it grows with each new one, and with nothing else."""
    _asked: dict[str, tuple[int, frozenset[str]]] = field(default_factory=dict)
    """What each field was answered, and how much was known then."""
    _words_of: dict[frozenset[str], tuple[int, frozenset[str]]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for vendor in self.registry.vendors:
            for name in vendor.names:
                self._note(name, vendor.id)

    def of(self, name: str | None) -> frozenset[str]:
        """The vendors that a field of a notice names; they are known from then on."""
        if not name:
            return frozenset()
        learnt, found = self._asked.get(name, (-1, frozenset[str]()))
        if learnt != self.learnt:
            found = self._of(name)
            self._asked[name] = self.learnt, found
        return found

    def _of(self, name: str) -> frozenset[str]:
        found = self.registry.vendor(name)
        if found is not None:
            self._note(name, found.id)
            return frozenset({found.id})
        ids = [self.keys.get(key_of(part)) for part in parts_of(name)]
        known = [vendor for vendor in ids if vendor]
        vendor = known[0] if known else slug_of(name)
        for part in parts_of(name):
            self._note(part, vendor)
        return frozenset([vendor, *known])

    def words_of(self, vendors: frozenset[str]) -> frozenset[str]:
        """The words of the names of some vendors."""
        learnt, found = self._words_of.get(vendors, (-1, frozenset[str]()))
        if learnt != self.learnt:
            found = frozenset(word for vendor in vendors for word in self.words.get(vendor, ()))
            self._words_of[vendors] = self.learnt, found
        return found

    def _note(self, name: str, vendor: str) -> None:
        key = key_of(name)
        if key:
            words = self.words.setdefault(vendor, set())
            before = len(self.keys) + len(words)
            self.keys.setdefault(key, vendor)
            words.update([key, *(word for word in texts(plain(name)) if word not in CORPORATE)])
            self.learnt += len(self.keys) + len(words) - before
