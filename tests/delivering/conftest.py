"""A small edition to deliver, and programs that record how they were called."""

import json
import os
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.needs import needs, program


def edition_json(audience: str, commit: str | None) -> str:
    generator = {"name": "cyberveille", "version": "1.0"}
    return json.dumps({"generator": generator, "audience": audience, "commit": commit})


FILES = {
    "index.html": "accueil",
    "edition.json": edition_json("public", "a" * 40),
    "assets/site.0123.css": "body{}",
    "bulletins/index.html": "liste",
    "bulletins/2026/CV-2026-BUL-0001/index.html": "bulletin",
    "flux/tout.rss.xml": "<rss/>",
    ".well-known/security.txt": "Contact: mailto:securite@example.org",
}


@pytest.fixture
def tree(tmp_path: Path) -> Path:
    root = tmp_path / "site"
    for path, text in FILES.items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(text, encoding="utf-8")
    return root


@pytest.fixture
def relabel(tree: Path) -> Callable[[str, str | None], None]:
    """Change whom the edition says it is for, and the commit it says it comes from."""

    def write(audience: str, commit: str | None) -> None:
        (tree / "edition.json").write_text(edition_json(audience, commit), encoding="utf-8")

    return write


@pytest.fixture
@needs("system")
def rsync() -> Path:
    """The real one, on this machine."""
    return program("rsync")


@pytest.fixture
def recorder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Callable[[str, int], Path]:
    """Put a stand-in for a program first on PATH; it logs its arguments and input."""

    def install(program: str, code: int) -> Path:
        log = tmp_path / f"{program}.log"
        folder = tmp_path / "bin"
        folder.mkdir(exist_ok=True)
        script = folder / program
        script.write_text(
            "#!/bin/sh\n"
            f'exec >> "{log}"\n'
            'for word in "$@"; do printf "%s\\n" "$word"; done; tr "\\000" "\\n"; echo "--"\n'
            'echo "connexion refusée" >&2\n'
            f"exit {code}\n",
            encoding="utf-8",
        )
        script.chmod(0o755)
        monkeypatch.setenv("PATH", f"{folder}{os.pathsep}{os.environ['PATH']}")
        return log

    return install
