"""Identifiers as their owners write them, in what sources say."""

import re
from collections.abc import Iterable

from cyberveille.expressions import expression

_CVE = expression(r"CVE-(?:1999|2\d{3})-\d{4,19}", re.ASCII)
_CWE = expression(r"\bCWE-([1-9]\d{0,4})\b", re.ASCII | re.IGNORECASE)
_DASHES = expression(r"\s*[‐‑‒–—−-]\s*")
_SAME_ELSEWHERE = expression(
    r"\b(?:EUVD-\d{4}-\d{3,9}|GCVE-\d{1,6}-\d{4}-\d{1,19}|GHSA(?:-[0-9a-z]{4}){3})\b",
    re.ASCII | re.IGNORECASE,
)
"""ENISA's EUVD, the GCVE of its numbering authorities (BCP-02), GitHub's."""
_ALIAS = expression(r"[A-Za-z0-9][A-Za-z0-9._:+-]{2,79}", re.ASCII)


def cve_of(text: str | None) -> str | None:
    """The CVE identifier that a field holds, with the hyphens and capitals that it has."""
    written = _DASHES.sub("-", (text or "").strip()).upper()
    return written if _CVE.fullmatch(written) else None


def cwe_of(text: str | None) -> str | None:
    found = _CWE.search(text or "")
    return f"CWE-{found[1]}" if found else None


def cwes_of(text: str | None) -> tuple[str, ...]:
    """All that a text names, each once."""
    return tuple(dict.fromkeys(f"CWE-{number}" for number in _CWE.findall(text or "")))


def named_elsewhere(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The identifiers that other registers of vulnerabilities gave, in the order found."""
    found: dict[str, None] = {}
    for text in texts:
        for match in _SAME_ELSEWHERE.finditer(text or ""):
            name = match[0]
            found.setdefault(f"GHSA{name[4:].lower()}" if name[:4].upper() == "GHSA" else name.upper())
    return tuple(found)


def as_alias(text: str | None) -> str | None:
    """A source's identifier that an alias can be: one word of letters, digits and `. _ : + -`."""
    written = (text or "").strip()
    return written if _ALIAS.fullmatch(written) else None
