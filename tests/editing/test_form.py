"""The form: its fields follow the model, its address is apart, and no edition holds it."""

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner, Result
from tests.editing.conftest import ROOT, project_in
from tests.portal import Portal

from cyberveille.cli import main
from cyberveille.editing.form import form_files
from cyberveille.model import RECORDS, Kind
from cyberveille.model.form import Forge, Form
from cyberveille.reading import read_configuration
from cyberveille.reading.keys import keys_of

FORM = "form:\n  url: https://redaction.example.org/\n  forge: {forge}\n  repository: cellule/portail\n{more}"


def _form(forge: Forge, **more: str) -> Form:
    return Form(url="https://redaction.example.org/", forge=forge, repository="cellule/portail", **more)


def _configuration(form: Form, folder: Path = ROOT) -> Any:  # noqa: ANN401 - what YAML holds
    files = dict(form_files(project_in(folder), form, 2026))
    return yaml.safe_load(files["config.yml"])


def _run(portal: Portal, packages: Path, *arguments: str) -> Result:
    command = ["form", "--root", str(portal.folder), "--packages", str(packages), *arguments]
    return CliRunner().invoke(main, command)


@pytest.fixture
def packages(tmp_path: Path) -> Path:
    """As npm lays them, without what is in them."""
    for name in ("decap-cms/dist/decap-cms.js", "yaml/browser/index.js"):
        (tmp_path / "npm" / name).parent.mkdir(parents=True)
        (tmp_path / "npm" / name).touch()
    return tmp_path / "npm"


@pytest.mark.parametrize("kind", list(Kind))
def test_each_key_of_a_kind_has_its_field(kind: Kind) -> None:
    """With a French label and hint; terms are chosen from a list, and `id` follows from the number."""
    collections = {item["name"]: item for item in _configuration(_form(Forge.LOCAL))["collections"]}
    fields = {field["name"]: field for field in collections[kind.value]["fields"]}
    keys = {key.name: key for key in keys_of(RECORDS[kind])}
    assert fields.keys() == (keys.keys() - {"id"}) | {"annee", "numero", "body"}
    assert all(field["label"] and field["hint"] for field in fields.values() if field["widget"] != "hidden")
    for name, key in keys.items():
        if name != "id" and key.vocabulary:
            assert fields[name]["widget"] == "select"
            assert {"value", "label"} == fields[name]["options"][0].keys()
    assert not [field["label"] for field in fields.values() if "`" in field["label"]]
    assert "status" not in fields or fields["status"]["label"] == "État"
    assert f"-{kind.code}-" in collections[kind.value]["slug"]
    assert all(f"## {title}" in fields["body"]["default"] for title in kind.facts.sections)


def test_a_field_offers_no_marking_that_its_folder_refuses() -> None:
    """RED and AMBER+STRICT enter no repository; a public folder takes CLEAR alone."""
    collections = _configuration(_form(Forge.LOCAL))["collections"]
    offered = {
        item["name"]: [option["value"] for option in field["options"]]
        for item in collections
        for field in item["fields"]
        if field["name"] == "tlp"
    }
    assert offered["bulletin"] == ["CLEAR"]
    assert offered["bulletin-demo-correspondants"] == ["CLEAR", "GREEN", "AMBER"]


def test_each_folder_is_named_as_the_repository_has_it(portal: Portal) -> None:
    """Of a portal in a folder of it; what another repository keeps, or git ignores, is left out."""
    own = [".", "prive", "ignore", "ailleurs"]
    sources = "".join(f"  - {{path: {path}, optional: true}}\n" for path in own)
    portal.edit("site_config.yml", "featured:", f"sources:\n{sources}featured:")
    for path in own[1:]:
        portal.write(f"{path}/bulletins/2026/.garde", "")
    portal.write(".gitignore", "/ignore/\n")
    for folder in (portal.folder.parent, portal.folder / "ailleurs"):
        subprocess.run(["git", "init", "--quiet", folder], check=True)
    collections = _configuration(_form(Forge.LOCAL), portal.folder)["collections"]
    bulletins = [item["folder"] for item in collections if item["name"].startswith("bulletin")]
    assert bulletins == ["portail/bulletins", "portail/prive/bulletins"]


