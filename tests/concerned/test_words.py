"""Names as they are compared."""

import unicodedata

from hypothesis import given
from hypothesis import strategies as st

from cyberveille.concerned.words import plain
from tests.exploring import examples

_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ø": "o", "ł": "l", "đ": "d", "ß": "ss"})
_SIGNS = str.maketrans("’–—‑", "'---")
_TEXTS = st.text(st.one_of(st.sampled_from("aZ é É œæǽß’–\u00a0\t…½ΣσİﬁＡ\u0301"), st.characters()))


@examples(300)
@given(_TEXTS.filter(lambda text: not any(sign in text for sign in "(™®©℠")))
def test_accents_are_taken_off_as_unicode_takes_letters_apart(text: str) -> None:
    """The words are those of the compatibility decomposition of all the text, without its marks."""
    parts = unicodedata.normalize("NFKD", text.lower().translate(_LETTERS))
    kept = "".join(sign for sign in parts if not unicodedata.combining(sign))
    assert plain(text) == " ".join(kept.translate(_SIGNS).split())
