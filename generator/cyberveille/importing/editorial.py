"""What editors add to an imported notice, kept when the source changes."""

import re

EDITORIAL_KEYS = (
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
"""Header keys that sources do not give, or on which an editor has the last word."""

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
