"""What a portal says before its first notice: read once, and again after any change of what was looked at."""

import builtins
import io
import os
import shutil
from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager
from functools import partial
from pathlib import Path
from typing import TypeVar
from unittest.mock import patch

import pytest
from tests.portal import MEMBERS, SITES, Portal

from cyberveille.catalogue import Project, open_project, opening, project_reading
from cyberveille.catalogue.project_reading import read_project
from cyberveille.reading.looking import traced

Answer = TypeVar("Answer")

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 8"><path d="M0 0h8v8z"/></svg>'
IDENTITY = """identity:
  logo: identite/logo.svg
country: pays.yml
"""
CLOSED = """sources:
  - {path: "."}
  - {path: cercle, tlp_max: AMBER, optional: true}
"""


@pytest.fixture
def rich(tmp_path: Path) -> Portal:
    """A portal that says nearly all that one may say, with a folder for what is kept."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + IDENTITY + CLOSED + MEMBERS)
    countries = Path(project_reading.__file__).parents[1] / "countries"
    shutil.copy(countries / "be.yml", portal.folder / "pays.yml")
    portal.write("identite/logo.svg", LOGO)
    portal.write("static/chez-nous.css", "p { margin: 0; }\n")
    portal.write("templates/base.html", "{% block footer %}{% endblock %}\n")
    portal.write("content/produits/zorglub.yml", "id: zorglub\nlabel: Zorglub\n")
    portal.write(
        "content/annuaire.yml", "- {id: aa, name: Alix Aber, organisation: CHU, email: a@b.example}\n"
    )
    portal.write("content/exploitation/catalogues.yml", "[]\n")
    portal.write("cercle/content/vocabulaires/themes.yml", "[]\n")
    (portal.folder / ".cyberveille").mkdir()
    return portal


@contextmanager
def counted() -> Iterator[list[Path]]:
    """The folders of portals that are read anew."""
    read: list[Path] = []

    def reading(folder: Path) -> object:
        read.append(folder)
        return read_project(folder)

    with patch.object(project_reading, "read_project", reading):
        yield read


def test_what_did_not_change_is_read_once(rich: Portal) -> None:
    """What is kept says the same as what was read, to the last finding."""
    with counted() as read:
        first, second = rich.project(), rich.project()
    assert len(read) == 1
    assert first == second == read_project(rich.folder)
    assert (first.digest, first.whole) == (second.digest, second.whole)


def test_a_portal_that_moved_is_not_read_again(rich: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing that is kept tells where its folder was, nor from where it was looked at."""
    rich.project()
    moved = rich.folder.rename(rich.folder.parent / "ailleurs")
    with counted() as read:
        monkeypatch.chdir(moved)
        assert open_project(Path()) == read_project(Path())
    assert read == []


def _sources(folder: Path) -> list[Path]:
    """The files from which a project is read: not the notices."""
    notices = {"alerts", "bulletins", "documents", "pages", "revisions", ".cyberveille"}
    files = (file for file in sorted(folder.rglob("*")) if file.is_file())
    return [file for file in files if notices.isdisjoint(file.relative_to(folder).parts)]


def _appended(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"\n# dit en plus\n")


def _spoilt(file: Path) -> None:
    file.write_bytes(b"\xff: [")


def _in_a_folder(file: Path) -> None:
    file.unlink()
    file.mkdir()


def _closed(file: Path) -> None:
    file.unlink()
    file.symlink_to(file.parent / "nulle-part")


def _grown(file: Path) -> None:
    file.write_bytes(file.read_bytes() + b"#" * 2_000_000)


@pytest.mark.parametrize("change", [_appended, _spoilt, Path.unlink, _in_a_folder, _closed, _grown])
def test_a_change_of_any_file_is_seen(rich: Portal, change: Callable[[Path], None]) -> None:
    """One after the other: what is opened is always what reading it anew says."""
    files = _sources(rich.folder)
    assert len(files) > 12
    for file in files:
        before = file.read_bytes()
        rich.project()
        change(file)
        assert open_project(rich.folder) == read_project(rich.folder), file
        if file.is_dir():
            file.rmdir()
        file.unlink(missing_ok=True)
        file.write_bytes(before)
        assert open_project(rich.folder) == read_project(rich.folder), file


