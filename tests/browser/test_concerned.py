"""« Suis-je concerné ? » in a real browser: answers, nothing sent, narrow screens, what is no inventory."""

import csv
import io
import json
import re

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.accessible import violations
from tests.browser.conftest import faultless


def _ask(page: Page, text: str) -> None:
    page.goto("/concerne/")
    expect(page.get_by_role("button", name="Comparer")).to_be_enabled()
    page.get_by_role("textbox", name="Collez-le").fill(text)


@pytest.mark.parametrize("width", [1280, 320])
def test_an_inventory_is_answered_and_nothing_is_sent(page: Page, width: int) -> None:
    """Once the rules are there no request leaves; the answer takes the focus, fits, and passes axe."""
    page.set_viewport_size({"width": width, "height": 800})
    _ask(page, "Exemple Imaging Visionneuse Alpha 1.0\nÉcran sans notice")
    requests: list[str] = []
    page.on("request", lambda request: requests.append(request.url))
    page.get_by_role("button", name="Comparer").press("Enter")
    expect(page.locator("#reponse")).to_be_focused()
    expect(page.locator("[data-summary]")).to_contain_text("1 sans correspondance")
    expect(page.locator("[data-groups] > li").first).to_contain_text("Visionneuse Alpha")
    assert requests == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert violations(page) == []


def test_what_is_no_inventory_is_said_and_nothing_typed_is_lost(page: Page) -> None:
    """A broken JSON is told from a good one."""
    broken = '{"bomFormat": "CycloneDX", "components": ['
    _ask(page, broken)
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("[data-refused]")).to_contain_text("sans doute coupé")
    expect(page.get_by_role("textbox", name="Collez-le")).to_have_value(broken)


_PASTE = """(field, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  field.dispatchEvent(new ClipboardEvent("paste", { clipboardData: data, cancelable: true, bubbles: true }));
}"""


def test_a_long_text_that_is_pasted_is_compared_aside(page: Page) -> None:
    """The field would take long to show it: what was typed stays, and the page says what it compares."""
    _ask(page, "tapé avant")
    field = page.get_by_role("textbox", name="Collez-le")
    field.evaluate(_PASTE, "Écran sans notice\n" * 5000 + "Exemple Imaging Visionneuse Alpha 1.0")
    expect(page.locator("[data-summary]")).to_contain_text("1 ligne concernée")
    expect(page.locator("[data-taken]")).to_contain_text("le texte collé")
    expect(field).to_have_value("tapé avant")


_FACT = re.compile(r"critique|exploitée|échéance passée|urgences", re.IGNORECASE)


def test_it_is_used_by_keyboard_alone(page: Page) -> None:
    """From the field to the answer and its filters; what happens is said where screen readers listen."""
    _ask(page, "")
    page.get_by_role("textbox", name="Collez-le").focus()
    page.keyboard.insert_text("Exemple Imaging Visionneuse Alpha 1.0\nPasserelle Bêta 3.2")
    for _ in range(2):
        page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Comparer")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("#reponse")).to_be_focused()
    assert {item.get_attribute("role") for item in page.locator("p[data-state], [data-summary]").all()} == {
        "status"
    }
    expect(page.locator("p[data-state]")).to_have_text("2 lignes comparées.")
    expect(page.locator("[data-groups] > li").first).to_contain_text(_FACT)
    page.keyboard.press("Tab")
    expect(page.get_by_label("Grouper")).to_be_focused()
    page.keyboard.press("ArrowDown")
    expect(page.locator("[data-groups] h3").first).to_contain_text("Ligne")


def test_columns_are_shown_and_may_be_changed(page: Page) -> None:
    """What a header does not tell, the reader does: the answer follows."""
    _ask(page, "Nom;Quoi;Combien\nsalle 2;Visionneuse Alpha;1.0")
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("[data-summary]")).to_contain_text("0 ligne concernée")
    page.get_by_label("Produit", exact=True).select_option(label="Quoi")
    page.get_by_label("Version", exact=True).select_option(label="Combien")
    expect(page.locator("[data-summary]")).to_contain_text("1 ligne concernée")


def test_answers_are_taken_away_as_files(page: Page) -> None:
    """A CSV that a French spreadsheet opens in columns, without formula; a JSON as the command's."""
    _ask(page, '=HYPERLINK("http://exemple.invalid") Visionneuse Alpha 1.0')
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("#reponse")).to_be_focused()
    files = {}
    for name in ("CSV", "JSON"):
        with page.expect_download() as coming:
            page.get_by_role("button", name=f"Télécharger en {name}").click()
        files[name] = coming.value.path().read_bytes()
    assert files["CSV"].startswith("\ufeffLigne;Inventaire;Réponse;".encode())
    rows = list(csv.reader(io.StringIO(files["CSV"].decode("utf-8-sig"), newline=""), delimiter=";"))
    assert rows[1][1].startswith("'=HYPERLINK")
    assert files["CSV"].count(b"\r\n") == len(rows)
    (answer,) = json.loads(files["JSON"])
    assert set(answer) == {"line", "notice", "aliases", "answer", "why"}
    assert (answer["line"], answer["answer"]) == (1, "concerned")


def test_it_answers_without_network_once_visited(chromium: Browser, site: str) -> None:
    """The page, its worker and the rules are kept; the date of the rules is said."""
    context = chromium.new_context(base_url=site, locale="fr-FR")
    with faultless(context, console=False) as page:
        _ask(page, "")
        expect(page.locator("p[data-state]")).to_contain_text("sans réseau")
        context.set_offline(offline=True)
        _ask(page, "Exemple Imaging Visionneuse Alpha 1.0")
        page.get_by_role("button", name="Comparer").click()
        expect(page.locator("[data-summary]")).to_contain_text("1 ligne concernée")
        expect(page.locator("[data-extent]")).to_contain_text("mises à jour jusqu’au")


def test_it_is_read_on_paper_and_with_imposed_colours(page: Page) -> None:
    """Colours that are imposed hide no answer, and paper bears the answers alone; nothing is kept unasked."""
    _ask(page, "Exemple Imaging Visionneuse Alpha 1.0")
    page.get_by_role("button", name="Comparer").click()
    expect(page.locator("#reponse")).to_be_focused()
    page.emulate_media(forced_colors="active")
    answer = page.locator(".cv-concerned__answer").first
    assert answer.evaluate("(one) => getComputedStyle(one).borderTopStyle") == "solid"
    assert violations(page) == []
    page.emulate_media(media="print", forced_colors="none")
    expect(answer).to_be_visible()
    expect(page.get_by_role("textbox", name="Collez-le")).to_be_hidden()
    expect(page.get_by_role("button", name="Imprimer")).to_be_hidden()
    assert "cv-concerne" not in page.evaluate("Object.keys(localStorage)")
    page.emulate_media(media="screen")
    page.get_by_role("button", name="Retenir").click()
    expect(page.locator("p[data-state]")).to_contain_text("retenue")
    kept = page.evaluate("JSON.parse(localStorage.getItem('cv-concerne'))")
    assert all(isinstance(mark, int) for mark in kept)
    page.get_by_label("Depuis ma dernière visite").check()
    expect(page.locator("[data-groups]")).to_contain_text("Aucune réponse")
