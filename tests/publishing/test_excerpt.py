"""A section's text outside its page."""

import re
from unittest.mock import patch

import pytest
from hypothesis import given
from hypothesis import strategies as st

from cyberveille.publishing import excerpt
from cyberveille.publishing.excerpt import absolute_links, plain_text, xml_text

PAGE = "https://portail.example.org/veille/bulletins/2026/CV-2026-BUL-0042/"
ROOT = "https://portail.example.org/veille/"


@pytest.mark.parametrize(
    ("target", "expected"),
    [
        ("/bulletins/", f"{ROOT}bulletins/"),
        ("/", ROOT),
        ("#s-mesures", f"{PAGE}#s-mesures"),
        ("schema.png", f"{PAGE}schema.png"),
        ("https://example.org/a?b=1&amp;c=2", "https://example.org/a?b=1&amp;c=2"),
        ("mailto:a@example.org", "mailto:a@example.org"),
        ("//example.org/a", "https://example.org/a"),
    ],
)
def test_targets_become_absolute(target: str, expected: str) -> None:
    """Every form a target may take, in links and in images."""
    html = f'<p><a rel="noopener" href="{target}">x</a> <img alt="a > b" src="{target}"></p>'
    found = absolute_links(html, page=PAGE, root=ROOT)
    assert found == html.replace(f'"{target}"', f'"{expected}"')


def test_text_that_looks_like_a_link_stays() -> None:
    """Code shown to the reader is not rewritten."""
    html = '<p><code>&lt;a href="/x"&gt;</code> et <a href="#y">y</a></p>'
    assert 'href="/x"' in absolute_links(html, page=PAGE, root=ROOT)


_PIECES = "<p>|</p>|</p>\n<p>|a|\n| |\t|b c|- d|\u00a0|&amp;|<br>|\n- "
_HTML = st.lists(st.sampled_from(_PIECES.split("|")), max_size=9).map("".join)
_PARAGRAPHS = st.lists(
    st.sampled_from(["a", "b : c", "d\ne", "f - g", "h\n- i"]), min_size=1, max_size=4
).map(lambda texts: "\n".join(f"<p>{text}</p>" for text in texts))


def _agree(html: str) -> None:
    plain_text.cache_clear()
    quick = plain_text(html)
    plain_text.cache_clear()
    with patch.object(excerpt, "_PARAGRAPHS", re.compile(r"(?!)")):
        assert plain_text(html) == quick


@given(_HTML)
def test_any_html_is_read_one_way(html: str) -> None:
    """The short way for paragraphs alone tells the words that the long one tells."""
    _agree(html)


@given(_PARAGRAPHS)
def test_paragraphs_are_read_the_short_way(html: str) -> None:
    """And it tells the same words."""
    assert excerpt._PARAGRAPHS.fullmatch(html)
    _agree(html)


@pytest.mark.parametrize(
    "html", ["<p>Un.</p>\n<p> Deux.</p>", "<p>Un.</p>\n<p>\n- Deux</p>", "<p>- a</p>\n<p>- b</p>"]
)
def test_other_paragraphs_are_read_the_long_way(html: str) -> None:
    """Blanks and dashes at the beginning of one may be told otherwise."""
    assert not excerpt._PARAGRAPHS.fullmatch(html)


def test_plain_text_keeps_what_structure_says() -> None:
    """Paragraphs, items, cells, line breaks and images' texts survive without markup."""
    html = (
        "<h3>Titre</h3><p>Un &amp; deux &lt; 3<br>quatre</p>"
        "<ul><li>cinq</li>\n<li><p>six</p></li></ul>"
        "<table><tbody><tr><td>a</td><td>b</td></tr></tbody></table>"
        '<p><img alt="sept" src="x.png"></p><pre><code>  huit\n  neuf</code></pre>'
    )
    assert plain_text(html) == (
        "Titre\n\nUn & deux < 3\nquatre\n- cinq\n- six\n\na | b\n\nsept\n\n  huit\n  neuf"
    )


def test_plain_text_keeps_no_break_spaces() -> None:
    """French typography is part of the text."""
    assert plain_text("<p>Oui\N{NO-BREAK SPACE}: non&nbsp;!</p>") == "Oui\xa0: non\xa0!"


def test_xml_text_drops_only_what_xml_forbids() -> None:
    """Tabs, line ends, accents and emoji stay; controls, surrogates and non-characters go."""
    kept = "\t\n\r é\N{NO-BREAK SPACE}🦠"
    assert xml_text(f"\x00{kept}\x1f\ud800\ufffe\uffff") == kept
