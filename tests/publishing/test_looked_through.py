"""A build that ends while its edition takes its place: what the guard knew of the one in place."""

from collections.abc import Callable
from pathlib import Path

import pytest
from tests.killing import KILLED, Moment, killed
from tests.portal import NOW, Portal, bulletin

from cyberveille.publishing import moving
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.state import State
from cyberveille.publishing.verdict import Ground
from cyberveille.publishing.workspace import Workspace

PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"
PAGE, OTHER = "content/pages/a-propos.md", "content/pages/accessibilite.md"
RESTRICTED = "reserve/bulletins/2026/CV-2026-BUL-0008.md"
ROOTS = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"


def _say(portal: Portal, page: str = PAGE) -> None:
    portal.edit(page, "\n---\n", f"\n---\nCe soir, {PASSAGE}.\n\n")


def _withhold_more(portal: Portal) -> None:
    portal.write(
        "bulletins/2026/CV-2026-BUL-0003.md", bulletin(3, extra="draft: true\n", body="Autre chose.")
    )
    portal.write("bulletins/2026/CV-2026-BUL-0004.md", bulletin(4, title="Un autre qui paraît"))


def _quote(portal: Portal) -> None:
    """A restricted notice takes the passage that a page, which has no date, shows already."""
    portal.edit("site_config.yml", "featured:", ROOTS)
    secret = bulletin(8, title="Ce que le cercle a vu", body=f"Il est sûr que {PASSAGE}.")
    portal.write(RESTRICTED, secret.replace("tlp: CLEAR", "tlp: AMBER"))


def _interrupted(portal: Portal, patched: pytest.MonkeyPatch) -> None:
    def ending(*_: object) -> None:
        raise KeyboardInterrupt

    patched.setattr(State, "remember", ending)
    with pytest.raises(KeyboardInterrupt):
        portal.build()


def _disturbed(portal: Portal, patched: pytest.MonkeyPatch) -> None:
    def and_one_more(output: Path, paths: tuple[str, ...]) -> None:
        moving.remove_files(output, paths)
        (output / "bulletins/2026/CV-2026-BUL-0004/index.html").unlink()

    patched.setattr("cyberveille.publishing.commit.remove_files", and_one_more)
    with pytest.raises(Disturbed):
        portal.build()


def _out_of_space(portal: Portal, patched: pytest.MonkeyPatch) -> None:
    """For what is told once the edition is in place."""

    def full(_: Workspace, key: bytes) -> None:
        if key:
            raise OSError(28, "No space left on device")
        real(portal.workspace, key)

    real = Workspace.guard_with
    patched.setattr(Workspace, "guard_with", full)
    with pytest.raises(OSError, match="No space"):
        portal.build()


def _killed(portal: Portal, _: pytest.MonkeyPatch) -> None:
    command = ("build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--no-search", "--jobs", "1")
    assert killed(Moment("removing", 1, "parent"), *command).returncode == KILLED


Ending = Callable[[Portal, pytest.MonkeyPatch], None]


@pytest.mark.parametrize("first", [True, False], ids=["first edition", "next one"])
@pytest.mark.parametrize("ending", [_interrupted, _disturbed, _out_of_space, _killed])
def test_what_was_in_place_clears_after_a_build_that_ended_early(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, ending: Ending, first: bool
) -> None:
    """A guard let it through, whatever it looked for: the edition shows the passage before it is withheld."""
    _say(portal)
    if not first:
        assert portal.build().leaks == ()
    _withhold_more(portal)
    with monkeypatch.context() as patched:
        ending(portal, patched)
    _quote(portal)
    report = portal.build()
    assert report.leaks == ()
    assert report.cleared[Ground.EDITION]


def test_a_tree_that_no_guard_looked_at_clears_nothing(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its memory is lost, and the build that was to guard it ends early."""
    _say(portal)
    portal.build()
    (portal.workspace.folder / "guard").unlink()
    _withhold_more(portal)

    def lost(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr("cyberveille.publishing.build.commit", lost)
        with pytest.raises(KeyboardInterrupt):
            portal.build()
    _quote(portal)
    assert {leak.notice for leak in portal.build().leaks} == {"CV-2026-BUL-0008"}


def test_what_was_not_in_place_is_refused_after_a_build_that_ended_early(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Being trusted clears what was shown, and nothing else."""
    portal.build()
    _withhold_more(portal)
    with monkeypatch.context() as patched:
        _interrupted(portal, patched)
    _say(portal, OTHER)
    _quote(portal)
    assert {leak.notice for leak in portal.build().leaks} == {"CV-2026-BUL-0008"}
