"""What every file kept in git has in common, and what the workflows promise."""

import os
import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml

from tests.addresses import INDEX, MACHINE

ROOT = Path(__file__).resolve().parents[1]
WORKFLOWS = sorted((ROOT / ".github" / "workflows").glob("*.yml"))
LOCKS = sorted((ROOT / "requirements").glob("*.txt"))
PINNED = re.compile(r"uses: [\w./-]+@[0-9a-f]{40} # v\d+\.\d+\.\d+")
UNWANTED = {"a package index": INDEX, "a path of one machine": MACHINE}
# A stroke stands for a slash, a wave for a hyphen, and words are cut in two by a broken stroke, so that this
# file may be looked through as well.
INDEX_FORMS = (
    "https:||depot.example|simple|paquet|",
    "https:||user:word@depot.example:8443|root|simple|",
    "https:||depot.example|packages|ab|cd|paquet.tar.gz",
    "https:||depot.example|a|paquet~1.0~py3~none~any.whl",
    "https:||depot.example|paquet|~|paquet~1.0.0.tgz",
    "https:||registry.depot.example|paquet",
    "voir npm~miroir.example.org",
    'resol¦ved": "https:||depot.example|x"',
    "resol¦ved = git+ssh:||depot.example|x",
    "pip install ~~index~url file:|||depot",
    "pip install ~~extra~index~url=x",
    "uv pip install ~~default~index https:||depot.example",
    "index~url = x",
    "~~find~links |srv|wheels",
    "pip install ~i https:||depot.example paquet",
    "npm ci ~~reg¦istry=https:||depot.example",
    "reg¦istry=https:||depot.example",
    "trusted~host = depot.example",
    "PIP_IN¦DEX_URL=x",
    "UV_DEFAULT_¦INDEX: x",
    "GO¦PROXY=direct",
    "[[tool.uv.in¦dex]]",
    "deb [arch=amd64] https:||depot.example|debian stable main",
)
PLAIN_FORMS = (
    "https:||editeur.example|avis|2026|simple~et~clair",
    "https:||editeur.example|support|~|notification",
    "https:||www.editeur.example|project|passerelle",
    "voir docs|packages|index.html",
    "registry = Registry()",
    "index.html, site.index.json",
    "git diff ~~index HEAD",
    "l’annuaire (registre) de l’agence",
)


def tracked() -> list[Path]:
    """Files under git; without git (a source archive), every file but what is produced."""
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, check=False, text=True)
    if listed.returncode == 0:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
    else:
        produced = {".venv", "site", ".site.edition", ".cyberveille", ".mypy_cache", "__pycache__"}
        paths = [path for path in ROOT.rglob("*") if not produced & set(path.parts)]
    return [path for path in paths if path.is_file()]


def texts() -> list[tuple[str, str]]:
    found = []
    for path in tracked():
        content = path.read_bytes()
        if b"\0" not in content:
            found.append((path.relative_to(ROOT).as_posix(), content.decode(errors="replace")))
    return sorted(found)


def workflow(path: Path) -> dict[str, Any]:
    loaded = yaml.load(path.read_text(encoding="utf-8"), Loader=yaml.BaseLoader)  # noqa: S506
    assert isinstance(loaded, dict)
    return loaded


def written(form: str) -> str:
    return form.replace("|", "/").replace("~", "-").replace("¦", "")


@pytest.mark.parametrize("form", INDEX_FORMS)
def test_an_index_is_recognised_by_its_shape(form: str) -> None:
    """Whoever keeps it: in a lock, a setting, a command, a list of sources."""
    assert INDEX.search(written(form))


@pytest.mark.parametrize("form", PLAIN_FORMS)
def test_what_only_looks_like_an_index_may_be_written(form: str) -> None:
    """Editors cite the pages of vendors."""
    assert not INDEX.search(written(form))


@pytest.mark.parametrize("kind", UNWANTED)
def test_no_file_names_what_belongs_to_one_machine(kind: str) -> None:
    """A clone installs from wherever its machine says, and builds anywhere."""
    found = [
        f"{name}: {match.group()}"
        for name, text in texts()
        if (match := UNWANTED[kind].search(text)) is not None
    ]
    assert found == []


def test_nothing_produced_is_kept_in_git() -> None:
    """The site, its workspace and the caches are made anew."""
    produced = re.compile(r"^(site|site-members|\.cyberveille|\.[\w-]+\.edition|\.venv)/")
    names = [path.relative_to(ROOT).as_posix() for path in tracked()]
    assert [name for name in names if produced.match(name)] == []


@pytest.mark.parametrize("lock", LOCKS, ids=lambda path: path.name)
def test_every_locked_package_has_a_version_and_hashes(lock: Path) -> None:
    """Pip refuses a file that differs from the one locked."""
    entries = re.split(r"\n(?=\S)", lock.read_text(encoding="utf-8"))
    packages = [entry for entry in entries if not entry.startswith("#")]
    assert packages
    for entry in packages:
        assert re.match(r"[a-z0-9-]+==[^\s;]+( ; [^\\]+)? \\\n", entry), entry[:80]
        assert "--hash=sha256:" in entry, entry[:80]


