"""What editors alone say of a notice, as its fields declare it."""

from collections.abc import Iterable

from msgspec import Struct

from cyberveille.model import Origin, fields_of


def editorial_keys(kinds: Iterable[type[Struct]]) -> frozenset[str]:
    """The header keys of these kinds whose last word is an editor's: an import never touches them.

    A notice closed to some readers, or kept under embargo, stays so.
    """
    return frozenset(
        field.name for kind in kinds for field in fields_of(kind) if field.holds.origin is Origin.EDITOR
    )
