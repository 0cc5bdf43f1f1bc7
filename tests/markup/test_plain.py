"""Bodies without any mark: converted at once, and exactly as Python-Markdown converts them."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.markup import render
from cyberveille.markup.plain import plain_html

_SAMPLES = """
Résumé l’avis d'un 4.2.1 1. 2) 12 - + = : # ## « » (b) a/b fin. ! ? x É
_a_ *b* http://a.fr [c] `d` & <e> | … ° \\ ~~~
"""
_WORDS = st.sampled_from(_SAMPLES.split())
_LINES = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(["", "", "", "## ", "### ", "  ", "    ", "- ", "1. ", "> ", ": "]),
    st.lists(_WORDS, max_size=5),
    st.sampled_from(["", "", "", " ", "  ", " ##"]),
)
_BODIES = st.builds(
    lambda lines, gaps: "".join(line + gap for line, gap in zip(lines, gaps, strict=False)),
    st.lists(_LINES, max_size=8),
    st.lists(st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \n"]), min_size=8, max_size=8),
)


def _slowly(body: str) -> render.Rendered:
    with patch.object(render, "plain_html", return_value=None):
        return render.render_body(body, 7)


@given(_BODIES)
def test_any_body_is_what_markdown_makes_of_it(body: str) -> None:
    """Sections, anchors, lines and HTML are those of the whole way, whatever stands in the body."""
    assert render.render_body(body, 7) == _slowly(body)


@pytest.mark.parametrize(
    "body",
    [
        "## Résumé\n\nUne phrase : deux lignes,\nla seconde.\n\nUn « autre » !\n\n## Mesures\n\nFaire.\n",
        "\n\nTexte sans titre.\n",
        "## Résumé\n\n\n\n## Mesures",
    ],
)
def test_plain_bodies_take_the_short_way(body: str) -> None:
    """And what comes out is the same."""
    assert plain_html(body, "") is not None
    assert render.render_body(body, 7) == _slowly(body)


@pytest.mark.parametrize(
    "body",
    [
        "*a*",
        "a\n===",
        "- a",
        "1. a",
        "a  \nb",
        "    a",
        "&eacute;",
        "<b>a</b>",
        "[a](b)",
        "a | b\n--|--",
        "a_b_c",
        "",
    ],
)
def test_bodies_with_a_mark_do_not(body: str) -> None:
    """A character that may mean something is Python-Markdown's to read."""
    assert plain_html(body, "") is None
