"""Scripts that are served with the modules that only they import."""

import re
from pathlib import Path

import pytest

from cyberveille.map import script
from cyberveille.publishing.frame import assets
from cyberveille.publishing.frame.joining import joined

STATIC = Path(assets.__file__).parents[2] / "static"


def test_a_script_takes_its_modules_in() -> None:
    """Private names stay apart, in the order of imports; what others provide is imported once."""
    parts = {
        "first.js": 'import { x } from "./x.js";\nconst own = x;\nexport const one = own;\n',
        "second.js": 'import { one } from "./first.js";\nconst own = one;\nexport function two() {\n}\n',
    }
    text = 'import { x, y } from "./x.js";\nimport { two } from "./second.js";\nconst own = two(x, y);\n'
    assert joined(text, parts) == (
        'import { x, y } from "./x.js";\n'
        "const { one } = (() => {\nconst own = x;\nconst one = own;\nreturn { one };\n})();\n"
        "const { two } = (() => {\nconst own = one;\nfunction two() {\n}\nreturn { two };\n})();\n"
        "const own = two(x, y);\n"
    )


@pytest.mark.parametrize("name", assets._JOINED)
def test_nobody_else_imports_what_a_script_takes_in(name: str) -> None:
    """There would be two of it: two states of one thing."""
    parts = assets._JOINED[name]
    for file in STATIC.glob("*.js"):
        imported = set(re.findall(r'from "\./([a-z]+\.js)"', file.read_text(encoding="utf-8")))
        assert file.name in {name, *parts} or not imported & set(parts)


@pytest.mark.parametrize("name", assets._WHOLE)
def test_a_whole_script_asks_for_no_other(name: str) -> None:
    """One request brings it, and what it shares with other scripts keeps nothing of its own."""
    text = assets._script(name)
    assert "import {" not in text
    parts = {part for part in assets._WHOLE[name] if part != script.NAME}
    for file in STATIC.glob("*.js"):
        shared = parts & set(re.findall(r'from "\./([a-z]+\.js)"', file.read_text(encoding="utf-8")))
        if file.name not in {name, *parts}:
            assert not [part for part in shared if re.search(r"^let ", assets._script(part), re.MULTILINE)]
