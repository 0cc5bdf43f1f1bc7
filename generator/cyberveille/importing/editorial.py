"""What a source may say of an imported notice, and what editors erased for good."""

import functools
from collections.abc import Iterable

from msgspec import Struct

from cyberveille.model import Notice, Origin, Page, Role, fields_of
from cyberveille.reading import read_source


def editorial_keys(kinds: Iterable[type[Struct]]) -> frozenset[str]:
    """The header keys of these kinds whose last word is an editor's: an import never touches them.

    A notice closed to some readers, or kept under embargo, stays so.
    """
    return frozenset(
        field.name for kind in kinds for field in fields_of(kind) if field.holds.origin is Origin.EDITOR
    )


@functools.cache
def source_keys(kind: type[Struct]) -> tuple[str, ...]:
    """The header keys of a kind that a source gives, but for our own identifier."""
    return tuple(
        field.name
        for field in fields_of(kind)
        if field.holds.origin is Origin.SOURCE and field.holds.role is not Role.IDENTIFIER
    )


def notice_in(text: str, path: str) -> Notice | None:
    """What a notice's file says; None when it cannot be read. `path` is its place in the root."""
    subject = read_source(path, text.encode()).subject
    return None if isinstance(subject, Page) else subject


def erased_by_editors(text: str, path: str) -> bool:
    """Whether a notice's file says that it is erased: nothing of its source may be written there again.

    A file that cannot be read but speaks of it counts as erased.
    """
    if "erase" not in text.partition("\n---\n")[0]:
        return False
    notice = notice_in(text, path)
    return notice is None or notice.erased
