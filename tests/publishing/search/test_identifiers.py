"""Which notices an identifier leads to, in small files that change as little as possible."""

import json

import pytest
from tests.portal import Portal, bulletin
from tests.scripts import Evaluate

from cyberveille.catalogue.rows import TABLES, table_of
from cyberveille.map.files import IDENTIFIERS
from cyberveille.model import key_of

WITHDRAWN = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"


def _publish(portal: Portal, number: int, extra: str = "", *, day: int = 5, url: str = "") -> None:
    text = bulletin(number, extra=extra).replace("2026-10-05T10:00", f"2026-10-{day:02d}T10:00")
    text = text.replace(f"https://example.org/{number}", url or f"https://example.org/{number}")
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


def _bearers(portal: Portal, identifier: str) -> list[str]:
    table = json.loads(portal.files()[f"{IDENTIFIERS}{table_of(identifier):02x}.json"])
    return list(table.get(key_of(identifier), []))


def test_identifiers_lead_to_their_notices(portal: Portal) -> None:
    """CVE, aliases and own identifiers; the newest bearer first."""
    cves = "vulnerabilities:\n  - {cve: CVE-2026-11111}\naliases: [CERTFR-2026-AVI-0001]\n"
    _publish(portal, 10, cves)
    _publish(portal, 11, cves.replace("AVI-0001", "AVI-0002"), day=6)
    portal.build()
    assert _bearers(portal, "CVE-2026-11111") == ["CV-2026-BUL-0011", "CV-2026-BUL-0010"]
    assert _bearers(portal, "certfr-2026-avi-0002") == ["CV-2026-BUL-0011"]
    assert _bearers(portal, "CV-2026-BUL-0010") == ["CV-2026-BUL-0010"]


def test_a_withdrawn_notice_is_found_after_those_in_force(portal: Portal) -> None:
    """By all that it bears, however new it is."""
    cves = "vulnerabilities:\n  - {cve: CVE-2026-11111}\n"
    _publish(portal, 10, cves)
    _publish(portal, 11, cves + WITHDRAWN, day=6)
    portal.build()
    assert _bearers(portal, "CVE-2026-11111") == ["CV-2026-BUL-0010", "CV-2026-BUL-0011"]


def test_an_erased_notice_is_found_by_its_own_identifier_alone(portal: Portal) -> None:
    """Nothing says any more which CVE or which publisher it spoke of."""
    extra = "vulnerabilities:\n  - {cve: CVE-2026-11111}\naliases: [CERTFR-2026-AVI-0001]\n"
    erased = WITHDRAWN.replace("}", ", erase: true}")
    _publish(portal, 10, extra + erased, url="https://example.org/icsma-20-254-01")
    portal.build()
    assert _bearers(portal, "CV-2026-BUL-0010") == ["CV-2026-BUL-0010"]
    for identifier in ("CVE-2026-11111", "CERTFR-2026-AVI-0001", "ICSMA-20-254-01"):
        assert _bearers(portal, identifier) == []


@pytest.mark.parametrize(
    ("url", "identifier"),
    [
        ("https://www.cisa.gov/news-events/ics-medical-advisories/icsma-20-254-01", "ICSMA-20-254-01"),
        ("https://www.cert.ssi.gouv.fr/avis/CERTFR-2023-AVI-0971/", "CERTFR-2023-AVI-0971"),
        ("https://www.cve.org/CVERecord?id=CVE-2023-43208", "CVE-2023-43208"),
        ("https://access.redhat.com/errata/RHSA-2023:4455", "RHSA-2023:4455"),
        ("https://support.microsoft.com/help/KB5029247", "KB5029247"),
        ("https://example.org/avis/cisco-sa-20230816-asa.html", "cisco-sa-20230816-asa"),
        ("https://github.com/advisories/GHSA-jfh8-c2jp-5v3q", "GHSA-jfh8-c2jp-5v3q"),
        ("https://example.org/fiche#SSA-123456", "SSA-123456"),
    ],
)
def test_what_a_notice_refers_to_leads_to_it(portal: Portal, url: str, identifier: str) -> None:
    """The number that a publisher gave stands in the address of its page."""
    _publish(portal, 10, url=url)
    portal.build()
    assert _bearers(portal, identifier) == ["CV-2026-BUL-0010"]


