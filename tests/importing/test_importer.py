"""Imports into a root."""

import json
import re
import tempfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.importing.records import files, imported, lines, record, revision, run

from cyberveille.model import Bulletin, Gravity
from cyberveille.reading import read_source


def test_notices_take_the_numbers_of_their_source(tmp_path: Path) -> None:
    """Where they are free: avis 0971 is bulletin 0971. Alerts are counted apart."""
    report = run(
        tmp_path,
        record("CERTFR-2014-AVI-010"),
        record("CERTA-2014-AVI-002"),
        record("CERTFR-2023-AVI-0971"),
        record("CERTFR-2014-ALE-001"),
    )
    assert set(report.created) == {
        "CV-2014-BUL-0010",
        "CV-2014-BUL-0002",
        "CV-2023-BUL-0971",
        "CV-2014-ALE-0001",
    }
    written = files(tmp_path / "portail")
    assert b"aliases: [CERTA-2014-AVI-002]" in written["bulletins/2014/CV-2014-BUL-0002.md"]
    assert b"aliases: [CERTFR-2014-AVI-010]" in written["bulletins/2014/CV-2014-BUL-0010.md"]
    assert (
        b"\nstatus: closed\nclosed: 2023-11-22T00:00:00+01:00\n" in written["alerts/2014/CV-2014-ALE-0001.md"]
    )


def test_what_is_written_is_a_valid_notice(tmp_path: Path) -> None:
    """The reader finds nothing to say."""
    run(tmp_path, record())
    path = "bulletins/2023/CV-2023-BUL-0042.md"
    read = read_source(path, (tmp_path / "portail" / path).read_bytes())
    assert read.findings == ()
    assert read.removed == ()
    assert isinstance(read.subject, Bulletin)
    assert read.subject.severity is None
    assert [section.title for section in read.subject.body.sections] == ["Résumé", "Mesures"]


def test_a_second_import_writes_nothing(tmp_path: Path) -> None:
    """Not even the same bytes."""
    run(tmp_path, record(), record("CERTFR-2023-ALE-001"))
    root = tmp_path / "portail"
    before = {path: path.stat().st_mtime_ns for path in root.rglob("*")}
    report = run(tmp_path, record(), record("CERTFR-2023-ALE-001"))
    assert (report.created, report.changed) == ((), ())
    assert set(report.unchanged) == {"CV-2023-BUL-0042", "CV-2023-ALE-0001"}
    assert {path: path.stat().st_mtime_ns for path in root.rglob("*")} == before


def test_one_changed_record_changes_one_file(tmp_path: Path) -> None:
    """It keeps its identifier; a new record takes its own number."""
    run(tmp_path, record("CERTFR-2023-AVI-0005"), record("CERTFR-2023-AVI-0009"))
    before = files(tmp_path / "portail")
    changed = record(
        "CERTFR-2023-AVI-0009", revisions=[revision("2023-11-22"), revision("2023-12-01", "Ajout")]
    )
    report = run(tmp_path, record("CERTFR-2023-AVI-0001"), record("CERTFR-2023-AVI-0005"), changed)
    assert report.created == ("CV-2023-BUL-0001",)
    assert report.changed == ("CV-2023-BUL-0009",)
    assert report.unchanged == ("CV-2023-BUL-0005",)
    after = files(tmp_path / "portail")
    changed_files = [path for path in before if before[path] != after[path] and path.endswith(".md")]
    assert changed_files == ["bulletins/2023/CV-2023-BUL-0009.md"]
    assert b'change: "Ajout"' in after["bulletins/2023/CV-2023-BUL-0009.md"]


def test_numbers_follow_those_of_our_own_notices(tmp_path: Path) -> None:
    """An import never takes an identifier that exists: it goes after all those that its source will want."""
    own = tmp_path / "portail/bulletins/2023/CV-2023-BUL-0042.md"
    own.parent.mkdir(parents=True)
    own.write_text("---\nid: CV-2023-BUL-0042\n---\n", encoding="utf-8")
    report = run(tmp_path, record(), record("CERTFR-2023-AVI-0043"), record("CERTFR-2023-AVI-0099"))
    assert set(report.created) == {"CV-2023-BUL-0100", "CV-2023-BUL-0043", "CV-2023-BUL-0099"}


