"""Feedback, actions, the directory, indicators: in the edition of those who may read them, nowhere else."""

import csv
import io
import json
import shutil
from collections.abc import Iterator

import jsonschema
import pytest
from msgspec.structs import replace
from tests.portal import COMMIT, NOW, Portal, without_index

from cyberveille.catalogue import open_project
from cyberveille.catalogue.project import Unusable
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import Edition, make_edition
from cyberveille.publishing.exports import notice_schema, servers
from cyberveille.publishing.pages.offline import withdrawal
from cyberveille.publishing.workspace import Workspace

DAY = "2026-10-01T10:00:00+02:00"
HEAD = f"published: {DAY}\nrevisions:\n  - {{date: {DAY}, change: Version}}\n"
REX = f"""---
id: CV-2026-REX-0001
title: Une nuit sans laboratoire
tlp: AMBER
pap: RED
{HEAD}summary: Une nuit au téléphone.
structure: laboratoire
origin: rancongiciel
period: "2026-S2"
care_impact: {{services: [urgences], level: mode-degrade}}
timeline:
  - {{when: "J", event: Tout s’arrête.}}
  - {{when: "J+1, 8 h", event: Le papier tient.}}
indicators:
  - {{type: domain, value: relais.example.net, comment: "Relais, au soir"}}
  - {{type: url, value: "https://relais.example.net/a?b=c"}}
  - {{type: md5, value: 0cc175b9c0f1b6a831c399e269772661}}
related: [CV-2026-ACT-0001]
---
## Ce qui s’est passé

Un poste ancien.

## Ce qui a aidé

Le papier.

## Ce qui a manqué

Un numéro.

## Enseignements

Retirer les postes.
"""


def _action(number: int, status: str, starts: str, tlp: str = "GREEN") -> str:
    return f"""---
id: CV-2026-ACT-{number:04d}
title: Action numéro {number}
tlp: {tlp}
{HEAD}summary: Une action.
status: {status}
lead: La cellule
starts: {starts}
ends: 2027-01-31
---
## Ce qui est demandé

Répondre.
"""


@pytest.fixture
def circle(portal: Portal) -> Portal:
    """A root that admits AMBER beside the public one."""
    sources = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\n"
    portal.edit("site_config.yml", "featured:", f"{sources}featured:")
    portal.add_members()
    origins = "- {id: rancongiciel, label: Rançongiciel, nature: malveillante}\n"
    portal.write("content/vocabulaires/origines.yml", origins)
    portal.write("reserve/content/rex/CV-2026-REX-0001.md", REX)
    for number, status, starts in (
        (1, "prevue", "2026-12-02"),
        (2, "en-cours", "2026-09-01"),
        (3, "achevee", "2026-02-01"),
        (4, "prevue", "2026-12-01"),
    ):
        portal.write(f"reserve/content/actions/CV-2026-ACT-{number:04d}.md", _action(number, status, starts))
    portal.write(
        "reserve/content/annuaire.yml",
        "- {name: Astreinte, group: Urgence, purpose: Décider., phone: +33 6 39 98 45 67}\n"
        "- {name: Exercices, group: Préparer, purpose: Préparer., email: e@example.org}\n"
        "- {name: Cellule, group: Urgence, purpose: Qualifier., hours: le jour}\n",
    )
    return portal


def _members(portal: Portal) -> tuple[Edition, dict[str, str]]:
    edition, catalogue = portal.made(audience="members")
    output = portal.folder / "site-members"
    with without_index():
        build(edition, catalogue, Workspace(output))
    files = {
        file.relative_to(output).as_posix(): file.read_text(encoding="utf-8")
        for file in output.rglob("*")
        if file.suffix in {".html", ".json", ".csv", ".xml", ".conf"}
    }
    return edition, files


def _order(text: str, *words: str) -> bool:
    places = [text.index(word) for word in words]
    return places == sorted(places)


def test_the_public_edition_has_no_room_for_what_it_does_not_show(circle: Portal) -> None:
    """No empty list, no address of one, in any file."""
    circle.build()
    files = circle.files()
    assert not [path for path in files if path.startswith(("rex/", "actions/", "annuaire/"))]
    assert b"/rex/" not in files["sitemap.xml"]
    assert ".serveur/acces.conf" not in files


