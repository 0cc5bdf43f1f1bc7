"""The files of `.vscode/`: those committed, those of another portal, and what editors have set there."""

import json
import re
import shutil
import subprocess
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from tests.editing.conftest import ROOT, lists_of, project_in
from tests.needs import needs, program
from tests.portal import SITES, Portal

import cyberveille
from cyberveille.catalogue import Project, Store, load, open_project
from cyberveille.checking.rendering import text
from cyberveille.cli import main
from cyberveille.editing import workspace_files
from cyberveille.editing.snippets import snippets_of
from cyberveille.locale import french

LISTS = "content/vocabulaires"
SUPPLIED = Path(cyberveille.__file__).parent / "default_vocabularies"
NOW = "2026-11-28T12:00:00+01:00"


def _run(portal: Portal, *arguments: str) -> Result:
    return CliRunner().invoke(main, ["schema", "--root", str(portal.folder), *arguments])


def test_the_committed_files_are_what_the_command_writes() -> None:
    """Whoever changes the model, a list or a root writes them again: `cyberveille schema`."""
    project = project_in(ROOT)
    roots = [root.path for root in project.configuration.sources]
    present = {
        f".vscode/{name}": (ROOT / ".vscode" / name).read_text(encoding="utf-8")
        for name in ("settings.json", "extensions.json", "tasks.json")
    }
    files = workspace_files(lists_of(project), roots, present)
    stale = [path for path, text in files.items() if (ROOT / path).read_text(encoding="utf-8") != text]
    assert stale == []
    schemas = {path.name for path in (ROOT / ".vscode/schemas").iterdir()}
    assert schemas == {Path(path).name for path in files if "/schemas/" in path}


def test_settings_of_an_editor_stay(portal: Portal) -> None:
    """Only our own keys are written; a second time there is nothing to write."""
    own = {
        "editor.rulers": [110],
        "yaml.schemas": {"./x.json": ["/x.yml"], "./.vscode/schemas/old.json": ["/o"]},
    }
    portal.write(".vscode/settings.json", json.dumps(own))
    portal.write(".vscode/extensions.json", '{"recommendations": ["a.b"]}')
    portal.write(".remarkrc.json", '{"settings": {"bullet": "-"}, "plugins": ["remark-gfm"]}')
    assert _run(portal).exit_code == 0
    settings = json.loads(portal.read(".vscode/settings.json"))
    assert settings["editor.rulers"] == [110]
    assert settings["yaml.schemas"]["./x.json"] == ["/x.yml"]
    assert "./.vscode/schemas/old.json" not in settings["yaml.schemas"]
    remark = json.loads(portal.read(".remarkrc.json"))
    assert remark["settings"] == {"bullet": "-"}
    assert [type(plugin).__name__ for plugin in remark["plugins"]] == ["str", "str", "list"]
    assert "a.b" in json.loads(portal.read(".vscode/extensions.json"))["recommendations"]
    assert french("Rien à écrire") in _run(portal).stderr + _run(portal).stdout


def test_settings_with_comments_are_not_lost(portal: Portal) -> None:
    """They are no JSON: nothing is written, and the message says which file."""
    portal.write(".vscode/settings.json", '{"a": 1, // ici\n}')
    done = _run(portal)
    assert done.exit_code == 2
    assert ".vscode/settings.json" in done.stderr
    assert portal.read(".vscode/settings.json") == '{"a": 1, // ici\n}'
    assert not (portal.folder / ".vscode/schemas").exists()


def test_the_task_underlines_each_finding_where_check_says(portal: Portal) -> None:
    """Its patterns read every line that `check` prints, errors and warnings apart, columns included."""
    portal.write(".vscode/tasks.json", '{"tasks": [{"label": "à eux"}]}')
    _run(portal)
    task, ours = json.loads(portal.read(".vscode/tasks.json"))["tasks"]
    assert task == {"label": "à eux"}
    broken = open_project(shutil.copytree(SITES / "broken", portal.folder.parent / "fautif"))
    assert isinstance(broken, Project)
    work = portal.folder / "travail.sqlite3"
    store = Store(work)
    findings = load(broken, store).findings
    store.close()
    lines = text.render(findings).splitlines()
    matchers = {item["severity"]: re.compile(item["pattern"]["regexp"]) for item in ours["problemMatcher"]}
    for finding in findings:
        found = [
            match.group(1, 2, 3, 5)
            for line in lines
            if (match := matchers["error" if finding.refuses else "warning"].match(line))
        ]
        where = (
            finding.path,
            str(finding.line),
            str(finding.column) if finding.column else None,
            finding.rule,
        )
        assert where in found or not finding.line


def test_terms_of_a_restricted_list_stay_in_its_repository(portal: Portal) -> None:
    """By default only what everybody may read is written; `--tlp` is for a repository that is closed."""
    portal.edit(
        "site_config.yml",
        "featured:",
        "sources:\n  - {path: .}\n  - {path: prive, tlp_max: AMBER}\nfeatured:",
    )
    portal.write(
        "prive/content/vocabulaires/technologies.yml",
        "- {id: centrale-secrete, label: Secrète, scope: sante}\n",
    )
    _run(portal)
    texts = [
        file.read_text(encoding="utf-8") for file in (portal.folder / ".vscode").rglob("*") if file.is_file()
    ]
    assert not any("centrale-secrete" in text for text in texts)
    _run(portal, "--tlp", "AMBER")
    assert "centrale-secrete" in portal.read(".vscode/schemas/bulletin.schema.json")
    assert "prive/bulletins/*/*.md" in portal.read(".remarkrc.json")


