"""`cyberveille init`: a whole portal, in a repository that holds nothing of the program."""

import re
import shlex
import shutil
import subprocess
from collections.abc import Sequence
from datetime import UTC, datetime
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result
from tests.portal import Portal, without_index

from cyberveille import __version__
from cyberveille.cli import main
from cyberveille.model import Gravity
from cyberveille.publishing.build import build

KNOWN = (
    *("--name", "Veille de l’Exemple", "--url", "https://veille.chu-exemple.fr", "--prefix", "chx"),
    *("--publisher", "CHU de l’Exemple", "--email", "ssi@chu-exemple.fr"),
)
FILLED = {
    "À compléter : directeur ou directrice de la publication": "La directrice générale",
    "À compléter : adresse postale": "1 rue de la Santé, 75014 Paris",
    "À compléter : nom et adresse de l’hébergeur": "CHU de l’Exemple, même adresse",
    "À compléter : par exemple, douze mois": "douze mois",
    "À compléter : adresse du délégué à la protection des données": "dpo@chu-exemple.fr",
    "À compléter : ce qui n’est pas accessible, ou « aucun à notre connaissance »": "aucun connu",
}


def _run(*arguments: str, answers: str | None = None) -> Result:
    return CliRunner().invoke(main, list(arguments), input=answers)


def _begun(folder: Path, *options: str) -> Portal:
    said = _run("init", str(folder), *options)
    assert said.exit_code == 0, said.output
    return Portal(folder)


def _fill(portal: Portal, gaps: Sequence[str] = tuple(FILLED)) -> None:
    for gap in gaps:
        portal.edit("site_config.yml", gap, FILLED[gap])


@pytest.fixture
def begun(tmp_path: Path) -> Portal:
    return _begun(tmp_path / "veille", *KNOWN)


def test_a_portal_begins_with_few_files_of_its_own(begun: Portal) -> None:
    """A repository of git with the configuration, a draft, what forges and editors want, and no more."""
    files = {
        file.relative_to(begun.folder).as_posix()
        for file in begun.folder.rglob("*")
        if file.is_file() and ".git" not in file.relative_to(begun.folder).parts[:1]
    }
    [bulletin] = [name for name in files if name.startswith("bulletins/")]
    assert bulletin.rpartition("/")[2].startswith("CHX-")
    helping = {name for name in files if name.startswith(".vscode/") or name == ".remarkrc.json"}
    assert '"files.eol"' in begun.read(".vscode/settings.json")
    assert ".vscode/settings.json" in helping
    assert len(helping) > 5
    assert files - helping - {bulletin} == {
        *(".editorconfig", ".forgejo/workflows/cyberveille.yml", ".gitattributes", ".gitignore"),
        *(".github/workflows/cyberveille.yml", ".gitlab-ci.yml", ".pre-commit-config.yaml"),
        *("Makefile", "README.md", "requirements.txt", "site_config.yml"),
    }
    assert (begun.folder / ".git").is_dir()


def test_nothing_is_left_of_the_places_of_the_models(begun: Portal) -> None:
    """Every `@…@` of the package's files has its value."""
    for file in begun.folder.glob("**/*"):
        if file.is_file() and ".git" not in file.relative_to(begun.folder).parts[:1]:
            assert not re.search(r"@[a-z_]+@", file.read_text("utf-8"))


def test_what_only_its_editors_know_is_a_warning(begun: Portal) -> None:
    """Everything else is right at once: it can be seen, and checked, before a word is written."""
    findings = begun.catalogue().findings
    assert findings
    assert {(item.path, item.gravity.value) for item in findings} == {("site_config.yml", "warning")}
    begun.close()


@pytest.mark.parametrize("left", [*FILLED, None])
def test_strict_checks_and_deliveries_want_every_gap_filled(begun: Portal, left: str | None) -> None:
    """One that is left is refused by both, whichever it is; none that is left is refused by neither."""
    _fill(begun, [gap for gap in FILLED if gap != left])
    root = str(begun.folder)
    checked = _run("check", "--strict", "--root", root)
    assert (checked.exit_code == 0) is (left is None), checked.output
    delivered = _run("deliver", "--to", f"dossier:{begun.folder.parent / 'cible'}", "--root", root)
    assert ("À compléter" in delivered.stderr) is (left is not None)
    assert ("Aucune édition" in delivered.stderr) is (left is None)
    begun.close()


def test_the_pages_say_what_the_configuration_fills(begun: Portal) -> None:
    """Where the program's own pages had left it unsaid, and in an edition that was in place before."""
    begun.build()
    assert "n’a pas encore publié" in begun.page("donnees-personnelles")
    _fill(begun)
    begun.build()
    privacy, accessibility = begun.page("donnees-personnelles"), begun.page("accessibilite")
    assert "douze mois" in privacy
    assert "dpo@chu-exemple.fr" in privacy
    assert "aucun connu" in accessibility
    assert "n’a pas encore publié" not in privacy + accessibility
    assert "La directrice générale" in begun.page("mentions-legales")
    assert "Ouverture du portail" not in begun.page("bulletins")
    begun.close()


