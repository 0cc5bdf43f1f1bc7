"""What a load reads again, and what it remembers."""

import os
import random
import shutil
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Self

import pytest
from tests import forks
from tests.portal import Portal, bulletin

from cyberveille.catalogue import Catalogue, load
from cyberveille.catalogue.listing import Listing
from cyberveille.catalogue.reader import Reader
from cyberveille.catalogue.store import Store
from cyberveille.model import Bulletin, Document, Headline

BULLETIN = "bulletins/2026/CV-2026-BUL-0001.md"
DOCUMENT = "content/documents/CV-2026-DOC-0001.md"
ATTACHMENT = "content/documents/CV-2026-DOC-0001/premiers-gestes.txt"
SOURCES = 8
LONG_AGO = 1_700_000_000_000_000_000


@pytest.fixture
def old_portal(portal: Portal) -> Portal:
    """A portal whose files were all written long before they are read."""
    for file in portal.folder.rglob("*"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    return portal


def rules(catalogue: Catalogue) -> list[tuple[str, str]]:
    return [(finding.path, finding.rule) for finding in catalogue.findings]


def keep_time(portal: Portal, path: str, text: str) -> None:
    """Write a file, and give it back the time it had."""
    state = (portal.folder / path).stat()
    portal.write(path, text)
    os.utime(portal.folder / path, ns=(state.st_mtime_ns, state.st_mtime_ns))


def test_everything_is_read_once(old_portal: Portal) -> None:
    """The first load reads every source, the second none; both say the same."""
    first, second = old_portal.catalogue(), old_portal.catalogue()
    assert (first.read, second.read) == (SOURCES, 0)
    assert first.findings == second.findings == ()
    assert first.headlines == second.headlines
    assert first.pages == second.pages
    assert [item.id for item in first.headlines] == [
        item.id for item in sorted(first.headlines, key=lambda item: item.published, reverse=True)
    ]


def test_a_changed_file_is_read_again(old_portal: Portal) -> None:
    """Only what changed is read, and what it says is new."""
    old_portal.catalogue()
    old_portal.edit(BULLETIN, "title: ", "title: Correction - ")
    catalogue = old_portal.catalogue()
    assert catalogue.read == 1
    assert catalogue.notice("CV-2026-BUL-0001").title.startswith("Correction - ")
    assert old_portal.catalogue().read == 0


def test_a_change_of_the_same_size_is_seen(old_portal: Portal) -> None:
    """A change that keeps the file's size is told by its time."""
    old_portal.catalogue()
    old_portal.edit(BULLETIN, "2026-BUL", "2026-ALE")
    assert old_portal.catalogue().read == 1


def test_a_touched_file_is_not_read_again(old_portal: Portal) -> None:
    """A new time on the same bytes, as a checkout gives, costs a comparison and no more."""
    old_portal.catalogue()
    for file in old_portal.folder.rglob("*.md"):
        os.utime(file, ns=(LONG_AGO + 10**9, LONG_AGO + 10**9))
    assert old_portal.catalogue().read == 0


def test_a_file_written_while_it_was_read_is_compared(portal: Portal) -> None:
    """A file as young as its reading may change again within the same tick: its bytes decide."""
    text = portal.read(BULLETIN)
    portal.write(BULLETIN, text)
    portal.catalogue()
    keep_time(portal, BULLETIN, text.replace("tlp: CLEAR", "tlp: GREEN"))
    catalogue = portal.catalogue()
    assert catalogue.read == 1
    assert (BULLETIN, "tlp-within-root") in rules(catalogue) or catalogue.refused


def test_a_file_from_the_future_is_compared(old_portal: Portal) -> None:
    """A time ahead of the clock proves nothing."""
    future = LONG_AGO * 2
    os.utime(old_portal.folder / BULLETIN, ns=(future, future))
    old_portal.catalogue()
    text = old_portal.read(BULLETIN)
    keep_time(old_portal, BULLETIN, text.replace("tlp: CLEAR", "tlp: GREEN"))
    assert old_portal.catalogue().read == 1


def test_a_removed_file_is_forgotten(old_portal: Portal) -> None:
    """A source that is gone leaves the catalogue and the store."""
    old_portal.catalogue()
    (old_portal.folder / BULLETIN).unlink()
    catalogue = old_portal.catalogue()
    assert "CV-2026-BUL-0001" not in {item.id for item in catalogue.headlines}
    assert (".", BULLETIN) not in catalogue.store.rows()
    with pytest.raises(KeyError):
        catalogue.notice("CV-2026-BUL-0001")


def test_a_file_that_comes_back_is_read(old_portal: Portal) -> None:
    """What was forgotten is read anew."""
    text = old_portal.read(BULLETIN)
    first = old_portal.catalogue()
    (old_portal.folder / BULLETIN).unlink()
    old_portal.catalogue()
    old_portal.write(BULLETIN, text)
    assert old_portal.catalogue().headlines == first.headlines


def test_a_renamed_file_is_another_source(old_portal: Portal) -> None:
    """A new name is read anew, and its identifier no longer fits it."""
    old_portal.catalogue()
    renamed = "bulletins/2026/CV-2026-BUL-0099.md"
    (old_portal.folder / BULLETIN).rename(old_portal.folder / renamed)
    catalogue = old_portal.catalogue()
    assert catalogue.read == 1
    assert renamed in {finding.path for finding in catalogue.findings}
    assert BULLETIN not in {finding.path for finding in catalogue.findings}


def test_a_broken_file_is_remembered(old_portal: Portal) -> None:
    """Findings of a file that cannot be read as a notice are kept, and go when it is mended."""
    good = old_portal.read(BULLETIN)
    old_portal.edit(BULLETIN, "title: ", "title: A: ")
    os.utime(old_portal.folder / BULLETIN, ns=(LONG_AGO, LONG_AGO))
    first, second = old_portal.catalogue(), old_portal.catalogue()
    assert second.read == 0
    assert first.findings == second.findings
    assert (BULLETIN, "header-syntax") in rules(second)
    old_portal.write(BULLETIN, good)
    assert old_portal.catalogue().findings == ()


def test_a_changed_vocabulary_has_everything_read_again(old_portal: Portal) -> None:
    """What a notice may say depends on the lists: no result outlives them."""
    old_portal.catalogue()
    old_portal.edit("content/vocabulaires/technologies.yml", "id: imagerie", "id: radiologie")
    catalogue = old_portal.catalogue()
    assert catalogue.read == SOURCES
    assert catalogue.refused


def test_a_changed_configuration_has_everything_read_again(old_portal: Portal) -> None:
    """Nor the configuration: another prefix makes every identifier wrong."""
    old_portal.catalogue()
    old_portal.edit("site_config.yml", "portal:\n", "prefix: XY\nportal:\n")
    catalogue = old_portal.catalogue()
    assert catalogue.read == SOURCES
    assert (BULLETIN, "id-form") in rules(catalogue)


def test_other_code_has_everything_read_again(old_portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """A new version of the program trusts nothing that another one made."""
    old_portal.catalogue()
    for module in ("opening", "project_reading"):
        monkeypatch.setattr(f"cyberveille.catalogue.{module}.package_digest", lambda *_: b"another")
    assert old_portal.catalogue().read == SOURCES


def test_an_attachment_that_goes_is_missed(old_portal: Portal) -> None:
    """A document is examined again when a file beside it disappears, even with its whole folder."""
    assert old_portal.catalogue().findings == ()
    shutil.rmtree((old_portal.folder / ATTACHMENT).parent)
    catalogue = old_portal.catalogue()
    assert catalogue.read == 1
    assert rules(catalogue) == [(DOCUMENT, "attachment-exists")]


def test_an_attachment_that_comes_is_seen(old_portal: Portal) -> None:
    """And when the missing file is added."""
    data = (old_portal.folder / ATTACHMENT).read_bytes()
    (old_portal.folder / ATTACHMENT).unlink()
    assert (DOCUMENT, "attachment-exists") in rules(old_portal.catalogue())
    (old_portal.folder / ATTACHMENT).write_bytes(data)
    catalogue = old_portal.catalogue()
    assert (catalogue.read, catalogue.findings) == (1, ())


@pytest.fixture
def crowd(old_portal: Portal) -> Portal:
    """More files than one process reads alone, one in a hundred broken."""
    for number in range(100, 520):
        title = "A: b" if number % 100 == 0 else f"Bulletin {number}"
        old_portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number, title=title))
    return old_portal


