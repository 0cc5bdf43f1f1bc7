"""The ways to write an address, an identifier or a telephone number that lead to the same one."""

import re
from collections.abc import Iterable, Iterator, Mapping
from ipaddress import IPv6Address
from itertools import product
from urllib.parse import urlsplit

from cyberveille.expressions import expression

_DOTS = (".", " dot ", " point ")
_ATS = ("@", " at ", " arobase ")
_MOST_DOTS = 4
_SHORTEST = 8
_NUMBER = expression(rb"[\d ]{9,}")
_SUBSCRIBER = 9
"""How many digits, the last ones, tell a telephone from another however it is written."""
_DIGITS = expression(rb"\d(?: ?\d){8,}")
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


def subscribers(numbers: Iterable[bytes]) -> dict[bytes, bytes]:
    """Each number, by what stays the same of it."""
    by_subscriber: dict[bytes, bytes] = {}
    for number in filter(is_number, numbers):
        if key := subscriber(number):
            by_subscriber.setdefault(key, number)
    return by_subscriber


def numbers_in(words: bytes, numbers: Mapping[bytes, bytes]) -> Iterator[bytes]:
    """The numbers of `subscribers` that stand in words, in whatever groups of digits."""
    for row in _DIGITS.finditer(words) if numbers else ():
        digits = row[0].replace(b" ", b"")
        for start in range(len(digits) - _SUBSCRIBER + 1):
            if number := numbers.get(digits[start : start + _SUBSCRIBER]):
                yield number


def held_in(words: bytes, piece: bytes) -> bool:
    """Whether a name or passage stands in words; a telephone number does, however it is written."""
    if piece in words:
        return True
    return is_number(piece) and any(numbers_in(words, subscribers([piece])))
