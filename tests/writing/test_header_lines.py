"""Headers changed line by line."""

from datetime import UTC, datetime
from difflib import unified_diff

import pytest

from cyberveille.model import AlertStatus, Revision, Vulnerability, Withdrawal
from cyberveille.writing import Header, HeaderError

NOW = datetime(2026, 11, 28, 8, 0, tzinfo=UTC)
ODD = """---
# Ce qui suit fut écrit dans un ordre à nous.
title: "Été : la passerelle"   # titre
id: CV-2026-BUL-0009
published: '2026-09-01T10:00:00+02:00'
draft: true   # pas encore

# Jugé le lundi.
severity: elevee
products:
  # la première
  - {vendor: A, product: "Ça"}  # à revoir
  -   vendor: B
      product: >
        Une
        passerelle

# fin des produits
references: [{title: a, url: "https://a.example"}] # une
revisions:
- date: 2026-09-01T10:00:00+02:00
  change: Version initiale
aliases: [
  A-1,   # chez eux
]
---
# titre: corps
"""


def _diff(after: Header, before: str = ODD) -> list[str]:
    """The lines taken out and put in."""
    lines = list(unified_diff(before.splitlines(), after.text.splitlines(), n=0, lineterm=""))
    return [line for line in lines[2:] if not line.startswith("@@")]


def test_a_value_takes_the_place_of_another() -> None:
    """Its comment stays, and so do the quotes of a date."""
    header = Header(ODD)
    assert _diff(header.with_value("title", "Hiver")) == [
        '-title: "Été : la passerelle"   # titre',
        '+title: "Hiver"   # titre',
    ]
    assert _diff(header.with_value("published", NOW)) == [
        "-published: '2026-09-01T10:00:00+02:00'",
        "+published: '2026-11-28T09:00:00+01:00'",
    ]


def test_a_key_goes_with_its_line_alone() -> None:
    """A blank line and the comments around stay; one that is not there changes nothing."""
    assert _diff(Header(ODD).without("draft")) == ["-draft: true   # pas encore"]
    assert Header(ODD).without("closed").text == ODD
    assert _diff(Header(ODD).without("products"))[-1] == "-        passerelle"


def test_a_new_key_follows_the_one_that_it_follows_in_a_notice() -> None:
    """Wherever that one stands."""
    assert _diff(Header(ODD).with_value("status", AlertStatus.CLOSED)) == ["+status: closed"]
    text = Header(ODD).with_value("status", AlertStatus.CLOSED).text
    assert "draft: true   # pas encore\nstatus: closed\n" in text
    added = _diff(Header(ODD).with_value("withdrawn", Withdrawal(date=NOW, reason="Faux")))
    assert added == ["+withdrawn:", "+  date: 2026-11-28T09:00:00+01:00", '+  reason: "Faux"']


def test_an_item_is_laid_out_like_the_last() -> None:
    """As a block, in braces, within brackets, or in a list that was not there."""
    item = Revision(date=NOW, change="Exploitation : vue", minor=True)
    assert _diff(Header(ODD).with_item("revisions", item)) == [
        "+- date: 2026-11-28T09:00:00+01:00",
        '+  change: "Exploitation : vue"',
        "+  minor: true",
    ]
    flow = ODD.replace(
        "- date: 2026-09-01T10:00:00+02:00\n  change: Version initiale", "  - {date: x, change: y} # v"
    )
    assert _diff(Header(flow).with_item("revisions", item), flow) == [
        '+  - {date: 2026-11-28T09:00:00+01:00, change: "Exploitation : vue", minor: true}'
    ]
    assert _diff(Header(ODD).with_item("references", item))[1].endswith("minor: true}] # une")
    bare = ODD.replace("revisions:\n- date: 2026-09-01T10:00:00+02:00\n  change: Version initiale\n", "")
    assert len(_diff(Header(bare).with_item("revisions", item), bare)) == 2


LISTED = """---
vulnerabilities:
  # la moins grave
  - {cve: CVE-2024-3333, cwe: CWE-79} # XSS
  - title: 'Une chose'
    cve: CVE-2024-1111
    # revu
    cvss: "AV:N"      # du fabricant
    exploited: true
  - {cve: CVE-2024-2222, exploited: true}
---
"""


