"""Searching an archive of five thousand notices in a real browser, and again right after a publication."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from benchmarks.archives import generate
from benchmarks.line import Line, served
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import ask, faultless, serving
from tests.needs import needs
from tests.portal import SITES, Portal, bulletin

COUNT = 5_000
FIRST_QUERY = 200_000
LATER_QUERY = 150_000


@pytest.fixture(scope="module")
@needs("slow")
def archive(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """The smallest portal, with five thousand generated bulletins of 2000 to 2023."""
    folder = tmp_path_factory.mktemp("archive") / "portail"
    shutil.copytree(SITES / "minimal", folder)
    generate(folder, COUNT)
    terms = folder / "content/vocabulaires/technologies.yml"
    terms.write_text(
        terms.read_text(encoding="utf-8") + "\n- {id: systemes, label: Systèmes, scope: standard}\n",
        encoding="utf-8",
    )
    portal = Portal(folder)
    portal.build(jobs=2, search=True)
    yield portal
    portal.close()


@pytest.fixture(scope="module")
def address(archive: Portal) -> Iterator[str]:
    with serving(archive.output) as at:
        yield at


@pytest.fixture
def visitor(chromium: Browser, address: str) -> Iterator[Page]:
    context = chromium.new_context(base_url=address, locale="fr-FR")
    with faultless(context, console=False) as page:
        yield page


def _ids(page: Page) -> list[str]:
    expect(page.locator("[data-search-results] li").first).to_be_visible()
    return page.locator("[data-search-results] .cv-result__id").all_inner_texts()


def _cve_of(file: Path) -> str:
    return next(
        word.strip("{}") for word in file.read_text(encoding="utf-8").split() if word.startswith("CVE-")
    )


def test_identifiers_come_first_and_at_once(archive: Portal, visitor: Page) -> None:
    """A CVE, the notice's own identifier, another publisher's: without loading the index for them."""
    file = archive.folder / "bulletins/2011/CV-2011-BUL-0100.md"
    visitor.goto("/recherche/")
    for words in (_cve_of(file), "CV-2011-BUL-0100", "EXEMPLE-2011-AVI-0100"):
        ask(visitor, words)
        assert "CV-2011-BUL-0100" in _ids(visitor)


def test_accents_and_case_find_the_same(visitor: Page) -> None:
    """« élévation », « Elevation »: the same count."""
    visitor.goto("/recherche/")
    counts = set()
    for words in ("élévation", "elevation", "ÉLÉVATION"):
        ask(visitor, words)
        counts.add(visitor.locator("[data-search-status]").inner_text().split(" résultat")[0])
    assert len(counts) == 1


def test_filters_and_order_reach_across_the_shards(visitor: Page) -> None:
    """A year and a severity narrow; by date, the newest comes first whatever the shard."""
    visitor.goto("/recherche/?q=produit&year=2015&severity=critique&order=date")
    found = _ids(visitor)
    assert found
    assert all(name.startswith("CV-2015-") for name in found)
    visitor.goto("/recherche/?q=produit&order=date")
    assert _ids(visitor)[0].startswith(("CV-2026-", "CV-2023-"))


def test_what_a_query_weighs(archive: Portal, chromium: Browser) -> None:
    """Pieces of the index, not the index, and none of them twice: bytes as a host sends them."""
    with served(archive.output, Line(0.0, 1e12)) as (address, answers):
        context = chromium.new_context(base_url=address, locale="fr-FR")
        page = context.new_page()
        page.goto("/recherche/?q=passerelle")
        _ids(page)
        page.wait_for_load_state("networkidle")
        pieces = [item for item in answers if item.path.startswith("pagefind/")]
        assert 100_000 < sum(item.size for item in pieces) < FIRST_QUERY
        assert len({item.path for item in pieces}) == len(pieces)
        answers.clear()
        ask(page, "injection réseau")
        _ids(page)
        assert 0 < sum(item.size for item in answers) < LATER_QUERY
        context.close()


def test_a_new_notice_is_found_at_once_and_a_withdrawn_one_is_marked(archive: Portal, visitor: Page) -> None:
    """Right after the publication, which indexes the newest notices only."""
    new = "bulletins/2026/CV-2026-BUL-0700.md"
    text = bulletin(700, title="Perfuseur zéphyrin", extra="vulnerabilities:\n  - {cve: CVE-2026-70707}\n")
    archive.write(new, text)
    report = archive.build(jobs=2, search=True)
    indexed = {path.split("/")[1] for path in report.written if path.startswith("pagefind/")}
    assert indexed == {"recent", "first"}
    visitor.goto("/recherche/?q=zéphyrin")
    assert _ids(visitor) == ["CV-2026-BUL-0700"]
    ask(visitor, "CVE-2026-70707")
    assert _ids(visitor) == ["CV-2026-BUL-0700"]
    withdrawn = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"
    archive.write(new, text.replace("revisions:", f"{withdrawn}revisions:"))
    archive.build(jobs=2, search=True)
    for words in ("CVE-2026-70707", "zéphyrin"):
        visitor.goto(f"/recherche/?q={words}")
        expect(visitor.locator("[data-search-status]")).to_contain_text(f"« {words} »")
        expect(visitor.locator("[data-search-results] li")).to_contain_text("retirée")