def _moved(folder: Path, number: str, root: str) -> Path:
    """The file of a notice that editors moved to another root."""
    file = folder / "portail" / "bulletins/2023" / f"CV-2023-BUL-{number}.md"
    to = folder / root / "bulletins/2023" / file.name
    to.parent.mkdir(parents=True)
    return file.rename(to)


def test_numbers_follow_those_of_every_root(tmp_path: Path) -> None:
    """A number that a private root uses is never given to a public notice."""
    run(tmp_path, record())
    taken = _moved(tmp_path, "0042", "prive")
    taken.rename(taken.with_name("CV-2023-BUL-0043.md"))
    report = run(tmp_path, record("CERTFR-2023-AVI-0043"), beside=["prive"])
    assert report.created == ("CV-2023-BUL-0044",)


def test_a_notice_moved_to_another_root_is_found_there(tmp_path: Path) -> None:
    """It is not made anew where everybody would read it; what the source changes is changed in its place."""
    run(tmp_path, record())
    moved = _moved(tmp_path, "0042", "prive")
    moved.write_text(moved.read_text(encoding="utf-8").replace("tlp: CLEAR", "tlp: AMBER"), encoding="utf-8")
    assert run(tmp_path, record(), beside=["prive"]).unchanged == ("CV-2023-BUL-0042",)
    report = run(tmp_path, record(title="Titre corrigé"), beside=["prive"])
    assert (report.created, report.changed) == ((), ("CV-2023-BUL-0042",))
    assert not [path for path in files(tmp_path / "portail") if path.endswith(".md")]
    assert "Titre corrigé" in moved.read_text(encoding="utf-8")
    assert "tlp: AMBER" in moved.read_text(encoding="utf-8")


def test_nothing_is_imported_beside_a_notice_that_cannot_be_read(tmp_path: Path) -> None:
    """It may bear the record's reference: the import would make it twice."""
    closed = tmp_path / "portail/bulletins/2023/CV-2023-BUL-0001.md"
    closed.mkdir(parents=True)
    report = run(tmp_path, record())
    assert report.created == ()
    assert [(item.rule, item.path) for item in report.findings] == [("import-file", closed.as_posix())]
    assert report.refused == 1


@pytest.mark.parametrize(
    ("changes", "rule"),
    [
        ({"revisions": [revision("JSON")]}, "import-field"),
        ({"revisions": [revision("la référence")]}, "import-field"),
        ({"revisions": [{"revision_date": "« revisions »"}]}, "import-field"),
        ({"revisions": []}, "import-revisions"),
        ({"revisions": "JSON"}, "import-revisions"),
        ({"title": " "}, "import-field"),
        ({"reference": "JSON « revisions »"}, "import-reference"),
        ({"reference": 7}, "import-reference"),
    ],
)
def test_the_kind_of_an_error_is_not_told_by_the_words_of_the_source(
    tmp_path: Path, changes: dict[str, object], rule: str
) -> None:
    """What a record quotes does not make it another fault."""
    assert [item.rule for item in run(tmp_path, record() | changes).findings] == [rule]


def test_what_editors_add_is_kept(tmp_path: Path) -> None:
    """Severity, deadlines and the like stay, as written, when the source changes."""
    run(tmp_path, record("CERTFR-2023-ALE-001"))
    path = tmp_path / "portail/alerts/2023/CV-2023-ALE-0001.md"
    added = "severity: elevee\ntechnologies:\n  - imagerie\naction: {deadline: 2023-12-01}\n"
    text = path.read_text(encoding="utf-8").replace("status: closed", "status: active")
    text = text.replace("closed: 2023-11-22T00:00:00+01:00\n", "").replace(
        "products:\n", f"{added}products:\n"
    )
    path.write_text(text, encoding="utf-8")
    run(tmp_path, record("CERTFR-2023-ALE-001", title="Autre titre"))
    after = path.read_text(encoding="utf-8")
    assert 'title: "Autre titre"' in after
    assert "status: active\n" in after
    assert "severity: elevee\ntechnologies:\n  - imagerie\n" in after
    assert "action: {deadline: 2023-12-01}\n" in after
    read = read_source("alerts/2023/CV-2023-ALE-0001.md", after.encode())
    assert read.findings == ()


