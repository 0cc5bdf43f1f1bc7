"""What stands in a product's name and is said elsewhere: its vendor in full."""

import re

from cyberveille.concerned.words import plain


def without_its_vendor(text: str, vendor: str | None) -> str:
    """A plain text without the vendor's name as a notice writes it: « Capsule Technologies SmartLinx »."""
    name = plain(vendor or "")
    rest = text.removeprefix(name).lstrip(" -,")
    return rest if " " in name and rest != text and re.match("[a-z]{3}", rest) else text
