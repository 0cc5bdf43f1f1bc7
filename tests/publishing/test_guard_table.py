"""Each room of the edition in turn is given what the filter withholds: the guard refuses every time.

The filter stands in one place, so a fault is a room that goes round it. The table has a line for each room
and a column for each reason to withhold; a cell is a whole build whose guard must name the notice, and leave
the edition before as it was. Each kind of file that the room writes is named, with a piece of the notice that
its own address does not hold.
"""

import re
from collections.abc import Callable, Mapping
from pathlib import Path
from types import FunctionType
from typing import Any

import pytest
from msgspec.structs import replace
from tests.portal import AlreadyBuilt, Portal

from cyberveille.catalogue import Catalogue
from cyberveille.model import Tlp
from cyberveille.publishing import build as build_module
from cyberveille.publishing import exports, feeds, pages, search
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import Edition, shelf_of
from cyberveille.publishing.exports import sitemap, state
from cyberveille.publishing.pages.beside import data_of
from cyberveille.publishing.press import Press

pytestmark = pytest.mark.slow

REASONS = {
    "draft": ("draft: true\n", "2026-10-05", "CLEAR"),
    "embargo": ("", "2026-10-20", "CLEAR"),
    "tlp": ("", "2026-10-05", "AMBER"),
}
TITLE, PASSAGE = (
    "intrusion en cours chez un fournisseur de dossiers patients",
    "couper le tunnel qui relie le fournisseur a",
)
TOLD, NAME, ADDRESS = (
    "le laboratoire a rendu ses resultats au telephone",
    "cv 2026 ale 0009",
    "alertes 2026 cv 2026 ale 0009 ancien",
)
ROOMS: dict[str, tuple[object, str, Mapping[str, str]]] = {
    "pages of bulletins and alerts": (
        pages.notices,
        "nodes",
        {
            "alertes/2026/CV-2026-ALE-0009/index.html": PASSAGE,
        },
    ),
    "pages of documents, their files": (
        pages.library,
        "nodes",
        {
            "documents/CV-2026-DOC-0009/index.html": "document du cercle a ne donner a personne",
            "documents/CV-2026-DOC-0009/premiers-gestes.txt": "fichier que le cercle garde pour lui seul",
            "documents/index.html": "cv 2026 doc 0009",
        },
    ),
    "pages of feedback and actions, the directory": (
        pages.circle,
        "nodes",
        {
            "rex/CV-2026-REX-0009/index.html": TOLD,
            "rex/index.html": TOLD,
            "actions/index.html": "recenser les acces distants de tous les fournisseurs",
        },
    ),
    "JSON and CSV beside pages": (
        pages,
        "nodes",
        {
            "alertes/2026/CV-2026-ALE-0009.json": PASSAGE,
            "alertes/2026/CV-2026-ALE-0009/indicateurs.csv": "relais secret example net",
            "documents/CV-2026-DOC-0009.json": "document du cercle a ne donner a personne",
            "rex/CV-2026-REX-0009.json": TOLD,
            "actions/CV-2026-ACT-0009.json": "recenser les acces distants de tous les fournisseurs",
        },
    ),
    "lists": (pages.lists, "nodes", {"alertes/index.html": TITLE, "alertes/annee/2026/index.html": TITLE}),
    "home": (pages.home, "outputs", {"index.html": TITLE}),
    "pages left at former addresses": (
        pages.moved,
        "outputs",
        {"alertes/2026/CV-2026-ALE-0009-ancien/index.html": NAME},
    ),
    "feeds": (
        feeds,
        "nodes",
        {
            "flux/alertes.rss.xml": PASSAGE,
            "flux/tout.atom.xml": PASSAGE,
            "flux/tout.feed.json": PASSAGE,
        },
    ),
    "sitemap": (sitemap, "outputs", {"sitemap.xml": "cv 2026 rex 0009"}),
    "state of the alerts": (state, "outputs", {"etat.json": TITLE}),
    "redirects": (exports.redirects, "outputs", {"_redirects": ADDRESS}),
    "configurations of servers": (
        exports.servers,
        "outputs",
        {".serveur/apache.conf": ADDRESS, ".serveur/nginx.conf": ADDRESS},
    ),
    "table of identifiers": (search, "identifiers", {"recherche/identifiants/.*json": "cve 2026 99887"}),
    "search": (build_module, "IndexPlan", {"pagefind/.*pf_fragment": PASSAGE}),
}
SEARCHED = {"table of identifiers", "search"}

