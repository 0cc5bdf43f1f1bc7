"""What the workflows run besides the program: the audit of locked versions, the gate of public hosts."""

import json
import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest

ROOT = Path(__file__).resolve().parents[1]
OPEN = {"audience": "public", "tlp_max": "CLEAR", "restricted": False}
SOUND = {"dependencies": [{"name": "un", "version": "1.0", "vulns": []}]}
FLAW = {"id": "CVE-2026-1", "fix_versions": ["1.1"]}
FLAWED = {"dependencies": [{"name": "un", "version": "1.0", "vulns": [FLAW]}]}
SKIPPED = {"dependencies": [*SOUND["dependencies"], {"name": "deux", "skip_reason": "not found"}]}
NPM_SOUND: dict[str, Any] = {"vulnerabilities": {}}
NPM_FLAWED = {"vulnerabilities": {"trois": {"range": "<2", "severity": "high"}}}
NPM_REFUSED = {"message": "405 Method Not Allowed"}


def _audit(folder: Path, python: object, node: object) -> subprocess.CompletedProcess[str]:
    """The audit, with programs that answer what they are told to."""
    for name, answer in (("pip-audit", python), ("npm", node)):
        program = folder / name
        text = answer if isinstance(answer, str) else json.dumps(answer)
        program.write_text(f"#!/bin/sh\ncat <<'END'\n{text}\nEND\nexit 1\n")
        program.chmod(0o755)
    path = f"{folder}{os.pathsep}{os.environ['PATH']}"
    command = [ROOT / ".ci/audit", folder / "pip-audit"]
    return subprocess.run(command, capture_output=True, text=True, check=False, env={"PATH": path})


@pytest.mark.parametrize(
    ("python", "node", "code", "told"),
    [
        (SOUND, NPM_SOUND, 0, "runtime.txt : aucune faille connue"),
        (FLAWED, NPM_SOUND, 1, "un 1.0 : CVE-2026-1, corrigée en 1.1"),
        (SOUND, NPM_FLAWED, 1, "trois <2 : gravité high"),
        (SKIPPED, NPM_SOUND, 2, "deux : sans réponse"),
        ("ERROR: no network", NPM_SOUND, 2, "pas de réponse"),
        (SOUND, NPM_REFUSED, 2, "package-lock.json : pas de réponse"),
        (FLAWED, NPM_REFUSED, 1, "pas de réponse"),
    ],
)
def test_the_audit_tells_flaws_from_silence(
    tmp_path: Path, python: object, node: object, code: int, told: str
) -> None:
    """What nobody answered is never taken for sound, and is said in plain words."""
    done = _audit(tmp_path, python, node)
    assert done.returncode == code, done.stderr
    assert told in done.stdout
    assert ("L’audit est incomplet" in done.stderr) is ("réponse" in done.stdout)


NPM = "generator/cyberveille/editing/npm"
"""What `schema` copies into `.vscode/`."""


def test_the_audit_reads_every_lock(tmp_path: Path) -> None:
    said = _audit(tmp_path, SOUND, NPM_SOUND).stdout
    asked = set(re.findall(r"^(\S+) : ", said, re.MULTILINE))
    locks = {path.relative_to(ROOT).as_posix() for path in (ROOT / "requirements").glob("*.txt")}
    folders = ("demo/provider", ".ci/pages", ".vscode", "deploy/form", NPM)
    assert asked == locks | {f"{folder}/package-lock.json" for folder in folders}


@pytest.mark.parametrize(
    ("edition", "code"),
    [
        (OPEN, 0),
        (OPEN | {"restricted": True}, 1),
        (OPEN | {"restricted": "false"}, 1),
        (OPEN | {"restricted": 0}, 1),
        (OPEN | {"tlp_max": "GREEN"}, 1),
        ({"audience": "public"}, 1),
        ([], 1),
        (None, 1),
    ],
)
def test_a_public_host_is_given_open_editions_alone(tmp_path: Path, edition: object, code: int) -> None:
    """An edition that does not say that it is for everybody stops the workflow, with a reason."""
    if edition is not None:
        (tmp_path / "edition.json").write_text(json.dumps(edition))
    command = [ROOT / ".ci/open-edition", tmp_path]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == code
    assert ("Publication refusée" in done.stderr) is bool(code)


def test_both_hosts_ask_before_they_publish() -> None:
    """The gate stands between the delivery into a folder and the upload of that folder."""
    github = (ROOT / ".github/workflows/publier.yml").read_text(encoding="utf-8")
    assert github.index("dossier:_pages") < github.index(".ci/open-edition _pages")
    assert github.index(".ci/open-edition _pages") < github.index("upload-pages-artifact")
    gitlab = (ROOT / ".gitlab-ci.yml").read_text(encoding="utf-8")
    assert gitlab.index("dossier:public") < gitlab.index(".ci/open-edition public")


@pytest.mark.parametrize(
    ("base", "asked"),
    [("0a1b", "check --since 0a1b --strict"), ("", "check --strict"), ("0" * 40, "check --strict")],
)
def test_notices_are_checked_beside_the_base_of_a_merge_request(
    tmp_path: Path, base: str, asked: str
) -> None:
    """A branch that begins has none; both forges pass theirs."""
    program = tmp_path / ".venv/bin/cyberveille"
    program.parent.mkdir(parents=True)
    program.write_text('#!/bin/sh\necho "$@"\n', encoding="utf-8")
    program.chmod(0o755)
    command = [str(ROOT / ".ci/check-notices"), base, "--strict"]
    said = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True).stdout
    assert said == f"{asked}\n"
    github = (ROOT / ".github/workflows/verifier.yml").read_text("utf-8")
    assert "github.event.pull_request.base.sha" in github
    assert '.ci/check-notices "$BASE"' in github
    gitlab = (ROOT / ".gitlab-ci.yml").read_text("utf-8")
    assert '.ci/check-notices "$CI_MERGE_REQUEST_DIFF_BASE_SHA"' in gitlab


@pytest.mark.parametrize("base", ["", "0" * 40, "abc123"])
def test_a_merge_request_is_summed_up_on_the_page_of_its_job(base: str, tmp_path: Path) -> None:
    """By `review`, over its base, in an open place; a branch without a base has nothing to compare."""
    command = tmp_path / ".venv/bin/cyberveille"
    command.parent.mkdir(parents=True)
    command.write_text('#!/bin/sh\necho "$@"\n')
    command.chmod(0o755)
    page = tmp_path / "page.md"
    environment = os.environ | {"GITHUB_STEP_SUMMARY": str(page)}
    subprocess.run([ROOT / ".ci/review-notices", base], cwd=tmp_path, env=environment, check=True)
    told = (tmp_path / "apercu/resume.md").read_text(encoding="utf-8")
    assert page.read_text(encoding="utf-8") == told
    assert told == ("review --since abc123 --preview apercu/pages --comment\n" if base == "abc123" else told)
    assert ("Rien à comparer" in told) is (base != "abc123")
