"""What vanishes or changes under a build ends it in an error, never in a success; the next one mends it."""

import errno
import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.portal import NOW, Portal, bulletin, without_index

from cyberveille.cli import main
from cyberveille.publishing import moving, staging
from cyberveille.publishing.build import build
from cyberveille.publishing.disturbed import Disturbed

Harm = Callable[[Portal], None]


@pytest.fixture
def twin(portal: Portal, tmp_path: Path) -> Iterator[Portal]:
    """What the disturbed build was to make; `portal` stands at the edition before."""
    portal.build()
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    made = Portal.copy(portal.folder, tmp_path / "temoin")
    shutil.rmtree(made.output)
    shutil.rmtree(made.workspace.folder)
    made.build()
    yield made
    made.close()


def _build(portal: Portal, harm: Harm) -> None:
    """A build; `harm` is done once, when the rendering is."""
    done: list[int] = []

    def progress(count: int, total: int) -> None:
        if count == total and not done:
            done.append(count)
            harm(portal)

    with without_index():
        build(*portal.made(), portal.workspace, progress=progress)
    assert done


def _without_output(portal: Portal) -> None:
    shutil.rmtree(portal.output)


def _emptied(portal: Portal) -> None:
    shutil.rmtree(portal.output)
    portal.output.mkdir()


def _without_one_page(portal: Portal) -> None:
    (portal.output / "a-propos/index.html").unlink()


def _with_a_page_changed(portal: Portal) -> None:
    (portal.output / "a-propos/index.html").write_text("autre chose")


def _without_a_folder(portal: Portal) -> None:
    shutil.rmtree(portal.output / "assets")


def _with_a_folder_elsewhere(portal: Portal) -> None:
    elsewhere = portal.folder / "ailleurs"
    elsewhere.mkdir()
    shutil.rmtree(portal.output / "bulletins")
    (portal.output / "bulletins").symlink_to(elsewhere, target_is_directory=True)


@pytest.mark.parametrize(
    "harm",
    [
        _without_output,
        _emptied,
        _without_one_page,
        _with_a_page_changed,
        _without_a_folder,
        _with_a_folder_elsewhere,
    ],
)
def test_an_output_that_changed_meanwhile_is_an_error(portal: Portal, twin: Portal, harm: Harm) -> None:
    """What is missing is told with its number and the first of it; the next build puts it back."""
    with pytest.raises(Disturbed, match=r"n’est pas complète.*relancez"):
        _build(portal, harm)
    assert portal.workspace.unfinished
    elsewhere = portal.folder / "ailleurs"
    assert not elsewhere.exists() or not list(elsewhere.iterdir())
    portal.build()
    assert portal.files() == twin.files()
    assert not portal.workspace.unfinished


def _without_staging(portal: Portal) -> None:
    shutil.rmtree(portal.workspace.staging)


def _with_less_staged(portal: Portal) -> None:
    next(file for file in portal.workspace.staging.iterdir() if file.is_file()).unlink()


def _with_a_staged_file_cut(portal: Portal) -> None:
    file = next(file for file in portal.workspace.staging.iterdir() if file.stat().st_size > 1)
    os.truncate(file, 1)


def _without_workspace(portal: Portal) -> None:
    shutil.rmtree(portal.workspace.folder)


def _with_another_workspace(portal: Portal) -> None:
    folder = portal.workspace.folder
    folder.rename(folder.with_name("autre"))
    shutil.copytree(folder.with_name("autre"), folder, copy_function=shutil.copy2)


def _become_a_link(portal: Portal) -> None:
    portal.output.rename(portal.folder / "deplace")
    portal.output.symlink_to(portal.folder / "deplace", target_is_directory=True)


@pytest.mark.parametrize(
    "harm",
    [
        _without_staging,
        _with_less_staged,
        _with_a_staged_file_cut,
        _without_workspace,
        _with_another_workspace,
        _become_a_link,
    ],
)
def test_a_preparation_that_changed_meanwhile_puts_nothing_in_place(
    portal: Portal, twin: Portal, harm: Harm
) -> None:
    """The last edition stands untouched; the next build makes the new one."""
    before = portal.files()
    with pytest.raises(Disturbed, match="rien n’a été mis en place"):
        _build(portal, harm)
    assert portal.files() == before
    if portal.output.is_symlink():
        portal.output.unlink()
        (portal.folder / "deplace").rename(portal.output)
    portal.build()
    assert portal.files() == twin.files()


@pytest.mark.parametrize("first", [True, False])
def test_a_file_that_goes_once_moved_is_an_error(
    portal: Portal, twin: Portal, monkeypatch: pytest.MonkeyPatch, first: bool
) -> None:
    """In a first edition, whose folders move in whole, as in the next ones."""
    if first:
        shutil.rmtree(portal.output)
        shutil.rmtree(portal.workspace.folder)
    real = moving.remove_files

    def and_one_more(output: Path, paths: tuple[str, ...]) -> None:
        real(output, paths)
        (output / "bulletins/2026/CV-2026-BUL-0003/index.html").unlink()

    monkeypatch.setattr("cyberveille.publishing.commit.remove_files", and_one_more)
    with pytest.raises(Disturbed, match="CV-2026-BUL-0003"):
        portal.build()
    monkeypatch.undo()
    portal.build()
    assert portal.files() == twin.files()


def test_a_full_disk_leaves_nothing_behind(
    portal: Portal, twin: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Said in French, without traceback; what was staged is taken away, the last edition stands."""
    before = portal.files()
    real = staging._write
    written: list[str] = []

    def full(file: str, data: bytes) -> os.stat_result:
        written.append(file)
        if len(written) > 3:
            raise OSError(errno.ENOSPC, "No space left on device", file)
        return real(file, data)

    monkeypatch.setattr(staging, "_write", full)
    command = ("build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--no-search", "--jobs", "1")
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "disque plein" in result.stderr
    assert portal.files() == before
    assert not portal.workspace.staging.exists()
    monkeypatch.undo()
    portal.build()
    assert portal.files() == twin.files()


def test_the_command_ends_in_an_error(portal: Portal, twin: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Exit code 2, a sentence, no traceback."""
    del twin
    real = moving.remove_files

    def and_all_the_rest(output: Path, paths: tuple[str, ...]) -> None:
        real(output, paths)
        shutil.rmtree(output)

    monkeypatch.setattr("cyberveille.publishing.commit.remove_files", and_all_the_rest)
    command = ("build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--no-search")
    result = CliRunner().invoke(main, command)
    assert result.exit_code == 2
    assert "complète" in result.stderr
    assert isinstance(result.exception, SystemExit)
