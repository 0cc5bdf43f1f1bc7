"""Words are the same however letters, references and markup are written."""

import json
from collections.abc import Callable
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


_PLAIN = b" les onze serveurs de secours ont ete coupes avant la tombee du jour "
_HOLDING = {
    "outline": '<opml><outline text="{}"/></opml>',
    "frame": "<p>Le plan.</p><iframe srcdoc='{}'></iframe>",
    "unclosed": '<item><a title="{}">mot',
    "beside an entry": '<item><a title="{}"/><description>&lt;p&gt;Un&lt;/p&gt;</description></item>',
}
_MARKUP = (
    "les onze serveurs <strong>de secours</strong> ont été <em>coupés avant</em> la tombée du jour",
    "les onze serveurs<br>de secours ont été<br/>coupés avant la tombée du jour",
    "les onze ser<b>veurs</b> de secours ont été coupés avant la tombée du <i>jo</i>ur",
)


def _by_number(text: str) -> str:
    return text.replace("<", "&#60;").replace(">", "&#x3e;")


@pytest.mark.parametrize("holding", _HOLDING)
@pytest.mark.parametrize("markup", _MARKUP)
@pytest.mark.parametrize(
    "written",
    [escape, lambda text: escape(escape(text)), _by_number],
    ids=["escaped", "escaped twice", "by number"],
)
def test_markup_in_an_attribute_hides_nothing(
    holding: str, markup: str, written: Callable[[str], str]
) -> None:
    """An attribute may hold markup as an entry does, in any spelling of its signs."""
    assert _PLAIN in written_words(_HOLDING[holding].format(written(markup)).encode())


@pytest.mark.parametrize("letter", "œŒæÆﬁŁ")
@pytest.mark.parametrize("opening", ["&lt;", "&lt", "&#60;", "\\u003c", "%3C", "<"])
def test_a_letter_that_is_not_of_ascii_opens_no_tag(letter: str, opening: str) -> None:
    """What stands between the two signs is text, where it stands (HTML, tag open state)."""
    said = f"Le service {opening}{letter}dème aigu du poumon, salle trois&gt; reste fermé"
    plain = text_words(f"Le service {letter}dème aigu du poumon, salle trois reste fermé")
    assert plain in written_words(f"<p>{said}</p>".encode())
