"""What an importer must offer: how the records of one source are named, read, converted and credited."""

from typing import Protocol, TypeVar

from msgspec import Struct

from cyberveille.importing.draft import Draft
from cyberveille.model import Kind, Reference

Record = TypeVar("Record")


class Origin(Struct, frozen=True):
    """What names a record at its source, and where it comes in our numbering."""

    reference: str
    """The source's own identifier; it becomes the first alias of the notice, which is found again by it."""
    kind: Kind
    year: int
    """The source's own: by it its records are kept, and a notice that needs no editor is numbered."""
    order: tuple[int, str] = (0, "")
    """Sorts the records of a year before they are numbered; those that are equal follow their references."""


class Source(Protocol[Record]):
    """A source of notices. Its methods take and return values; a record that cannot be used is a RecordError.

    A RecordError says its kind (`ImportFault`) and, in a French sentence, what is wrong: the record becomes
    a finding and the others go on.
    """

    def origin(self, data: bytes) -> Origin:
        """The name of a record, from its bytes (one JSON value), without reading the rest of it."""
        ...

    def decode(self, data: bytes) -> Record:
        """The record, typed."""
        ...

    def convert(self, record: Record, origin: Origin) -> Draft:
        """What it says, in our terms; nothing is invented, and the body holds no HTML."""
        ...

    def attribution(self, origin: Origin) -> Reference | None:
        """The source's own notice, with the mention that its licence asks for.

        It stands among the draft's references: a notice of ours without its address is not the source's, and
        is left alone. None where the source has no address that follows from a name: a notice is then the
        source's when its record was kept.
        """
        ...
