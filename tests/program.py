"""A copy of the program in a folder of its own, to which a test adds what a guide shows."""

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
PROGRAM = ROOT / "generator" / "cyberveille"
_NAMED = re.compile(r"^In `([\w./]+)`[^\n]*\n\n```\w+\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_ASKED = """
import json, sys
from cyberveille.map import is_own, is_reserved, media_of
from cyberveille.model import Kind
from cyberveille.publishing.exports import notice_schema
from cyberveille.reading.format_reference import format_manual
print(json.dumps({
    "own": [path for path in sys.argv[1:] if is_own(path)],
    "reserved": [path for path in sys.argv[1:] if is_reserved(path)],
    "media": {path: media_of(path.lstrip("/")).content_type for path in sys.argv[1:]},
    "schema": notice_schema("https://example.org/"),
    "manual": format_manual(),
}))
"""


def named_blocks(guide: str) -> dict[str, str]:
    """The files that a guide shows, by their place in the program."""
    return dict(_NAMED.findall((ROOT / "docs" / guide).read_text(encoding="utf-8")))


@dataclass(frozen=True)
class Program:
    """`folder` holds the package."""

    folder: Path

    @property
    def package(self) -> Path:
        return self.folder / "cyberveille"

    def add(self, path: str, text: str, before: str = "") -> None:
        """A new file, or lines before others of one that is there."""
        file = self.package / path
        if before:
            known = file.read_text(encoding="utf-8")
            assert known.count(before) == 1, (path, before)
            text = known.replace(before, text + before)
        assert before or not file.exists()
        file.write_text(text, encoding="utf-8")

    def changed(self) -> set[str]:
        """The files that are not as in the program, templates apart."""
        known, now = _digests(PROGRAM), _digests(self.package)
        return {path for path in now if now[path] != known.get(path) and not path.endswith(".html")}

    def run(self, *words: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(
            [sys.executable, *words],
            env=os.environ | {"PYTHONPATH": str(self.folder)},
            capture_output=True,
            text=True,
            check=False,
        )

    def command(self, *words: str) -> subprocess.CompletedProcess[str]:
        return self.run("-c", "from cyberveille.cli import main; main()", *words)

    def asked(self, *paths: str) -> dict[str, Any]:
        done = self.run("-c", _ASKED, *paths)
        assert done.returncode == 0, done.stderr
        told: dict[str, Any] = json.loads(done.stdout)
        return told


def _digests(package: Path) -> Mapping[str, str]:
    return {
        file.relative_to(package).as_posix(): hashlib.sha256(file.read_bytes()).hexdigest()
        for file in package.rglob("*")
        if file.is_file() and "__pycache__" not in file.parts
    }