@pytest.mark.parametrize(
    ("form", "backend", "mode"),
    [
        (
            _form(Forge.GITHUB, login="https://connexion.example.org"),
            {"name": "github", "repo": "cellule/portail", "base_url": "https://connexion.example.org"},
            "editorial_workflow",
        ),
        (
            _form(Forge.GITLAB, application="1f", host="https://forge.example.org/"),
            {
                "name": "gitlab",
                "auth_type": "pkce",
                "app_id": "1f",
                "api_root": "https://forge.example.org/api/v4",
                "base_url": "https://forge.example.org",
                "auth_endpoint": "oauth/authorize",
            },
            "editorial_workflow",
        ),
        (
            _form(Forge.GITEA, application="1f", host="https://forge.example.org", branch="redaction"),
            {
                "name": "gitea",
                "app_id": "1f",
                "branch": "redaction",
                "api_root": "https://forge.example.org/api/v1",
                "auth_endpoint": "login/oauth/authorize",
            },
            "simple",
        ),
    ],
)
def test_each_forge_has_its_backend(form: Form, backend: dict[str, str], mode: str) -> None:
    """Decap has no editorial workflow on Gitea: it refuses to start with one."""
    told = _configuration(form)
    assert told["backend"].items() >= backend.items()
    assert told["publish_mode"] == mode


@pytest.mark.parametrize(
    ("forge", "more", "told"),
    [
        ("github", "  login: https://connexion.example.org\n", ""),
        ("github", "", "login"),
        ("gitlab", "", "application"),
        ("gitea", "  application: 1f\n", "host"),
        ("github", "  login: http://connexion.example.org\n", "https"),
    ],
)
def test_a_declaration_without_what_the_login_needs_is_a_finding(forge: str, more: str, told: str) -> None:
    text = (ROOT / "tests/sites/minimal/site_config.yml").read_text(encoding="utf-8")
    read = read_configuration("site_config.yml", (text + FORM.format(forge=forge, more=more)).encode())
    assert [told in item.message for item in read.findings] == ([True] if told else [])


def test_a_form_on_the_host_of_an_edition_is_a_finding(portal: Portal) -> None:
    """Another port or path is the same host to a browser."""
    more = "  login: https://connexion.example.org\n"
    declared = FORM.format(forge="github", more=more).replace("redaction", "essai")
    portal.write("site_config.yml", portal.read("site_config.yml") + declared)
    done = CliRunner().invoke(main, ["check", "--root", str(portal.folder)])
    assert done.exit_code == 2
    assert "nom d’hôte" in done.output


@pytest.mark.parametrize(
    "into", ["site", "site/redaction", ".", "bulletins/redaction", ".site.edition", "content"]
)
def test_the_form_goes_into_no_edition_and_no_source(into: str, portal: Portal, packages: Path) -> None:
    """Nor around one; nothing is written."""
    portal.add_members()
    before = sorted(portal.folder.rglob("*"))
    done = _run(portal, packages, "--local", "--into", str(portal.folder / into))
    assert done.exit_code == 2
    assert "dossier à part" in done.stderr
    assert sorted(portal.folder.rglob("*")) == before


def test_no_edition_holds_anything_of_the_form(portal: Portal, packages: Path) -> None:
    """A portal that declares one and has one beside it: no file of it, nor its address, is published."""
    more = "  login: https://connexion.example.org\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + FORM.format(forge="github", more=more))
    done = _run(portal, packages, "--into", str(portal.folder / "redaction"))
    assert done.exit_code == 0, done.output
    portal.build()
    own = {path.name for path in (portal.folder / "redaction").iterdir()} - {"index.html", "preview.js"}
    published = portal.files()
    assert not own & {path.rpartition("/")[2] for path in published}
    needles = (b"redaction.example.org", b"connexion.example.org", b"decap", b"cms-config-url")
    assert [path for path, data in published.items() if any(needle in data for needle in needles)] == []


def test_packages_that_are_missing_are_told(portal: Portal, tmp_path: Path) -> None:
    """With the command that brings them."""
    done = _run(portal, tmp_path, "--local", "--into", str(portal.folder / "redaction"))
    assert done.exit_code == 2
    assert "npm ci" in re.sub(r"\s+", " ", done.stderr)