def test_processes_share_the_reading_without_a_difference(crowd: Portal, tmp_path: Path) -> None:
    """Two processes find what one finds, in the same order."""
    other = Portal.copy(crowd.folder, tmp_path / "autre")
    alone, shared = crowd.catalogue(jobs=1), other.catalogue(jobs=2)
    try:
        assert alone.read == shared.read == SOURCES + 420
        assert alone.findings == shared.findings
        assert [finding.rule for finding in alone.findings] == ["header-syntax"] * 5
        assert alone.headlines == shared.headlines
        assert alone.notice("CV-2026-BUL-0101") == shared.notice("CV-2026-BUL-0101")
        assert crowd.catalogue(jobs=2).headlines == alone.headlines
    finally:
        other.close()


def test_the_order_of_folders_does_not_matter(old_portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """File systems list in orders of their own: the catalogue has one."""
    for number in (7, 3, 9):
        old_portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number, title="[a]"))
        old_portal.write(f"bulletins/2026/CV-2026-BUL-{number + 40:04d}.md", bulletin(number + 40))
    first = old_portal.catalogue()
    scandir = os.scandir

    class Shuffled:
        def __init__(self, folder: str | Path) -> None:
            with scandir(folder) as entries:
                self.entries = sorted(entries, key=lambda entry: entry.name)
            random.Random(len(self.entries)).shuffle(self.entries)

        def __enter__(self) -> Self:
            return self

        def __exit__(self, *_: object) -> None:
            self.entries.clear()

        def __iter__(self) -> Iterator[os.DirEntry[str]]:
            return iter(tuple(self.entries))

    monkeypatch.setattr("cyberveille.catalogue.listing.os.scandir", Shuffled)
    project = old_portal.project()
    second = load(project, first.store)
    first.store.clear()
    third = load(project, first.store)
    for other in (second, third):
        assert other.findings == first.findings
        assert other.headlines == first.headlines
        assert other.pages == first.pages


