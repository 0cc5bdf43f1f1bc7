"""How much one advisory may bring: what is beyond is counted and said, and the source keeps it."""

RECORD_BYTES = 20 << 20
"""Of one advisory: CSAF 2.0 appendix C.1 asks producers to stay below 15 MB, CVE records are far smaller."""
DEPTH = 30
"""Branches inside one another (CSAF 2.1 section 3.1.2)."""
BRANCHES = 100_000
PRODUCTS = 200
"""Lines of a notice's table: beyond, a list of products is not read by anyone."""
STATED = 600
"""Things said of products that are read at all: of more, a table would keep none."""
CORRECTIONS = 60
"""Versions that correct one product, among which to look for the nearest."""
VULNERABILITIES = 1000
"""Of an advisory, that are read at all."""
WEAKNESSES = 300
ADDRESSES = 1000
"""References that are looked at, those to pages on identifiers included."""
REFERENCES = 40
TEXTS = 2000
"""Texts of an advisory that are looked at, the same one said of many vulnerabilities included."""
QUOTED = 60_000
"""Characters of the source that are laid below a draft."""
NAME = 240
"""Characters of a product's name or of its versions; a longer one is a text."""
TITLE = 120
"""Characters of a vulnerability's title in a header."""


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
