"""What a source may say of an imported notice, and what editors erased for good."""

import functools

from msgspec import Struct

from cyberveille.model import AnyNotice, Origin, Role, fields_of
from cyberveille.reading import notice_of, present_names, read_source
from cyberveille.writing import key_blocks, split_file


@functools.cache
def source_keys(kind: type[Struct]) -> tuple[str, ...]:
    """The header keys of a kind that a source gives, but for our own identifier."""
    return tuple(
        field.name
        for field in fields_of(kind)
        if field.holds.origin is Origin.SOURCE and field.holds.role is not Role.IDENTIFIER
    )


def with_present_names(text: str, kind: type[Struct]) -> str:
    """A notice file whose keys have the names of today, each value as it was written.

    A file that has a key under both names keeps both: which one is meant is for an editor to say.
    """
    renamed = present_names(kind)
    header, body = split_file(text)
    blocks = key_blocks(header)
    known = {key for key, _ in blocks}
    for key, (start, _) in reversed(blocks):
        if key in renamed and renamed[key] not in known:
            header = f"{header[:start]}{renamed[key]}{header[header.index(':', start) :]}"
    return f"---\n{header}---\n{body}" if blocks else text


def notice_in(text: str, path: str) -> AnyNotice | None:
    """What a notice's file says; None when it cannot be read. `path` is its place in the root."""
    return notice_of(read_source(path, text.encode()).subject)


def erased_by_editors(text: str, path: str) -> bool:
    """Whether a notice's file says that it is erased: nothing of its source may be written there again.

    A file that cannot be read but speaks of it counts as erased.
    """
    if "erase" not in text.partition("\n---\n")[0]:
        return False
    notice = notice_in(text, path)
    return notice is None or notice.erased
