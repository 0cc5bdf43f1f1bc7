"""What may have happened to a file that one build kept for the next."""

from collections.abc import Callable

from cyberveille.whole_files import sealed, unsealed


def _with_other_salt(told: bytes) -> bytes:
    """MessagePack: an array of two, the first a row of 16 bytes (`c4 10`)."""
    assert told[:3] == b"\x92\xc4\x10"
    return told[:3] + bytes([told[3] ^ 1]) + told[4:]


SPOILT: dict[str, Callable[[bytes], bytes]] = {
    "cut": lambda data: data[: len(data) // 2],
    "empty": lambda _: b"",
    "another byte": lambda data: data[:-9] + bytes([data[-9] ^ 1]) + data[-8:],
    "of another portal or program": lambda data: sealed(_with_other_salt(unsealed(data) or b"")),
    "sealed, and of another sort": lambda _: sealed(b"\x93\x01\x02\x03"),
    "sealed, and of another sort under the same rules": lambda data: sealed(
        (unsealed(data) or b"")[:19] + b"\x07"
    ),
}
