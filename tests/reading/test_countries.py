"""Rules by country: those that come with the program, and a portal's own."""

import re
from importlib.resources import files
from pathlib import Path

import pytest
from tests.portal import SITES, Portal

from cyberveille.catalogue.open_values import left_open
from cyberveille.reading.scheme import NATIONAL, supplied_scheme
from cyberveille.reading.yaml_files import given_countries, given_country

OWN = """name: Monaco
holidays: {fixed: ["01-27"], easter: [1]}
authority: {name: APDP, url: "https://apdp.mc", address: Monaco}
declaration: {law: loi n° 1.435}
accessibility: {standard: à la norme EN 301 549, url: "https://example.org"}
"""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    return Portal.copy(SITES / "minimal", tmp_path / "portail")


def with_country(portal: Portal, country: str) -> list[tuple[str, str]]:
    portal.write("site_config.yml", portal.read("site_config.yml") + f"country: {country}\n")
    return [(item.path, item.rule) for item in portal.project().findings]


def _to_france(portal: Portal, more: str = "") -> list[str]:
    portal.write("site_config.yml", portal.read("site_config.yml") + more)
    return [
        item.message for item in portal.catalogue().findings if "institutions de la France" in item.message
    ]


@pytest.mark.parametrize("name", given_countries())
def test_given_countries_are_whole(name: str) -> None:
    """Each says its holidays, and whom to turn to."""
    country = given_country(name)
    assert country.holidays.told["fixed"]
    assert country.authority.url.startswith("https://")


@pytest.mark.parametrize("name", given_countries())
def test_what_the_law_says_has_a_source(name: str) -> None:
    """Beside it, for those who will look again."""
    text = (files("cyberveille") / "countries" / f"{name}.yml").read_text("utf-8")
    for group in ("holidays", "declaration"):
        assert re.search(rf"# .*https?://\S+\n(?:#.*\n)*{group}:", text), group


def test_a_portal_has_rules_of_its_own(portal: Portal) -> None:
    """A file of four lines, beside the configuration."""
    portal.write("regles/mc.yml", OWN)
    assert with_country(portal, "regles/mc.yml") == []
    assert portal.project().country.name == "Monaco"


@pytest.mark.parametrize(
    ("country", "text", "expected"),
    [
        ("bee", OWN, ("site_config.yml", "configuration")),
        ("regles/absent.yml", OWN, ("site_config.yml", "configuration")),
        ("../mc.yml", OWN, ("site_config.yml", "configuration")),
        ("regles/mc.yml", OWN.replace("01-27", "27-01"), ("regles/mc.yml", "date-form")),
        ("regles/mc.yml", OWN.replace("[1]", "[lundi]"), ("regles/mc.yml", "date-form")),
        ("regles/mc.yml", OWN.replace("address: Monaco", "adress: Monaco"), ("regles/mc.yml", "unknown-key")),
        ("regles/mc.yml", OWN.replace("declaration:", "# "), ("regles/mc.yml", "missing-key")),
    ],
)
def test_rules_that_are_not_whole_are_found(
    portal: Portal, country: str, text: str, expected: tuple[str, str]
) -> None:
    """Where they are written."""
    portal.write("regles/mc.yml", text)
    assert expected in with_country(portal, country)


def test_pages_of_another_country_are_to_be_written(portal: Portal) -> None:
    """Those that come with the program name the laws of France."""
    told = [item.message for item in portal.catalogue().findings if item.rule == "default-page"]
    portal.close()
    assert not [text for text in told if "le droit de votre pays" in text]
    with_country(portal, "lu")
    told = [item.message for item in portal.catalogue().findings if item.rule == "default-page"]
    assert [text for text in told if "/mentions-legales/" in text and "le droit de votre pays" in text]


@pytest.mark.parametrize("country", ["be", "lu", "fribourg.yml"])
def test_recipients_of_another_country_are_to_be_said(portal: Portal, country: str) -> None:
    """Declarations would go to institutions of France: those alone that the portal leaves."""
    portal.write("fribourg.yml", OWN)
    [named] = _to_france(portal, f"country: {country}\ndefaults: true\n")
    assert {"cnil", "ansm", "cellule"} <= set(re.findall(r"[a-z]+", named))
    assert "dpo" not in named
    given = supplied_scheme().recipients
    assert set(NATIONAL) <= {item.id for item in given}
    assert {item.id for item in given if item.url or item.email} <= set(NATIONAL)
    without = "".join(f"- {{id: {name}, removed: true}}\n" for name in NATIONAL[1:])
    portal.write("content/signalement/destinataires.yml", without)
    [named] = _to_france(portal)
    assert NATIONAL[0] in named
    assert "cnil" not in named
    assert any(NATIONAL[0] in left for left in left_open(portal.project()))
    portal.close()


def test_recipients_of_france_stand_in_france(portal: Portal) -> None:
    """With its own rules, and with those of a part of it."""
    for country in ("country: fr\n", "country: fr-alsace-moselle\n"):
        given = portal.read("site_config.yml")
        assert _to_france(portal, f"{country}defaults: true\n") == []
        assert not any("destinataires" in left for left in left_open(portal.project()))
        portal.write("site_config.yml", given)
    portal.close()


def test_rules_show_in_pages(portal: Portal) -> None:
    """What accessibility is measured by, who answers when, under which licences one publishes."""
    portal.write(
        "content/pages/signaler.md",
        "---\ntitle: Signaler\ndescription: D.\ntemplate: signaler\n---\nTexte.\n",
    )
    licence = '{id: CC-BY-4.0, name: CC BY 4.0, url: "https://creativecommons.org/licenses/by/4.0/"}'
    with_country(portal, f"be\nlicences:\n  texts: {licence}")
    portal.edit("site_config.yml", "  email: cellule@", "  availability: permanente\n  email: cellule@")
    portal.build()
    assert "à la norme EN 301 549" in portal.page("accessibilite")
    assert "RGAA" not in portal.page("accessibilite").partition("cv-columns")[0]
    portal.edit(
        "site_config.yml", "footer:\n", "footer:\n  - {title: Mentions, address: mentions-legales/}\n"
    )
    portal.build()
    assert "Autorité de protection des données" in portal.page("mentions-legales")
    report = portal.page("signaler")
    assert "loi du 26 avril 2024" in report
    assert "À toute heure, tous les jours" in report
    assert 'data-when="closed"' not in report
    footer = portal.page("").partition("cv-footer__legal")[2]
    assert footer.index("CC BY 4.0") < footer.index("données sous") < footer.index("Licence Ouverte 2.0")
    notice = (portal.output / "bulletins/2026/CV-2026-BUL-0001.json").read_text(encoding="utf-8")
    assert '"id":"CC-BY-4.0"' in notice
    assert "CC BY 4.0" in (portal.output / "flux/tout.rss.xml").read_text(encoding="utf-8")
    index = (portal.output / "donnees/index.json").read_text(encoding="utf-8")
    assert '"id": "etalab-2.0"' in index