def test_a_restricted_edition_keeps_nothing_in_the_browser(circle: Portal) -> None:
    """No worker but the one that takes a former edition's away; of the index, no piece may be cached."""
    _, files = _members(circle)
    output = circle.folder / "site-members"
    assert (output / "hors-ligne.js").read_bytes() == withdrawal()
    assert (output / "concerne/hors-ligne.js").read_bytes() == withdrawal()
    assert "data-offline" not in files["concerne/index.html"]
    assert "data-remember" not in files["concerne/index.html"]
    assert b'addEventListener("fetch"' not in withdrawal()
    circle.build()
    public = circle.files()
    assert public.get("hors-ligne.js", b"") != withdrawal()
    assert public["concerne/hors-ligne.js"] != withdrawal()
    assert "assets/session." in files["index.html"]
    assert b"assets/session." not in public["index.html"]
    kept = [
        rule
        for rule in files[".serveur/apache.conf"].split("<LocationMatch")
        if "Cache-Control" in rule and "no-store" not in rule and "pf_" in rule
    ]
    assert kept == []


def test_a_feedback_says_its_marking_in_words(circle: Portal) -> None:
    _, files = _members(circle)
    page = files["rex/CV-2026-REX-0001/index.html"]
    for words in ("TLP:AMBER", "Diffusion dans votre organisation", "PAP:RED", "vos seuls journaux"):
        assert words in page
    told = page[page.index("Impact sur les soins") :]
    assert _order(told, ">J<", "J+1,", "Ce qui s’est passé</h2>", "Indicateurs à rechercher")
    assert "second semestre 2026" in page
    assert "hxxps://relais[.]example[.]net/a?b=c" in page
    assert "Action numéro 1" in page
    assert "Une nuit sans laboratoire" in files["actions/CV-2026-ACT-0001/index.html"]


def test_the_indicators_file_carries_real_values_and_markings(circle: Portal) -> None:
    _, files = _members(circle)
    rows = list(csv.DictReader(io.StringIO(files["rex/CV-2026-REX-0001/indicateurs.csv"])))
    assert [(row["type"], row["value"], row["comment"]) for row in rows] == [
        ("domain", "relais.example.net", "Relais, au soir"),
        ("url", "https://relais.example.net/a?b=c", ""),
        ("md5", "0cc175b9c0f1b6a831c399e269772661", ""),
    ]
    assert {(row["tlp"], row["pap"], row["notice"]) for row in rows} == {
        ("TLP:AMBER", "PAP:RED", "CV-2026-REX-0001")
    }


def test_the_json_of_each_kind_follows_the_schema(circle: Portal) -> None:
    edition, files = _members(circle)
    schema = jsonschema.Draft202012Validator(notice_schema(edition.absolute("schemas/notice-1.json")))
    rex = json.loads(files["rex/CV-2026-REX-0001.json"])
    action = json.loads(files["actions/CV-2026-ACT-0001.json"])
    for value in (rex, action):
        schema.validate(value)
    assert rex["handling"].count(".") == 2
    assert rex["licence"] is None
    assert rex["timeline"][1] == {"when": "J+1, 8 h", "event": "Le papier tient."}
    assert (action["status"], action["starts"], action["ends"]) == ("prevue", "2026-12-02", "2027-01-31")


def test_actions_stand_by_progress_then_by_day(circle: Portal) -> None:
    _, files = _members(circle)
    page = files["actions/index.html"]
    calendar = page[page.index("Calendrier des actions") : page.index("</table>")]
    assert _order(calendar, "numéro 2", "numéro 4", "numéro 1", "numéro 3")
    assert _order(page[page.index("</table>") :], "En cours", "Prévues", "Achevées")


def test_the_directory_keeps_its_groups_together(circle: Portal) -> None:
    _, files = _members(circle)
    page = files["annuaire/index.html"]
    assert _order(page, "Urgence", "Astreinte", "Cellule", "Préparer", "Exercices")
    assert 'href="tel:+33639984567"' in page


def test_members_find_all_of_it_from_the_home_page_feeds_and_sitemap(circle: Portal) -> None:
    _, files = _members(circle)
    home = files["index.html"]
    assert _order(
        home, "Derniers retours d’expérience", "Une nuit sans laboratoire", "Actions ministérielles"
    )
    assert "Action numéro 3" not in home
    for address in ("rex/", "rex/CV-2026-REX-0001/", "actions/", "annuaire/"):
        assert f"/{address}</loc>" in files["sitemap.xml"]
    assert "CV-2026-REX-0001" in files["flux/tout.atom.xml"]
    assert "Diffusion dans votre organisation" in files["flux/tout.atom.xml"]


def test_a_narrower_audience_reads_less(circle: Portal) -> None:
    """An edition for GREEN has the actions, neither the feedback nor the directory of an AMBER root."""
    partners = "name: partners\n    tlp_max: GREEN\n    output: site-partners"
    circle.edit("site_config.yml", "name: members\n    tlp_max: AMBER\n    output: site-members", partners)
    edition = circle.edition(audience="partners")
    assert len(edition.headlines) == len(circle.edition().headlines) + 4
    assert edition.contacts == ()
    with pytest.raises(KeyError):
        edition.notice("CV-2026-REX-0001")


