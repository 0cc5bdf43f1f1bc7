"""The plan as a tree of digests: what did not change is not looked at; bytes are those of a cold build."""

import os
import random
from dataclasses import dataclass, field
from pathlib import Path
from shutil import rmtree

import pytest
from tests.portal import COMMIT, Portal, bulletin, without_index
from tests.publishing.edits import Editors

from cyberveille.catalogue import Store, load, reader
from cyberveille.catalogue.summary import Summary, decode_summary
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.exports import sitemap
from cyberveille.publishing.output import Output
from cyberveille.publishing.planning import Plan
from cyberveille.publishing.workspace import Workspace
from cyberveille.publishing.written import Written

LONG_AGO = 1_700_000_000_000_000_000
DATED = {"index.html", "edition/index.html", "etat.json", "edition.json"}


def _cold(editors: Editors, tmp_path: Path) -> dict[str, bytes]:
    """What the same sources give from nothing: no catalogue, no state, no edition in place."""
    portal = editors.portal
    output = tmp_path / "neuf"
    for left in (output, Workspace(output).folder):
        rmtree(left, ignore_errors=True)
    project = portal.project()
    store = Store(tmp_path / "neuf.sqlite3", kept=False)
    catalogue = load(project, store, now=editors.clock)
    (audience,) = project.configuration.audiences
    with without_index():
        build(make_edition(catalogue, audience, editors.clock, COMMIT), catalogue, Workspace(output))
    store.close()
    files = (file for file in output.rglob("*") if file.is_file())
    return {file.relative_to(output).as_posix(): file.read_bytes() for file in files}


@pytest.mark.parametrize(
    ("seed", "count"), [(1, 15), pytest.param(2, 200, marks=pytest.mark.thorough, id="two hundred edits")]
)
def test_after_each_edit_the_bytes_are_those_of_a_cold_build(
    portal: Portal, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, seed: int, count: int
) -> None:
    """Whatever editors do, in whatever order: texts, withdrawals, drafts, embargoes, lists, configuration."""
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 7)
    editors = Editors(portal, random.Random(seed))
    editors.begin()
    done: list[str] = []
    for _ in range(count):
        report = portal.build(editors.clock)
        assert not report.leaks
        wanted, found = _cold(editors, tmp_path), portal.files()
        # What has nothing to say keeps its date: the rest of it is the same.
        spared = DATED if not report.written and not report.removed else set()
        assert found.keys() == wanted.keys(), done
        assert {path for path in wanted if found[path] != wanted[path]} <= spared, done
        done.append(editors.edit())


@pytest.fixture
def years(portal: Portal) -> Portal:
    """Bulletins of four years, built once; every source was written long before it was read."""
    editors = Editors(portal, random.Random(3))
    editors.begin()
    for file in portal.folder.rglob("*"):
        os.utime(file, ns=(LONG_AGO, LONG_AGO))
    portal.build()
    return portal


@dataclass
class Work:
    """What a build did: parts decoded, summaries decoded, files of the output looked at, files planned."""

    parts: list[str] = field(default_factory=list)
    summaries: int = 0
    looked: list[str] = field(default_factory=list)
    planned: list[str] = field(default_factory=list)


@pytest.fixture
def work(monkeypatch: pytest.MonkeyPatch) -> Work:
    """Counts from now on."""
    done = Work()
    part, lies, add = Store.part, Written.lies_in, Plan.add

    def asked(store: Store, root: str, path: str, name: str) -> bytes | None:
        done.parts.append(f"{path} {name}")
        return part(store, root, path, name)

    def looked(written: Written, file: str) -> bool:
        done.looked.append(file)
        return lies(written, file)

    def planned(plan: Plan, item: Output, name: str) -> None:
        done.planned.append(item.path)
        add(plan, item, name)

    def decoded(data: bytes) -> Summary:
        done.summaries += 1
        return decode_summary(data)

    monkeypatch.setattr(Store, "part", asked)
    monkeypatch.setattr(Written, "lies_in", looked)
    monkeypatch.setattr(Plan, "add", planned)
    monkeypatch.setattr(reader, "decode_summary", decoded)
    return done


def _years_of(planned: list[str]) -> set[str]:
    """The years of the bulletins whose data is planned."""
    return {
        path.split("/")[1] for path in planned if path.startswith("bulletins/2") and path.endswith(".json")
    }


def test_a_build_that_has_nothing_to_do_decodes_nothing(years: Portal, work: Work) -> None:
    """Neither notices nor warnings; no file is looked at, none is planned: pages of text alone are read."""
    report = years.build()
    assert (report.rendered, report.written) == (0, ())
    assert report.files == len(years.files())
    assert set(work.parts) <= {"content/pages page"}
    assert (work.summaries, work.looked, work.planned) == (0, [], [])


def test_a_publish_costs_what_changed(years: Portal, work: Work) -> None:
    """The summaries of one folder are decoded, the pages of one year planned; no other page is looked at."""
    years.write("bulletins/2026/CV-2026-BUL-0900.md", bulletin(900))
    report = years.build()
    assert "bulletins/2026/CV-2026-BUL-0900/index.html" in report.written
    sources = [*(years.folder / "bulletins/2026").glob("*.md")]
    assert work.summaries == len(sources)
    assert _years_of(work.planned) == {"2026"}
    older = [path for path in work.looked if "/bulletins/2023/" in path or "/bulletins/2024/" in path]
    assert not older


def test_an_edited_word_of_another_year_plans_that_year(years: Portal, work: Work) -> None:
    """And the lists and feeds that it may be in, but none of their pages of other years."""
    path = next((years.folder / "bulletins/2024").glob("*.md"))
    years.edit(path.relative_to(years.folder).as_posix(), "Texte ", "Un texte ")
    years.build()
    assert _years_of(work.planned) == {"2024"}
    assert work.summaries == len([*path.parent.glob("*.md")])


def test_of_the_interests_of_editors_those_of_a_notice_are_planned(years: Portal, work: Work) -> None:
    """There may be hundreds: the page of one changes with what belongs to it, with no other notice."""
    asked = {"images": "imagerie", "acces": "acces-distant"}
    told = "".join(
        f"    - {{id: {name}, title: T, purpose: P, technologies: [{of}]}}\n" for name, of in asked.items()
    )
    file = years.folder / "site_config.yml"
    file.write_text(f"{file.read_text(encoding='utf-8')}feeds:\n  interests:\n{told}", encoding="utf-8")
    years.build()
    assert "abonnements/acces/index.html" in work.planned
    work.planned.clear()
    years.write("bulletins/2026/CV-2026-BUL-0900.md", bulletin(900))
    years.build()
    pages = {path for path in work.planned if path.startswith("abonnements/")}
    assert pages == {"abonnements/index.html", "abonnements/images/index.html"}
    assert "CV-2026-BUL-0900" in years.files()["abonnements/images/index.html"].decode()
