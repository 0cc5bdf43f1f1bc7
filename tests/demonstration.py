"""The demonstration of this repository, for the tests whose matter it is: a fork may have none."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
_FOLDERS = ("bulletins", "alerts", "content", "demo/correspondants")
_KEPT = "revisions"
"""What earlier texts are kept in, where there are some."""


def need_demonstration() -> None:
    """Passes the test over where this repository has no demonstration to try."""
    if not all(any((ROOT / name).glob("**/*.md")) for name in _FOLDERS):
        pytest.skip("this repository has no demonstration")


def demonstration_in(folder: Path, copy: Callable[[Path, Path], object] = shutil.copytree) -> Path:
    """The folder, with a copy of the demonstration; where it was emptied, the test is passed over."""
    need_demonstration()
    for name in (*_FOLDERS, *([_KEPT] if (ROOT / _KEPT).is_dir() else [])):
        copy(ROOT / name, folder / name)
    shutil.copy(ROOT / "site_config.yml", folder)
    return folder
