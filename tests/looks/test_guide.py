"""« Changer l’apparence » promises what the program holds, and its examples work."""

import re
from pathlib import Path

import pytest
from tests.portal import SITES, Portal

from cyberveille.looks.promised import BLOCKS, FUNCTIONS, ToldNotice, ToldPage

GUIDE = Path(__file__).parents[2] / "docs/changer-lapparence.md"


@pytest.fixture(scope="module")
def guide() -> str:
    return GUIDE.read_text(encoding="utf-8").replace("\u00a0", " ").replace("\u202f", " ")


def test_every_promised_block_is_told(guide: str) -> None:
    """Each with the words that the program has for it, and no other."""
    rows = re.findall(r"^\| (?:`templates/([a-z]+\.html)` )?\| `([a-z_]+)` \| (.*) \|$", guide, re.MULTILINE)
    told: dict[str, dict[str, str]] = {}
    template = ""
    for named, block, words in rows:
        template = named or template
        told.setdefault(template, {})[block] = words
    assert told == {
        name: {block: item.told for block, item in blocks.items()} for name, blocks in BLOCKS.items()
    }


def test_every_function_and_field_is_told(guide: str) -> None:
    """What a block is given, by its name."""
    assert [name for name in FUNCTIONS if f"{name}(" not in guide] == []
    for told in (ToldNotice, ToldPage):
        line = next(line for line in guide.splitlines() if line.startswith("- `" + told.__name__[4:].lower()))
        assert [name for name in told.__struct_fields__ if f"`{name}`" not in line] == []


def test_its_template_is_read_without_a_finding(guide: str, tmp_path: Path) -> None:
    """The examples of the configuration are tried with those of the other guides."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    [example] = re.findall(r"```jinja\n(.*?)```", guide, re.DOTALL)
    portal.write("templates/frame.html", example)
    project = portal.project()
    assert project.findings == ()
    assert [item.name for item in project.looks.templates] == ["frame.html"]