def _expanded(body: list[str], name: str) -> str:
    """What VS Code makes of a snippet when everything proposed is taken, the first of each choice."""
    variables = {
        "TM_FILENAME_BASE": name,
        "CURRENT_YEAR": "2026",
        "CURRENT_MONTH": "11",
        "CURRENT_DATE": "28",
    }
    variables |= {
        "CURRENT_HOUR": "11",
        "CURRENT_MINUTE": "07",
        "CURRENT_SECOND": "09",
        "CURRENT_TIMEZONE_OFFSET": "+01:00",
    }
    text = "\n".join(body) + "\n"
    text = re.sub(r"\$\{([A-Z_]+)\}", lambda found: variables[found[1]], text)
    text = re.sub(r"\$\{\d+\|([^,|]*)[^|]*\|\}", r"\1", text)
    return re.sub(r"\$\{\d+:([^{}]*)\}", r"\1", text)


def test_the_snippet_of_a_bulletin_is_what_new_writes(portal: Portal) -> None:
    """Expanded with its first choices: the same keys, the same sections, and only words left to write."""
    snippet = snippets_of(lists_of(portal.project()))["Bulletin"]
    expanded = _expanded(snippet["body"], "CV-2026-BUL-0050").replace("https://", "https://example.org/avis")
    arguments = [
        "--severity",
        "critique",
        "--technology",
        "imagerie",
        "--reference",
        "https://example.org/avis",
    ]
    done = CliRunner().invoke(
        main,
        [
            "new",
            "bulletin",
            "--root",
            str(portal.folder),
            "--title",
            "Titre en clair",
            *arguments,
            "--now",
            NOW,
        ],
    )
    drafted = Path(done.stdout.strip()).read_text(encoding="utf-8")
    lines = [
        re.sub(r"(id|published|technologies|date): [^,\n]*", r"\1", text) for text in (expanded, drafted)
    ]
    assert lines[0] == lines[1]


@pytest.mark.parametrize("kind", ["Alerte", "Document", "Retour d’expérience", "Action ministérielle"])
def test_the_snippet_of_a_kind_leaves_nothing_but_words_to_write(kind: str, portal: Portal) -> None:
    """`check` asks for what is « À compléter », and for nothing else."""
    shutil.copytree(SUPPLIED, portal.folder / LISTS, dirs_exist_ok=True)
    snippet = snippets_of(lists_of(portal.project()))[kind]
    places = {
        "Alerte": "alerts/2026/CV-2026-ALE-0050.md",
        "Document": "content/documents/CV-2026-DOC-0050.md",
        "Retour d’expérience": "content/rex/CV-2026-REX-0050.md",
        "Action ministérielle": "content/actions/CV-2026-ACT-0050.md",
    }
    path = places[kind]
    portal.write(
        path, _expanded(snippet["body"], Path(path).stem).replace("https://", "https://example.org/avis")
    )
    findings = [item for item in portal.catalogue().findings if item.path == path and item.refuses]
    assert {item.rule for item in findings} <= {"text-filled"}
    assert findings


def test_other_line_ends_do_not_enter_git(tmp_path: Path) -> None:
    """Whatever an editor's machine makes of notices; what is published byte for byte is left alone."""
    files = {
        "bulletins/2026/CV-2026-BUL-0001.md": (b"---\r\nid: x\n---\r\n", b"---\nid: x\n---\n"),
        "content/documents/CV-2026-DOC-0001.md": (b"---\r\n", b"---\n"),
        "content/documents/CV-2026-DOC-0001/tableau.csv": (b"a;b\r\n", b"a;b\r\n"),
        "prive/content/documents/CV-2026-DOC-0002/lisez.txt": (b"a\r\n", b"a\r\n"),
        "fiche.pdf": (b"%PDF\r\n\0\r\n", b"%PDF\r\n\0\r\n"),
    }
    subprocess.run(["git", "init", "-q", tmp_path], check=True)
    (tmp_path / ".gitattributes").write_bytes((ROOT / ".gitattributes").read_bytes())
    for name, (written, _) in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(written)
    command = ["git", "-c", "core.safecrlf=false", "add", "."]
    subprocess.run(command, cwd=tmp_path, check=True, capture_output=True)
    for name, (_, kept) in files.items():
        shown = subprocess.run(["git", "show", f":{name}"], cwd=tmp_path, check=True, capture_output=True)
        assert shown.stdout == kept, name


@pytest.fixture(scope="module")
@needs("system")
def remark(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The packages that the extension for Markdown loads, installed as `make editor` does, in a copy."""
    home = tmp_path_factory.mktemp("depot")
    (home / ".vscode").mkdir()
    for name in ("package.json", "package-lock.json"):
        (home / ".vscode" / name).write_bytes((ROOT / ".vscode" / name).read_bytes())
    program("npm")
    command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts", "--silent"]
    subprocess.run(command, cwd=home / ".vscode", check=True)
    return home


def test_a_wrong_severity_is_underlined_in_a_notice(remark: Path) -> None:
    """The word itself, by line and column, with what could stand there; the rest of the notice is fine."""
    portal = Portal.copy(ROOT / "tests/sites/minimal", remark / "portail")
    _run(portal)
    (remark / "portail/.vscode/node_modules").symlink_to(remark / ".vscode/node_modules")
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "severity: moyenne", "severity: moyene")
    command = [
        "node",
        ".vscode/node_modules/remark-cli/cli.js",
        "bulletins",
        "alerts",
        "content",
        "-q",
        "--frail",
        "--no-color",
        "-o",
        "sortie",
    ]
    done = subprocess.run(command, cwd=portal.folder, capture_output=True, text=True, check=False)
    assert done.returncode == 1
    lines = [line for line in done.stderr.splitlines() if " warning " in line]
    assert [line.split()[0] for line in lines] == ["6:11-6:17"]
    assert "`moyenne`" in lines[0]
