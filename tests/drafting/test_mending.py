"""`fix`: each mending changes the lines that it is about."""

from difflib import unified_diff

import pytest
from tests.portal import bulletin

from cyberveille.drafting import mended

VENDORS = {"becton dickinson": "BD"}


def _mended(text: str, *, shown: bool = False) -> list[str]:
    better = mended(text, lambda name: VENDORS.get(name.casefold()), shown=shown).text
    again = mended(better, lambda name: VENDORS.get(name.casefold()), shown=shown)
    assert (again.text, again.done) == (better, ())
    lines = list(unified_diff(text.splitlines(), better.splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


NOTICE = bulletin(9, body="Un défaut.\n\n-   un\n-   deux").replace(
    "references:", "# vu le lundi\nproducts:\n  - {vendor: BD, product: A}\nreferences:"
)


def test_a_notice_in_order_stays_as_it_is() -> None:
    """Comments, order, spacing: not a byte is another."""
    assert _mended(NOTICE) == []


@pytest.mark.parametrize(
    ("old", "new", "lines"),
    [
        (
            "published: 2026-10-05T10:00:00+02:00",
            "published: 2026-10-05T08:00:00Z",
            ["-published: 2026-10-05T08:00:00Z", "+published: 2026-10-05T10:00:00+02:00"],
        ),
        (
            "published: 2026-10-05T10:00:00+02:00",
            'published: "2026-12-05T10:00"',
            ['-published: "2026-12-05T10:00"', '+published: "2026-12-05T10:00:00+01:00"'],
        ),
        ("published: 2026-10-05T10:00:00+02:00", "published: 2026-12-05T10:00:00+02:00", []),
        ("severity: faible", "severity: faible  ", ["-severity: faible  ", "+severity: faible"]),
        ("severity: faible", "severity:\u00a0faible", ["-severity:\u00a0faible", "+severity: faible"]),
        ("Un défaut.\n", "Un dé\u200bfaut.\n", ["-Un dé\u200bfaut.", "+Un défaut."]),
        ("Un défaut.\n\n-   un", "Un défaut.\n-   un", ["+"]),
        ("-   un\n-   deux", "• un\n• deux", ["-• un", "-• deux", "+- un", "+- deux"]),
        ("vendor: BD", "vendor: Becton Dickinson", [
            "-  - {vendor: Becton Dickinson, product: A}", '+  - {vendor: "BD", product: A}',
        ]),
        ("tlp: CLEAR\n", "", []),
    ],
)  # fmt: skip
def test_one_thing_is_mended(old: str, new: str, lines: list[str]) -> None:
    """And nothing besides; a second time there is nothing to do."""
    assert old in NOTICE
    assert _mended(NOTICE.replace(old, new)) == lines


def test_keys_and_vulnerabilities_are_put_in_order() -> None:
    """With their comments; numbers are compared as numbers."""
    weak = "vulnerabilities:\n  # la plus grave\n  - {cve: CVE-2026-10001}\n  - {cve: CVE-2026-2222}\n"
    text = NOTICE.replace("references:", f"{weak}references:").replace("tlp: CLEAR\n", "")
    text = text.replace("revisions:", "tlp: CLEAR\nrevisions:")
    better = mended(text, lambda _name: None, shown=False)
    assert better.done == ("ordre des clés", "ordre des vulnérabilités")
    assert "# vu le lundi\nproducts:" in better.text
    assert better.text.index("CVE-2026-2222") < better.text.index(
        "  # la plus grave\n  - {cve: CVE-2026-10001}"
    )
    assert sorted(better.text.splitlines()) == sorted(text.splitlines())


def test_what_readers_were_shown_keeps_its_names_and_orders() -> None:
    """To change these takes a revision."""
    weak = "vulnerabilities:\n  - {cve: CVE-2026-10001}\n  - {cve: CVE-2026-2222}\n"
    text = NOTICE.replace("# vu le lundi\n", "").replace("references:", f"{weak}references:")
    text = text.replace("vendor: BD", "vendor: Becton Dickinson")
    assert not any("CVE" in line and "10001" not in line for line in _mended(text, shown=True))
    assert "Becton" in mended(text, VENDORS.get, shown=True).text


@pytest.mark.parametrize("text", ["", "sans en-tête\n", "---\na: [\n---\n• un\n", "```\n- x\n"])
def test_what_cannot_be_read_is_left(text: str) -> None:
    """But for what needs no reading."""
    assert mended(text, VENDORS.get, shown=False).text.replace("- un", "• un") == text


def test_code_is_left_as_it_is() -> None:
    """A list within a block of code is none."""
    text = NOTICE.replace("Un défaut.\n", "```text\nUn\n- deux\n• trois\n```\n")
    assert _mended(text) == []
