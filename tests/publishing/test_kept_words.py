"""What was read in the files of an edition is kept: the guard finds the same as if it read them all again."""

import os
import random
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path

import msgspec
import pytest
from tests.portal import Portal, bulletin, without_index
from tests.publishing.planting import Portfolio, zipped
from tests.publishing.spoiling import SPOILT

from cyberveille.publishing.build import build
from cyberveille.publishing.containers import Found
from cyberveille.publishing.guard import Claim, Guard, Hit, Leak
from cyberveille.publishing.kept_words import FOLDER, KeptWords
from cyberveille.publishing.looking import digest_of_bytes
from cyberveille.publishing.verdict import Ground
from cyberveille.whole_files import unsealed


class Looks:
    """Looks at all the files of a portfolio, with what is kept of them, and what each read."""

    def __init__(self, portfolio: Portfolio, folder: Path) -> None:
        self._portfolio, self._folder = portfolio, folder
        self.read: set[str] = set()

    def found(self, guard: Guard, *, afresh: bool = False) -> dict[str, tuple[Leak, ...]]:
        self.read = set()
        files = self._portfolio.files

        def read(path: str) -> bytes:
            self.read.add(path)
            return files[path]

        def mark_of(path: str) -> bytes | None:
            return digest_of_bytes(files[path])

        words = KeptWords(self._folder, guard, files, mark_of, read, afresh=afresh)
        shown = [pair for position in range(len(words)) for pair in words.look(position)]
        words.forget_others()
        assert len(shown) == len(dict(shown))
        return dict(shown)


def _whole(guard: Guard, files: dict[str, bytes]) -> dict[str, tuple[Leak, ...]]:
    """What is found by reading every file."""
    every = {path: tuple(guard.leaks(path, data)) for path, data in files.items()}
    return {path: leaks for path, leaks in every.items() if leaks}


def _closed(guard: Guard, files: dict[str, bytes]) -> set[str]:
    shown = _whole(guard, files)
    return {path for path, leaks in shown.items() if any(leak.hit is Hit.SEALED for leak in leaks)}


