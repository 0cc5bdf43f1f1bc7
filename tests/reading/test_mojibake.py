"""Text that one program wrote in a coding and another read in a different one."""

import pytest

from cyberveille.reading.mojibake import is_spoilt, mended


@pytest.mark.parametrize(
    ("spoilt", "meant"),
    [
        ("BD Alarisâ„¢ Editor", "BD Alaris™ Editor"),
        ("sÃ©curitÃ© et santé", "sécurité et santé"),
        ("perdu \ufffd ici", "perdu ? ici"),
        ("Toutes versions", "Toutes versions"),
    ],
)
def test_a_spoilt_word_is_read_again(spoilt: str, meant: str) -> None:
    """The others stay, and what is lost for good is a question mark."""
    assert mended(spoilt) == meant
    assert not is_spoilt(mended(spoilt))
