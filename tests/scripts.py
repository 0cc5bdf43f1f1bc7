"""The portal's scripts, run by Node as a browser would import them."""

import json
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from cyberveille.map import script
from tests.needs import needs, program

STATIC = Path(__file__).parents[1] / "generator/cyberveille/static"
Evaluate = Callable[[str, str], Any]
"""(name of a script, expression over its exports `m`) to the expression's value, through JSON."""


@pytest.fixture
@needs("system")
def evaluate(tmp_path: Path) -> Evaluate:
    folder = tmp_path / "scripts"
    folder.mkdir()
    for file in STATIC.glob("*.js"):
        shutil.copy(file, folder)
    (folder / script.NAME).write_text(script.module(), encoding="utf-8")
    (folder / "package.json").write_text('{"type": "module"}', encoding="utf-8")

    def run(name: str, expression: str) -> Any:  # noqa: ANN401 - a value of JSON
        code = f'import * as m from "./{name}";\nconsole.log(JSON.stringify({expression}));\n'
        (folder / "asked.js").write_text(code, encoding="utf-8")
        done = subprocess.run(
            [program("node"), "asked.js"], cwd=folder, capture_output=True, text=True, check=True
        )
        return json.loads(done.stdout)

    return run
