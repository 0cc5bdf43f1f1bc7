"""What a typeface of the web says of itself is read, though it is compressed."""

import brotli
import pytest
from tests.containers_reading import says, sentence

from cyberveille.publishing.containers.budget import Budget, Limits, TooMuch
from cyberveille.publishing.containers.typefaces import names_in

SENTENCE = sentence("ceci")
_NAME, _GLYPHS, _OTHER = 5, 10, 63


def _number(value: int) -> bytes:
    """As WOFF2 writes lengths: seven bits a byte, the first ones first (section 4.1)."""
    rest = [value & 0x7F]
    while value := value >> 7:
        rest.append(0x80 | value & 0x7F)
    return bytes(reversed(rest))


def _typeface(tables: bytes) -> bytes:
    """Letters in a form of their own, a table of another's name, then the names, all of them compressed."""
    length = _number(len(tables))
    directory = bytes([_GLYPHS]) + length + length + bytes([_OTHER]) + b"ABCD" + length
    directory += bytes([_NAME]) + length
    packed: bytes = brotli.compress(tables)
    head = b"wOF2" + bytes(8) + (3).to_bytes(2, "big") + bytes(6) + len(packed).to_bytes(4, "big") + bytes(24)
    return head + directory + packed


def test_a_description_is_read() -> None:
    """Names are written in two bytes a letter, the greater first (OpenType, name)."""
    data = _typeface(SENTENCE.encode("utf-16-be") + bytes(400))
    assert SENTENCE.encode("utf-16-be") not in data
    assert says("police.woff2", data, SENTENCE)
    assert not says("police.woff2", _typeface(bytes(400)), SENTENCE)


def test_what_comes_out_is_counted() -> None:
    """A few bytes that would become millions are given up."""
    with pytest.raises(TooMuch):
        names_in(_typeface(bytes(3_000_000)), Budget(Limits(unpacked=1_000_000)))


@pytest.mark.parametrize("cut", [4, 20, 48, 52, 60, 70])
def test_a_cut_file_says_nothing(cut: int) -> None:
    """As far as it can be read, which may be nowhere."""
    whole = _typeface(SENTENCE.encode("utf-16-be"))
    assert SENTENCE.encode() not in names_in(whole[:cut], Budget(Limits()))