def test_a_portal_begins_without_a_question(tmp_path: Path) -> None:
    """What was not given is left to fill in, addresses included."""
    portal = _begun(tmp_path / "veille", "--yes")
    told = " ".join(item.message for item in portal.catalogue().findings if item.line)
    assert {"url", "name", "email", "contact", "limits"} <= set(told.split())
    portal.close()


def test_what_is_not_given_is_asked(tmp_path: Path) -> None:
    """And asked again when the answer is wrong."""
    answers = "Veille\npas une adresse\nhttps://veille.fr\nCHU\npersonne\nssi@veille.fr\n"
    said = _run("init", str(tmp_path / "veille"), answers=answers)
    assert said.exit_code == 0, said.output
    told = yaml.safe_load((tmp_path / "veille/site_config.yml").read_text("utf-8"))
    assert told["portal"]["url"] == "https://veille.fr/"
    assert (told["publisher"]["name"], told["publisher"]["email"]) == ("CHU", "ssi@veille.fr")


@pytest.mark.parametrize(
    "wrong",
    [("--url", "veille"), ("--prefix", "é1"), ("--email", "x"), ("--name", " "), ("--url", "ftp://a.fr")],
)
def test_a_wrong_option_writes_nothing(tmp_path: Path, wrong: tuple[str, str]) -> None:
    """The command says what is expected."""
    said = _run("init", str(tmp_path / "veille"), "--yes", *wrong)
    assert said.exit_code == 2
    assert not (tmp_path / "veille").exists()


@pytest.mark.parametrize("name", ['Veille « des » 3 : "été" #1', "a\\b", "L'hôpital: la veille"])
def test_a_name_of_any_signs_is_written_as_it_is(tmp_path: Path, name: str) -> None:
    """YAML has signs of its own."""
    portal = _begun(tmp_path / "veille", *KNOWN, "--name", name)
    assert portal.project().configuration.portal.name == name


def test_a_folder_that_holds_something_is_left_alone(tmp_path: Path) -> None:
    """But for a repository that was made for it."""
    (tmp_path / "notes.txt").write_text("À garder.", encoding="utf-8")
    said = _run("init", str(tmp_path), "--yes")
    assert said.exit_code == 2
    assert "n’est pas vide" in said.output
    assert [item.name for item in tmp_path.iterdir()] == ["notes.txt"]
    subprocess.run(["git", "init", "-q", str(tmp_path / "veille")], check=True)
    _begun(tmp_path / "veille", "--yes")


