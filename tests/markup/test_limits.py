"""Bodies made to exhaust the Markdown parser."""

import pytest

from cyberveille.markup import Removal, render_body
from cyberveille.markup.limits import NESTING, TAGS, first_intricate
from cyberveille.model import Body

BOMBS = {
    "rules": "***\n" * 20_000,
    "dashes": "- - -\n" * 20_000,
    "headings": "# a\n" * 20_000,
    "quotations": ">" * 5_000,
    "spaced quotations": "> " * 5_000 + "a",
    "numbered lists": "1. " * 5_000,
    "definitions": ": " * 5_000,
    "mixed": "> - 1. " * 1_000,
    "indented lists": "".join("    " * depth + "- a\n" for depth in range(300)),
    "tabbed lists": "".join("\t" * depth + "1. a\n" for depth in range(300)),
    "brackets": "[" * 20_000,
    "images": "![" * 20_000,
    "links": "[a](" * 20_000,
    "open tags": "<a " * 20_000,
    "elements": "<div>" * 20_000,
    "sections of character data": "<![CDATA[" * 20_000,
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_refused(bomb: str) -> None:
    """A body beyond the limits is not rendered: it says on which line they are passed."""
    rendered = render_body(f"Texte.\n\n{bomb}\n", 10)
    assert rendered.body == Body()
    assert rendered.intricate >= 12
    assert rendered.removed == (Removal("…", rendered.intricate),)


@pytest.mark.parametrize(
    "text",
    [
        "*" * 20_000,
        "_a " * 10_000,
        "`" * 20_000,
        "#" * 20_000,
        "|" * 5_000 + "\n" + "|-" * 5_000,
        "\\" * 20_000,
        "```\n" * 5_000,
        "a\n\n" * 5_000,
        "&lt;" * 5_000,
        " " * 50_000,
        "- " * 20_000,
        "* * * * * * * * * * * * * * * *",
        "« " * 10_000,
        "x" * 200_000,
        "*a*" + "\n" * 400_000 + "x",
        "## Titre\n\n" * 300,
    ],
)
def test_long_is_not_intricate(text: str) -> None:
    """Long bodies, rules and repetitions are rendered."""
    assert render_body(text).intricate == 0


def test_the_limits_are_met_exactly() -> None:
    """What is at the limit passes; one more is refused."""
    assert first_intricate("> " * NESTING + "a") == 0
    assert first_intricate("> " * (NESTING + 1) + "a") == 1
    assert first_intricate("a\n" + "<" * TAGS) == 0
    assert first_intricate("a\n" + "<" * (TAGS + 1)) == 2


def test_many_links_in_many_paragraphs_pass() -> None:
    """What is read once is read in no time, however much there is of it."""
    rendered = render_body("[x](/a/)\n\n" * 3_000)
    assert (rendered.intricate, len(rendered.body.links)) == (0, 3_000)


def test_code_nests_nothing() -> None:
    """Marks inside fenced code are shown as they are."""
    rendered = render_body("```\n" + ">" * 100 + "\n" + "    " * 20 + "- a\n```\n")
    assert rendered.intricate == 0
    assert "&gt;" * 100 in rendered.body.sections[0].html
