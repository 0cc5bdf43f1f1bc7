"""The guide through a declaration, in a real browser."""

import json
import threading
from collections.abc import Iterator
from datetime import UTC, datetime
from http.server import ThreadingHTTPServer
from pathlib import Path
from typing import Any

import jsonschema
import msgspec
import pytest
from dateutil.easter import easter
from playwright.sync_api import Browser, BrowserContext, Page
from tests.accessible import NARROW, WIDE, Look, violations
from tests.browser.conftest import serve, serving
from tests.portal import SITES, Portal
from tests.reporting.moments import MOMENTS
from tests.reporting.scenarios import SCENARIOS, Scenario, scheme_of_sheets, write_sheets
from tests.waiting import until

from cyberveille.model import Vocabularies
from cyberveille.reading import read_declarations, supplied_vocabularies
from cyberveille.reporting import Field, Form, Terms, decide, declaration_schema

NOW = datetime(2026, 12, 1, 9, tzinfo=UTC)
DECIDE = "async ([script, data, answers]) => (await import(script)).decide(data.scheme, answers, data.terms)"
DATA = "JSON.parse(document.getElementById('signalement-donnees').textContent)"
PROBED = """async ([script, moments, hours]) => {
  const { isOpen, easter } = await import(script);
  const years = Array.from({ length: 300 }, (_, index) => 1900 + index);
  return [moments.map((moment) => isOpen(new Date(moment), hours)),
          years.map((year) => new Date(easter(year)).toISOString().slice(0, 10))];
}"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The smallest portal, with the program's own scheme and lists, and the sheets that the table names."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("signaler") / "portail")
    for name in {*Vocabularies.__struct_fields__} - {"risques"}:
        (portal.folder / f"content/vocabulaires/{name}.yml").unlink(missing_ok=True)
    portal.write("site_config.yml", portal.read("site_config.yml") + "defaults: true\n")
    write_sheets(portal.folder)
    portal.build(NOW)
    portal.close()
    return portal.output


@pytest.fixture(scope="module")
def address(folder: Path) -> Iterator[str]:
    with serving(folder) as address:
        yield f"{address}/signaler/"


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return supplied_vocabularies()


@pytest.fixture(scope="module")
def context(chromium: Browser) -> Iterator[BrowserContext]:
    """Each tab keeps its own answers: people who fill the page one after another share nothing else."""
    made = chromium.new_context(locale="fr-FR", viewport={"width": 1280, "height": 900})
    yield made
    made.close()


@pytest.fixture
def page(context: BrowserContext, address: str) -> Iterator[Page]:
    opened = context.new_page()
    opened.goto(address)
    opened.evaluate("navigator.serviceWorker.ready.then(() => true)")
    yield opened
    opened.close()


def _script(page: Page, name: str) -> str:
    """The address of a module that the page's script imports."""
    source = page.evaluate(
        "fetch(document.querySelector('script[src*=reporting]').src).then((answer) => answer.text())"
    )
    hashed = next(part for part in source.split('"') if part.startswith(f"./{name}."))
    address = "(name) => new URL(name, document.querySelector('script[src*=reporting]').src).href"
    return str(page.evaluate(address, hashed))


def _plain(text: str) -> str:
    """The text with ordinary spaces."""
    return " ".join(text.split())


def _walk(page: Page, scenario: Scenario) -> None:
    """Answers every question that the page asks, and reaches the result."""
    page.get_by_role("button", name="Commencer").click()
    known = scenario.known
    while page.locator("form.cv-guide__step").count():
        field = Field(page.locator("form.cv-guide__step input").first.get_attribute("name"))
        value = getattr(known, field.value)
        if field in known.unknown:
            values: tuple[str, ...] = ("inconnu",)
        elif field.form is Form.MANY:
            values = value or ("aucun",)
        else:
            values = (str(value).lower() if isinstance(value, bool) else value,)
        for item in values:
            page.locator(f"input[name={field.value}][value={item}]").check()
        page.get_by_role("button", name="Continuer").click()


def test_the_page_decides_as_the_program_does(page: Page, vocabularies: Vocabularies) -> None:
    """Over the whole table, whole decisions are compared: criteria, recipients, reasons, guidance, grade."""
    scheme, terms = scheme_of_sheets(), Terms.of(vocabularies)
    data = page.evaluate(DATA)
    script = _script(page, "decision")
    for scenario in SCENARIOS:
        answers = msgspec.to_builtins(scenario.known)
        made = page.evaluate(DECIDE, [script, data, answers])
        decision = decide(scheme, scenario.known, terms)
        assert [item["id"] for item in made["criteria"]] == [item.id for item in decision.criteria]
        assert [(item["recipient"]["id"], len(item["reasons"])) for item in made["advice"]] == [
            (item.recipient.id, len(item.reasons)) for item in decision.advice
        ]
        assert [item["id"] for item in made["guidance"]] == [item.id for item in decision.guidance]
        assert decision.grade is not None
        assert made["grade"]["id"] == decision.grade.id.value