def test_a_notice_of_our_own_with_that_alias_is_left_alone(tmp_path: Path) -> None:
    """What editors wrote is theirs."""
    own = tmp_path / "portail/bulletins/2026/CV-2026-BUL-0001.md"
    own.parent.mkdir(parents=True)
    own.write_text(
        "---\nid: CV-2026-BUL-0001\naliases: [CERTFR-2023-AVI-0042]\n---\n\nÀ nous.\n", encoding="utf-8"
    )
    before = files(tmp_path / "portail")
    report = run(tmp_path, record())
    assert files(tmp_path / "portail") == before
    assert [item.rule for item in report.findings] == ["import-occupied"]
    assert report.refused == 0


def test_a_bad_record_does_not_stop_the_others(tmp_path: Path) -> None:
    """Each is a finding with its line; only the good one is written."""
    bad: list[object] = [
        record("CERTFR-2023-AVI-0001", revisions=[]),
        {"title": "sans référence"},
        record("CERTFR-2023-AVI-0003", title=7),
        record("ABC"),
        [],
        "texte",
        None,
    ]
    report = run(tmp_path, *bad, record())
    assert report.created == ("CV-2023-BUL-0042",)
    assert [item.line for item in report.findings] == [1, 2, 3, 4, 5, 6, 7]
    assert report.refused == 7
    assert report.findings[0].rule == "import-revisions"
    assert "CERTFR-2023-AVI-0003" in report.findings[2].message
    assert "« title »" in report.findings[2].message.replace("\u00a0", " ")
    assert all(item.path.endswith("avis.jsonl") and item.hint for item in report.findings)


def test_of_two_records_the_later_wins(tmp_path: Path) -> None:
    """With a warning on the earlier one."""
    report = run(tmp_path, record(title="Ancien"), record(title="Nouveau"))
    assert [(item.rule, item.line, item.gravity) for item in report.findings] == [
        ("import-duplicate", 1, Gravity.WARNING)
    ]
    text = files(tmp_path / "portail")["bulletins/2023/CV-2023-BUL-0042.md"]
    assert b'title: "Nouveau"' in text


def test_unmapped_risks_are_counted(tmp_path: Path) -> None:
    """Most frequent first."""
    rare = {"description": "Vol de cookies"}
    common = {"description": "Accès aux données"}
    report = run(
        tmp_path,
        record("CERTFR-2023-AVI-0001", risks=[common, rare]),
        record("CERTFR-2023-AVI-0002", risks=[common]),
    )
    assert report.unmapped_risks == (("Accès aux données", 2), ("Vol de cookies", 1))


def test_progress_counts_records(tmp_path: Path) -> None:
    """The sum of the steps is the number of records with a usable reference."""
    file = tmp_path / "a.jsonl"
    file.write_bytes(lines(record("CERTFR-2023-AVI-0001"), record("CERTFR-2023-AVI-0002", title=1)))
    steps: list[int] = []
    imported([file], tmp_path / "portail", progress=steps.append)
    assert sum(steps) == 2


def test_a_folder_that_cannot_be_made_is_a_finding(tmp_path: Path) -> None:
    """The import says so and goes on."""
    root = tmp_path / "portail"
    (root / "bulletins").mkdir(parents=True)
    (root / "bulletins" / "2023").write_text("pas un dossier", encoding="utf-8")
    report = run(tmp_path, record(), record("CERTFR-2022-AVI-001"))
    assert [item.rule for item in report.findings] == ["import-writing"]
    assert report.created == ("CV-2022-BUL-0001",)


_TEXT = st.text(max_size=40)
_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | _TEXT,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_TEXT, inner, max_size=3),
    max_leaves=8,
)
_FIELDS = st.sampled_from([*record(), "closed_at"])


@given(
    st.lists(
        _JSON | st.dictionaries(_FIELDS, _JSON, max_size=6).map(lambda fields: record() | fields), max_size=3
    )
)
def test_any_json_is_imported_or_reported(values: list[object]) -> None:
    """Never an exception; what is written can be read."""
    _imported_cleanly(values)


