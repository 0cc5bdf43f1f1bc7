"""The pages that come with the program, kept as they were read: what reads Markdown is slow to load."""

import msgspec
from msgspec import Struct

from cyberveille.catalogue.store import Store
from cyberveille.model import Page
from cyberveille.package import package_digest

_NAME = "default pages"


class _Kept(Struct, frozen=True, array_like=True):
    code: bytes
    pages: tuple[Page, ...]


_DECODER = msgspec.msgpack.Decoder(_Kept)


def kept_pages(store: Store) -> tuple[Page, ...]:
    """All of them, in the order of their addresses; those of another version of the program are read anew."""
    told = store.whole(_NAME)
    try:
        kept = None if told is None else _DECODER.decode(told)
    except msgspec.MsgspecError:
        kept = None
    if kept is not None and kept.code == package_digest():
        return kept.pages
    from cyberveille.reading.supplied_pages import default_pages  # noqa: PLC0415 - slow to load, as said

    pages = default_pages()
    store.keep_whole(_NAME, msgspec.msgpack.encode(_Kept(package_digest(), pages)))
    return pages