def _told_first() -> Iterator[Any]:
    """Each incident that is told or answered as none before it; the others are left to the night.

    Of all of them the page decides as the program does, and the program as the table says.
    """
    known: set[tuple[str, object]] = set()
    for scenario in SCENARIOS:
        said: set[tuple[str, object]] = {
            ("declare", scenario.declare),
            ("unknown", bool(scenario.known.unknown)),
        }
        said |= {("tell", who) for who in scenario.tell} | {("sheet", sheet) for sheet in scenario.sheets}
        marks = () if said - known else pytest.mark.thorough
        known |= said
        yield pytest.param(scenario, id=scenario.name, marks=marks)


@pytest.mark.parametrize("scenario", list(_told_first()))
def test_a_person_is_told_what_the_table_says(page: Page, scenario: Scenario) -> None:
    """Through the questions themselves, one by one."""
    _walk(page, scenario)
    title = page.locator("#etape").inner_text()
    labels = {item.label: item.id for item in scheme_of_sheets().recipients}
    told = {_plain(text) for text in page.locator(".cv-told__who strong").all_inner_texts()}
    links = page.locator(".cv-guide__result a[href*='/documents/']").evaluate_all(
        "(links) => links.map((link) => link.getAttribute('href').split('/').at(-2))"
    )
    assert scenario.agrees(
        declare=title.startswith("Oui"), told={labels[text] for text in told}, sheets=set(links)
    )


def test_hours_and_holidays_are_those_of_paris(page: Page) -> None:
    """Whatever zone the browser is in."""
    script = _script(page, "hours")
    moments = [moment.isoformat() for moment, _ in MOMENTS]
    hours = page.evaluate(f"{DATA}.hours")
    states, days = page.evaluate(PROBED, [script, moments, hours])
    assert states == [state for _, state in MOMENTS]
    assert days == [easter(year).isoformat() for year in range(1900, 2200)]


@pytest.mark.parametrize(
    ("moment", "zone", "told"),
    [
        ("2026-11-24T16:59:00Z", "Europe/Paris", "la cellule répond jusqu’à 18 h"),
        ("2026-11-24T17:00:00Z", "Europe/Paris", "mercredi 25 novembre, à 9 h"),
        ("2026-04-06T08:00:00Z", "Indian/Reunion", "mardi 7 avril, à 9 h"),
        ("2026-12-24T18:30:00Z", "America/Cayenne", "lundi 28 décembre, à 9 h"),
    ],
)
def test_the_page_says_who_answers_at_this_hour(
    chromium: Browser, address: str, moment: str, zone: str, told: str
) -> None:
    context = chromium.new_context(locale="fr-FR", timezone_id=zone)
    page = context.new_page()
    page.clock.set_fixed_time(moment)
    page.goto(address)
    line = page.locator(".cv-urgent__hours").inner_text()
    current = page.locator(".cv-urgent__now").get_attribute("data-when")
    context.close()
    assert told in _plain(line)
    assert current == ("open" if "répond jusqu’à" in told else "closed")


def test_nothing_leaves_the_browser_while_filling(page: Page) -> None:
    """Not one request from the first question to the saved file."""
    asked: list[str] = []
    page.context.on("request", lambda request: asked.append(request.url))
    _walk(page, SCENARIOS[0])
    page.locator("#detail-description").fill("Postes chiffrés")
    with page.expect_download():
        page.get_by_role("button", name="Enregistrer le fichier JSON").click()
    assert [url for url in asked if not url.startswith("blob:")] == []
    assert page.evaluate("[document.cookie, localStorage.length]") == ["", 0]


