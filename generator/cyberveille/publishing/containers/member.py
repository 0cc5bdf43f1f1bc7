"""A file within another one."""

from msgspec import Struct


class Member(Struct, frozen=True):
    """`data` is None for what cannot be opened (`why` says it in French), or when only its notes are read."""

    name: str
    data: bytes | None
    notes: tuple[str, ...] = ()
    """Its comment or description; its name as another encoding reads it."""
    why: str = ""
    encrypted: bool = False
