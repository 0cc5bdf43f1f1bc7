"""What an edition in place had published, read from the disk one file at a time."""

from pathlib import Path

from cyberveille.publishing.permanence.in_place import _OnDisk


def test_files_are_read_when_they_are_asked_for(tmp_path: Path) -> None:
    """One that is not there, or goes meanwhile, is as if nobody had named it."""
    (tmp_path / "un").write_bytes(b"1")
    files = _OnDisk({"un": tmp_path / "un", "deux": tmp_path / "deux"})
    assert list(files) == ["un", "deux"]
    assert files.get("deux") is None
    (tmp_path / "deux").write_bytes(b"2")
    assert (files["un"], files["deux"]) == (b"1", b"2")
    (tmp_path / "un").unlink()
    assert files.get("un") is None
