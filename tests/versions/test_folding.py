"""Texts about versions as they are compared."""

from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples

from cyberveille.versions.folding import folded

_TEXTS = st.text(st.one_of(st.sampled_from("aZ é É œ’–≤\u00a0\t\x1c…½ΣσİıKＡ\u0301"), st.characters()))


@examples(300)
@given(_TEXTS)
def test_a_text_is_folded_sign_by_sign(text: str) -> None:
    """What stands beside a sign does not change what it is folded to, and every sign gives one."""
    assert folded(text) == "".join(map(folded, text))
    assert len(folded(text)) == len(text)