def test_the_locks_agree() -> None:
    """What is tested is what is installed to build."""
    pins = {
        lock.name: set(re.findall(r"^([a-z0-9-]+==\S+)", lock.read_text(), re.MULTILINE)) for lock in LOCKS
    }
    assert pins["build.txt"] <= pins["dev.txt"]
    assert pins["runtime.txt"] <= pins["dev.txt"]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_actions_are_pinned_to_commits(path: Path) -> None:
    """A tag can be moved; a commit cannot. The version stands beside it."""
    lines = [line.strip(" -") for line in path.read_text(encoding="utf-8").splitlines()]
    used = [line for line in lines if line.startswith("uses:")]
    assert used
    assert [line for line in used if not PINNED.fullmatch(line)] == []


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_workflows_hold_no_more_than_they_need(path: Path) -> None:
    """No permission by default, few for each job, a time limit, no credentials left behind."""
    flow = workflow(path)
    assert flow["permissions"] == {}
    assert "concurrency" in flow
    for job in flow["jobs"].values():
        assert int(job["timeout-minutes"]) <= 60
        writes = {name for name, level in job["permissions"].items() if level == "write"}
        comments = {"pull-requests"} if "pull_request" in flow["on"] else set()
        assert writes <= {"pages", "id-token"} | comments
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout@"):
                assert step["with"]["persist-credentials"] == "false"
            assert "${{" not in step.get("run", "")


OF_THE_JOB = "${{ github.token }}"
STARTED = ROOT / "generator/cyberveille/starting/files"


@pytest.mark.parametrize(
    "path", [*WORKFLOWS, STARTED / "github.yml", STARTED / "forgejo.yml"], ids=lambda path: path.name
)
def test_what_a_request_brings_is_given_no_right(path: Path) -> None:
    """A fork's branch runs without any; the right to comment is for the step that sums up alone."""
    flow = workflow(path)
    assert "pull_request_target" not in flow["on"]
    for job in flow["jobs"].values():
        for step in job["steps"]:
            given = "token" in str(step.get("env", "")).lower()
            summing_up = re.search(r"review-notices|cyberveille review .*--comment", step.get("run", ""))
            assert given is bool(summing_up)
            assert step.get("env", {}).get("REVIEW_TOKEN", OF_THE_JOB) == OF_THE_JOB


def test_publications_never_overlap() -> None:
    """A push and the schedule wait for one another, and none is cut short."""
    flow = workflow(ROOT / ".github/workflows/publier.yml")
    assert flow["concurrency"] == {"group": "publier", "cancel-in-progress": "false"}
    assert flow["on"]["push"] == {"branches": ["main"]}
    assert flow["on"]["schedule"]


def test_every_version_of_python_promised_is_tested_on_requests_and_on_main() -> None:
    """From the oldest that pyproject.toml allows, by both hosts of the repository."""
    flow = workflow(ROOT / ".github/workflows/verifier.yml")
    assert {"pull_request", "push"} <= flow["on"].keys()
    assert flow["on"]["push"] == {"branches": ["main"]}
    versions = flow["jobs"]["programme"]["strategy"]["matrix"]["python"]
    gitlab = workflow(ROOT / ".gitlab-ci.yml")["programme"]
    lines = [line["PYTHON"] for line in gitlab["parallel"]["matrix"]]
    flat = [name for line in lines for name in ([line] if isinstance(line, str) else line)]
    assert sorted(flat) == versions == ["3.11", "3.12", "3.13", "3.14"]
    assert any("$CI_DEFAULT_BRANCH" in rule["if"] for rule in gitlab["rules"])
    assert f'requires-python = ">={versions[0]}"' in (ROOT / "pyproject.toml").read_text(encoding="utf-8")


def test_new_examples_are_looked_for_at_night() -> None:
    """By the profile that explores, with the examples found before."""
    flow = workflow(ROOT / ".github/workflows/explorer.yml")
    assert flow["on"]["schedule"]
    steps = flow["jobs"]["exemples"]["steps"]
    assert steps[-1]["run"] == "make explore"
    assert any(step.get("with", {}).get("path") == ".hypothesis/examples" for step in steps)
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\nexplore: ")[1].split("\n\n")[0]
    assert "HYPOTHESIS_PROFILE=nightly" in recipe


def test_gitlab_publishes_one_at_a_time() -> None:
    """The job named `pages` publishes `public`, and shares a resource group with itself."""
    jobs = workflow(ROOT / ".gitlab-ci.yml")
    assert jobs["pages"]["resource_group"] == "publier"
    assert jobs["pages"]["artifacts"]["paths"] == ["public"]


def test_ci_ends_with_the_test_suite() -> None:
    """`.ci/run` is `make test`, whose last word is pytest's."""
    runner = ROOT / ".ci/run"
    assert os.access(runner, os.X_OK)
    assert runner.read_text(encoding="utf-8").rstrip().endswith("exec make test")
    recipe = (ROOT / "Makefile").read_text(encoding="utf-8").split("\ntest: ")[1].split("\n\n")[0]
    assert "pytest" in recipe.splitlines()[-1]


def test_a_python_too_old_is_said(tmp_path: Path) -> None:
    """The set-up names the version it needs, and how to choose another one."""
    old = tmp_path / "python3"
    old.write_text('#!/bin/sh\ncase "$2" in *platform*) echo 3.9.2;; *) exit 1;; esac\n')
    old.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci/python", old, tmp_path / "venv"], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert "3.11" in done.stderr
    assert "3.9.2" in done.stderr
    assert "make PYTHON=" in done.stderr


def test_missing_rights_are_said(tmp_path: Path) -> None:
    """Without root or sudo, the command to run is printed and nothing is tried."""
    for name, text in {"id": "echo 1000", "dpkg-query": "exit 1", "sudo": "exit 1"}.items():
        script = tmp_path / name
        script.write_text(f"#!/bin/sh\n{text}\n")
        script.chmod(0o755)
    done = subprocess.run(
        [ROOT / ".ci/system-packages", "chromium"],
        capture_output=True,
        text=True,
        check=False,
        env={"PATH": f"{tmp_path}{os.pathsep}{os.environ['PATH']}"},
    )
    assert done.returncode == 1
    assert "apt-get install --no-install-recommends chromium" in done.stderr