@pytest.fixture(autouse=True)
def _few_together(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyberveille.publishing.kept_words._TOGETHER", 8)


@pytest.mark.parametrize("seed", range(8))
def test_what_is_kept_shows_what_the_files_show(tmp_path: Path, seed: int) -> None:
    """Whatever is withheld anew, however it is written, and whatever changed; what did not is not read."""
    portfolio = Portfolio(seed)
    files, looks = portfolio.files, Looks(portfolio, tmp_path)
    first, second, third = (portfolio.guard() for _ in range(3))
    assert looks.found(first) == _whole(first, files)
    assert looks.read == files.keys()
    assert looks.found(second) == _whole(second, files)
    assert looks.read == _closed(second, files)
    changed = portfolio.change()
    assert looks.found(third) == _whole(third, files) != {}
    assert looks.read == changed | _closed(third, files)
    assert looks.found(first) == _whole(first, files)
    assert looks.read == _closed(first, files)
    assert looks.found(first, afresh=True) == _whole(first, files)
    assert looks.read == files.keys()


def test_what_differs_in_the_frame_is_read_again(tmp_path: Path) -> None:
    """It is left out of each page: under another frame, other words are read."""
    portfolio = Portfolio(1)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    other = Guard(guard.names, guard.texts, guard.files)
    assert looks.found(other) == _whole(other, portfolio.files)
    assert looks.read == portfolio.files.keys()


def test_a_file_that_says_too_much_is_read_each_time(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("cyberveille.publishing.kept_words._MOST", 2000)
    portfolio = Portfolio(2)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    for _ in range(2):
        assert looks.found(guard) == _whole(guard, portfolio.files)
    assert set() < looks.read < portfolio.files.keys()


@pytest.mark.parametrize("spoilt", SPOILT)
def test_what_is_not_as_it_was_kept_is_not_believed(tmp_path: Path, spoilt: str) -> None:
    portfolio = Portfolio(3)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    kept = sorted((tmp_path / FOLDER).iterdir())
    assert len(kept) > 1
    for file in kept:
        file.write_bytes(SPOILT[spoilt](file.read_bytes()))
    assert looks.found(guard) == _whole(guard, portfolio.files)
    assert looks.read == portfolio.files.keys()
    kept[0].unlink()
    looks.found(guard)
    assert set() < looks.read < portfolio.files.keys()


def test_joined_files_are_found_where_no_word_is_looked_for(tmp_path: Path) -> None:
    portfolio = Portfolio(5)
    looks, claims = Looks(portfolio, tmp_path), {sha256(portfolio.joined[0]).digest(): (Claim("CV-1"),)}
    portfolio.files["a.bin"], portfolio.files["b.zip"] = portfolio.joined[0], zipped("x", portfolio.joined[0])
    guard = Guard({}, {}, claims)
    for _ in range(2):
        assert looks.found(guard) == _whole(guard, portfolio.files)
    shown = looks.found(guard)
    assert {"a.bin", "b.zip"} <= {path for path, leaks in shown.items() if leaks[0].hit is Hit.FILE}
    assert looks.read == _closed(guard, portfolio.files)


def test_what_is_gone_is_kept_no_longer(tmp_path: Path) -> None:
    portfolio = Portfolio(6)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    portfolio.files = {"a.txt": b"Le mot zyxwvutsr.", "b.txt": b"Un autre mot."}
    looks.found(guard)
    assert b"zyxwvutsr" in _words_in(tmp_path)
    del portfolio.files["a.txt"]
    looks.found(guard)
    assert b"zyxwvutsr" not in _words_in(tmp_path)


def test_what_stays_the_same_is_not_written_again(tmp_path: Path) -> None:
    """Even beside files that are read each time, since they do not open."""
    portfolio = Portfolio(3)
    portfolio.files["closed.bin"] = random.Random(9).randbytes(20_000)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    before = {file.name: file.stat().st_ino for file in (tmp_path / FOLDER).iterdir()}
    looks.found(guard)
    assert looks.read == {"closed.bin"}
    assert {file.name: file.stat().st_ino for file in (tmp_path / FOLDER).iterdir()} == before


def _words_in(folder: Path) -> bytes:
    """All that is kept."""
    told = [unsealed(file.read_bytes()) or b"" for file in (folder / FOLDER).iterdir()]
    return b"".join(zlib.decompress(msgspec.msgpack.decode(data)[1]) for data in told)


def test_nothing_else_stays(tmp_path: Path) -> None:
    """What a killed build left beside, and what was kept of an edition of another size."""
    portfolio = Portfolio(3)
    guard, looks = portfolio.guard(), Looks(portfolio, tmp_path)
    looks.found(guard)
    kept = {file.name for file in (tmp_path / FOLDER).iterdir()}
    for name in (".2-1.77.tmp", "4096-7"):
        (tmp_path / FOLDER / name).write_bytes(b"x")
    looks.found(guard)
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} == kept
    for path in list(portfolio.files)[1:]:
        del portfolio.files[path]
    looks.found(guard)
    assert {file.name for file in (tmp_path / FOLDER).iterdir()} <= {"1-0"}


PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"
EARLIER = "mentions-legales/index.html"


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The files that the guard reads."""
    paths: list[str] = []
    real = Guard.read

    def told(guard: Guard, path: str, data: bytes) -> Iterator[Found]:
        paths.append(path)
        return real(guard, path, data)

    monkeypatch.setattr(Guard, "read", told)
    return paths


def _draft(portal: Portal, number: int, body: str = "Phrase tenue secrète jusque-là.") -> None:
    text = bulletin(number, title=f"Bulletin {number} discret", extra="draft: true\n", body=body)
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


def _kept(portal: Portal) -> dict[str, bytes]:
    folder = portal.workspace.folder / FOLDER
    return {file.name: file.read_bytes() for file in folder.iterdir()} if folder.exists() else {}


@pytest.fixture
def looked(portal: Portal) -> Portal:
    """A page says the passage, and a draft that does not had the guard look at everything in place."""
    portal.edit("content/pages/a-propos.md", "\n---\n", f"\n---\nCe soir, {PASSAGE}.\n\n")
    portal.build()
    _draft(portal, 3)
    portal.build()
    return portal


def test_a_new_draft_has_no_file_read_again(looked: Portal, read: list[str]) -> None:
    _draft(looked, 4, "Une autre phrase que nul ne connaît encore.")
    left = looked.workspace.folder / FOLDER / ".1-0.77.tmp"
    left.write_bytes(b"of a build that was killed")
    report = looked.build()
    assert EARLIER not in read
    assert len(read) <= report.rendered
    assert not left.exists()


@pytest.mark.parametrize("jobs", [1, 2])
def test_a_passage_is_found_in_a_file_that_is_not_read_again(
    looked: Portal, read: list[str], jobs: int
) -> None:
    """What is decided is the same as when every file is read."""
    _draft(looked, 4, f"Il est sûr que {PASSAGE}.")
    with without_index():
        report = build(*looked.made(), looked.workspace, jobs=jobs, dry_run=True)
    assert jobs > 1 or "a-propos/index.html" not in read
    assert report.cleared[Ground.EDITION]
    for file in (looked.workspace.folder / FOLDER).iterdir():
        file.unlink()
    (looked.workspace.folder / "decisions").unlink()
    whole = looked.build(jobs=jobs)
    assert (report.leaks, report.cleared, report.quotations) == (whole.leaks, whole.cleared, whole.quotations)


@pytest.mark.parametrize("alike", [False, True], ids=["other", "same size and time"])
def test_a_file_that_something_else_wrote_is_read(looked: Portal, read: list[str], alike: bool) -> None:
    """It is another than the one that was read, whatever time it was given; nothing had it made again."""
    path = "bulletins/2026/CV-2026-BUL-0001/index.html"
    file = looked.output / path
    data, state = file.read_bytes(), file.stat()
    other = data.replace(b"</p>", b"</b>", 1) if alike else data + b" "
    file.write_bytes(other)
    if alike:
        os.utime(file, ns=(state.st_atime_ns, state.st_mtime_ns))
    _draft(looked, 4)
    looked.build()
    assert file.read_bytes() == other != data
    assert path in read
    read.clear()
    _draft(looked, 5)
    looked.build()
    assert path in read


def test_what_is_written_is_read_at_the_next_look(looked: Portal, read: list[str]) -> None:
    """A file that changed meanwhile, by a publish that keeps nothing."""
    kept = _kept(looked)
    looked.edit("content/pages/accessibilite.md", "\n---\n", "\n---\nUn mot de plus.\n\n")
    looked.build()
    assert _kept(looked) == kept != {}
    read.clear()
    _draft(looked, 4)
    looked.build()
    assert "accessibilite/index.html" in read
    assert EARLIER not in read


def test_a_first_edition_keeps_nothing(portal: Portal, read: list[str]) -> None:
    """It is looked at as it is made; the next time that all of it is looked at, it is read once more."""
    _draft(portal, 3)
    portal.build()
    assert EARLIER in read
    assert _kept(portal) == {}
    for number, again in ((4, True), (5, False)):
        read.clear()
        _draft(portal, number)
        portal.build()
        assert (EARLIER in read) == again


def test_to_verify_is_to_read(looked: Portal, read: list[str]) -> None:
    _draft(looked, 4)
    looked.build(verify=True)
    assert EARLIER in read
