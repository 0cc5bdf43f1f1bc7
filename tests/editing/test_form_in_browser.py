"""A colleague with a browser alone writes a bulletin and corrects another: commits that `build` takes."""

import os
import re
import subprocess
import threading
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest
from click.testing import CliRunner
from demo.processes import stop
from demo.stand import free_port
from playwright.sync_api import Browser, Page, expect
from tests.editing.conftest import ROOT
from tests.needs import needs, program
from tests.portal import SITES, Portal

from cyberveille.cli import main
from cyberveille.editing.form import form_files
from cyberveille.model.form import Forge, Form

POLICY = re.search(
    r'Content-Security-Policy "([^"]+)"', (ROOT / "deploy/form/formulaire.conf").read_text(encoding="utf-8")
)
BULLETIN = "bulletins/2026/CV-2026-BUL-0002.md"
COMMENT = "# relu par la cellule"


class _Handler(SimpleHTTPRequestHandler):
    """The form as its web server would send it, with the policy of the shipped example."""

    policy = ""

    def end_headers(self) -> None:
        self.send_header("Content-Security-Policy", self.policy)
        super().end_headers()

    def log_message(self, *arguments: object) -> None:
        """Nothing: requests are no news."""


@dataclass
class Desk:
    portal: Portal
    address: str

    def git(self, *arguments: str) -> str:
        command = ["git", "-C", str(self.portal.folder), *arguments]
        return subprocess.run(command, capture_output=True, text=True, check=True).stdout


@pytest.fixture(scope="module")
@needs("system", "browser")
def desk(form_packages: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Desk]:
    """A portal in git, the server of Decap that commits there, the form on an address of its own."""
    folder = tmp_path_factory.mktemp("redaction")
    portal = Portal.copy(SITES / "minimal", folder / "portail")
    api = f"http://localhost:{free_port()}/api/v1"
    form = f"form: {{url: http://localhost/, forge: local, repository: local, host: {api}}}\n"
    portal.write("site_config.yml", portal.read("site_config.yml") + form)
    portal.edit(BULLETIN, "severity:", f"{COMMENT}\nseverity:")
    desk = Desk(portal, "")
    desk.git("init", "--quiet", "--initial-branch", "main")
    for key, value in (
        ("user.name", "Camille"),
        ("user.email", "camille@example.org"),
        ("commit.gpgsign", "false"),
    ):
        desk.git("config", key, value)
    desk.git("add", ".")
    desk.git("commit", "--quiet", "--message", "Début")
    into = folder / "formulaire"
    command = ["form", "--root", str(portal.folder), "--into", str(into), "--packages", str(form_packages)]
    done = CliRunner().invoke(main, command, catch_exceptions=False)
    assert done.exit_code == 0, done.output
    with ExitStack() as last:
        last.callback(portal.close)
        server = form_packages / "decap-server/dist/index.js"
        port = api.split(":")[2].partition("/")[0]
        settings = {
            "MODE": "git",
            "GIT_REPO_DIRECTORY": str(portal.folder),
            "PORT": port,
            "BIND_HOST": "127.0.0.1",
        }
        process = subprocess.Popen(
            [program("node"), server],
            env=os.environ | settings,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
        )
        last.enter_context(process)
        last.callback(stop, process)
        assert process.stdout is not None
        assert any(b"listening" in line for line in process.stdout)
        reader = threading.Thread(target=process.stdout.read)
        reader.start()
        assert POLICY is not None
        handler = type(
            "Handler", (_Handler,), {"policy": POLICY[1].replace("https://forge.example.org", api)}
        )
        web = ThreadingHTTPServer(("127.0.0.1", 0), partial(handler, directory=str(into)))
        threading.Thread(target=web.serve_forever, daemon=True).start()
        last.callback(web.server_close)
        last.callback(web.shutdown)
        desk.address = f"http://localhost:{web.server_port}/"
        yield desk


