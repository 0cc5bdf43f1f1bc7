"""Whatever the program or its libraries change, what they make is made again."""

import sys
from collections.abc import Callable
from pathlib import Path
from shutil import copytree, ignore_patterns

import pytest

import cyberveille
from cyberveille import package
from cyberveille.map import Cache, set_of
from cyberveille.publishing import build as building
from tests.portal import Portal

PACKAGE = Path(cyberveille.__file__).parent


@pytest.fixture
def digest_after(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str], bytes]:
    """The digest of a copy of the package in which one file has one byte more."""
    copy = tmp_path / "cyberveille"
    copytree(PACKAGE, copy, ignore=ignore_patterns("__pycache__"))
    monkeypatch.setattr(package, "_PACKAGE", str(copy))

    def after(path: str) -> bytes:
        with (copy / path).open("ab") as file:
            file.write(b"\n")
        return package.package_digest.__wrapped__()

    return after


@pytest.mark.parametrize(
    "path",
    [
        "locale/dates.py",
        "publishing/charts.py",
        "templates/notice.html",
        "static/style/tokens.css",
        "static/search.js",
        "map/series.py",
        "publishing/feeds/entry.html",
        "cli/locale/fr/LC_MESSAGES/click.po",
    ],
)
def test_any_file_counts(digest_after: Callable[[str], bytes], path: str) -> None:
    """A date format, a chart's colour, a template, a style: no list has to name it."""
    before = package.package_digest.__wrapped__()
    assert digest_after(path) != before


def test_what_is_made_of_the_code_does_not_count(
    digest_after: Callable[[str], bytes], tmp_path: Path
) -> None:
    """Python's own caches come and go."""
    before = digest_after("scoring.py")
    (tmp_path / "cyberveille" / "__pycache__").mkdir()
    (tmp_path / "cyberveille" / "__pycache__" / "scoring.cpython-311.pyc").write_bytes(b"\0")
    assert package.package_digest.__wrapped__() == before


def test_a_library_counts(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Another version of one that ours asks for in turn, too."""
    before = package.package_digest.__wrapped__()
    (tmp_path / "lxml-99.0.dist-info").mkdir()
    monkeypatch.setattr(sys, "path", [*sys.path, str(tmp_path)])
    assert package.package_digest.__wrapped__() != before


def test_every_output_depends_on_it(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """But for files that are taken as they are: attachments, and assets named after what they hold."""
    keys = []
    for digest in (b"one program", b"another"):
        monkeypatch.setattr(building, "package_digest", lambda digest=digest: digest)
        portal.build()
        known = portal.workspace.known()
        assert known is not None
        keys.append({path: row.key for path, row in known.items()})
    before, after = keys
    same = {path for path in before if before[path] == after[path]}
    attached = {
        path for path in before if path.startswith("documents/") and not path.endswith((".html", ".json"))
    }
    assert same == attached | {path for path in before if set_of(path).cache is Cache.IMMUTABLE}