def test_whole_notices_come_from_the_store(old_portal: Portal) -> None:
    """A notice asked for is the one that was read, whatever its kind."""
    catalogue = old_portal.catalogue()
    assert isinstance(catalogue.notice("CV-2026-BUL-0001"), Bulletin)
    document = catalogue.notice("CV-2026-DOC-0001")
    assert isinstance(document, Document)
    assert document.source.path == DOCUMENT
    with pytest.raises(KeyError):
        catalogue.notice("CV-2026-BUL-9999")


def test_progress_is_told(old_portal: Portal) -> None:
    """The caller hears how many files are done of how many."""
    told: list[tuple[int, int]] = []
    catalogue = old_portal.catalogue()
    catalogue.store.clear()
    load(old_portal.project(), catalogue.store, progress=lambda done, total: told.append((done, total)))
    assert told[-1] == (SOURCES, SOURCES)


def test_two_notices_with_one_identifier_are_both_read(old_portal: Portal) -> None:
    """The identifier taken twice is a finding on a line; nothing is lost from the lists."""
    old_portal.write("bulletins/2026/CV-2026-BUL-0003.md", old_portal.read(BULLETIN))
    catalogue = old_portal.catalogue()
    assert [item.id for item in catalogue.headlines].count("CV-2026-BUL-0001") == 2
    assert all(finding.line == 2 for finding in catalogue.findings if finding.rule == "id-unique")


def test_findings_of_the_whole_have_lines(old_portal: Portal) -> None:
    """A link to nowhere is found on its line; a document that nobody knows, on its own."""
    old_portal.edit(BULLETIN, "## Mesures", "[ici](/nulle/part/)\n\n## Mesures")
    old_portal.edit("site_config.yml", "featured: [CV-2026-DOC-0001]", "featured: [CV-2026-DOC-0099]")
    catalogue = old_portal.catalogue()
    lines = {finding.path: finding.line for finding in catalogue.findings}
    text = old_portal.read(BULLETIN).split("\n")
    assert lines[BULLETIN] == text.index("[ici](/nulle/part/)") + 1
    configuration = old_portal.read("site_config.yml").split("\n")
    assert lines["site_config.yml"] == configuration.index("featured: [CV-2026-DOC-0099]") + 1


