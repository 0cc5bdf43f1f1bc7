"""A search page that stays open while editions are published: right answers, whatever became of its index."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.browser.conftest import ask, serving
from tests.delivering.editions import NOW, send
from tests.portal import SITES, Portal, bulletin

from cyberveille.publishing.search import generations

QUESTIONS = {
    "passerelle": "2 résultats pour",
    "pompe": "résultats pour",
    "visionneuse": "2 résultats pour",
    "CVE-2026-10002": "1 résultat pour",
    "inconnu": "1 résultat pour",
    "connecté": "1 résultat pour",
    "premiers gestes": "1 résultat pour",
    "CV-2026-BUL-0012": "1 résultat pour",
}
"""What an open page is asked, and what it must answer."""


@dataclass
class Served:
    """A portal, how it is put online, and the address at which it is; `sent` counts its editions."""

    portal: Portal
    way: str
    online: Path
    address: str = ""
    sent: int = 0

    def publish(self) -> None:
        self.portal.build(search=True)
        self.sent += 1
        if self.way != "built in place":
            days = 7 if self.way == "delivered" else 0
            to = f"versions:{self.online.parent}"
            send(self.portal.output, to, days=days, at=NOW + timedelta(minutes=self.sent))

    def add(self, number: int, title: str, extra: str = "") -> None:
        text = bulletin(number, title=title, extra=extra).replace("2026-10-05T10", "2026-10-06T10")
        self.portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)

    def revise(self, number: int, old: str, new: str) -> None:
        """Another text, and a revision that says so."""
        file = f"bulletins/2026/CV-2026-BUL-{number:04d}.md"
        self.portal.edit(file, old, new)
        revision = "  - {date: 2026-10-06T10:00:00+02:00, change: Précision}\n"
        self.portal.edit(file, "---\n## Résumé", f"{revision}---\n## Résumé")


@pytest.fixture(params=["built in place", "delivered", "delivered without grace"])
def served(
    request: pytest.FixtureRequest, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Served]:
    """Parts of eight, which notices leave the newest for by four: a publication moves some."""
    monkeypatch.setattr(generations, "STEP", 4)
    monkeypatch.setattr(generations, "PART", 8)
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    for number in range(10, 22):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number, title=f"Pompe {number}"))
    way = str(request.param)
    made = Served(portal, way, portal.output if way == "built in place" else tmp_path / "srv" / "en-ligne")
    made.publish()
    with serving(made.online) as made.address:
        yield made
    portal.close()


@pytest.fixture
def opened(chromium: Browser, served: Served) -> Iterator[Page]:
    """The search page, with all that it fetches ahead."""
    context = chromium.new_context(base_url=served.address, locale="fr-FR")
    page = context.new_page()
    page.goto("/recherche/")
    page.wait_for_load_state("networkidle")
    yield page
    context.close()


def _ask(page: Page, words: str, answer: str) -> None:
    ask(page, words)
    expect(page.locator("[data-search-status]")).to_contain_text(answer)


def test_an_open_page_goes_on_answering(served: Served, opened: Page) -> None:
    """Eight questions after a publication, without reloading: the answers are those of the portal."""
    for number in range(30, 36):
        served.add(number, f"Pompe {number}")
    served.revise(12, "sans gravité", "sans aucune gravité")
    served.publish()
    for words, answer in QUESTIONS.items():
        _ask(opened, words, answer)
        expect(opened.locator("[data-search-results] li").first).to_be_visible()


def test_what_was_published_meanwhile_is_found(served: Served, opened: Page) -> None:
    """Before it says that nothing is found, a page makes sure that its index is still that of the portal."""
    _ask(opened, "zéphyrin", "Aucun résultat")
    served.add(40, "Perfuseur zéphyrin", "vulnerabilities:\n  - {cve: CVE-2026-70707}\n")
    served.publish()
    _ask(opened, "perfuseur zéphyrin", "1 résultat")
    _ask(opened, "CVE-2026-70707", "1 résultat")


def test_a_portal_that_did_not_change_is_asked_once(opened: Page) -> None:
    """The table of contents comes with the search page: one request for what is not found, no other piece."""
    asked: list[str] = []
    opened.on("request", lambda request: asked.append(request.url))
    _ask(opened, "zzzzqq", "Aucun résultat")
    assert sum(url.endswith("/recherche/") for url in asked) == 1
    assert not [url for url in asked if "pf_meta" in url or "wasm" in url]


def test_what_was_withdrawn_meanwhile_is_marked(served: Served, opened: Page) -> None:
    """By its identifier and by its words."""
    withdrawn = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon}\n"
    served.revise(12, "title: Pompe 12", "title: Pompe volumétrique")
    served.portal.edit("bulletins/2026/CV-2026-BUL-0012.md", "revisions:", f"{withdrawn}revisions:")
    served.publish()
    for words in ("CV-2026-BUL-0012", "volumétrique"):
        _ask(opened, words, "1 résultat")
        expect(opened.locator("[data-search-results] li")).to_contain_text("retirée")
