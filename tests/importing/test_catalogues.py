"""Catalogues of exploited vulnerabilities, as files."""

import json
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from cyberveille.importing import RecordError, brought, keep, news, read_catalogues
from cyberveille.importing.catalogues import Listed, read_catalogue
from cyberveille.model.exploitation import Exploitation
from cyberveille.reading import read_exploitation

NOW = datetime(2026, 10, 9, 10, 0, tzinfo=UTC)
LATER = datetime(2026, 10, 20, 10, 0, tzinfo=UTC)


def kev(*entries: tuple[str, str], **changes: str) -> bytes:
    """The catalogue of CISA with (CVE, day added); keyword arguments change each entry."""
    base = {"dueDate": "2026-10-29", "knownRansomwareCampaignUse": "Known"} | changes
    listed = [{"cveID": cve, "dateAdded": day} | base for cve, day in entries]
    head = {"catalogVersion": "2026.10.09", "dateReleased": "2026-10-09T14:00:00.1Z"}
    return json.dumps(head | {"vulnerabilities": listed}).encode()


EPSS = b"#model_version:v2025.03.14,score_date:2026-10-09T00:00:00+0000\ncve,epss,percentile\n"


def test_the_catalogue_of_cisa_tells_ransomware_and_deadlines() -> None:
    """Each vulnerability once, by its first day; what has no CVE or no day is left out."""
    read = read_catalogue(
        kev(("CVE-2026-1111", "2026-10-08"), ("CVE-2026-1111", "2026-10-01"), ("x", "2026-10-01"))
    )
    assert (read.id, read.dated) == ("cisa-kev", date(2026, 10, 9))
    assert dict(read.listed) == {
        "CVE-2026-1111": Listed(
            cve="CVE-2026-1111", since=date(2026, 10, 1), due=date(2026, 10, 29), ransomware=True
        )
    }
    assert read_catalogue(kev(("CVE-2026-1111", "never"))).listed == {}


def test_the_catalogue_of_enisa_is_a_list() -> None:
    """Days with slashes; the kind of exploitation tells ransomware."""
    entry = {"cveID": "CVE-2026-2222", "euvdID": "EUVD-2026-9", "dateReported": "2026/09/22"}
    read = read_catalogue(json.dumps([entry | {"exploitationType": ["ransomware"]}]).encode())
    assert read.id == "eu-kev"
    assert read.listed["CVE-2026-2222"] == Listed(
        cve="CVE-2026-2222", since=date(2026, 9, 22), ransomware=True
    )


def test_an_entry_of_another_form_costs_itself_alone() -> None:
    """The others of its catalogue are read, and those that are left are counted."""
    good = {"cveID": "CVE-2026-1111", "dateAdded": "2026-10-08", "dueDate": None}
    odd = [{"vendorProject": "V"}, {"cveID": 5, "dateAdded": "2026-10-08"}, ["x"], None]
    head = {"catalogVersion": "1", "dateReleased": "2026-10-09"}
    read = read_catalogue(json.dumps(head | {"vulnerabilities": [good, *odd]}).encode())
    assert ([*read.listed], read.left) == (["CVE-2026-1111"], 4)
    eu = {"euvdID": "EUVD-2026-9", "dateReported": "2026/09/22", "exploitationType": None}
    entries = [eu | {"cveID": "CVE-2026-2222"}, eu | {"cveID": None}, {"cveID": "CVE-2026-3333"}]
    read = read_catalogue(json.dumps(entries).encode())
    assert ([*read.listed], read.left) == (["CVE-2026-2222"], 2)


@pytest.mark.parametrize("data", [b"[1]", b'[{"cveID": "CVE-2026-1111"}]', b'{"vulnerabilities": []}'])
def test_a_list_that_is_no_catalogue_is_refused(data: bytes) -> None:
    """What tells one from another has to be there."""
    with pytest.raises(RecordError):
        read_catalogue(data)


def test_probabilities_are_whole_and_worth_telling() -> None:
    """Those below ten per cent, and what is no number, are left out."""
    read = read_catalogue(
        EPSS + b"CVE-2026-1,0.9\nCVE-2026-3333,0.944,0.9\nCVE-2026-4444,0.01,0.2\nCVE-2026-5555,x,1\n"
    )
    assert (read.id, read.dated, dict(read.percents)) == ("epss", date(2026, 10, 9), {"CVE-2026-3333": 94})


@pytest.mark.parametrize(
    "data", [b"", b"{}", b"[", b"[1]", b'{"vulnerabilities": []}', b"a,b\n1,2\n", b"\xff\xfe"]
)
def test_another_file_is_refused(data: bytes) -> None:
    """In French, with what is expected."""
    with pytest.raises(RecordError, match="EPSS"):
        read_catalogue(data)


def test_only_what_notices_name_is_kept_with_the_moment_it_was_learned(tmp_path: Path) -> None:
    """What a catalogue says no longer goes; what others said stays; a second time nothing is written."""
    listed = kev(("CVE-2026-1111", "2026-10-08"), ("CVE-2026-9999", "2026-10-08"))
    catalogues = [read_catalogue(listed), read_catalogue(EPSS + b"CVE-2026-1111,0.5,1\n")]
    first = brought(Exploitation(), catalogues, {"CVE-2026-1111", "CVE-2026-2222"}, NOW)
    assert [(item.cve, item.seen) for item in first.evidence] == [("CVE-2026-1111", NOW)]
    assert len(keep(tmp_path, first)) == 3
    assert keep(tmp_path, first) == ()
    known, findings = read_exploitation(tmp_path)
    assert (known, findings) == (first, ())
    both = kev(("CVE-2026-1111", "2026-10-08"), ("CVE-2026-2222", "2026-10-19"))
    second = brought(known, [read_catalogue(both)], {"CVE-2026-1111", "CVE-2026-2222"}, LATER)
    assert [(item.cve, item.seen) for item in second.evidence] == [
        ("CVE-2026-1111", NOW),
        ("CVE-2026-2222", LATER),
    ]
    assert [item.cve for item in news(known, second)] == ["CVE-2026-2222"]
    assert second.likelihoods == first.likelihoods
    third = brought(second, [read_catalogue(kev())], {"CVE-2026-1111"}, LATER)
    assert third.evidence == ()
    keep(tmp_path, third)
    assert not (tmp_path / "content/exploitation/exploitees.yml").exists()


def test_files_are_read_one_by_one(tmp_path: Path) -> None:
    """What cannot be read is a finding; a damaged archive is not read at all."""
    (tmp_path / "kev.json").write_bytes(kev())
    (tmp_path / "other.json").write_bytes(b"{}")
    (tmp_path / "epss.csv.gz").write_bytes(b"\x1f\x8b\x08broken")
    read, findings = read_catalogues(sorted(tmp_path.iterdir()))
    assert [one.id for one in read] == ["cisa-kev"]
    assert sorted(item.rule for item in findings) == ["import-compression", "import-field"]