def test_the_saved_file_follows_the_published_schema(
    page: Page, folder: Path, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    _walk(page, SCENARIOS[1])
    page.locator("#detail-discovered").fill("2026-11-24T08:05")
    page.locator("#detail-department").fill("2A")
    page.locator("#detail-description").fill("Postes chiffrés 😷\n« tout »")
    with page.expect_download() as saved:
        page.get_by_role("button", name="Enregistrer le fichier JSON").click()
    file = tmp_path / saved.value.suggested_filename
    saved.value.save_as(file)
    published = json.loads((folder / "schemas/declaration-1.json").read_bytes())
    jsonschema.validate(json.loads(file.read_bytes()), published)
    made = declaration_schema(published["$id"], vocabularies)
    assert published == json.loads(msgspec.json.encode(made))
    read = read_declarations(file.name, file.read_bytes(), vocabularies)
    assert read.findings == ()
    assert read.declarations[0].answers == SCENARIOS[1].known
    assert read.declarations[0].description == "Postes chiffrés 😷\n« tout »"
    with page.expect_download() as told:
        page.get_by_role("button", name="Enregistrer le texte").click()
    text = Path(told.value.path()).read_text(encoding="utf-8")
    assert "À DÉCLARER" in text
    assert "« tout »" in text


def test_a_reload_loses_nothing_and_going_back_is_always_possible(page: Page) -> None:
    page.get_by_role("button", name="Commencer").click()
    page.get_by_label("EHPAD").check()
    page.get_by_role("button", name="Continuer").click()
    page.get_by_label("Panne électrique").check()
    page.get_by_role("button", name="Continuer").click()
    question = page.locator("#etape").inner_text()
    page.reload()
    assert page.locator("#etape").inner_text() == question
    page.go_back()
    assert page.get_by_label("Panne électrique").is_checked()
    page.get_by_role("button", name="Précédent").click()
    assert page.get_by_label("EHPAD").is_checked()


def test_a_question_without_answer_says_so(page: Page) -> None:
    page.get_by_role("button", name="Commencer").click()
    page.get_by_role("button", name="Continuer").click()
    assert "Choisissez une réponse" in page.get_by_role("alert").inner_text()
    assert page.evaluate("document.activeElement.name") == "structure"


def test_the_keyboard_alone_leads_to_the_result(page: Page) -> None:
    """Enter starts; on each question the space bar or an arrow chooses, and Enter goes on."""
    page.get_by_role("button", name="Commencer").focus()
    page.keyboard.press("Enter")
    for _ in range(20):
        if not page.locator("form.cv-guide__step").count():
            break
        assert page.evaluate("document.activeElement.id") == "etape"
        page.keyboard.press("Tab")
        page.keyboard.press("Space")
        page.keyboard.press("Enter")
    assert page.locator(".cv-verdict").count() == 1


def test_every_step_is_accessible(page: Page) -> None:
    """Axe finds nothing, wide and narrow, in both themes, from the welcome to the result.

    A step left without an answer shows all that it showed before, and says so: it is looked at once, narrow.
    """

    def look(step: str, *looks: Look) -> None:
        for width, scheme in looks:
            page.set_viewport_size({"width": width, "height": 900})
            page.emulate_media(color_scheme=scheme)
            until(
                page,
                f"document.documentElement.dataset.theme === '{scheme}'"
                " && document.getAnimations().length === 0",
            )
            assert violations(page) == [], step
            assert page.evaluate("document.documentElement.scrollWidth") <= width, step

    look("welcome", WIDE, NARROW)
    known = SCENARIOS[1].known
    page.get_by_role("button", name="Commencer").click()
    while page.locator("form.cv-guide__step").count():
        field = Field(page.locator("form.cv-guide__step input").first.get_attribute("name"))
        look(field.value, WIDE)
        page.get_by_role("button", name="Continuer").click()
        look(f"{field.value}, without answer", NARROW)
        value: Any = getattr(known, field.value) or "aucun"
        first = value if isinstance(value, str) else "true" if value is True else value[0]
        chosen, otherwise = (f"input[name={field.value}][value={value}]" for value in (first, "false"))
        page.locator(f"{chosen}, {otherwise}").first.check()
        page.get_by_role("button", name="Continuer").click()
    look("result", WIDE, NARROW)


def test_the_page_and_its_sheets_are_there_without_network(chromium: Browser, folder: Path) -> None:
    """Once visited: the server is stopped, the page is opened again, filled, and a sheet is read."""
    server, thread = serve(folder)
    address = f"http://127.0.0.1:{server.server_address[1]}/signaler/"
    context = chromium.new_context(locale="fr-FR")
    page = context.new_page()
    page.goto(address)
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "caches.keys().then((names) => names.length === 1)")
    until(
        page,
        "navigator.serviceWorker.getRegistrations()"
        ".then((all) => all.length === 2 && all.every((one) => one.active))",
    )
    _stop(server, thread)
    page.close()
    page = context.new_page()
    page.goto(address)
    _walk(page, SCENARIOS[0])
    page.locator(".cv-guide__result a[href*='/documents/']").first.click()
    assert "Premiers gestes" in page.locator("h1").inner_text()
    assert page.evaluate("document.styleSheets.length") == page.locator("link[rel=stylesheet]").count() > 0
    context.close()


def _stop(server: ThreadingHTTPServer, thread: threading.Thread) -> None:
    server.shutdown()
    server.server_close()
    thread.join()


def test_the_page_is_whole_without_script(chromium: Browser, address: str) -> None:
    """Criteria, recipients with their reasons, and measures by origin are in the page itself."""
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(address)
    text = page.locator("main").inner_text()
    scheme = scheme_of_sheets()
    plain = _plain(text)
    labels = [item.label for item in scheme.criteria] + [item.label for item in scheme.recipients]
    missing = [label for label in labels if label not in plain]
    assert missing == []
    assert page.get_by_role("button", name="Commencer").count() == 0
    context.close()
