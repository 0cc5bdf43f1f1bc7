"""A new notice is indexed with the recent ones only; the archive stays as it is."""

import gzip
import json
from pathlib import Path
from shutil import rmtree

import pytest
from tests.portal import Portal, bulletin

from cyberveille.publishing.search import generations
from cyberveille.publishing.search.generations import shards


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """Generations of four and shards of eight."""
    monkeypatch.setattr(generations, "STEP", 4)
    monkeypatch.setattr(generations, "ARCHIVE", 8)


def _publish(portal: Portal, number: int, day: int = 5) -> None:
    text = bulletin(number, title=f"Défaut numéro {number}").replace(
        "2026-10-05T10:00", f"2026-10-{day:02d}T10:00"
    )
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


def _index(portal: Portal) -> dict[str, bytes]:
    return {path: data for path, data in portal.files().items() if path.startswith("pagefind/")}


@pytest.mark.usefixtures("small")
def test_a_new_notice_leaves_the_archive_alone(portal: Portal) -> None:
    """Its shards' files are neither written nor removed; the recent generation is."""
    for number in range(10, 26):
        _publish(portal, number)
    first = portal.build(search=True)
    assert {path.split("/")[1] for path in _index(portal)} == {"recent", "archive-1", "archive-2"}
    assert first.written
    _publish(portal, 26, day=6)
    report = portal.build(search=True)
    touched = {
        path.split("/")[1] for path in (*report.written, *report.removed) if path.startswith("pagefind/")
    }
    assert touched == {"recent"}
    assert "pagefind/recent/fragment/20261006-CV-2026-BUL-0026.pf_fragment" in report.written


@pytest.mark.usefixtures("small")
def test_a_revised_notice_changes_its_own_shard(portal: Portal) -> None:
    """The others keep their key."""
    for number in range(10, 26):
        _publish(portal, number)
    before = {shard.name: shard.key for shard in shards(portal.edition())}
    portal.edit("bulletins/2026/CV-2026-BUL-0018.md", "sans gravité", "sans aucune gravité")
    after = {shard.name: shard.key for shard in shards(portal.edition())}
    assert len({name for name in before if before[name] != after[name]}) == 1
    assert before["recent"] == after["recent"]


@pytest.mark.usefixtures("small")
def test_the_same_sources_give_the_same_shards(portal: Portal, tmp_path: Path) -> None:
    """Whatever was built before: the generations depend on the notices alone."""
    for number in range(10, 20):
        _publish(portal, number)
    portal.build(search=True)
    for number in range(20, 26):
        _publish(portal, number)
    portal.build(search=True)
    fresh = Portal.copy(portal.folder, tmp_path / "neuf")
    rmtree(fresh.output)
    rmtree(fresh.workspace.folder)
    fresh.build(search=True)
    assert fresh.files() == portal.files()
    fresh.close()


def test_every_notice_stands_in_one_shard(portal: Portal, small: None) -> None:
    """Documents are always recent; a withdrawn notice stays where it was, an erased one is in none."""
    del small
    for number in range(10, 30):
        _publish(portal, number)
    withdrawn = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"
    portal.edit("bulletins/2026/CV-2026-BUL-0012.md", "revisions:", f"{withdrawn}revisions:")
    erased = withdrawn.replace("}", ", erase: true}")
    portal.edit("bulletins/2026/CV-2026-BUL-0013.md", "revisions:", f"{erased}revisions:")
    edition = portal.edition()
    made = shards(edition)
    found = [item.id for shard in made for item in shard.items]
    assert sorted(found) == sorted(item.id for item in edition.headlines if not item.erased)
    assert "CV-2026-BUL-0012" in found
    assert "CV-2026-BUL-0013" not in found
    assert {item.id for item in made[0].items} >= {item.id for item in edition.documents}
    assert [shard.name for shard in made] == ["recent", "archive-1", "archive-2", "archive-3"]


def test_a_fragment_tells_its_notice(portal: Portal) -> None:
    """Named after its day and its identifier, so that results sort by date; it tells which."""
    portal.build(search=True)
    for path, data in _index(portal).items():
        if path.endswith(".pf_fragment"):
            name = path.rpartition("/")[2].removesuffix(".pf_fragment")
            fragment = json.loads(gzip.decompress(data).removeprefix(b"pagefind_dcd"))
            assert fragment["meta"]["id"] == name[9:]


@pytest.mark.usefixtures("small")
@pytest.mark.parametrize("erase", ["", ", erase: true"])
def test_a_withdrawal_leaves_the_other_shards_alone(portal: Portal, erase: str) -> None:
    """Those of what was published after it too, whether its text is erased or not."""
    for number in range(10, 26):
        _publish(portal, number)
    before = {shard.name: shard.key for shard in shards(portal.edition())}
    withdrawn = f"withdrawn: {{date: 2026-10-07T10:00:00+02:00, reason: Doublon{erase}}}\n"
    portal.edit("bulletins/2026/CV-2026-BUL-0011.md", "revisions:", f"{withdrawn}revisions:")
    after = {shard.name: shard.key for shard in shards(portal.edition())}
    assert [name for name in before if before[name] != after[name]] == ["archive-1"]


def test_the_name_of_an_index_depends_on_nothing_unpublished(portal: Portal) -> None:
    """Not on a file that is not joined, nor on a comment; a published word does change it."""

    def named() -> set[str]:
        portal.build(search=True)
        return {path for path in portal.files() if path.endswith(".pf_meta")}

    before = named()
    portal.write("content/documents/CV-2026-DOC-0001/notes-de-crise.txt", "Ne pas joindre.")
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity:", "# une remarque\nseverity:")
    assert named() == before
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "## Mesures", "Un mot.\n\n## Mesures")
    assert named() != before
