"""Addresses that name an identifier, as servers read them."""

import re

import pytest

from cyberveille.map import is_own, is_reserved
from cyberveille.map.lookups import PATTERN, asked


@pytest.mark.parametrize(
    ("address", "identifier"),
    [
        ("cve/CVE-2026-12345", "CVE-2026-12345"),
        ("cve/cve-2026-12345/", "cve-2026-12345"),
        ("CVE/CVE-2026-12345", "CVE-2026-12345"),
        ("cve/CVE-2026-12345).", "CVE-2026-12345"),
        ("cve/CVE-2026-12345,/", "CVE-2026-12345"),
        ("cve/RHSA-2023:4455", "RHSA-2023:4455"),
    ],
)
def test_what_is_named_is_passed_on(address: str, identifier: str) -> None:
    """Without the signs that a sentence left behind it."""
    found = re.fullmatch(PATTERN, address)
    assert found is not None
    assert found[1] == identifier
    assert asked(found[1]) == f"recherche/?cve={identifier}"


@pytest.mark.parametrize(
    "address", ["cve/", "cve/a b", "cve/a\r\nSet-Cookie: x", "cve/x/y", "cve/%0d", "cve/é"]
)
def test_nothing_else_is(address: str) -> None:
    """The page for an address that leads nowhere answers; nothing ends a header."""
    assert re.fullmatch(PATTERN, address) is None


def test_nobody_else_writes_there() -> None:
    """Neither a page nor a former address."""
    assert is_reserved("cve/")
    assert is_own("/cve/CVE-2026-12345")
