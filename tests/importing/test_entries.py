"""Input files and their records."""

import gzip
import json
from pathlib import Path

import pytest

from cyberveille.importing import entries as entries_module
from cyberveille.importing.entries import RecordBytes, read_all, read_entries
from cyberveille.model import Finding


def _read(path: Path, data: bytes | None = None) -> tuple[list[RecordBytes], list[Finding]]:
    if data is not None:
        path.write_bytes(data)
    return read_all([path])


def _values(entries: list[RecordBytes]) -> list[object]:
    return [json.loads(entry.data) for entry in entries]


def test_one_object_may_stand_on_several_lines(tmp_path: Path) -> None:
    """The line is that of its brace."""
    entries, findings = _read(tmp_path / "a.json", b'\xef\xbb\xbf\n{\n  "a": 1\n}\n')
    assert _values(entries) == [{"a": 1}]
    assert [entry.line for entry in entries] == [2]
    assert findings == []


def test_a_list_gives_each_record_its_line(tmp_path: Path) -> None:
    """Findings point into the file."""
    entries, findings = _read(tmp_path / "a.json", b'[\n {"a": 1},\n\n {"a": 1}, {"b":\n 2}]')
    assert _values(entries) == [{"a": 1}, {"a": 1}, {"b": 2}]
    assert [entry.line for entry in entries] == [2, 4, 4]
    assert findings == []


def test_lines_of_json_are_read_one_by_one(tmp_path: Path) -> None:
    """A bad line is a finding with its number; blank lines are nothing."""
    entries, findings = _read(tmp_path / "a.jsonl", b'{"a": 1}\n\n{"a": \n{"a": 3}\n')
    assert _values(entries) == [{"a": 1}, {"a": 3}]
    assert [(item.line, item.rule) for item in findings] == [(3, "import-json")]


def test_a_bad_first_line_does_not_hide_the_others(tmp_path: Path) -> None:
    """The form of a file is not decided by its first record alone."""
    entries, findings = _read(tmp_path / "a.jsonl", b'{"a": 1]}\n{"a": 2}\n')
    assert _values(entries) == [{"a": 2}]
    assert [item.line for item in findings] == [1]


def test_a_broken_object_is_one_finding(tmp_path: Path) -> None:
    """Not one for each of its lines."""
    entries, findings = _read(tmp_path / "a.json", b'{\n "a": 1,\n "b": oui\n}\n')
    assert entries == []
    assert [(item.line, item.rule) for item in findings] == [(1, "import-json")]


def test_compressed_files_are_known_by_their_first_bytes(tmp_path: Path) -> None:
    """Whatever their name."""
    entries, findings = _read(tmp_path / "a.json", gzip.compress(b'{"a": 1}\n{"a": 2}\n'))
    assert _values(entries) == [{"a": 1}, {"a": 2}]
    assert findings == []


def test_a_truncated_archive_gives_its_beginning(tmp_path: Path) -> None:
    """What could be read is read; one finding says that the rest is missing."""
    written = [{"n": number, "texte": f"{number * 7919:x}" * 40} for number in range(2000)]
    data = gzip.compress("".join(json.dumps(item) + "\n" for item in written).encode())
    entries, findings = _read(tmp_path / "a.jsonl.gz", data[: len(data) // 2])
    assert _values(entries) == written[: len(entries)]
    assert [item.rule for item in findings] == ["import-compression"]


def test_what_is_not_an_archive_or_not_there_is_a_finding(tmp_path: Path) -> None:
    """Reading goes on with the next file."""
    broken, empty = tmp_path / "a.gz", tmp_path / "vide.json"
    broken.write_bytes(b"\x1f\x8bnon")
    empty.write_bytes(b" \n")
    entries, findings = read_all([broken, tmp_path / "absent.json", tmp_path, empty])
    assert entries == []
    assert [item.rule for item in findings] == [
        "import-compression",
        "import-file",
        "import-file",
        "import-empty",
    ]
    assert all(item.message and item.hint for item in findings)


def test_nesting_without_end_is_a_finding(tmp_path: Path) -> None:
    """A file made to exhaust the reader does not."""
    entries, findings = _read(tmp_path / "a.json", b"[" * 100_000)
    assert entries == []
    assert [item.rule for item in findings] == ["import-json"]


def test_a_file_beyond_the_limit_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Compressed or not: a small file that unfolds without end is a finding, not a full memory."""
    monkeypatch.setattr(entries_module, "SIZE_LIMIT", 1000)
    for name, data in (("a.json", b"{}\n" * 1000), ("a.json.gz", gzip.compress(b"{}\n" * 1000))):
        file = tmp_path / name
        file.write_bytes(data)
        found = list(read_entries(file))
        assert [item.rule for item in found if isinstance(item, Finding)] == ["import-size"]
        assert len(found) == 1


def test_records_beyond_the_limit_are_not_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The first ones are, and a finding says so."""
    monkeypatch.setattr(entries_module, "RECORD_LIMIT", 3)
    file = tmp_path / "a.json"
    file.write_bytes(b"{}\n" * 5)
    found = list(read_entries(file))
    assert sum(isinstance(item, RecordBytes) for item in found) == 3
    assert isinstance(found[-1], Finding)


@pytest.mark.parametrize("coding", ["utf-16", "utf-16-le", "utf-16-be", "utf-32", "utf-8-sig"])
def test_a_file_in_another_unicode_coding_is_read(coding: str, tmp_path: Path) -> None:
    """Consoles of Windows write UTF-16; compressed or not."""
    text = json.dumps({"name": "é"}, ensure_ascii=False)
    (tmp_path / "a.json").write_bytes(text.encode(coding))
    (tmp_path / "a.json.gz").write_bytes(gzip.compress(text.encode(coding)))
    entries, findings = read_all([tmp_path / "a.json", tmp_path / "a.json.gz"])
    assert [entry.data for entry in entries] == [text.encode()] * 2
    assert not findings


def test_half_a_sign_is_a_finding(tmp_path: Path) -> None:
    """A file that breaks off in UTF-16 is as broken as any."""
    (tmp_path / "a.json").write_bytes("{}".encode("utf-16-le")[:3])
    _, findings = read_all([tmp_path / "a.json"])
    assert [item.rule for item in findings] == ["import-json"]
