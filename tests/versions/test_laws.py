"""Laws that every scheme and every reading keeps, on whatever text."""

import sys
from itertools import permutations
from types import FrameType

import pytest
from hypothesis import example, given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.versions import SCHEMES, Order, Scheme, Stated, Where, read, where
from cyberveille.versions.fixed import read_fixed
from cyberveille.versions.impossible import below_affected, empty_pieces, still_affected
from cyberveille.versions.tokens import tokens

_NUMBERS = st.sampled_from(["0", "1", "2", "10"])
_TAILS = st.sampled_from(
    ["", "", ".0", ".1", " SP1", " SP2", " FP1", "-1", "-2", "a", "b", "k", "b1", "rc1", " beta 2",
     " build 3", "R1", "R2-S1", "X7-D2", "(1)", "(1)M2", "(1)SX2", "_2", "h1", " SP1 HF2", "zz9"]
)  # fmt: skip
_VERSIONS = st.builds(
    lambda prefix, numbers, tails: prefix + ".".join(numbers) + "".join(tails),
    st.sampled_from(["", "", "", "V", "B.", "A."]),
    st.lists(_NUMBERS, min_size=1, max_size=3),
    st.lists(_TAILS, max_size=2),
)
_OTHERS = st.sampled_from(
    ["2019-03", "2019-03-12", "12/03/2019", "10 22H2", "10", "7 SP1", "7", "Server 2012 R2", "10.0.19045.1",
     "1:1.0-1", "1.0~rc1", "1.0-1", "1.0^a", "1.0a", "1.0", "1.0.post1", "1!1.0", "1.0rc1",
     "20.9.1", "2020.9.1"]
)  # fmt: skip
_ANY = st.one_of(_VERSIONS, _OTHERS)
_EVERY_SCHEME = pytest.mark.parametrize("scheme", SCHEMES.values(), ids=SCHEMES)


@_EVERY_SCHEME
@given(versions=st.tuples(_ANY, _ANY, _ANY))
@examples(400)
@example(versions=("9.7 SP2", "9.7.0.0 SP2", "9.7.0.3"))
@example(versions=("4.0a", "4.0", "4.0c"))
def test_comparison_is_a_partial_order(scheme: Scheme, versions: tuple[str, str, str]) -> None:
    """Each is equal to itself, the reverse is reversed, and what is below what is below is below."""
    for first, second, third in permutations(versions):
        if scheme(first) is not None:
            assert scheme.compare(first, first) is Order.EQUAL
        there = scheme.compare(first, second)
        assert scheme.compare(second, first) is there.reversed
        on = scheme.compare(second, third)
        if {there, on} <= {Order.LESS, Order.EQUAL}:
            expected = Order.LESS if Order.LESS in {there, on} else Order.EQUAL
            assert scheme.compare(first, third) is expected


_WORDS = st.sampled_from(
    """versions|antérieures à|et antérieures|<|>=|<=|à|jusqu'à|,|et|ou|x|.x|sans le correctif|toutes versions
    |sur Windows|(|)|FP|SP1|incluse|KB123456|-|/|entre|*|X-200|Service Pack
    |dans|1.2|2.x|10|V3.1|9.7 FP11|Release 2
    |Windows|Office|RT|disponible|2013|Update 3|postérieures à|série|avec""".replace("\n    ", "").split("|")
)
_TEXTS = st.one_of(st.text(max_size=80), st.lists(_WORDS, max_size=12).map(" ".join))


@_EVERY_SCHEME
@given(text=_TEXTS, version=st.one_of(_ANY, st.text(max_size=40)))
@examples(150, any_shape=True)
def test_any_text_has_an_answer(scheme: Scheme, text: str, version: str) -> None:
    """Nothing raises, and what is not understood never says inside or outside."""
    reading = read(text)
    place = where(version, reading, scheme)
    assert place in Where
    if reading.stated in {Stated.UNREAD, Stated.NOTHING}:
        assert place is Where.UNKNOWN
    if reading.condition:
        assert place is not Where.INSIDE
    assert read_fixed(text).text == text
    assert isinstance(
        below_affected(version, reading, scheme) and still_affected(version, reading, scheme), bool
    )
    assert set(empty_pieces(reading, scheme)) <= set(reading.pieces)


@given(low=_VERSIONS, high=_VERSIONS)
@examples(200)
def test_a_bound_is_where_it_is_said(low: str, high: str) -> None:
    """What « antérieures à » names is outside; what « et antérieures » names is inside."""
    if read(f"< {high}").stated is Stated.RANGES:
        assert where(high, read(f"< {high}")) is not Where.INSIDE
        assert where(high, read(f"<= {high}")) is not Where.OUTSIDE
    if read(f"> {low}").stated is Stated.RANGES:
        assert where(low, read(f"> {low}")) is not Where.INSIDE


@given(text=_TEXTS)
@examples(200, any_shape=True)
def test_tokens_stand_where_they_were_written(text: str) -> None:
    """Each token is the text at its place, or two of one version joined; none overlaps the next."""
    found = list(tokens(text))
    assert all(
        text.startswith(token.text.split(" ")[0], token.start) for token in found if token.text.strip()
    )
    assert [token.start for token in found] == sorted({token.start for token in found})


_HOSTILE = {
    "dots": "1." * 950,
    "letters": "1a" * 950,
    "parentheses": "(" * 1900,
    "nested versions": "1(" * 950,
    "dashes": "1-" * 950,
    "bits": "pour les systemes " * 100,
    "commas": "," * 1900,
    "versions": "1.1, " * 380,
    "below": "versions 1.x antérieures à 1.1, " * 59,
    "joined": "versions " * 210,
    "suffixes": "1 SP1 " * 310,
    "spaces": " " * 1900,
    "names": "antérieures à " + "a " * 900,
    "through": "1 à " * 470,
}


def _calls(text: str) -> int:
    """How many functions, of Python and of C, are called to read a text."""
    count = 0

    def called(_frame: FrameType, event: str, _argument: object) -> None:
        nonlocal count
        count += event in {"call", "c_call"}

    before = sys.getprofile()
    sys.setprofile(called)
    try:
        read(text)
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("text", _HOSTILE.values(), ids=_HOSTILE)
def test_work_grows_with_the_text(text: str) -> None:
    """Twice the text costs about twice the calls."""
    read(text), read(text[: len(text) // 2])
    whole, half = _calls(text), _calls(text[: len(text) // 2])
    assert whole <= 2.5 * half + 400
