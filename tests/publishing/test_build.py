"""Whole small portals, built and compared: what is written, when, and what never is."""

import random
from datetime import UTC, datetime, timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from tests.portal import NOW, Portal, bulletin, without_index

from cyberveille.catalogue import listing
from cyberveille.publishing import build as building
from cyberveille.publishing import nodes as noding
from cyberveille.publishing.build import build
from cyberveille.publishing.output import Output
from cyberveille.publishing.report import OutputRefused, TwinFiles
from cyberveille.publishing.tree import Node
from cyberveille.publishing.workspace import Busy

BUL_1 = "bulletins/2026/CV-2026-BUL-0001"
BUL_2 = "bulletins/2026/CV-2026-BUL-0002"
SHARED = {
    "bulletins/index.html",
    "bulletins/annee/2026/index.html",
    "bulletins/severite/faible/index.html",
    "bulletins/portee/sante/index.html",
    "bulletins/technologie/imagerie/index.html",
}
FEEDS = {
    f"flux/{name}.{form}" for name in ("bulletins", "tout") for form in ("rss.xml", "atom.xml", "feed.json")
}


def test_the_edition_holds_every_page_feed_and_machine_file(portal: Portal) -> None:
    """A first build writes the complete tree."""
    portal.build()
    written = portal.files().keys()
    assert {
        "index.html",
        f"{BUL_1}/index.html",
        f"{BUL_1}.json",
        "bulletins/index.html",
        "bulletins/severite/critique/index.html",
        "bulletins/technologie/acces-distant/index.html",
        "bulletins/portee/sante/index.html",
        "bulletins/annee/2026/index.html",
        "bulletins/2026/ancienne-adresse/index.html",
        "alertes/2026/CV-2026-ALE-0001/index.html",
        "alertes/index.html",
        "documents/CV-2026-DOC-0001/index.html",
        "documents/CV-2026-DOC-0001/premiers-gestes.txt",
        "documents/theme/reagir/index.html",
        "documents/index.html",
        "a-propos/index.html",
        "flux/index.html",
        "flux/tout.rss.xml",
        "flux/alertes.atom.xml",
        "flux/bulletins.feed.json",
        "recherche/index.html",
        "edition/index.html",
        "404.html",
        "sitemap.xml",
        "robots.txt",
        ".well-known/security.txt",
        "etat.json",
        "edition.json",
        "_headers",
    } <= written


def test_the_same_commit_and_clock_give_the_same_bytes(portal: Portal, tmp_path: Path) -> None:
    """Two machines that build the same edition, search index included, publish the same files."""
    twin = Portal.copy(portal.folder, tmp_path / "ailleurs")
    portal.build(search=True)
    twin.build(search=True)
    assert portal.files() == twin.files()
    twin.close()


