"""Bodies without any mark: converted at once, and exactly as Python-Markdown converts them."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.markup import render
from cyberveille.markup.plain import plain_parts

_SAMPLES = """
Résumé l’avis d'un 4.2.1 1. 2) 12 - + = : # ## « » (b) a/b fin. ! ? x É
_a_ a_b c_ `x_y/z:1` `a b` *b* http://a.fr <http://a.fr> [c] [c]:d `d` & <e> <div> </div> | … ° \\ ~~~ ```
"""
_WORDS = st.sampled_from(_SAMPLES.split())
_LINES = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(["", "", "", "## ", "### ", "  ", "    ", "- ", "- ", "-   ", "* ", "1. ", "> ", ": "]),
    st.lists(_WORDS, max_size=5),
    st.sampled_from(["", "", "", " ", "  ", " ##"]),
)
_PLAIN_SAMPLES = (
    '#1 a@b ~ "x" ». ; Résumé l’avis d\'un 4.2.1 12 (b) a/b fin. ! : x É « … ° a_b `x_y/z:1` `a --b`'
)
_PLAIN_WORDS = st.sampled_from(_PLAIN_SAMPLES.split())
_PLAIN_LINES = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(["", "", "## ", "    ", "  ", "- ", "- ", "-   "]),
    st.lists(_PLAIN_WORDS, min_size=1, max_size=3),
    st.sampled_from(["", "", "", "", " ", "  "]),
)


def _joined(lines: st.SearchStrategy[str], gaps: list[str]) -> st.SearchStrategy[str]:
    pairs = st.lists(st.tuples(lines, st.sampled_from(gaps)), max_size=8)
    return pairs.map(lambda found: "".join(line + gap for line, gap in found))


_BODIES = _joined(_LINES | _PLAIN_LINES, ["\n", "\n\n", "\n\n\n", "\n \n"])
_PLAIN_BODIES = _joined(_PLAIN_LINES, ["\n", "\n\n", "\n\n", "\n\n\n"])


def _slowly(body: str) -> render.Rendered:
    whole = patch.object(render, "_independent", lambda body: [body])
    with whole, patch.object(render, "plain_parts", return_value=None):
        return render.render_body(body, 7)


@given(_BODIES | _PLAIN_BODIES)
def test_any_body_is_what_markdown_makes_of_it(body: str) -> None:
    """Sections, anchors, lines and HTML are those of the whole way, whatever stands in the body."""
    assert render.render_body(body, 7) == _slowly(body)


@pytest.mark.parametrize(
    "body",
    [
        "## Résumé\n\nUne phrase : deux lignes,\nla seconde.\n\nUn « autre » !\n\n## Mesures\n\nFaire.\n",
        "\n\nTexte sans titre.\n",
        "Avant :\n\n- un ;\n- deux,\n  suite\n    encore.\n\nAprès.\n\n- autre",
        "Une ligne,  \nune autre avec mod_ssl et `a_b --c`.",
        "## Résumé\n\n\n\n## Mesures",
    ],
)
def test_plain_bodies_take_the_short_way(body: str) -> None:
    """And what comes out is the same."""
    assert plain_parts(body) is not None
    assert render.render_body(body, 7) == _slowly(body)


@pytest.mark.parametrize(
    "body",
    [
        "*a*",
        "a\n===",
        "- a\n\n- b",
        "- a\n    - b",
        "* a",
        "1. a",
        "a \nb",
        "a   \nb",
        "`a*b`",
        "    a",
        "&eacute;",
        "<b>a</b>",
        "[a](b)",
        "a | b\n--|--",
        "_a_",
        "",
    ],
)
def test_bodies_with_a_mark_do_not(body: str) -> None:
    """A character that may mean something is Python-Markdown's to read."""
    assert plain_parts(body) is None