@pytest.mark.parametrize(("groups", "expected"), [(("un", "deux/trois"), 2), ((), 0)])
def test_groups_come_from_the_configuration(circle: Portal, groups: tuple[str, ...], expected: int) -> None:
    """Without any, which the configuration refuses, nobody would get in."""
    edition = circle.edition(audience="members")
    audience = replace(edition.audience, groups=groups)
    written = {item.path: item for item in servers.outputs(replace(edition, audience=audience))}
    rules = written[".serveur/acces.conf"].render().decode()
    assert rules.count("Require claim") == expected
    assert ("Require all denied" in rules) is not bool(expected)


def test_a_restricted_server_never_redirects_before_it_knows_who_asks(circle: Portal) -> None:
    """An old address may name what it hides."""
    circle.edit(
        "reserve/content/rex/CV-2026-REX-0001.md", "summary:", "redirect_from: [/rex/ancien/]\nsummary:"
    )
    _, files = _members(circle)
    assert "ancien" not in files[".serveur/apache.conf"]
    assert "CV-2026-REX-0001" in files["rex/ancien/index.html"]


def test_a_menu_shows_each_edition_its_own_links(circle: Portal) -> None:
    circle.edit(
        "site_config.yml",
        "navigation:\n",
        "navigation:\n  - {title: Récits, address: rex/, audiences: [members]}\n",
    )
    _, files = _members(circle)
    assert ">Récits</a>" in files["index.html"]
    circle.build()
    assert b"R\xc3\xa9cits" not in circle.files()["index.html"]


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("  - {title: Récits, address: rex/}\n", "navigation-exists"),
        ("  - {title: Annuaire, address: annuaire/}\n", "navigation-exists"),
    ],
)
def test_a_menu_that_would_lead_nowhere_is_a_finding(circle: Portal, written: str, rule: str) -> None:
    circle.edit("site_config.yml", "navigation:\n", f"navigation:\n{written}")
    project_findings = circle.catalogue().findings
    assert rule in {finding.rule for finding in project_findings}


def test_a_menu_names_editions_that_exist(circle: Portal) -> None:
    written = "navigation:\n  - {title: Récits, address: rex/, audiences: [membres]}\n"
    circle.edit("site_config.yml", "navigation:\n", written)
    refused = open_project(circle.folder)
    assert isinstance(refused, Unusable)
    assert "« membres »" in refused.findings[0].message.replace("\u00a0", " ")
    assert refused.findings[0].line == 18


def test_a_private_root_may_be_missing(circle: Portal) -> None:
    """The public edition is made without it, with a warning; without `optional`, it is an error."""
    written = "navigation:\n  - {title: Récits, address: rex/, audiences: [members]}\n"
    circle.edit("site_config.yml", "navigation:\n", written)
    shutil.rmtree(circle.folder / "reserve")
    assert circle.catalogue().refused
    circle.edit("site_config.yml", "tlp_max: AMBER}", "tlp_max: AMBER, optional: true}")
    catalogue = circle.catalogue()
    assert not catalogue.refused
    assert [finding.message.replace("\u00a0", " ") for finding in catalogue.findings] == [
        "Le dossier « reserve » n’existe pas."
    ]
    assert circle.build().leaks == ()


def test_a_public_page_may_not_lead_to_a_list_of_the_circle(circle: Portal) -> None:
    circle.edit("content/pages/a-propos.md", "\n---\n", "\n---\nVoyez [les récits](/rex/).\n")
    found = [finding for finding in circle.catalogue().findings if finding.rule == "link-open-to-reader"]
    assert "TLP:AMBER" in found[0].message


def test_the_edition_of_a_closed_audience_says_so_on_every_page(circle: Portal) -> None:
    _, files = _members(circle)
    pages = {
        path: text for path, text in files.items() if path.endswith("index.html") and "refresh" not in text
    }
    assert len(pages) > 20
    assert all(
        "Espace des correspondants" in text and "cv-tlp-edition--amber" in text for text in pages.values()
    )
    assert all("Licence Ouverte 2.0</a>, sauf" not in text for text in pages.values())


def _editions(portal: Portal) -> Iterator[Edition]:
    catalogue = portal.catalogue()
    for audience in catalogue.project.configuration.audiences:
        yield make_edition(catalogue, audience, NOW, COMMIT)


def test_both_editions_come_from_one_reading(circle: Portal) -> None:
    public, members = _editions(circle)
    assert {item.id for item in members.headlines} > {item.id for item in public.headlines}