@pytest.mark.parametrize(
    "path",
    [
        "content/vocabulaires/origines.yml",
        "content/signalement/questions.yml",
        "content/produits/bloup.yml",
        "content/observatoire/jeux.yml",
        "content/exploitation/exploitees.yml",
        "cercle/content/annuaire.yml",
        "cercle/content/produits/clos.yml",
        "static/b.css",
        "templates/notice.html",
    ],
)
def test_a_file_that_comes_is_seen(rich: Portal, path: str) -> None:
    """Where nothing was found before, too: each makes a portal say something else, or refuses it."""
    before = rich.project()
    rich.write(path, "- {id: x}\n")
    after = open_project(rich.folder)
    assert after == read_project(rich.folder)
    assert after != before


@pytest.mark.parametrize("folder", ["static", "templates", "content/produits"])
def test_a_name_that_is_not_utf_8_is_told_each_time(rich: Portal, folder: str) -> None:
    """Nothing that cannot be kept stops a command, the second time no more than the first."""
    (rich.folder / folder / os.fsdecode(b"caf\xe9.css")).write_bytes(b"x")
    assert open_project(rich.folder) == open_project(rich.folder) == read_project(rich.folder)
    for finding in rich.project().findings:
        finding.message.encode()


def test_a_link_that_leads_to_itself_is_no_accident(rich: Portal) -> None:
    """It stands where an edition would be written, or beside."""
    (rich.folder / "boucle").symlink_to("boucle")
    rich.edit("site_config.yml", "identite/logo.svg", "boucle/logo.svg")
    assert open_project(rich.folder) == open_project(rich.folder) == read_project(rich.folder)


def test_a_folder_that_comes_or_goes_is_seen(rich: Portal) -> None:
    """A root that is missing is told, and its lists with it."""
    first = rich.project()
    shutil.move(rich.folder / "cercle", rich.folder.parent / "cercle")
    second = rich.project()
    assert second == read_project(rich.folder) != first
    shutil.move(rich.folder.parent / "cercle", rich.folder / "cercle")
    assert rich.project() == first


def test_a_link_that_leads_elsewhere_is_seen(rich: Portal) -> None:
    """An edition that would then be written among the sources is refused, as when it is read anew."""
    assert not any("l’un dans l’autre" in finding.message for finding in rich.project().findings)
    (rich.folder / "site-members").symlink_to(rich.folder / "bulletins", target_is_directory=True)
    assert any("l’un dans l’autre" in finding.message for finding in rich.project().findings)


@pytest.mark.parametrize("spoil", [lambda data: data[:-1], lambda data: b"\x00" + data, lambda _: b""])
def test_what_was_altered_is_not_believed(rich: Portal, spoil: Callable[[bytes], bytes]) -> None:
    """A file cut short or written over is read past."""
    first = rich.project()
    kept = rich.folder / ".cyberveille/project.msgpack"
    kept.write_bytes(spoil(kept.read_bytes()))
    with counted() as read:
        assert rich.project() == first
    assert len(read) == 1


def test_another_program_reads_anew(rich: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """What one version made of a configuration says nothing of what another makes of it."""
    rich.project()
    monkeypatch.setattr(opening, "package_digest", lambda: b"another")
    with counted() as read:
        rich.project()
    assert len(read) == 1


def test_nothing_is_written_where_nothing_is_kept(rich: Portal) -> None:
    """Reading a portal makes no folder in it."""
    (rich.folder / ".cyberveille").rmdir()
    rich.project()
    assert not (rich.folder / ".cyberveille").exists()


def _noting(asked: set[str], call: Callable[..., Answer]) -> Callable[..., Answer]:
    """`call`, with the path that it is given noted."""

    def noting(path: str | os.PathLike[str] | int, *rest: object, **named: object) -> Answer:
        if not isinstance(path, int):
            asked.add(os.path.normpath(path))
        return call(path, *rest, **named)

    return noting


def test_the_disk_is_asked_where_it_is_told(rich: Portal) -> None:
    """Every path that the reading of a portal asks of the system is one of those that are looked at again."""
    asked: set[str] = set()
    tell = partial(_noting, asked)
    with ExitStack() as watching:
        trace = watching.enter_context(traced(rich.folder))
        for module, name in (
            (io, "open"),
            (builtins, "open"),
            (os, "stat"),
            (os, "listdir"),
            (os, "scandir"),
        ):
            watching.enter_context(patch.object(module, name, tell(getattr(module, name))))
        project = read_project(rich.folder)
    assert isinstance(project, Project)
    told = {os.path.normpath(rich.folder / look.path) for look in trace.seen}
    own = {path for path in asked if path.startswith(f"{rich.folder}{os.sep}")}
    assert len(own) > 20
    assert own <= told
