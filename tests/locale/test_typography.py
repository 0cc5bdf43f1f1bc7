"""French no-break spaces."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.locale import NBSP, NNBSP, french, french_html

ALPHABET = "ab1 :;!?«».,()\n\u00a0\u202f<>&/"
PROPERTY = examples(400)


@pytest.mark.parametrize(
    ("typed", "printed"),
    [
        ("Que faire ?", f"Que faire{NNBSP}?"),
        ("Attention !", f"Attention{NNBSP}!"),
        ("un ; deux", f"un{NNBSP}; deux"),
        ("Objet : rien", f"Objet{NBSP}: rien"),
        ("« mot »", f"«{NBSP}mot{NBSP}»"),
        ("« mot ».", f"«{NBSP}mot{NBSP}»."),
        ("« Quoi ? »", f"«{NBSP}Quoi{NNBSP}?{NBSP}»"),
        ("(quoi ?)", f"(quoi{NNBSP}?)"),
        ("Quoi ?!", f"Quoi{NNBSP}?!"),
        ("Quoi ?!?", f"Quoi{NNBSP}?!?"),
        ("Quoi ?»", f"Quoi{NNBSP}?»"),
        ("https://example.org/?a=b", "https://example.org/?a=b"),
        ("10:30", "10:30"),
        ("a ?b", "a ?b"),
        (":)", ":)"),
        ("", ""),
    ],
)
def test_spaces_before_double_punctuation(typed: str, printed: str) -> None:
    """Ordinary spaces that French sets as no-break ones are replaced; nothing else is."""
    assert french(typed) == printed


@pytest.mark.parametrize(
    ("html", "printed"),
    [
        ("<p>Quoi ?</p>", f"<p>Quoi{NNBSP}?</p>"),
        ("<b>Note</b> : oui", f"<b>Note</b>{NBSP}: oui"),
        ("<code>a : b</code> : c", f"<code>a : b</code>{NBSP}: c"),
        ("<pre><code>a ? b : c\n</code></pre>", "<pre><code>a ? b : c\n</code></pre>"),
        ("<code>a <kbd>b</kbd> : c</code>", "<code>a <kbd>b</kbd> : c</code>"),
        ('<a href="/a ? b" title="c : d">x</a>', '<a href="/a ? b" title="c : d">x</a>'),
        ("« <b>mot</b> »", f"«{NBSP}<b>mot</b>{NBSP}»"),
    ],
)
def test_html_is_set_in_its_text_only(html: str, printed: str) -> None:
    """Code, samples and attributes are left to the letter."""
    assert french_html(html) == printed


@PROPERTY
@given(st.text(ALPHABET))
def test_setting_twice_is_setting_once(text: str) -> None:
    """Applied again, nothing changes."""
    assert french(french(text)) == french(text)


@PROPERTY
@given(st.text(ALPHABET))
def test_only_spaces_change(text: str) -> None:
    """The words and signs stay; a text loses no character."""
    printed = french(text)
    assert len(printed) == len(text)
    assert re.sub(rf"[{NBSP}{NNBSP}]", " ", printed) == re.sub(rf"[{NBSP}{NNBSP}]", " ", text)


HTML = st.lists(
    st.sampled_from(
        [
            "<p>",
            "</p>",
            "<b>",
            "</b>",
            '<a href="/x ?y : z">',
            "</a>",
            "<br>",
            "&amp;",
            "<code>a : b ?</code>",
        ]
    )
    | st.text("ab :;!?«».", max_size=6),
    max_size=10,
).map("".join)


@PROPERTY
@given(HTML)
def test_setting_html_twice_is_setting_it_once(html: str) -> None:
    """Applied again to HTML, nothing changes."""
    assert french_html(french_html(html)) == french_html(html)


@PROPERTY
@given(HTML)
def test_tags_code_and_addresses_are_untouched(html: str) -> None:
    """Tags, with their attributes, and code come out as they went in."""
    kept = re.compile(r"<code>.*?</code>|<[^>]*>")
    assert kept.findall(french_html(html)) == kept.findall(html)
