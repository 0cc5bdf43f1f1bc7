"""How much one advisory may bring: what is beyond is counted and said, and the source keeps it."""

RECORD_BYTES = 20 << 20
"""Of one advisory: CSAF 2.0 appendix C.1 asks producers to stay below 15 MB, CVE records are far smaller."""
DEPTH = 30
"""Branches inside one another (CSAF 2.1 section 3.1.2)."""
BRANCHES = 100_000
PRODUCTS = 200
"""Lines of a notice's table: beyond, a list of products is not read by anyone."""
WEAKNESSES = 300
REFERENCES = 40
QUOTED = 60_000
"""Characters of the source that are laid below a draft."""
NAME = 240
"""Characters of a product's name or of its versions; a longer one is a text."""
TITLE = 120
"""Characters of a vulnerability's title in a header."""


def shortened(text: str, limit: int) -> str:
    return text if len(text) <= limit else f"{text[: limit - 1].rstrip()}…"
