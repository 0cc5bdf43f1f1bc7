"""The container: what its file must hold, and its own program, run here without an engine."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple
from urllib.request import urlopen

import pytest
from click.testing import CliRunner
from demo.stand import free_port
from tests.needs import needs, program
from tests.portal import SITES, Portal

from cyberveille.cli import main

DEPLOY = Path(__file__).parents[2] / "deploy"
CONTAINER = DEPLOY / "container"
PROGRAM = CONTAINER / "publish-and-serve"
LINES = re.sub(r"\\\n\s*", "", (CONTAINER / "Containerfile").read_text("utf-8")).splitlines()
INSTRUCTIONS = [tuple(line.split(maxsplit=1)) for line in LINES if line and not line.startswith("#")]


def _told(instruction: str) -> list[str]:
    return [told for name, told in INSTRUCTIONS if name == instruction]


def test_the_file_is_without_fault() -> None:
    """By the linter of such files, every rule on but the one that is told there."""
    linter = Path(sys.executable).with_name("hadolint")
    done = subprocess.run(
        [linter, "--failure-threshold", "style", CONTAINER / "Containerfile"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert (done.returncode, done.stdout) == (0, "")


def test_nothing_runs_as_root_and_nothing_comes_unchecked() -> None:
    """A user by number, to the end; what is installed by its digests; a base with a name of its own."""
    assert re.fullmatch(r"[1-9]\d+:[1-9]\d+", _told("USER")[-1])
    assert "--require-hashes" in next(told for told in _told("RUN") if "pip install" in told)
    assert not _told("ADD")
    assert not [told for told in _told("RUN") if re.search(r"curl|wget|https?://", told)]
    [base] = _told("ARG")
    assert re.fullmatch(r"BASE=debian:\w+-slim", base)
    assert all(told.startswith("${BASE}") for told in _told("FROM"))
    last = max(number for number, (name, _) in enumerate(INSTRUCTIONS) if name == "USER")
    assert not {"RUN", "COPY"} & {name for name, _ in INSTRUCTIONS[last:]}


def test_what_is_written_is_said() -> None:
    """The root may be read-only: what is written lies in volumes, or in what the guide gives in memory."""
    guide = (CONTAINER / "README.md").read_text("utf-8")
    assert "--read-only" in guide
    places = [*re.findall(r'"([^"]+)"', _told("VOLUME")[0]), *re.findall(r"--tmpfs (/\w+)", guide)]
    server = (CONTAINER / "nginx.conf").read_text("utf-8")
    written = re.findall(r":-(/[^}]*)\}", PROGRAM.read_text("utf-8"))
    written += re.findall(r"(?:_path|pid) (/\S+);", server)
    left = [path for path in written if not any(map(Path(path).is_relative_to, places))]
    assert left == ["/etc/cyberveille/nginx.conf"]
    assert len(written) > 8


def test_it_serves_as_the_example_of_nginx_does() -> None:
    """But for TLS, for its port, and for where the headers are."""
    own = _directives(CONTAINER / "nginx.conf")
    lacking = _directives(DEPLOY / "nginx/cyberveille.conf") - own
    words = {told.split()[0] for told in lacking}
    assert words <= {"ssl_certificate", "ssl_certificate_key", "ssl_protocols", "ssl_session_cache"} | {
        *("ssl_session_tickets", "listen", "server_name", "include"),
        # Those of the first server, which leads to the second.
        *("location", "root", "return"),
    }
    assert "root /srv/cyberveille/en-ligne;" in own
    assert {told for told in lacking if told.startswith("location")} == {
        "location ^~ /.well-known/acme-challenge/ {"
    }


def _directives(file: Path) -> set[str]:
    text = re.sub(r"^\s*#.*\n", "", file.read_text("utf-8"), flags=re.MULTILINE)
    return {re.sub(r"\s+", " ", told) for told in re.findall(r"\w.*?[;{](?=\s*\n)", text, re.DOTALL)}


class Running(NamedTuple):
    """`said` are the lines of what runs, as they come."""

    origin: Portal
    served: Path
    address: str
    said: Iterator[str]
    process: subprocess.Popen[str]


@pytest.fixture
@needs("system", "portal")
def running(tmp_path: Path) -> Iterator[Running]:
    """The container's program beside an origin, with the folders of the image elsewhere."""
    origin = Portal.copy(SITES / "minimal", tmp_path / "origine")
    _git(origin.folder, "init", "--quiet", "--initial-branch=main")
    _commit(origin.folder)
    port = free_port()
    places = {
        "CYBERVEILLE_PORTAL": tmp_path / "portail",
        "CYBERVEILLE_PUBLIC": tmp_path / "srv",
        "CYBERVEILLE_RUN": tmp_path / "run",
        "CYBERVEILLE_NGINX": tmp_path / "nginx.conf",
    }
    text = (CONTAINER / "nginx.conf").read_text("utf-8").replace("listen 8080", f"listen 127.0.0.1:{port}")
    text = re.sub(r"(/run|/srv)/cyberveille|/tmp", lambda found: f"{tmp_path}{found[1] or '/run'}", text)
    # As root, nginx would take an account that may not read the folders of tests.
    account = "" if os.geteuid() else "user root;\n"
    places["CYBERVEILLE_NGINX"].write_text(account + text, encoding="utf-8")
    places["CYBERVEILLE_PORTAL"].mkdir()
    environment = os.environ | {name: str(place) for name, place in places.items()}
    environment["PATH"] = os.pathsep.join(
        (str(Path(sys.executable).parent), str(program("nginx").parent), os.environ["PATH"])
    )
    environment |= {"CYBERVEILLE_REPOSITORY": str(origin.folder), "CYBERVEILLE_EVERY": "0.1"}
    with subprocess.Popen(
        [str(PROGRAM)], env=environment, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    ) as process:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{port}"
        yield Running(origin, tmp_path / "srv/en-ligne", address, iter(process.stdout), process)
        process.kill()
    origin.close()


