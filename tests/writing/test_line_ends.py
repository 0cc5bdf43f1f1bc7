"""Line ends of a file that is changed."""

import pytest
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.writing import unix, with_ends_of

MIXED = "---\r\nid: x\ntitle: Un\r\n---\nTexte\r\n\r\nFin"


@pytest.mark.parametrize(
    "raw", [MIXED, MIXED.replace("\n", "\r\n").replace("\r\r", "\r"), unix(MIXED), "", "\r\n"]
)
def test_what_does_not_change_keeps_its_bytes(raw: str) -> None:
    """Windows, Unix, or both in one file; with a last line end or without."""
    assert with_ends_of(raw, unix(raw)) == raw


def test_a_line_that_is_new_ends_as_the_one_above() -> None:
    """One that takes the place of another ends as that did."""
    text = unix(MIXED).replace("id: x\n", "id: y\n").replace("title: Un\n", "title: Un\ntlp: CLEAR\n")
    assert with_ends_of(MIXED, text) == MIXED.replace("id: x", "id: y").replace(
        "Un\r\n", "Un\r\ntlp: CLEAR\r\n"
    )


@given(
    st.lists(st.sampled_from(["a", "b", "", "c\r"]), max_size=8), st.lists(st.sampled_from("abx"), max_size=8)
)
@examples(60)
def test_the_words_are_those_that_were_asked_for(before: list[str], after: list[str]) -> None:
    """Whatever the ends of the file were."""
    raw, text = "\r\n".join(before).replace("b\r\n", "b\n"), "\n".join(after)
    assert unix(with_ends_of(raw, text)) == text
