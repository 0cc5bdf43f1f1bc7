"""The ways to write an address, an identifier or a telephone number that lead to the same one."""

import re
from collections.abc import Iterable, Iterator
from ipaddress import IPv6Address
from itertools import product
from urllib.parse import urlsplit

from ahocorasick_rs import BytesAhoCorasick

from cyberveille.expressions import expression

_DOTS = (".", " dot ", " point ")
_ATS = ("@", " at ", " arobase ")
_MOST_DOTS = 4
_SHORTEST = 8
_NUMBER = expression(rb"[\d ]{9,}")
_SUBSCRIBER = 9
"""How many digits, the last ones, tell a telephone from another however it is written."""
_FRENCH_NUMBER = expression(r"(?:\+33|0)(\d)(\d{2})(\d{2})(\d{2})(\d{2})")


def forms_of_address(value: str) -> Iterator[str]:
    """A host, a mail, an address of the web or of a machine, as written and as made harmless in words.

    Signs alone ([.], [@]) make no difference: they are no words. Without its scheme, an address is the same.
    """
    yield value
    if "://" in value:
        parts = urlsplit(value)
        if len(parts.path.strip("/")) + len(parts.query) > 1:
            value = value.partition("://")[2]
            yield value
    elif value.count(":") > 1:
        yield from _forms_of_ipv6(value)
        return
    host, slash, path = value.partition("/")
    pieces = re.split(r"([.@])", host)
    signs = pieces[1::2]
    if not signs or len(signs) > _MOST_DOTS:
        return
    for dot, at in product(_DOTS, _ATS if "@" in signs else _ATS[:1]):
        for kept in product((False, True), repeat=len(signs)):
            written = (
                sign if plain and sign == "." else {".": dot, "@": at}[sign]
                for sign, plain in zip(signs, kept, strict=True)
            )
            yield (
                "".join(
                    (
                        pieces[0],
                        *(f"{sign}{piece}" for sign, piece in zip(written, pieces[2::2], strict=True)),
                    )
                )
                + slash
                + path
            )


def _forms_of_ipv6(value: str) -> Iterator[str]:
    try:
        machine = IPv6Address(value)
    except ValueError:
        return
    yield from (
        machine.compressed,
        machine.exploded,
        ":".join(f"{int(part, 16):x}" for part in machine.exploded.split(":")),
    )


def forms_of_identifier(value: str) -> Iterator[str]:
    """As written, and in one piece."""
    yield value
    whole = "".join(filter(str.isalnum, value))
    if len(whole) >= _SHORTEST and not whole.isdecimal():
        yield whole


def forms_of_number(phone: str) -> Iterator[str]:
    """A number as it may be dialled or written: by pairs, in one piece, from abroad, from France."""
    yield phone
    digits = re.sub(r"[^\d+]", "", phone)
    yield digits
    if found := _FRENCH_NUMBER.fullmatch(digits):
        for start in ("+33", "0"):
            yield start + "".join(found.groups())
        yield " ".join((f"0{found[1]}", *found.groups()[1:]))
        yield " ".join(("+33", *found.groups()))


def is_number(piece: bytes) -> bool:
    """Whether a name is a telephone number."""
    return _NUMBER.fullmatch(piece) is not None


def subscriber(number: bytes) -> bytes:
    """What stays the same of a number in any country, and whatever its groups; empty for a short one."""
    digits = number.replace(b" ", b"")
    return digits[-_SUBSCRIBER:] if len(digits) >= _SUBSCRIBER else b""


class Subscribers:
    """Telephone numbers to be found in words, in whatever groups of digits; what is no number is left out."""

    def __init__(self, names: Iterable[bytes]) -> None:
        self._numbers: dict[bytes, bytes] = {}
        for number in filter(is_number, names):
            if key := subscriber(number):
                self._numbers.setdefault(key, number)
        self._keys = tuple(self._numbers)
        self._automaton = BytesAhoCorasick(self._keys) if self._keys else None

    def found_in(self, words: bytes) -> set[bytes]:
        """Those that stand in words, as they were given."""
        if self._automaton is None:
            return set()
        matches = self._automaton.find_matches_as_indexes(_in_a_row(words), overlapping=True)
        return {self._numbers[self._keys[position]] for position, *_ in matches}


def _in_a_row(words: bytes) -> bytes:
    """Without what is between the words of a text; two texts stay apart."""
    return words.replace(b"  ", b" . ").translate(None, b" ")


def held_in(words: bytes, piece: bytes) -> bool:
    """Whether a name or passage stands in words; a telephone number does, however it is written."""
    if piece in words:
        return True
    key = subscriber(piece) if is_number(piece) else b""
    return bool(key) and key in _in_a_row(words)