def test_while_a_little_is_read_something_else_is_done_once(
    old_portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The catalogue is the same; nothing else is done when nothing is to be read."""
    monkeypatch.setattr("threading.active_count", lambda: 1)
    done: list[int] = []

    def loaded() -> Catalogue:
        project = old_portal.project()
        old_portal.stores.append(Store(project.work / "catalogue.sqlite3"))
        return load(project, old_portal.stores[-1], jobs=2, meanwhile=(lambda: done.append(os.getpid()),))

    first = loaded()
    assert (first.read, done) == (SOURCES, [os.getpid()])
    assert loaded().read == 0
    assert len(done) == 1
    old_portal.edit(BULLETIN, "title: ", "title: Correction - ")
    again = loaded()
    assert (again.read, len(done)) == (1, 2)
    assert first.findings == again.findings


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")
def test_many_are_read_in_a_process_of_their_own(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It reads what this one would, which reads none: what it held goes with it."""
    portal.write(BULLETIN, portal.read(BULLETIN).replace("TLP:CLEAR", "TLP:PINK"))
    expected = portal.catalogue()
    monkeypatch.setattr(sys.modules["cyberveille.catalogue.load"], "MANY", 1)
    here: list[object] = []
    read = Reader.read

    def counted(reader: Reader, listings: Sequence[Listing]) -> object:
        here.append(reader)
        return read(reader, listings)

    monkeypatch.setattr(Reader, "read", counted)
    made = forks.noted(monkeypatch)
    store = Store(tmp_path / "apart.sqlite3")
    found = load(portal.project(), store, now=None, jobs=2)
    assert made
    assert not here
    assert (found.findings, found.read) == (expected.findings, expected.read)
    assert found.headlines == expected.headlines
    assert [found.notice(item.id) for item in found.headlines] == [
        expected.notice(item.id) for item in found.headlines
    ]
    made.clear()
    assert load(portal.project(), store, now=None, jobs=2).read == 0
    # What changes of a folder that is known is not many.
    portal.write("bulletins/2026/CV-2026-BUL-0031.md", bulletin(31))
    assert load(portal.project(), store, now=None, jobs=2).read == 1
    assert not made
    assert here
    store.close()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="forks on Linux alone")
def test_a_store_that_the_other_process_found_spoilt_is_opened_again(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """It put a new file in its place: this one reads what is in there."""
    monkeypatch.setattr(sys.modules["cyberveille.catalogue.load"], "MANY", 1)
    forks.noted(monkeypatch)
    rows = Store.rows

    def cleared(store: Store, folder: tuple[str, str] | None = None) -> object:
        store.clear()
        return rows(store, folder)

    monkeypatch.setattr(Store, "rows", cleared)
    store = Store(tmp_path / "apart.sqlite3")
    found = load(portal.project(), store, now=None, jobs=2)
    store.keep_whole("mine", b"told")
    store.close()
    assert found.read
    again = Store(tmp_path / "apart.sqlite3")
    assert again.whole("mine") == b"told"
    again.close()


def test_the_place_of_a_notice_follows_from_its_name(portal: Portal) -> None:
    """No path is held of notices whose files bear their names; where one does not, it is."""
    catalogue = portal.catalogue()
    for part in catalogue.parts:
        assert all(portal.folder.joinpath(*place).is_file() for place in part.places.values())
        assert not any(part.places._paths.values())  # type: ignore[attr-defined]
        assert not part._held.take_paths()
    text = portal.read(BULLETIN)
    (portal.folder / BULLETIN).unlink()
    portal.write("bulletins/2026/copie.md", text)
    catalogue = portal.catalogue()
    moved: Headline = next(item for item in catalogue.headlines if item.id == "CV-2026-BUL-0001")
    assert catalogue.sources[moved.id][1] == "bulletins/2026/copie.md"