ALERT = """---
id: CV-2026-ALE-0009
title: Intrusion en cours chez un fournisseur de dossiers patients
tlp: {tlp}
published: {day}T10:00:00+02:00
{extra}status: active
severity: critique
technologies: [imagerie]
vulnerabilities:
  - {{cve: CVE-2026-99887}}
redirect_from: [/alertes/2026/CV-2026-ALE-0009-ancien/]
indicators:
  - {{type: domain, value: relais-secret.example.net}}
references:
  - {{title: Avis, url: https://example.org/9}}
revisions:
  - {{date: {day}T10:00:00+02:00, change: Version initiale}}
---
## Résumé

Un fournisseur constate une intrusion dans ses serveurs de production depuis trois jours.

## Mesures

Couper le tunnel qui relie le fournisseur à votre établissement dès maintenant.
"""
REX = """---
id: CV-2026-REX-0009
title: Une nuit sans laboratoire dans un hôpital de proximité
tlp: {tlp}
published: {day}T10:00:00+02:00
{extra}summary: Le laboratoire a rendu ses résultats au téléphone toute une nuit.
structure: laboratoire
origin: rancongiciel
period: "2026"
timeline:
  - {{when: J, event: Le système de gestion du laboratoire ne répond plus à personne.}}
revisions:
  - {{date: {day}T10:00:00+02:00, change: Version initiale}}
---
## Ce qui s’est passé

Un poste ancien servait encore de passerelle entre deux réseaux.

## Ce qui a aidé

Le papier.

## Ce qui a manqué

Un numéro.

## Enseignements

Retirer les postes anciens.
"""


ACTION = """---
id: CV-2026-ACT-0009
title: Recenser les accès distants de tous les fournisseurs
tlp: {tlp}
published: {day}T10:00:00+02:00
{extra}summary: Une liste à rendre.
status: en-cours
lead: La cellule
starts: 2026-10-01
revisions:
  - {{date: {day}T10:00:00+02:00, change: Version initiale}}
---
## Ce qui est demandé

Rendre la liste.
"""


def _unfiltered(edition: Edition, catalogue: Catalogue) -> Edition:
    """The edition as it would be if nothing were withheld."""
    return replace(
        edition,
        headlines=catalogue.headlines,
        pages=catalogue.pages,
        contacts=tuple(item for root in catalogue.project.directories for item in root.contacts),
        shelf=shelf_of(catalogue, catalogue.headlines, Tlp.RED),
    )


def _all_unfiltered(edition: Edition, catalogue: Catalogue, rest: tuple[object, ...]) -> list[object]:
    """What a room is given, as it would be if nothing were withheld."""
    whole = _unfiltered(edition, catalogue)
    given: list[object] = [whole]
    for item in rest:
        if isinstance(item, feeds.Selected):
            given.append(feeds.selected(whole))
        elif isinstance(item, FunctionType):
            # What stands beside a page is made of the edition too.
            given.append(data_of(whole, next(one for one in rest if isinstance(one, Press))))
        else:
            given.append(item)
    return given