def test_the_order_of_files_on_disk_does_not_matter(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A folder read in another order gives the same edition."""
    twin = Portal.copy(portal.folder, tmp_path / "ailleurs")
    portal.build()
    walk = listing._walk

    def shuffled(folder: Path | str, deep: bool) -> list[Any]:
        found = list(walk(folder, deep))
        chance = random.Random(7)
        chance.shuffle(found)
        for _, inside in found:
            chance.shuffle(inside or [])
        return found

    monkeypatch.setattr(listing, "_walk", shuffled)
    twin.build()
    assert portal.files() == twin.files()
    twin.close()


def test_more_processes_give_the_same_bytes(portal: Portal, tmp_path: Path) -> None:
    """Rendering in parallel changes nothing but time."""
    for number in range(10, 150):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number))
    twin = Portal.copy(portal.folder, tmp_path / "ailleurs")
    portal.build()
    twin.build(jobs=2)
    assert portal.files() == twin.files()
    twin.close()


def test_a_build_that_changes_nothing_writes_nothing(portal: Portal) -> None:
    """The second build renders no file and touches none."""
    portal.build(search=True)
    before = {path: path.stat().st_mtime_ns for path in portal.output.rglob("*")}
    report = portal.build(search=True)
    assert (report.rendered, report.written, report.removed) == (0, (), ())
    assert before == {path: path.stat().st_mtime_ns for path in portal.output.rglob("*")}


def test_another_clock_alone_rewrites_nothing(portal: Portal) -> None:
    """An hour later, with nothing new, not even what tells the time."""
    portal.build()
    report = portal.build(NOW + timedelta(hours=1))
    assert report.written == ()
    tomorrow = portal.build(NOW + timedelta(days=1))
    pages = {path for path in tomorrow.written if path.endswith(".html")}
    assert pages == {"index.html", "edition/index.html"}
    assert {path for path in tomorrow.written if path.startswith("flux/")} >= FEEDS
    assert not report.removed


def test_a_new_bulletin_touches_only_what_speaks_of_it(portal: Portal) -> None:
    """Its page, its neighbours, the lists and feeds it is in; no other notice."""
    portal.build()
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    report = portal.build()
    written = set(report.written)
    assert {path for path in written if path.startswith("bulletins/2026/")} == {
        "bulletins/2026/CV-2026-BUL-0003/index.html",
        "bulletins/2026/CV-2026-BUL-0003.json",
        f"{BUL_2}/index.html",
    }
    assert written >= SHARED
    assert written & FEEDS == FEEDS
    assert not {path for path in written if path.startswith(("alertes/2026", "documents/CV", "assets/"))}


def test_a_corrected_word_rewrites_the_page_and_its_data(portal: Portal) -> None:
    """An edited body changes its page, its JSON, the feeds, the data, the index, what fetches it: no list."""
    portal.build(search=True)
    portal.edit(f"{BUL_1}.md", "lire des fichiers", "lire tous les fichiers")
    report = portal.build(search=True)
    index = {path for path in report.written if path.startswith(("pagefind/recent/", "pagefind/first/"))}
    assert index
    feeds = {path for path in report.written if path.startswith("flux/")}
    assert {f"flux/{name}.atom.xml" for name in ("tout", "gravite/moyenne", "structure/laboratoire")} <= feeds
    assert "flux/technologie/acces-distant.atom.xml" not in feeds
    data = {f"donnees/{name}" for name in ("index.json", "2026.json", "2026.jsonl.gz")}
    assert set(report.written) - feeds - index == data | {
        f"{BUL_1}/index.html",
        f"{BUL_1}.json",
        "recherche/index.html",
    }


def test_a_notice_under_embargo_appears_with_its_hour(portal: Portal) -> None:
    """Before `published` nothing of it is written; at that very second everything is."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3, title="Embargo jusqu’à midi"))
    hour = datetime(2026, 10, 5, 8, 0, tzinfo=UTC)
    portal.build(hour - timedelta(seconds=1))
    assert not [path for path, data in portal.files().items() if b"Embargo" in data or "0003" in path]
    report = portal.build(hour)
    assert "bulletins/2026/CV-2026-BUL-0003/index.html" in report.written
    assert "Embargo jusqu" in portal.page("")


def test_a_withdrawn_notice_keeps_its_address(portal: Portal) -> None:
    """The page stays and says why."""
    reason = "withdrawn: {date: 2026-10-09T10:00:00+02:00, reason: Avis retiré par l’éditeur}\n"
    portal.edit(f"{BUL_1}.md", "revisions:", reason + "revisions:")
    portal.build()
    assert "Avis retiré par l’éditeur" in portal.page(BUL_1)


def test_a_removed_source_removes_its_files_and_their_folder(portal: Portal) -> None:
    """Nothing of the last edition lingers."""
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    portal.build()
    (portal.folder / "bulletins/2026/CV-2026-BUL-0003.md").unlink()
    report = portal.build()
    assert "bulletins/2026/CV-2026-BUL-0003/index.html" in report.removed
    assert not (portal.output / "bulletins/2026/CV-2026-BUL-0003").exists()


def test_a_file_changed_in_the_output_is_written_again(portal: Portal) -> None:
    """What somebody altered or deleted by hand comes back."""
    portal.build()
    good = portal.files()
    (portal.output / f"{BUL_1}/index.html").write_text("abîmé")
    (portal.output / "flux/tout.rss.xml").unlink()
    report = portal.build(verify=True)
    assert set(report.written) == {f"{BUL_1}/index.html", "flux/tout.rss.xml"}
    assert portal.files() == good


def test_an_edition_whose_memory_is_lost_is_made_whole_again(portal: Portal) -> None:
    """Without its state the build rewrites the edition and removes what does not belong."""
    portal.build()
    good = portal.files()
    portal.workspace.forget()
    (portal.output / "intrus.html").write_text("vieux")
    report = portal.build()
    assert report.removed == ("intrus.html",)
    assert portal.files() == good


def test_a_corrupt_memory_is_not_believed(portal: Portal) -> None:
    """A state file that is no database is thrown away."""
    portal.build()
    good = portal.files()
    (portal.workspace.folder / "state.sqlite3").write_bytes(b"n'importe quoi" * 100)
    portal.build()
    assert portal.files() == good


def test_somebody_elses_folder_is_refused(portal: Portal) -> None:
    """A folder with files that no edition wrote is left as it is."""
    portal.output.mkdir()
    (portal.output / "photos.html").write_text("précieux")
    with pytest.raises(OutputRefused):
        portal.build()
    assert (portal.output / "photos.html").read_text() == "précieux"


def test_two_builds_do_not_mix(portal: Portal) -> None:
    """A second build of the same output says that it is busy."""
    made = portal.made()
    with portal.workspace.lock(), pytest.raises(Busy):
        build(*made, portal.workspace)


def test_a_dry_run_leaves_nothing_behind(portal: Portal) -> None:
    """Everything is rendered, nothing is put in place."""
    with without_index():
        report = build(*portal.made(), portal.workspace, dry_run=True)
    assert report.written
    assert not portal.output.exists()


def test_a_failed_rendering_leaves_the_last_edition(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """An exception while rendering changes no byte of what is online."""
    portal.build()
    good = portal.files()
    portal.write("bulletins/2026/CV-2026-BUL-0003.md", bulletin(3))
    nodes = noding.nodes

    def broken(*args: object, **options: object) -> list[Node]:
        def fail() -> bytes:
            raise ZeroDivisionError

        made = nodes(*args, **options)  # type: ignore[arg-type]
        return [*made, Node("broken", b"", lambda: [Output("broken.html", b"", fail)])]

    monkeypatch.setattr(building, "nodes", broken)
    with pytest.raises(ZeroDivisionError):
        portal.build()
    assert portal.files() == good
    monkeypatch.undo()
    portal.build()
    assert (portal.output / "bulletins/2026/CV-2026-BUL-0003/index.html").exists()


def test_two_outputs_at_one_path_are_refused(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two files that claim one address: said at once, nothing is written."""
    nodes = noding.nodes
    twin = Node("twin", b"", lambda: [Output("index.html", b"", bytes)])
    monkeypatch.setattr(building, "nodes", lambda *args, **options: [*nodes(*args, **options), twin])
    with pytest.raises(TwinFiles):
        portal.build()


def test_a_portal_under_a_path_links_under_it(portal: Portal) -> None:
    """Served at /sous/chemin/, every link of the portal to itself starts with it."""
    portal.build(url="https://essai.example.org/sous/chemin/")
    page = portal.page(BUL_2)
    assert 'href="/sous/chemin/bulletins/2026/CV-2026-BUL-0001/"' in page
    for path, data in portal.files().items():
        if path.endswith(".html"):
            text = data.decode()
            wrong = [part for part in text.split('href="/')[1:] if not part.startswith("sous/chemin/")]
            assert not wrong, (path, wrong[0][:80])


def test_no_page_holds_an_inline_script_or_style(portal: Portal) -> None:
    """The policy forbids them: `style=`, `<style>`, event handlers and scripts without `src`."""
    portal.build()
    for path, data in portal.files().items():
        if path.endswith(".html"):
            text = data.decode()
            assert "<style" not in text, path
            assert " style=" not in text, path
            assert " onclick=" not in text, path
            for script in text.split("<script")[1:]:
                assert " src=" in script.partition(">")[0], path


def test_progress_counts_what_is_rendered(portal: Portal) -> None:
    """Progress ends with as many files as were rendered."""
    told: list[tuple[int, int]] = []
    with without_index():
        report = build(*portal.made(), portal.workspace, progress=partial(_tell, told))
    assert told[-1] == (report.rendered, report.rendered)


def _tell(told: list[tuple[int, int]], done: int, total: int) -> None:
    told.append((done, total))
