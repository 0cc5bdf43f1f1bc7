"""The words of joined PDF files from one publication to the next."""

from pathlib import Path

import pytest

from cyberveille.publishing.search import kept_words
from cyberveille.publishing.search.kept_words import KeptWords, forget_others


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[bytes]:
    """The files that are opened; each says its own bytes."""
    done: list[bytes] = []

    def words(data: bytes) -> str:
        done.append(data)
        return data.decode()

    monkeypatch.setattr(kept_words, "pdf_words", words)
    return done


def _asked(work: Path, **files: bytes) -> dict[str, str]:
    joined = KeptWords(work, "public", "recent")
    found = {name: joined.of(name, data) for name, data in files.items()}
    joined.keep()
    return found


def test_a_file_is_opened_once(tmp_path: Path, opened: list[bytes]) -> None:
    """Until its bytes are other ones."""
    wanted = {"one": "un mot", "two": "deux"}
    assert _asked(tmp_path, one=b"un  mot", two=b"deux") == wanted
    assert _asked(tmp_path, one=b"un  mot", two=b"deux") == wanted
    assert _asked(tmp_path, one=b"trois", two=b"deux") == {"one": "trois", "two": "deux"}
    assert opened == [b"un  mot", b"deux", b"trois"]


def test_what_was_altered_or_made_by_another_program_is_read_again(
    tmp_path: Path, opened: list[bytes], monkeypatch: pytest.MonkeyPatch
) -> None:
    """It is found at once, and harmless."""
    _asked(tmp_path, one=b"un")
    (file,) = tmp_path.rglob("*.msgpack")
    data = file.read_bytes()
    file.write_bytes(data.replace(b"un", b"xx"))
    assert _asked(tmp_path, one=b"un") == {"one": "un"}
    monkeypatch.setattr(kept_words, "package_digest", lambda: b"another")
    _asked(tmp_path, one=b"un")
    assert opened == [b"un"] * 3


def test_nothing_stays_of_what_was_altered(tmp_path: Path, opened: list[bytes]) -> None:
    """Once no file is joined, nor of what is not believed."""
    _asked(tmp_path, one=b"secret")
    (file,) = tmp_path.rglob("*.msgpack")
    file.write_bytes(file.read_bytes() + b"x")
    _asked(tmp_path)
    assert not list(tmp_path.rglob("*.msgpack"))
    assert opened == [b"secret"]


def test_nothing_stays_of_a_file_that_is_gone(tmp_path: Path, opened: list[bytes]) -> None:
    """What is erased is not to be found in a cache."""
    _asked(tmp_path, one=b"secret", two=b"deux")
    _asked(tmp_path, two=b"deux")
    (file,) = tmp_path.rglob("*.msgpack")
    assert b"secret" not in file.read_bytes()
    forget_others(tmp_path, "public", ["recent"])
    assert file.exists()
    forget_others(tmp_path, "public", ["2026"])
    assert not file.exists()
    assert opened == [b"secret", b"deux"]


def test_a_file_without_words_is_opened_again(tmp_path: Path, opened: list[bytes]) -> None:
    """It may have taken too long."""
    _asked(tmp_path, one=b"")
    _asked(tmp_path, one=b"")
    assert len(opened) == 2
