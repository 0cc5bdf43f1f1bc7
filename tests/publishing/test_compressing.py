"""Compressed siblings: made with their file, kept with it, gone with it."""

import gzip
from collections.abc import Iterator
from pathlib import Path

import brotli
import pytest
from tests.portal import SITES, Portal, bulletin

from cyberveille.map import is_textual
from cyberveille.publishing.compressing import is_sibling

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def first(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Built once: tests change copies of it."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("avant") / "portail")
    portal.edit("site_config.yml", "featured:", "precompress: [br, gz]\nfeatured:")
    portal.build(search=True)
    portal.close()
    return portal.folder


@pytest.fixture
def compressing(first: Path, tmp_path: Path) -> Iterator[Portal]:
    portal = Portal.copy(first, tmp_path / "portail")
    yield portal
    portal.close()


def test_every_text_file_has_its_siblings_and_nothing_else_has(compressing: Portal) -> None:
    """They hold the very bytes of the file; what is compressed by nature is left alone."""
    files = compressing.files()
    for path, data in files.items():
        if is_textual(path):
            assert brotli.decompress(files[f"{path}.br"]) == data
            assert gzip.decompress(files[f"{path}.gz"]) == data
        elif not is_sibling(path):
            assert f"{path}.br" not in files
    assert sum(map(is_sibling, files)) == 2 * sum(is_textual(path) for path in files)


def test_only_the_siblings_of_what_changed_are_made_again(compressing: Portal) -> None:
    """A build that changes nothing writes none; one that adds a notice writes those of what it writes."""
    assert compressing.build(search=True).written == ()
    compressing.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    written = set(compressing.build(search=True).written)
    textual = {path for path in written if is_textual(path)}
    assert {path for path in written if is_sibling(path)} == {
        f"{path}.{end}" for path in textual for end in ("br", "gz")
    }


def test_a_lost_sibling_is_made_again(compressing: Portal) -> None:
    """Its file is not rendered for that."""
    (compressing.output / "index.html.br").unlink()
    report = compressing.build(search=True)
    assert (report.written, report.rendered) == (("index.html.br",), 0)


def test_siblings_go_with_their_file_and_with_the_option(compressing: Portal) -> None:
    """None is left behind, to be served in place of what is no longer there."""
    compressing.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    compressing.build(search=True)
    (compressing.folder / "bulletins/2026/CV-2026-BUL-0003.md").unlink()
    compressing.build(search=True)
    assert not [path for path in compressing.files() if "BUL-0003" in path]
    compressing.edit("site_config.yml", "precompress: [br, gz]\n", "")
    compressing.build(search=True)
    assert [path for path in compressing.files() if is_sibling(path)] == []


def test_siblings_are_the_same_bytes_again(compressing: Portal) -> None:
    """Without a clock or a machine in them."""
    first = compressing.files()
    for path in [path for path in first if is_sibling(path)]:
        (compressing.output / path).unlink()
    compressing.build(search=True)
    assert compressing.files() == first