def test_the_title_of_a_reference_names_too(portal: Portal) -> None:
    """Where its address says nothing."""
    _publish(portal, 10)
    portal.edit("bulletins/2026/CV-2026-BUL-0010.md", "title: Avis,", "title: Avis Philips ICSMA-20-254-01,")
    portal.build()
    assert _bearers(portal, "ICSMA-20-254-01") == ["CV-2026-BUL-0010"]


def test_a_former_identifier_leads_to_the_notice(portal: Portal) -> None:
    """The one under which it stood at an earlier address."""
    _publish(portal, 10, "redirect_from: [/bulletins/2026/CV-2026-BUL-0009/]\n")
    portal.build()
    assert _bearers(portal, "CV-2026-BUL-0009") == ["CV-2026-BUL-0010"]


def test_what_names_nothing_is_not_taken_for_an_identifier(portal: Portal) -> None:
    """Hosts, dates, years and versions of an address."""
    _publish(portal, 10, url="https://cert2023.example.org/2023/10/12/2023-10-12/v4.2/avis.html")
    portal.build()
    tables = [json.loads(data) for path, data in portal.files().items() if path.startswith(IDENTIFIERS)]
    borne = {key for table in tables for key, ids in table.items() if "CV-2026-BUL-0010" in ids}
    assert borne == {"CV-2026-BUL-0010"}


def test_every_part_is_there(portal: Portal) -> None:
    """A part that does not answer is a failure: an empty one says that nothing bears what was asked."""
    portal.build()
    parts = [path for path in portal.files() if path.startswith(IDENTIFIERS)]
    assert len(parts) == TABLES


def test_one_new_notice_changes_as_many_parts_as_it_has_identifiers(portal: Portal) -> None:
    """The table is not rewritten whole."""
    for number in range(10, 40):
        _publish(portal, number)
    portal.build()
    _publish(portal, 50, "vulnerabilities:\n  - {cve: CVE-2026-22222}\n")
    report = portal.build()
    changed = {path for path in report.written if path.startswith(IDENTIFIERS)}
    wanted = {f"{IDENTIFIERS}{table_of(name):02x}.json" for name in ("CV-2026-BUL-0050", "CVE-2026-22222")}
    assert changed == wanted


def test_neither_case_nor_beginning_matters() -> None:
    """« cve-2021-44228 » and « 2021-44228 » are looked up where « CVE-2021-44228 » is; parts fill alike."""
    assert table_of("cve-2021-44228") == table_of("2021-44228") == table_of("CVE-2021-44228")
    assert len({table_of(f"CVE-2021-{number}") for number in range(1000, 3000)}) == TABLES


SPELLINGS = (
    "CVE-2021-44228",
    "cve‑2021_44228",
    "ICSMA-20-254-01",
    "RHSA-2023:4455",
    "kb5029247",
    "GHSA-jfh8-c2jp-5v3q",
    "CV-EST-2026-BUL-0042",
    "2021-44228",
    "(CERTFR‐2023–AVI—0971)",
    "abc",
)


def test_scripts_make_the_same_keys(evaluate: Evaluate) -> None:
    """What a reader types is looked up where the program wrote it."""
    keys = evaluate("identifiers.js", f"{json.dumps(SPELLINGS)}.map(m.keyOf)")
    assert keys == [key_of(text) for text in SPELLINGS]
    parts = evaluate("identifiers.js", f"{json.dumps(keys)}.map(m.partOf)")
    assert parts == [table_of(text) for text in SPELLINGS]
