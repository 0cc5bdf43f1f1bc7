"""From 0.1: a portal builds as it is, and the same once it follows docs/mettre-a-jour.md."""

import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml

from cyberveille.reading.supplied_nodes import LISTS, SCHEME
from tests.portal import SITES, Portal

PACKAGE = Path(__file__).parent.parent / "generator" / "cyberveille"
OWN = (
    ("content/vocabulaires/technologies.yml", "label: Imagerie médicale", "label: Imagerie"),
    ("content/signalement/destinataires.yml", "delay: 72 heures après", "delay: 48 heures après"),
)


def portal_of_0_1(folder: Path) -> Portal:
    """Lists and a scheme of its own, of which a few entries differ, and a key by its former name."""
    portal = Portal.copy(SITES / "minimal", folder)
    shutil.rmtree(portal.folder / "content/vocabulaires")
    shutil.copytree(PACKAGE / LISTS, portal.folder / "content/vocabulaires")
    shutil.copytree(PACKAGE / SCHEME, portal.folder / "content/signalement")
    for path, old, new in OWN:
        portal.edit(path, old, new)
    risks = "content/vocabulaires/risques.yml"
    portal.write(risks, portal.read(risks) + "- {id: atteinte-confidentialite, label: Une atteinte}\n")
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "structures:", "audiences:")
    return portal


@pytest.fixture
def former(tmp_path: Path) -> Iterator[Portal]:
    portal = portal_of_0_1(tmp_path / "portail")
    yield portal
    portal.close()


def _lists(portal: Portal) -> list[Path]:
    return [*portal.folder.glob("content/vocabulaires/*"), *portal.folder.glob("content/signalement/*")]


def _entries(file: Path) -> list[dict[str, Any]]:
    entries: list[dict[str, Any]] = yaml.load(file.read_text("utf-8"), yaml.BaseLoader)  # noqa: S506
    return entries


def _keep_what_differs(portal: Portal) -> None:
    """As the notes say: `defaults: true`, and no entry or key that the program gives already."""
    portal.write("site_config.yml", portal.read("site_config.yml") + "defaults: true\n")
    for file in _lists(portal):
        supplied = PACKAGE / (LISTS if file.parent.name == "vocabulaires" else SCHEME) / file.name
        known = {entry["id"]: entry for entry in _entries(supplied)}
        kept = [_differing(entry, known.get(entry["id"], {})) for entry in _entries(file)]
        kept = [entry for entry in kept if set(entry) != {"id"}]
        if kept:
            file.write_text(yaml.safe_dump(kept, allow_unicode=True), encoding="utf-8")
        else:
            file.unlink()


def _differing(entry: dict[str, Any], supplied: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in entry.items() if key == "id" or value != supplied.get(key)}


def test_a_former_portal_is_built_before_and_after_it_follows_the_notes(former: Portal) -> None:
    """The same bytes; the former key is a warning, and nothing is an error."""
    assert {item.rule for item in former.catalogue().findings} == {"former-key"}
    former.build()
    before = former.files()
    _keep_what_differs(former)
    kept = {file.name for file in _lists(former)}
    assert kept == {"destinataires.yml", "risques.yml", "technologies.yml"}
    former.forget()
    former.build()
    after = former.files()
    assert {path for path in before | after if before.get(path) != after.get(path)} == set()
