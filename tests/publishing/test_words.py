"""Words are the same however letters, references and markup are written."""

import json
from html import escape, unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.publishing.words import text_words, written_words

_TOKENS = (
    "&", "&lt", "&lt;", "&gt;", "&amp;", "&not", "in;", "#", "&#", "x41;", "41;", "&eacute;", "&#128;",
    "&#0;", "&CounterClockwiseContourIntegral;", "a" * 35, " ", ";", ">", '"', "mot", "é",
)  # fmt: skip
_LETTERS = (*range(0x41, 0x250), *range(0x1E00, 0x1F00), *range(0x2100, 0x2190), *range(0x24B6, 0x24EA))


def test_a_capital_is_its_small_letter() -> None:
    """Accents, ligatures, and signs made of letters included."""
    letters = map(chr, _LETTERS)
    assert [sign for sign in letters if text_words(f"d{sign}n") != text_words(f"d{sign.lower()}n")] == []
    assert text_words("ŒUVRE ÉTÉ") == b" oeuvre ete "


@pytest.mark.parametrize("sign", "’‘“”–—‑…•◆←→\u202f\u2009œŒ")
def test_a_file_has_the_words_of_its_text(sign: str) -> None:
    """Whatever stands for a sign that Latin-1 lacks, between words, within one, at the end of a line."""
    text = f"mot{sign}suite {sign} autre{sign}\n{sign}ligne {sign}"
    assert written_words(text.encode()) == text_words(text)


@given(st.lists(st.sampled_from(("\\", "n", "t", "mot", " ", '"', "\n")), max_size=10))
@examples(100)
def test_escapes_of_json_are_read_as_json_reads_them(pieces: list[str]) -> None:
    """An escaped backslash is one, before the letter of an escape too."""
    text = "".join(pieces)
    assert written_words(json.dumps([text]).encode()).split() == text_words(text).split()


@given(st.lists(st.sampled_from(_TOKENS), max_size=12).map("".join))
@examples(100)
def test_references_are_read_as_html_reads_them(text: str) -> None:
    """In a text without markup, each as many times as it is written over."""
    read = unescape(unescape(unescape(text)))
    assert written_words(text.encode()).split() == text_words(read.replace("<", " ")).split()


@pytest.mark.parametrize(
    ("markup", "layers", "words"),
    [
        ("mots <p>à la</p> suite", 2, b" mots a la suite "),
        ("des <i>mo</i>ts", 1, b" des mots "),
        ("l’<a title='x y'>un</a> ou l’autre", 2, b" l un ou l autre "),
    ],
)
def test_markup_written_over_hides_nothing(markup: str, layers: int, words: bytes) -> None:
    """A feed's entries hold markup as text, itself in markup; so may what they quote."""
    for _ in range(layers + 1):
        assert words in written_words(f"<item><description>{markup}</description></item>".encode())
        markup = escape(markup)