def test_of_an_item_that_goes_on_the_values_alone_are_others() -> None:
    """In the quotes that they had, in the order they stand, with the comments beside and above them."""
    before: dict[object, object] = {
        "a": Vulnerability(cve="CVE-2024-3333", cwe="CWE-79"),
        "b": Vulnerability(cve="CVE-2024-1111", title="Une chose", cvss="AV:N", exploited=True),
        "c": Vulnerability(cve="CVE-2024-2222", exploited=True),
    }
    after: dict[object, object] = {
        "a": Vulnerability(cve="CVE-2024-3333", cwe="CWE-89", title="Injection"),
        "new": Vulnerability(cve="CVE-2024-4444"),
        "b": Vulnerability(cve="CVE-2024-1111", title="L’autre, l'une", cvss="AV:L", cwe="CWE-20"),
        "c": Vulnerability(cve="CVE-2024-2222"),
    }
    found = Header(LISTED).with_items("vulnerabilities", before, after)
    assert _diff(found, LISTED) == [
        "-  - {cve: CVE-2024-3333, cwe: CWE-79} # XSS",
        "-  - title: 'Une chose'",
        '+  - {cve: CVE-2024-3333, cwe: CWE-89, title: "Injection"} # XSS',
        "+  - {cve: CVE-2024-4444}",
        "+  - title: 'L’autre, l''une'",
        '-    cvss: "AV:N"      # du fabricant',
        "-    exploited: true",
        "-  - {cve: CVE-2024-2222, exploited: true}",
        '+    cvss: "AV:L"      # du fabricant',
        "+    cwe: CWE-20",
        "+  - {cve: CVE-2024-2222}",
    ]


def test_the_first_key_of_an_item_leaves_its_dash() -> None:
    """What stands after it comes to its place."""
    before: dict[object, object] = {"b": Vulnerability(cve="CVE-2024-1111", title="Une chose")}
    text = "---\nvulnerabilities:\n  - title: x\n    # revu\n    cve: CVE-2024-1111 # n\n---\n"
    after: dict[object, object] = {"b": Vulnerability(cve="CVE-2024-1111")}
    found = Header(text).with_items("vulnerabilities", before, after)
    assert found.text == "---\nvulnerabilities:\n    # revu\n  - cve: CVE-2024-1111 # n\n---\n"


def test_a_value_keeps_its_quotes() -> None:
    """A comment after a plain scalar would be refused."""
    text = '---\nstatus: "active"    # en cours\n---\n'
    found = Header(text).with_value("status", AlertStatus.CLOSED)
    assert found.text == '---\nstatus: "closed"    # en cours\n---\n'


def test_items_change_places_with_their_comments() -> None:
    """And keys do; nothing else moves."""
    assert _diff(Header(ODD).in_order("products", [1, 0])) == [
        "-  # la première",
        '-  - {vendor: A, product: "Ça"}  # à revoir',
        "+  # la première",
        '+  - {vendor: A, product: "Ça"}  # à revoir',
    ]
    ordered = Header(ODD).sorted()
    assert ordered.keys[:4] == ("id", "title", "draft", "published")
    assert sorted(ordered.text.splitlines()) == sorted(ODD.splitlines())
    assert ordered.sorted().text == ordered.text
    assert "# Jugé le lundi.\nseverity: elevee\n" in ordered.text


def test_what_is_read_by_pointer() -> None:
    """Scalars as text, and how long lists are."""
    header = Header(ODD)
    assert header.value("products", 1, "product") == "Une passerelle\n"
    assert header.value("products", 7, "product") is None
    assert (header.count("products"), header.count("title"), header.count("absent")) == (2, 0, 0)


@pytest.mark.parametrize(
    "text", ["sans en-tête", "---\n- a\n---\n", "---\na: [\n---\n", "---\n{a: b}\n---\n", "---\na: b\n"]
)
def test_a_text_without_a_header_is_refused(text: str) -> None:
    """Nothing is guessed."""
    with pytest.raises(HeaderError):
        Header(text).with_value("id", "x")
