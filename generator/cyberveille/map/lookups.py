"""Addresses that name a thing by its identifier, and lead to what bears it without a page for each.

Servers send `/cve/CVE-2026-12345` to the search page, which goes on to the notice when there is one; on hosts
that follow no rules, the page for an address that leads nowhere does the same.
"""

from cyberveille.map.places import SEARCH

CVE = "cve/"
PARAMETER = "cve"
"""What the search page finds in its address when it is to lead on."""
IDENTIFIER = "[A-Za-z0-9]+(?:[-_.:][A-Za-z0-9]+)*"
"""What is passed on, as nginx and Apache understand a regular expression; nothing that ends a header."""
PATTERN = f"(?i:{CVE})({IDENTIFIER})[.,;:)]*/?"


def asked(identifier: str) -> str:
    """The address, relative to the portal's root, that leads to what bears an identifier."""
    return f"{SEARCH.address}?{PARAMETER}={identifier}"
