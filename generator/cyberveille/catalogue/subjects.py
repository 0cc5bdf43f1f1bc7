"""Whole notices and pages, as the store keeps them."""

from functools import cache

import msgspec

from cyberveille.model import AnyNotice, Page

Subject = AnyNotice | Page


def decode_subject(data: bytes) -> Subject:
    subject: Subject = _decoder().decode(data)
    return subject


@cache
def _decoder() -> msgspec.msgpack.Decoder[Subject]:
    """Of all kinds of notices at once: made when the first is to be decoded."""
    return msgspec.msgpack.Decoder(Subject)
