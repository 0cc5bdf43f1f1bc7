"""A file is there whole, the former one or the next, and shows whether it is as it was written."""

from pathlib import Path

import pytest

from cyberveille.whole_files import sealed, unsealed, write_whole


def test_a_file_is_written_in_a_folder_that_is_made(tmp_path: Path) -> None:
    """Over the former one, with nothing left beside it."""
    file = tmp_path / "dossier" / "fichier"
    for data in (b"un", b"deux"):
        write_whole(file, data)
        assert file.read_bytes() == data
    assert list(file.parent.iterdir()) == [file]


def test_the_former_file_stays_when_the_next_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The disk may be full: what was begun goes."""
    file = tmp_path / "fichier"
    write_whole(file, b"un")

    def full(_path: Path, _target: Path) -> Path:
        raise OSError

    monkeypatch.setattr(Path, "replace", full)
    with pytest.raises(OSError):  # noqa: PT011 - any of the system's
        write_whole(file, b"deux")
    assert file.read_bytes() == b"un"
    assert list(tmp_path.iterdir()) == [file]


def test_what_was_altered_is_told() -> None:
    """Cut, foreign or changed by one bit."""
    data = "été".encode()
    written = sealed(data)
    assert unsealed(written) == data
    assert unsealed(sealed(b"")) == b""
    for altered in (b"", written[:-1], written[1:], data, written[:-1] + bytes([written[-1] ^ 1])):
        assert unsealed(altered) is None
