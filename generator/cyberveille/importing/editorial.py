"""What editors add to an imported notice, kept when the source changes."""

import re
from collections.abc import Sequence
from typing import TypeVar

import msgspec

from cyberveille.importing.draft import Draft
from cyberveille.model import Bulletin, Page, Product, Vulnerability
from cyberveille.reading import read_source

EDITORIAL_KEYS = (
    "tlp",
    "published",
    "pap",
    "draft",
    "status",
    "closed",
    "severity",
    "technologies",
    "audiences",
    "care_impact",
    "action",
    "in_brief",
    "redirect_from",
    "withdrawn",
)
"""Header keys that sources do not give, or on which an editor has the last word.

A notice that an editor closed to some readers, or keeps under embargo, stays so.
"""

_KEY = re.compile(r"^([a-z_]+):", re.MULTILINE)


def editorial_lines(text: str) -> dict[str, str]:
    """The lines, as written, of each editorial key in the header of a notice file."""
    if not text.startswith("---\n"):
        return {}
    header = text[4 : text.find("\n---\n", 3) + 1]
    starts = list(_KEY.finditer(header))
    ends = [start.start() for start in starts[1:]] + [len(header)]
    return {
        start[1]: header[start.start() : end]
        for start, end in zip(starts, ends, strict=True)
        if start[1] in EDITORIAL_KEYS
    }


def erased_by_editors(text: str, path: str) -> bool:
    """Whether a notice's file says that it is erased: nothing of its source may be written there again.

    `path` is its place in the root. A file that cannot be read but speaks of it counts as erased.
    """
    if "erase" not in text.partition("\n---\n")[0]:
        return False
    subject = read_source(path, text.encode()).subject
    return subject is None or (not isinstance(subject, Page) and subject.erased)


_JUDGED = re.compile(r"\b(?:cvss|cwe|exploited|fixed|title):")
Fact = TypeVar("Fact", Product, Vulnerability)


def with_judgements(draft: Draft, text: str, path: str) -> Draft:
    """The draft, with what editors added to the products and vulnerabilities it still names.

    `text` is the notice's file, `path` its place in the root. A source that gives a fact itself wins.
    """
    if not _JUDGED.search(text):
        return draft
    subject = read_source(path, text.encode()).subject
    if not isinstance(subject, Bulletin):
        return draft
    return msgspec.structs.replace(
        draft,
        products=_merged(draft.products, subject.products, ("vendor", "product", "affected")),
        vulnerabilities=_merged(draft.vulnerabilities, subject.vulnerabilities, ("cve",)),
    )


def _merged(facts: Sequence[Fact], known: Sequence[Fact], names: Sequence[str]) -> tuple[Fact, ...]:
    """Each fact, its absent values filled from the known fact of the same names."""
    by_name = {tuple(getattr(item, name) for name in names): item for item in known}
    return tuple(_filled(fact, by_name.get(tuple(getattr(fact, name) for name in names))) for fact in facts)


def _filled(fact: Fact, known: Fact | None) -> Fact:
    if known is None:
        return fact
    absent = {name: getattr(known, name) for name in fact.__struct_fields__ if not getattr(fact, name, None)}
    return msgspec.structs.replace(fact, **absent)
