"""A kept value is read as it was written, or not at all."""

from collections.abc import Callable
from pathlib import Path

import pytest

from cyberveille.kept_file import KeptFile
from tests.publishing.spoiling import SPOILT

_RULES, _VALUE = b"sixteen bytes of", {"un": (1, 2), "deux": ()}
Sort = dict[str, tuple[int, ...]]


def test_a_value_is_kept_until_it_is_none(tmp_path: Path) -> None:
    """In a folder that need not be there; an empty value is one."""
    kept = KeptFile(tmp_path / "dossier" / "fichier", Sort, _RULES)
    assert kept.read() is None
    for value in (_VALUE, {}):
        kept.keep(value)
        assert kept.read() == value
    kept.keep(None)
    assert not list((tmp_path / "dossier").iterdir())


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=list(SPOILT))
def test_what_was_altered_is_no_value(tmp_path: Path, spoil: Callable[[bytes], bytes]) -> None:
    """Nor what is whole, and was made under other rules or is of another sort."""
    kept = KeptFile(tmp_path / "fichier", Sort, _RULES)
    kept.keep(_VALUE)
    (tmp_path / "fichier").write_bytes(spoil((tmp_path / "fichier").read_bytes()))
    assert kept.read() is None


def test_a_former_value_goes_when_the_next_one_cannot_be_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a full disk, what should be there no more is not left there."""
    kept = KeptFile(tmp_path / "fichier", Sort, _RULES)
    kept.keep(_VALUE)

    def full(_path: Path, _data: bytes) -> int:
        raise OSError

    with monkeypatch.context() as patched:
        patched.setattr(Path, "write_bytes", full)
        kept.keep({"trois": (3,)})
    assert not list(tmp_path.iterdir())