def _until(running: Running, words: str) -> None:
    """Until what runs says so."""
    heard = []
    for line in running.said:
        heard.append(line)
        if words in line.replace("\u00a0", " "):
            return
    pytest.fail("".join(heard))


def _read(running: Running, path: str) -> str:
    with urlopen(running.address + path, timeout=30) as answer:  # noqa: S310 - http, on this machine
        return str(answer.read().decode())


def test_a_commit_is_published_and_a_faulty_one_is_not(running: Running) -> None:
    """Fetched, built, delivered, served; what fails leaves the last edition, and the next commit mends it."""
    _until(running, "livré")
    _until(running, "rien n’y change")
    assert "Portail d’essai" in _read(running, "/")
    page = "---\ntitle: Nouvelle page\ndescription: Essai.\n---\nUn texte.\n"
    running.origin.write("content/pages/nouvelle.md", page.replace("title", "titre"))
    _commit(running.origin.folder)
    _until(running, "refusée")
    assert "Portail d’essai" in _read(running, "/")
    running.origin.write("content/pages/nouvelle.md", page)
    _commit(running.origin.folder)
    _until(running, "livré")
    assert "Un texte." in _read(running, "/nouvelle/")
    probe = ("doctor", "--root", str(running.served.parents[1] / "portail"), "--edition", str(running.served))
    assert CliRunner().invoke(main, [*probe, "--oldest", "48"]).exit_code == 0
    running.process.terminate()
    for _ in running.said:
        pass
    assert running.process.wait() == 0


def _git(folder: Path, *words: str) -> None:
    subprocess.run(["git", "-C", str(folder), *words], check=True, capture_output=True)


def _commit(folder: Path) -> None:
    _git(folder, "add", "--all")
    author = ("-c", "user.name=x", "-c", "user.email=x@example.org")
    _git(folder, *author, "commit", "--quiet", "--message", "Un changement")