def test_without_git_the_files_are_there_and_the_lack_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A portal can be seen before its repository is made."""
    monkeypatch.setattr(shutil, "which", lambda _name: None)
    said = _run("init", str(tmp_path / "veille"), "--yes")
    assert said.exit_code == 0
    assert "git est introuvable" in said.stderr
    assert (tmp_path / "veille/site_config.yml").is_file()


def test_a_members_edition_has_a_repository_of_its_own(tmp_path: Path) -> None:
    """Which that of everybody ignores, and a site of its own; it may be missing."""
    portal = _begun(tmp_path / "veille", *KNOWN, "--membres")
    assert (portal.folder / "prive/.git").is_dir()
    ignored = subprocess.run(
        ["git", "-C", str(portal.folder), "check-ignore", "prive/README.md"], capture_output=True, check=False
    )
    assert ignored.returncode == 0
    project = portal.project()
    assert [root.path for root in project.configuration.sources] == [".", "prive"]
    assert project.configuration.audience("members").url == "https://membres.veille.chu-exemple.fr/"  # type: ignore[union-attr]
    assert not [item for item in portal.catalogue().findings if item.refuses]
    shutil.rmtree(portal.folder / "prive")
    assert not [item for item in portal.catalogue().findings if item.refuses]
    portal.close()


@pytest.mark.parametrize("audience", ["public", "members"])
def test_an_empty_portal_is_whole(tmp_path: Path, audience: str) -> None:
    """Without a single notice, each link of each page of each edition leads to something."""
    portal = _begun(tmp_path / "veille", *KNOWN, "--membres")
    shutil.rmtree(portal.folder / "bulletins")
    with without_index():
        build(*portal.made(datetime(2026, 12, 1, tzinfo=UTC), audience), portal.workspace)
    files = portal.files()
    links = {
        (path, target)
        for path, data in files.items()
        if path.endswith(".html")
        for target in re.findall(r'(?:href|src)="/([^"#?]*)', data.decode())
    }
    assert len(links) > 100
    assert [link for link in links if not {link[1], f"{link[1]}index.html"} & files.keys()] == []
    portal.close()


def test_forges_install_check_build_and_deliver(begun: Portal) -> None:
    """All three alike, the version that made the portal, with strict checks."""
    assert f"=={__version__}" in begun.read("requirements.txt")
    for file in (".forgejo/workflows/cyberveille.yml", ".github/workflows/cyberveille.yml", ".gitlab-ci.yml"):
        text = begun.read(file)
        assert yaml.safe_load(text)
        commands = ("check --strict", "build", "deliver --open")
        steps = ("-r requirements.txt", *(f"cyberveille {command}" for command in commands))
        places = [text.index(step) for step in steps]
        assert places == sorted(places)


@pytest.mark.parametrize("name", ["veille", "L'été de la veille", 'dit "la veille"', "à $10"])
def test_the_command_that_is_told_can_be_typed(tmp_path: Path, name: str) -> None:
    """Whatever the folder is called, a shell takes the name for one word, and for that one."""
    said = _run("init", str(tmp_path / name), *KNOWN).output
    [command] = re.findall(r"«\s(cyberveille serve --root .*?)\s»\.\n", said)
    assert shlex.split(command) == ["cyberveille", "serve", "--root", str(tmp_path / name)]


@pytest.mark.parametrize("prefix", ["null", "TRUE", "NO", "E1"])
def test_a_prefix_is_letters_whatever_yaml_makes_of_them(tmp_path: Path, prefix: str) -> None:
    """The first bulletin bears it, and the configuration asks for it."""
    portal = _begun(tmp_path / "veille", *KNOWN, "--prefix", prefix)
    assert portal.project().configuration.prefix == prefix.upper()
    assert not [item for item in portal.catalogue().findings if item.gravity is Gravity.ERROR]
    portal.close()


def test_the_first_bulletin_can_be_read_as_it_is(begun: Portal) -> None:
    """Published before anybody wrote a word, it speaks to readers, not to editors."""
    root = ("--root", str(begun.folder))
    [bulletin] = begun.folder.glob("bulletins/*/*.md")
    assert _run("publish", bulletin.stem, *root).exit_code == 0
    assert _run("check", *root).exit_code == 0
    published = bulletin.read_text("utf-8").partition("## Résumé")[2]
    assert "(/flux/)" in published
    assert "(/signaler/)" in published
    assert not re.search("cyberveille|brouillon|[Rr]emplacez", published)
    begun.close()


@pytest.mark.system
def test_make_test_checks_and_builds(begun: Portal, tmp_path: Path) -> None:
    """By the program that is there; where none is, by that of `requirements.txt`, installed beside."""
    program = tmp_path / "bin" / "cyberveille"
    program.parent.mkdir()
    program.write_text('#!/bin/sh\necho "$@" >> lancé\n', encoding="utf-8")
    program.chmod(0o755)
    make = ["make", "--silent", "-C", str(begun.folder), "test"]
    path = f"{program.parent}:/usr/bin:/bin"
    subprocess.run(make, check=True, env={"PATH": path}, capture_output=True)
    assert begun.read("lancé").split() == ["check", "build"]
    others = {"PATH": "/usr/bin:/bin"}
    told = subprocess.run([*make, "--dry-run"], check=True, env=others, capture_output=True, text=True).stdout
    assert re.findall(r"^\S+ -m venv|pip install.*|\S*cyberveille (?:check|build)$", told, re.MULTILINE) == [
        "python3 -m venv",
        "pip install --quiet -r requirements.txt",
        ".venv/bin/cyberveille check",
        ".venv/bin/cyberveille build",
    ]


def test_the_portal_is_named_once_in_the_title_of_its_home_page(tmp_path: Path) -> None:
    """With the spaces of French typography in its name, there and in the frame."""
    portal = _begun(tmp_path / "veille", *KNOWN, "--name", "L’été : veille & sûreté")
    portal.build()
    assert "<title>L’été\u00a0: veille &amp; sûreté</title>" in portal.page("")
    assert "<span>L’été\u00a0: veille &amp; sûreté</span>" in portal.page("alertes")
    assert " · L’été\u00a0: veille &amp; sûreté</title>" in portal.page("alertes")
    portal.close()


def test_an_empty_portal_leads_to_nothing_that_is_empty(begun: Portal) -> None:
    """Its lists say so, without sending readers to themselves; the home page offers what there is."""
    begun.build()
    pages = {path: begun.page(path) for path in ("bulletins", "alertes", "documents")}
    for path, page in pages.items():
        main = page.partition('id="contenu"')[2].partition("<footer")[0]
        assert f'href="/{path}/"' not in main, path
        assert "cv-columns__side" not in main, path
    assert "Aucune alerte n’est encore publiée." in pages["alertes"]
    assert "Aucun document n’est encore publié." in pages["documents"]
    assert "0 document" not in begun.page("") + pages["documents"]
    assert "tous les bulletins" in begun.page("bulletins/severite/critique")
    begun.close()