@pytest.fixture
def page(desk: Desk, chromium: Browser) -> Iterator[Page]:
    """The form, once logged in, on a machine of Guadeloupe."""
    context = chromium.new_context(timezone_id="America/Guadeloupe", locale="fr-FR")
    found = context.new_page()
    refused: list[str] = []
    found.on(
        "console", lambda said: refused.append(said.text) if "Content Security Policy" in said.text else None
    )
    found.on("dialog", lambda asked: asked.accept())
    found.goto(desk.address)
    found.get_by_role("button", name="Se connecter").click()
    expect(found.get_by_role("heading", name="Bulletins")).to_be_visible(timeout=30_000)
    yield found
    assert refused == []
    context.close()


def _choose(page: Page, label: str, typed: str) -> None:
    page.get_by_label(label).focus()
    page.keyboard.type(typed)
    page.keyboard.press("Enter")


def test_a_notice_that_is_corrected_changes_where_it_was_corrected(desk: Desk, page: Page) -> None:
    """One line of difference; a comment and the spacing stay."""
    page.goto(f"{desk.address}#/collections/bulletin/entries/2026/CV-2026-BUL-0002")
    page.get_by_label("Titre en clair").fill("Exécution de code dans la passerelle Gamma")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Statut: Brouillon")).to_be_visible(timeout=30_000)
    changed = desk.git("diff", "--unified=0", "main", "cms/bulletin/2026/CV-2026-BUL-0002", "--", BULLETIN)
    lines = [line for line in changed.splitlines() if re.match(r"[+-](?![+-])", line)]
    assert [line[0] for line in lines] == ["-", "+"]
    assert lines[1] == '+title: "Exécution de code dans la passerelle Gamma"'
    assert COMMENT in desk.git("show", f"cms/bulletin/2026/CV-2026-BUL-0002:{BULLETIN}")


def test_a_file_joined_to_a_document_goes_into_its_folder(desk: Desk, page: Page, tmp_path: Path) -> None:
    """By the name alone in the header, in the folder that bears the identifier, in the same commit."""
    (tmp_path / "fiche.txt").write_text("Débrancher le réseau.\n", encoding="utf-8")
    page.goto(f"{desk.address}#/collections/document/new")
    page.get_by_label("Titre en clair").fill("Une fiche de plus")
    page.get_by_role("button", name="Ajouter fichiers").click()
    page.get_by_role("button", name="Choisir un fichier").click()
    page.locator("input[type=file]").last.set_input_files(tmp_path / "fiche.txt")
    page.get_by_role("button", name="Choisir les éléments").click()
    page.get_by_label("Ce que contient").fill("La fiche")
    page.get_by_label("L’essentiel").fill("Une fiche pour essayer.")
    _choose(page, "Thème", "re")
    _choose(page, "Forme", "f")
    page.get_by_label("Version").first.fill("1.0")
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Statut: Brouillon")).to_be_visible(timeout=30_000)
    branch = "cms/document/CV-2026-DOC-0002"
    files = desk.git("show", "--name-only", "--format=", branch).split()
    assert files == ["content/documents/CV-2026-DOC-0002.md", "content/documents/CV-2026-DOC-0002/fiche.txt"]
    assert '{file: "fiche.txt", title: "La fiche"}' in desk.git("show", f"{branch}:{files[0]}")


