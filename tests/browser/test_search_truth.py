"""What the search page answers to what people paste: what bears it, or that nothing does."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page, expect
from tests.accessible import violations
from tests.browser.conftest import ask, serving, without_errors
from tests.portal import SITES, Portal, bulletin

MIRTH, PUMP, IMAGING, WITHDRAWN, ERASED = (f"CV-2026-BUL-{number:04d}" for number in range(10, 15))
ICSMA = "https://www.cisa.gov/news-events/ics-medical-advisories/icsma-20-254-01"
OUT = "withdrawn: {date: 2026-10-07T10:00:00+02:00, reason: Doublon"


def _cves(*numbers: str) -> str:
    return "vulnerabilities:\n" + "".join(f"  - {{cve: CVE-{number}}}\n" for number in numbers)


@pytest.fixture(scope="module")
def address(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("vrai") / "portail")

    def publish(name: str, title: str, extra: str, body: str = "", url: str = "") -> None:
        number = int(name[-4:])
        text = bulletin(number, title=title, extra=extra, body=body)
        portal.write(
            f"bulletins/2026/{name}.md",
            text.replace(f"https://example.org/{number}", url or "https://example.org/x"),
        )

    publish(
        MIRTH,
        "Exécution de code dans Mirth Connect",
        _cves("2023-43208", "2024-1709", "2020-16220"),
        "Un défaut du serveur, écrit en C++ et en .NET.",
    )
    publish(PUMP, "Pompe volumétrique", _cves("2026-11111"), "Le pilote en C cite CVE-2019-12345.", ICSMA)
    products = "products:\n  - {vendor: Siemens Healthineers, product: syngo, affected: toutes}\n"
    publish(IMAGING, "Console d’acquisition", products, "Un réseau, et le mot net.")
    publish(WITHDRAWN, "Automate retiré", f"{_cves('2023-37679', '2026-11111')}{OUT}}}\n", "Zéphyrin.")
    publish(ERASED, "Secret", f"{_cves('2023-55555')}{OUT}, erase: true}}\n", "Mot indicible.")
    portal.write(
        "content/vocabulaires/editeurs.yml",
        "- {id: siemens-healthineers, label: Siemens Healthineers, spellings: [Siemens Medical Solutions]}\n",
    )
    portal.build(search=True)
    portal.close()
    with serving(portal.output) as at:
        yield at


@pytest.fixture(scope="module")
def opened(chromium: Browser, address: str) -> Iterator[Page]:
    """The same person asks everything."""
    context = chromium.new_context(base_url=address, locale="fr-FR")
    yield context.new_page()
    context.close()


@pytest.fixture
def visitor(opened: Page) -> Iterator[Page]:
    """Any error in the console fails the test."""
    with without_errors(opened):
        opened.goto("/recherche/")
        yield opened


def _ask(page: Page, words: str) -> list[str]:
    """The identifiers of the results."""
    ask(page, words)
    page.wait_for_load_state("networkidle")
    return page.locator("[data-search-results] .cv-result__id").all_inner_texts()


@pytest.mark.parametrize(
    "typed",
    [
        "CVE-2023-43208",
        "2023-43208",
        "cve-2023-43208",
        "CVE 2023 43208",
        "cve_2023_43208",
        "CVE2023-43208",
        "CVE-2023-43208.",
        "(CVE‑2023‑43208)",
        "la CVE-2023-43208",
        "https://nvd.nist.gov/vuln/detail/CVE-2023-43208",
        "www.cve.org/CVERecord?id=cve-2023-43208",
        f"https://essai.example.org/bulletins/2026/{MIRTH}/",
        f"/bulletins/2026/{MIRTH.lower()}/",
        MIRTH.lower(),
        "2026-bul-0010",
    ],
)
def test_an_identifier_is_found_in_any_form(visitor: Page, typed: str) -> None:
    """As pasted from a mail, a scanner, an address."""
    assert _ask(visitor, typed) == [MIRTH]
    expect(visitor.locator("[data-search-status]")).to_contain_text("1 résultat")


@pytest.mark.parametrize("typed", ["ICSMA-20-254-01", "icsma-20-254-01", "20-254-01", ICSMA])
def test_the_number_of_another_publisher_leads_to_what_refers_to_it(visitor: Page, typed: str) -> None:
    """Only to that one."""
    assert _ask(visitor, typed) == [PUMP]


@pytest.mark.parametrize(
    ("typed", "near"),
    [
        ("CVE-2023-4320", [MIRTH]),
        ("2023-4320", [MIRTH]),
        ("CVE-2024-170", [MIRTH]),
        ("cve-2020-1622", [MIRTH]),
        ("ICSMA-20-254-02", []),
        ("CVE-2023-55555", []),
        ("RHSA-2023:4455", []),
        ("CV-2026-BUL-9999", []),
        ("CVE-1999-0001", []),
    ],
)
def test_what_nobody_bears_is_said_to_be_borne_by_nobody(visitor: Page, typed: str, near: list[str]) -> None:
    """What begins alike stands apart and is not counted."""
    assert _ask(visitor, typed) == []
    status = visitor.locator("[data-search-status]")
    expect(status).to_contain_text("Aucune notice ne porte")
    expect(status).not_to_contain_text("résultat")
    section = visitor.locator("[data-search-near]")
    assert section.locator(".cv-result__id").all_inner_texts() == near
    assert section.is_visible() == bool(near)


def test_an_identifier_that_a_text_cites_is_found_there(visitor: Page) -> None:
    """And it is said that no notice bears it."""
    assert _ask(visitor, "CVE-2019-12345") == [PUMP]
    expect(visitor.locator("[data-search-status]")).to_contain_text("1 notice le cite dans le texte")


def test_each_of_several_identifiers_is_answered_for(visitor: Page) -> None:
    """Those that nobody bears are named."""
    assert _ask(visitor, "CVE-2023-43208/CVE-2023-4320") == [MIRTH]
    assert _ask(visitor, "CVE-2023-43208, CVE-2023-4320") == [MIRTH]
    expect(visitor.locator("[data-search-status]")).to_contain_text(
        "Aucune notice ne porte « CVE-2023-4320 »"
    )


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("C++", [MIRTH]),
        ("c++", [MIRTH]),
        (".NET", [MIRTH]),
        ("serveur .net", [MIRTH]),
        ("net", [IMAGING, MIRTH]),
        ("C#", []),
        ("siemens imagerie", None),
        ("Siemens Medical Solutions", [IMAGING]),
        ("volumétrique siemens", []),
        ("indicible", []),
        ("Secret", []),
    ],
)
def test_words_find_what_bears_them(visitor: Page, words: str, found: list[str] | None) -> None:
    """Signs that are part of a name, labels of technologies, names of vendors; nothing of what is erased."""
    results = _ask(visitor, words)
    assert sorted(results) == sorted(found if found is not None else [IMAGING])


@pytest.mark.parametrize("typed", ["CVE-2023-37679", WITHDRAWN, "zéphyrin", "automate"])
def test_a_withdrawn_notice_is_found_and_marked(visitor: Page, typed: str) -> None:
    """By its identifiers and its words."""
    assert _ask(visitor, typed) == [WITHDRAWN]
    expect(visitor.locator("[data-search-results] li .cv-tag")).to_have_text("retirée")


def test_what_is_in_force_comes_before_what_was_withdrawn(visitor: Page) -> None:
    """Of the bearers of one CVE."""
    assert _ask(visitor, "CVE-2026-11111") == [PUMP, WITHDRAWN]


def test_an_erased_notice_shows_its_identifier_alone(visitor: Page) -> None:
    """Nothing of its text, nor of what it bore."""
    assert _ask(visitor, ERASED) == [ERASED]
    row = visitor.locator("[data-search-results] li")
    expect(row.locator(".cv-tag")).to_have_text("effacée")
    expect(row.locator(".cv-result__title")).to_have_text(f"Notice effacée ({ERASED})")
    expect(row.locator(".cv-result__excerpt")).to_have_count(0)


def test_filters_narrow_an_identifier_too(visitor: Page) -> None:
    """A notice that bears it but is filtered out is not said not to exist."""
    _ask(visitor, "CVE-2023-43208")
    visitor.locator("summary", has_text="Filtrer et trier").click()
    visitor.get_by_label("Gravité").select_option("critique")
    status = visitor.locator("[data-search-status]")
    expect(status).to_contain_text("Aucun résultat pour « CVE-2023-43208 » avec ces filtres")
    visitor.get_by_label("Gravité").select_option("faible")
    expect(status).to_contain_text("1 résultat")


@pytest.mark.parametrize("width", [1280, 320])
@pytest.mark.parametrize("question", ["/recherche/?q=CVE-2023-4320", "/recherche/?q=CVE-2026-11111"])
def test_results_and_near_answers_are_accessible(visitor: Page, question: str, width: int) -> None:
    """Headings in order, a name for each region, nothing wider than the screen."""
    visitor.set_viewport_size({"width": width, "height": 900})
    visitor.goto(question)
    expect(visitor.locator("main .cv-result").first).to_be_visible()
    assert violations(visitor) == []
    assert visitor.evaluate("document.documentElement.scrollWidth <= innerWidth")
