"""Bodies that say little to Markdown: converted at once, and exactly as Python-Markdown converts them."""

from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.markup import render
from cyberveille.markup.plain import plain_parts

pytestmark = pytest.mark.shortcut

_ANY = r"""
Résumé l’avis d'un 4.2.1 1. 2) 12 - + = : # ## « » (b) a/b fin. ! ? x É Ω K
_a_ a_b c_ `x_y/z:1` `a b` `ftp://a/b` *b*
http://a.fr <http://a.fr> <https://a.fr/b_c?d=e#f> <http://a.fr/&>
[c] [c]:d `d` & <e> <div> </div> | … ° \ ~~~ ```
"""
_LINES = st.builds(
    lambda start, words, end: start + " ".join(words) + end,
    st.sampled_from(
        ["", "", "", "## ", "### ", "  ", "    ", "- ", "- ", "-   ", "* ", "1. ", "> ", ": ", "\t"]
    ),
    st.lists(st.sampled_from([*_ANY.split(), "a\u00a0b", "\u00a0", "c\u202f"]), max_size=5),
    st.sampled_from(["", "", "", " ", "  ", " ##"]),
)
_BODIES = st.builds(
    lambda pairs, last: "".join(line + gap for line, gap in pairs) + last,
    st.lists(st.tuples(_LINES, st.sampled_from(["\n", "\n\n", "\n\n\n", "\n \n", "\n\t\n\n"])), max_size=8),
    _LINES,
)

# What follows is plain by the way it is made.
_PLAIN = "Résumé l’avis d'un 4.2.1 12 (b) a/b fin. x É Ω a_b `x_y/z:1` `ftp://a/b` « »."
_WORDS = st.lists(st.sampled_from([*_PLAIN.split(), "à\u00a05.6", "a\u202f;"]), min_size=1, max_size=3).map(
    " ".join
)
_TITLES = st.sampled_from(["Résumé", "Résumé", "Ω x", "12  é", "A_b : « c » !"]).map("## {}".format)
_PARAGRAPHS = st.lists(_WORDS, min_size=1, max_size=3).flatmap(
    lambda lines: st.sampled_from(["\n", "  \n"]).map(lambda end: end.join(lines))
)
_ITEMS = st.builds(
    "{}{}{}".format, st.sampled_from(["- ", "-   "]), _WORDS, st.sampled_from(["", "\n  é", "\n    é"])
)
_LISTS = st.lists(_ITEMS, min_size=1, max_size=3).map("\n".join)
_BLOCKS = st.one_of(_TITLES, _PARAGRAPHS, st.builds("{}\n\n{}".format, _LISTS, _PARAGRAPHS))
_PLAIN_BODIES = st.builds(
    lambda blocks, gap, end: gap.join(blocks) + end,
    st.lists(_BLOCKS, min_size=1, max_size=5),
    st.sampled_from(["\n\n", "\n\n\n"]),
    st.sampled_from(["", "\n", "\n\n"]),
)
_MARKS = r"""
*a* b ¦ 1. a|2. b ¦ - a||- b ¦ > a||> b ¦ a|: b||: c ¦ <http://a.fr> ¦ [a](/b) ¦ ### a ¦ a|=== ¦ a &amp; b
- a||    b ¦ - a|    - b ¦ * * * ¦ a \ ¦ \# b ¦ :    c ¦ `a*b` ¦ - a|1. b
"""
_MARKED = st.sampled_from(_MARKS.strip().replace("\n", " ¦ ").split(" ¦ ")).map(
    lambda text: text.replace("|", "\n")
)
_REACHING = st.sampled_from(["```", "~~~", "<div>", "</div>", "<!-- a", "[r]: /b", "a [r]", "<pre>", "a \n"])


def _slowly(body: str) -> render.Rendered:
    whole = patch.object(render, "_independent", lambda body: [body])
    with whole, patch.object(render, "plain_parts", return_value=None):
        return render.render_body(body, 7)


@given(_BODIES)
def test_any_body_is_what_markdown_makes_of_it(body: str) -> None:
    """Sections, anchors, lines and HTML are those of the whole way, whatever stands in the body."""
    assert render.render_body(body, 7) == _slowly(body)


@given(_PLAIN_BODIES)
def test_plain_bodies_are_too(body: str) -> None:
    """All of them take the short way."""
    assert plain_parts(body) is not None
    assert render.render_body(body, 7) == _slowly(body)


@given(_PLAIN_BODIES, _MARKED, _PLAIN_BODIES)
def test_sections_with_a_mark_are_too(before: str, marked: str, after: str) -> None:
    """The sections around them are converted apart."""
    body = f"{before.strip()}\n\n## Au milieu\n\n{marked}\n\n## Suite\n\n{after}"
    assert len(render._independent(body)) > 1
    assert plain_parts(body) is None
    assert render.render_body(body, 7) == _slowly(body)


@given(_PLAIN_BODIES, _REACHING, _PLAIN_BODIES, _REACHING, _PLAIN_BODIES)
def test_what_reaches_over_a_heading_is_too(
    before: str, opening: str, between: str, closing: str, after: str
) -> None:
    """Fences, HTML and definitions of links keep the body whole."""
    body = f"{before}\n\n{opening}\n\n## Au milieu\n\n{between}\n\n{closing}\n\n## Suite\n\n{after}"
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
        "```\n\n## a\n\n```",
        "<div>\n\n## a\n\n</div>\n\n*b*",
        "[r]\n\n## a\n\n[r]: /b",
        "Terme\n: un\n\n## Autre\\\n\n: deux *x*",
        "\t\n\n## y\n\n*a*",
        "a\u00a0\n\n## y\n\n*a*",
        "## 5 \u2126\n\nx",
        "a b  ",
        "- b  ",
    ],
)
def test_these_are_what_markdown_makes_of_them(body: str) -> None:
    """Each has been read otherwise by a short way."""
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
