"""A new notice is indexed with the newest ones; the years before stay as they are."""

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
    """Four notices at a time leave the newest, for parts of six."""
    monkeypatch.setattr(generations, "STEP", 4)
    monkeypatch.setattr(generations, "PART", 6)


def _publish(portal: Portal, number: int, year: int = 2026) -> None:
    """One notice a month or so: the tenth in January, the last ones in autumn."""
    day = f"{year}-{(number - 10) // 2 + 1:02d}-{number:02d}T10:00"
    text = bulletin(number, title=f"Défaut numéro {number}").replace("2026-10-05T10:00", day)
    text = text.replace("CV-2026", f"CV-{year}")
    portal.write(f"bulletins/{year}/CV-{year}-BUL-{number:04d}.md", text)


def _index(portal: Portal) -> dict[str, bytes]:
    return {path: data for path, data in portal.files().items() if path.startswith("pagefind/")}


def _touched(paths: tuple[str, ...]) -> set[str]:
    return {path.split("/")[1] for path in paths if path.startswith("pagefind/")}


@pytest.mark.usefixtures("small")
def test_a_new_notice_leaves_the_years_alone(portal: Portal) -> None:
    """Their files are neither written nor removed; those of the newest are."""
    for number in range(10, 26):
        _publish(portal, number)
    portal.build(search=True)
    assert _touched(tuple(_index(portal))) == {"recent", "2026-00", "2026-01", "2026-1", "first"}
    _publish(portal, 26)
    report = portal.build(search=True)
    assert _touched((*report.written, *report.removed)) == {"recent", "first"}
    assert sum(path.startswith("pagefind/first/") for path in report.written) == 1
    assert "pagefind/recent/fragment/20260926-CV-2026-BUL-0026.pf_fragment" in report.written


@pytest.mark.usefixtures("small")
def test_a_publication_writes_few_files_of_the_index(portal: Portal) -> None:
    """Whether notices leave the newest for a part or a part is cut in two: those of one part or two."""
    for number in range(10, 17):
        _publish(portal, number)
    portal.build(search=True)
    for number in range(17, 27):
        _publish(portal, number)
        report = portal.build(search=True)
        changed = [path for path in (*report.written, *report.removed) if path.startswith("pagefind/")]
        assert len(_touched(tuple(changed)) - {"recent", "first"}) <= 3
        assert len(changed) < 100


@pytest.mark.usefixtures("small")
def test_a_revised_notice_changes_its_own_part(portal: Portal) -> None:
    """The others keep their key."""
    for number in range(10, 26):
        _publish(portal, number)
    before = {shard.name: shard.key for shard in shards(portal.edition())}
    portal.edit("bulletins/2026/CV-2026-BUL-0012.md", "sans gravité", "sans aucune gravité")
    after = {shard.name: shard.key for shard in shards(portal.edition())}
    assert [name for name in before if before[name] != after[name]] == ["2026-00"]


@pytest.mark.usefixtures("small")
def test_the_same_sources_give_the_same_shards(portal: Portal, tmp_path: Path) -> None:
    """Whatever was built before: parts depend on the notices alone."""
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
    """Each in its year; a withdrawn notice stays where it was, an erased one is in none."""
    del small
    for number in range(10, 27):
        _publish(portal, number)
        _publish(portal, number, 2024)
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
    years = [shard.name.partition("-")[0] for shard in made]
    assert list(dict.fromkeys(years)) == ["recent", "2026", "2024"]
    assert min(years.count("2026"), years.count("2024")) > 1
    for year, shard in list(zip(years, made, strict=True))[1:]:
        assert {item.year for item in shard.items} == {year}
        assert len(shard.items) <= generations.PART


def test_many_documents_are_indexed_apart(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """Not again with each notice."""
    edition = portal.edition()
    papers = {item.id for item in edition.headlines if not item.kind.watched}
    monkeypatch.setattr(generations, "PAPERS", len(papers) - 1)
    recent, library, *_ = shards(edition)
    assert (library.name, {item.id for item in library.items}) == ("library", papers)
    assert not papers & {item.id for item in recent.items}


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
    for number in range(10, 24):
        _publish(portal, number)
    before = {shard.name: shard.key for shard in shards(portal.edition())}
    withdrawn = f"withdrawn: {{date: 2026-10-07T10:00:00+02:00, reason: Doublon{erase}}}\n"
    portal.edit("bulletins/2026/CV-2026-BUL-0011.md", "revisions:", f"{withdrawn}revisions:")
    after = {shard.name: shard.key for shard in shards(portal.edition())}
    assert [name for name in before if before[name] != after[name]] == ["2026-00"]


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
