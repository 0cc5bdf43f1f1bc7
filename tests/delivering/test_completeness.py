"""An edition leaves whole: what the build wrote, those bytes, and nothing else."""

import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.delivering.editions import known_of

from cyberveille.delivering import parse_target, refusals

PUBLIC = parse_target("rsync:www:/srv/portail", audience="public")


def _lose_home(tree: Path) -> None:
    (tree / "index.html").unlink()


def _empty(tree: Path) -> None:
    (tree / "flux/tout.rss.xml").write_bytes(b"")


def _alter_in_silence(tree: Path) -> None:
    """Another text of the same size, at the same time."""
    page = tree / "bulletins/2026/CV-2026-BUL-0001/index.html"
    state = page.stat()
    page.write_text("BULLETIN", encoding="utf-8")
    os.utime(page, ns=(state.st_atime_ns, state.st_mtime_ns))
    assert page.stat().st_size == state.st_size


def _add(tree: Path) -> None:
    (tree / "note.html").write_text("x", encoding="utf-8")


def _add_a_link(tree: Path) -> None:
    (tree / "assets/secret").symlink_to("/etc/hostname")


def _link_a_page_away(tree: Path) -> None:
    page = tree / "bulletins/index.html"
    page.rename(tree.parent / "index.html")
    page.symlink_to(tree.parent / "index.html")


def _link_a_folder_away(tree: Path) -> None:
    (tree / "assets").rename(tree.parent / "ailleurs")
    (tree / "assets").symlink_to(tree.parent / "ailleurs")


@pytest.mark.parametrize(
    ("spoil", "named"),
    [
        (_lose_home, "Il manque 1 fichier à l’édition"),
        (_empty, "« flux/tout.rss.xml »"),
        (_alter_in_silence, "« bulletins/2026/CV-2026-BUL-0001/index.html »"),
        (_add, "« note.html »"),
        (_add_a_link, "« assets/secret »"),
        (_link_a_page_away, "« bulletins/index.html »"),
        (_link_a_folder_away, "« assets/site.0123.css »"),
    ],
)
def test_an_edition_that_is_not_whole_stays(tree: Path, spoil: Callable[[Path], None], named: str) -> None:
    """Lost, emptied, altered with size and time kept, added, led elsewhere: refused, and named."""
    known = known_of(tree)
    assert refusals(tree, PUBLIC, unfinished=False, known=known) == ()
    spoil(tree)
    assert any(named in reason for reason in refusals(tree, PUBLIC, unfinished=False, known=known))


def test_without_the_memory_of_its_build_an_edition_stays(tree: Path) -> None:
    """Nothing says that it is whole; the operator learns what to copy or to run."""
    (reason,) = refusals(tree, PUBLIC, unfinished=False, known=None)
    assert "« cyberveille build »" in reason
    assert str(tree.parent / ".site.edition") in reason