@given(
    st.fixed_dictionaries(
        {name: st.text(max_size=60) for name in ("title", "summary", "content", "affected_systems_content")}
    ),
    st.lists(st.fixed_dictionaries({"title": _TEXT, "url": _TEXT}), max_size=2),
    st.lists(st.fixed_dictionaries({"description": _TEXT}), max_size=2),
)
def test_any_text_becomes_a_valid_notice(
    texts: dict[str, str], links: list[dict[str, str]], described: list[dict[str, str]]
) -> None:
    """Whatever the texts hold, the header can be read and the page loses nothing."""
    _imported_cleanly([record(**texts, links=links, risks=described, affected_systems=described)])


def _imported_cleanly(values: list[object]) -> None:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        file = folder / "a.json"
        file.write_text(json.dumps(values), encoding="utf-8")
        imported([file], folder)
        for path in folder.rglob("CV-*.md"):
            read = read_source(path.relative_to(folder).as_posix(), path.read_bytes())
            assert read.findings == ()
            assert read.removed == ()
            assert isinstance(read.subject, Bulletin)
            assert read.subject.body.section("Résumé")
            assert read.subject.body.section("Mesures")


@pytest.mark.parametrize("writer", [json.dumps, lambda item: json.dumps([item], indent=1)])
def test_an_object_or_a_list_is_imported(tmp_path: Path, writer: object) -> None:
    """Both are what the CERT-FR's own site and archives of it give."""
    assert callable(writer)
    file = tmp_path / "a.json"
    file.write_text(writer(record()), encoding="utf-8")
    assert imported([file], tmp_path).created == ("CV-2023-BUL-0042",)


def test_what_an_editor_closed_stays_closed(tmp_path: Path) -> None:
    """A second import opens no notice to more readers, and brings none out of its embargo."""
    run(tmp_path, record())
    file = tmp_path / "portail/bulletins/2023/CV-2023-BUL-0042.md"
    text = file.read_text(encoding="utf-8")
    closed = re.sub(r"^tlp: .*", "tlp: AMBER", text, flags=re.MULTILINE)
    closed = re.sub(r"^published: .*", "published: 2030-01-01T08:00:00+01:00", closed, flags=re.MULTILINE)
    file.write_text(closed, encoding="utf-8")
    run(tmp_path, record(title="Titre corrigé"))
    after = file.read_text(encoding="utf-8")
    assert "Titre corrigé" in after
    assert "tlp: AMBER" in after
    assert "published: 2030-01-01T08:00:00+01:00" in after


def test_what_an_editor_judged_stays_beside_the_source_s_facts(tmp_path: Path) -> None:
    """A score, an exploitation and a fixed version are kept for what the source still names."""
    run(tmp_path, record())
    file = tmp_path / "portail/bulletins/2023/CV-2023-BUL-0042.md"
    before = read_source("bulletins/2023/CV-2023-BUL-0042.md", file.read_bytes()).subject
    assert isinstance(before, Bulletin)
    cve = before.vulnerabilities[0].cve
    text = file.read_text(encoding="utf-8")
    file.write_text(text.replace(f"cve: {cve}", f"cve: {cve}, exploited: true", 1), encoding="utf-8")
    run(tmp_path, record(title="Titre corrigé"))
    after = read_source("bulletins/2023/CV-2023-BUL-0042.md", file.read_bytes()).subject
    assert isinstance(after, Bulletin)
    assert after.title == "Titre corrigé"
    assert after.vulnerabilities[0].cve == cve
    assert after.exploited


@pytest.mark.parametrize("emptied", [True, False], ids=["source emptied", "source as it was"])
def test_what_an_editor_erased_is_never_written_again(tmp_path: Path, emptied: bool) -> None:
    """The alias that stays in the source keeps the next import from making the notice anew."""
    run(tmp_path, record())
    file = tmp_path / "portail/bulletins/2023/CV-2023-BUL-0042.md"
    text = file.read_text(encoding="utf-8")
    erase = "withdrawn: {date: 2026-11-24T10:00:00+01:00, reason: Erreur, erase: true}\n"
    kept = "".join(re.findall(r"^(?:id|tlp|published|aliases):.*\n", text, re.MULTILINE))
    left = f"---\n{kept}{erase}---\n" if emptied else text.replace("\n---\n", f"\n{erase}---\n", 1)
    file.write_text(left, encoding="utf-8")
    report = run(tmp_path, record(title="Un autre titre"))
    assert (report.created, report.changed, report.findings) == ((), (), ())
    assert [item.name for item in file.parent.iterdir()] == [file.name]
    assert file.read_text(encoding="utf-8") == left