def _plant(portal: Portal, reason: str) -> None:
    extra, day, tlp = REASONS[reason]
    values = {"extra": extra, "day": day, "tlp": tlp}
    origins = "- {id: rancongiciel, label: Rançongiciel, nature: malveillante}\n"
    portal.write("content/vocabulaires/origines.yml", origins)
    root = "reserve/" if tlp != "CLEAR" else ""
    if root:
        portal.edit(
            "site_config.yml",
            "featured:",
            "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:",
        )
    portal.write(f"{root}alerts/2026/CV-2026-ALE-0009.md", ALERT.format(**values))
    portal.write(f"{root}content/rex/CV-2026-REX-0009.md", REX.format(**values))
    portal.write(f"{root}content/actions/CV-2026-ACT-0009.md", ACTION.format(**values))
    document = portal.read("content/documents/CV-2026-DOC-0001.md").replace("DOC-0001", "DOC-0009")
    document = document.replace("Premiers gestes", "Gestes du cercle").replace("tlp: CLEAR", f"tlp: {tlp}")
    document = document.replace("Débrancher le réseau", "Document du cercle, à ne donner à personne")
    document = document.replace("2026-08-01", day).replace("version:", f"{extra}version:")
    portal.write(f"{root}content/documents/CV-2026-DOC-0009.md", document)
    portal.write(
        f"{root}content/documents/CV-2026-DOC-0009/premiers-gestes.txt",
        "Un fichier que le cercle garde pour lui seul.",
    )


@pytest.mark.parametrize("reason", REASONS)
@pytest.mark.parametrize("room", ROOMS)
def test_a_room_that_goes_round_the_filter_is_caught(
    already_built: AlreadyBuilt, monkeypatch: pytest.MonkeyPatch, room: str, reason: str
) -> None:
    searched = room in SEARCHED
    portal = already_built(search=searched)
    before = portal.files()
    _plant(portal, reason)
    module, name, betraying = ROOMS[room]
    outputs: Callable[..., Any] = getattr(module, name)

    catalogue = portal.catalogue()

    def leaking(edition: Edition, *rest: object) -> object:
        return outputs(*_all_unfiltered(edition, catalogue, rest))

    monkeypatch.setattr(module, name, leaking)
    report = portal.build(search=searched)
    for path, what in betraying.items():
        found = {leak.what: leak.notice for leak in report.leaks if re.fullmatch(path, leak.path)}
        assert found[what].endswith("-0009"), path
    assert portal.files() == before


@pytest.mark.parametrize("reason", REASONS)
def test_with_every_room_sound_nothing_is_refused(portal: Portal, reason: str) -> None:
    """The same planted notices, and no leak: the table above cannot pass by refusing everything."""
    _plant(portal, reason)
    report = portal.build(search=True)
    assert report.leaks == ()
    assert not [path for path in portal.files() if "0009" in path]


def test_a_page_and_a_directory_of_the_circle_are_caught(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A content page, then who to call: names are no secret of a list, numbers are."""
    _plant(portal, "tlp")
    portal.write(
        "reserve/content/pages/cercle.md",
        "---\ntitle: Règles du cercle\ndescription: Essai.\n---\n"
        "Les correspondants se retrouvent chaque mardi à neuf heures dans la salle douze.\n",
    )
    portal.write(
        "reserve/content/annuaire.yml",
        "- name: Astreinte\n  group: Urgence\n  purpose: Décider la nuit.\n  phone: +33 6 39 98 45 67\n",
    )
    assert portal.build().leaks == ()
    catalogue = portal.catalogue()
    rooms: tuple[tuple[object, str, str], ...] = (
        (pages.content, "outputs", "/cercle/"),
        (pages.circle, "nodes", "reserve/content/annuaire.yml"),
    )
    for room, name, betrayed in rooms:
        with monkeypatch.context() as patched:
            made: Callable[..., Any] = getattr(room, name)
            patched.setattr(
                room,
                name,
                lambda edition, *rest, made=made: made(*_all_unfiltered(edition, catalogue, rest)),
            )
            assert betrayed in {leak.notice for leak in portal.build().leaks}


def test_a_public_file_that_quotes_the_circle_is_caught(portal: Portal) -> None:
    """A text or an archive joined to a public document, written by someone who copied too much."""
    _plant(portal, "tlp")
    passage = "Couper le tunnel qui relie le fournisseur à votre établissement dès maintenant."
    file: Path = portal.folder / "content/documents/CV-2026-DOC-0001/premiers-gestes.txt"
    file.write_text(f"Pour mémoire : {passage}\n", encoding="utf-8")
    leaks = build(*portal.made(), portal.workspace).leaks
    assert ("documents/CV-2026-DOC-0001/premiers-gestes.txt", "CV-2026-ALE-0009") in {
        (leak.path, leak.notice) for leak in leaks
    }
