"""What editors add to an imported notice, kept when the source changes."""

import re
from collections.abc import Iterable, Sequence
from typing import TypeVar

import msgspec
from msgspec import Struct

from cyberveille.importing.draft import Draft
from cyberveille.model import RECORDS, Bulletin, Origin, fields_of
from cyberveille.reading import present_names, read_source


def editorial_keys(kinds: Iterable[type[Struct]]) -> frozenset[str]:
    """The header keys of these kinds whose last word is an editor's."""
    return frozenset(key for kind in kinds for key in _keys(kind, Origin.EDITOR))


def _keys(group: type[Struct], origin: Origin) -> tuple[str, ...]:
    return tuple(field.name for field in fields_of(group) if field.holds.origin is origin)


EDITORIAL_KEYS = editorial_keys(RECORDS.values())
"""Header keys that sources do not give, or on which an editor has the last word, as their fields declare.

A notice that an editor closed to some readers, or keeps under embargo, stays so.
"""

_PRESENT_NAMES = {
    former: present for kind in RECORDS.values() for former, present in present_names(kind).items()
}

_KEY = re.compile(r"^(?:(\w+)|\"(\w+)\"|'(\w+)')[ \t]*:(?=\s)", re.MULTILINE)
"""A key at the left margin, quoted or not (YAML 1.2 section 7.3)."""


def editorial_lines(text: str) -> dict[str, str]:
    """The lines, as written, of each editorial key in the header of a notice file, under its present name.

    A file that has a key under both names keeps both: which one is meant is for an editor to say.
    """
    if not text.startswith("---\n"):
        return {}
    header = text[4 : text.find("\n---\n", 3) + 1]
    starts = list(_KEY.finditer(header))
    ends = [start.start() for start in starts[1:]] + [len(header)]
    found = {start[start.lastindex or 0]: (start, end) for start, end in zip(starts, ends, strict=True)}
    kept = {}
    for key, (start, end) in found.items():
        present = _PRESENT_NAMES.get(key, key)
        if present not in EDITORIAL_KEYS:
            continue
        if present == key or present in found:
            kept[key] = header[start.start() : end]
        else:
            kept[present] = f"{present}:{header[start.end() : end]}"
    return kept


def erased_by_editors(text: str, path: str) -> bool:
    """Whether a notice's file says that it is erased: nothing of its source may be written there again.

    `path` is its place in the root. A file that cannot be read but speaks of it counts as erased.
    """
    if "erase" not in text.partition("\n---\n")[0]:
        return False
    subject = read_source(path, text.encode()).subject
    return subject is None or subject.erased


Fact = TypeVar("Fact", bound=Struct)


_FACTS = {
    field.name: field.group
    for field in fields_of(Bulletin)
    if field.holds.origin is Origin.SOURCE and field.group and _keys(field.group, Origin.EDITOR)
}
"""Lists of a source to whose items editors add: products, vulnerabilities."""


def with_judgements(draft: Draft, text: str, path: str) -> Draft:
    """The draft, with what editors added to the products and vulnerabilities it still names.

    `text` is the notice's file, `path` its place in the root. A source that gives a fact itself wins.
    """
    if not any(getattr(draft, name) for name in _FACTS):
        return draft
    subject = read_source(path, text.encode()).subject
    if not isinstance(subject, Bulletin):
        return draft
    facts = {name: _merged(getattr(draft, name), getattr(subject, name)) for name in _FACTS}
    return msgspec.structs.replace(draft, **facts)


def _merged(facts: Sequence[Fact], known: Sequence[Fact]) -> tuple[Fact, ...]:
    """Each fact, its absent values filled from the known fact that the source calls the same."""
    by_name = {_named(item): item for item in known}
    return tuple(_filled(fact, by_name.get(_named(fact))) for fact in facts)


def _named(fact: Struct) -> tuple[object, ...]:
    return tuple(getattr(fact, key) for key in _keys(type(fact), Origin.SOURCE))


def _filled(fact: Fact, known: Fact | None) -> Fact:
    if known is None:
        return fact
    absent = {
        name: getattr(known, name) for name in _keys(type(fact), Origin.EDITOR) if not getattr(fact, name)
    }
    return msgspec.structs.replace(fact, **absent)
