"""Marks that writers bring from CommonMark and GitHub, and that the library reads once told of them."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.markup import render_body


def html(markdown: str) -> str:
    return "\n".join(section.html for section in render_body(markdown).body.sections)


@pytest.mark.parametrize(
    ("markdown", "expected"),
    [
        ("Un ~~deux~~ trois", "<p>Un <del>deux</del> trois</p>"),
        ("~~**a**~~", "<p><del><strong>a</strong></del></p>"),
        ("H~2~O, ~10 %, a ~~ b", "<p>H~2~O, ~10 %, a ~~ b</p>"),
        (r"\~~a~~", "<p>~~a~~</p>"),
        ("Un\\\ndeux", "<p>Un<br>\ndeux</p>"),
        ("Un\\\\\ndeux", "<p>Un\\\ndeux</p>"),
        ("`a\\`\nb", "<p><code>a\\</code>\nb</p>"),
        ("- [ ] à faire\n- [x] fait\n- [X] fait", "☐ à faire|☑ fait|☑ fait"),
        ("1. [ ] à faire\n\n   suite", "☐ à faire"),
        ("- [x](https://a.fr/)", '<li><a href="https://a.fr/">x</a></li>'),
        ("[ ] hors d’une liste", "<p>[ ] hors d’une liste</p>"),
    ],
)
def test_these_are_what_their_writer_meant(markdown: str, expected: str) -> None:
    """And what only looks like them is left alone."""
    assert all(part in html(markdown) for part in expected.split("|"))


@pytest.mark.parametrize(
    ("markdown", "address"),
    [
        ("Voir https://a.fr/b_c_d.", "https://a.fr/b_c_d"),
        ("Voir https://a.fr/b, puis", "https://a.fr/b"),
        ("(https://a.fr/b)", "https://a.fr/b"),
        ("https://fr.wikipedia.org/wiki/A_(b)", "https://fr.wikipedia.org/wiki/A_(b)"),
        ("« https://a.fr/ » !", "https://a.fr/"),
        ("«https://a.fr/ »", "https://a.fr/"),
        ("**https://a.fr/**", "https://a.fr/"),
        ("HTTPS://A.FR/x", "HTTPS://A.FR/x"),
        ("- http://a.fr/?x=1&y=2", "http://a.fr/?x=1&y=2"),
        ("| a |\n|---|\n| https://a.fr/ |", "https://a.fr/"),
    ],
)
def test_a_bare_address_is_a_link(markdown: str, address: str) -> None:
    """Without the punctuation that ends its sentence."""
    assert [link.target for link in render_body(markdown).body.links] == [address]


@pytest.mark.parametrize(
    "markdown",
    ["`https://a.fr/`", "hxxps://a.fr/", "ftp://a.fr/", "www.a.fr", "https:// a", "```\nhttps://a.fr/\n```"],
)
def test_these_are_no_addresses(markdown: str) -> None:
    """Code is code, and what a page may not lead to stays text."""
    assert render_body(markdown).body.links == ()
    assert render_body(markdown).removed == ()


def test_an_address_that_is_a_link_already_is_one_link() -> None:
    """Between angle brackets, or as the text of a link."""
    markdown = "<https://a.fr/> [https://b.fr/](https://b.fr/) [c][]\n\n[c]: https://c.fr/"
    assert [link.target for link in render_body(markdown).body.links] == [
        "https://a.fr/",
        "https://b.fr/",
        "https://c.fr/",
    ]


def test_a_bare_address_is_told_at_its_line() -> None:
    """Each time it is written."""
    rendered = render_body("Un.\n\nhttp://a.fr/,\nhttp://a.fr/.\n", 10)
    assert [link.line for link in rendered.body.links] == [12, 13]


@examples(200)
@given(
    st.lists(
        st.sampled_from(
            ["~~", "a", " ", "\\\n", "https://a.fr/", "(", ")", "_", "*", "- [ ] ", "\n", "1) ", "`"]
        ),
        max_size=12,
    ).map("".join)
)
def test_no_mixture_loses_a_word(markdown: str) -> None:
    """Whatever is struck, ticked or linked, letters come out in their order."""
    text = re.sub(r'href="[^"]*"|</?(?:del|em|strong|code)>', "", html(markdown))
    assert text.count("https://a.fr") == markdown.count("https://a.fr")