def test_a_bulletin_goes_from_the_first_field_to_a_built_page(desk: Desk, page: Page) -> None:
    """Facts, a product that the registry proposes, a text; saved as a draft, then published."""
    page.goto(f"{desk.address}#/collections/bulletin/new")
    page.get_by_label("Titre en clair").fill("Exécution de code dans la passerelle : à corriger")
    _choose(page, "Gravité jugée", "critique")
    _choose(page, "Technologies", "imagerie")
    page.get_by_role("button", name="Ajouter produits").click()
    proposed = page.get_by_label("Éditeur ou fabricant")
    offered = page.locator(f"datalist[id='{proposed.get_attribute('list')}'] option")
    assert "Exemple Imaging" in offered.evaluate_all("all => all.map((one) => one.value)")
    proposed.fill("Exemple Imaging")
    page.get_by_label("Nom du produit").fill("Visionneuse Alpha")
    page.get_by_label("Versions touchées").fill("< 4.10")
    page.get_by_label("Première version corrigée").fill("4.10")
    page.get_by_role("button", name="Ajouter sources").click()
    page.get_by_label("Titre de la source").fill("Avis de l’éditeur")
    page.get_by_label("Adresse complète").fill("https://example.org/nouvel-avis")
    page.get_by_label("Date et heure de publication").fill("2026-10-05T09:30")
    written = "## Résumé\n\nUn défaut grave.\n\n## Mesures\n\n1. Installer la 4.10."
    page.locator("[data-slate-editor=true]").first.fill(written)
    preview = page.frame_locator("iframe").first
    expect(preview.get_by_role("heading", level=1)).to_contain_text("passerelle", timeout=30_000)
    facts = preview.locator(".cv-facts").evaluate("node => getComputedStyle(node).display")
    assert facts != "block"
    page.get_by_role("button", name="Enregistrer").click()
    expect(page.get_by_text("Statut: Brouillon")).to_be_visible(timeout=30_000)
    branch = "cms/bulletin/2026/CV-2026-BUL-0003"
    assert branch in desk.git("branch", "--format", "%(refname:short)").split()
    assert not (desk.portal.folder / "bulletins/2026/CV-2026-BUL-0003.md").exists()
    page.get_by_role("button", name="Statut").click()
    page.get_by_text("Prêt", exact=True).click()
    expect(page.get_by_text("Statut: Prêt")).to_be_visible(timeout=30_000)
    page.get_by_role("button", name="Publier").click()
    page.get_by_text("Publier maintenant").click()
    expect(page.get_by_text("Statut: Prêt")).to_be_hidden(timeout=30_000)
    assert branch not in desk.git("branch", "--format", "%(refname:short)").split()
    assert "Ajoute" in desk.git("log", "-1", "--format=%s%b")
    text = desk.portal.read("bulletins/2026/CV-2026-BUL-0003.md")
    assert "published: 2026-10-05T09:30:00+02:00\n" in text
    assert '{date: 2026-10-05T09:30:00+02:00, change: "Version initiale"}' in text
    assert (
        '{vendor: "Exemple Imaging", product: "Visionneuse Alpha", affected: "< 4.10", fixed: "4.10"}' in text
    )
    assert desk.portal.catalogue().findings == ()
    desk.portal.build()
    assert "Un défaut grave." in desk.portal.page("bulletins/2026/CV-2026-BUL-0003/")


@pytest.mark.parametrize(
    ("forge", "keys"),
    [
        pytest.param(Forge.GITHUB, {"login": "https://connexion.example.org"}, marks=pytest.mark.thorough),
        pytest.param(
            Forge.GITLAB,
            {"application": "1f", "host": "https://forge.example.org"},
            marks=pytest.mark.thorough,
        ),
        (Forge.GITEA, {"application": "1f", "host": "https://forge.example.org", "branch": "redaction"}),
    ],
)
def test_decap_takes_the_configuration_of_each_forge(
    forge: Forge, keys: dict[str, str], desk: Desk, chromium: Browser
) -> None:
    """It offers that forge's login, and has nothing to say against what it read."""
    form = Form(url="https://redaction.example.org/", forge=forge, repository="cellule/portail", **keys)
    files = dict(form_files(desk.portal.project(), form, 2026))
    page = chromium.new_page(locale="fr-FR")
    page.route(
        "**/config.yml", lambda route: route.fulfill(body=files["config.yml"], content_type="text/yaml")
    )
    page.goto(desk.address)
    login = page.get_by_role("button", name=f"Se connecter avec {forge.name}")
    expect(login).to_be_visible(timeout=30_000)
    page.close()
