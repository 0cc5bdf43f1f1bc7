"""The words from which a key is chosen, each with its label: of a controlled list, or of the model itself."""

from collections.abc import Mapping
from enum import Enum
from itertools import chain

from msgspec import Struct

from cyberveille.model import Vocabularies
from cyberveille.reading.keys import Key, scalar_type


class Lists(Struct, frozen=True):
    """What values are chosen from: the controlled lists, and the prefix of identifiers.

    `supplied` are the lists of the program that those of the portal are laid over.
    """

    vocabularies: Vocabularies
    prefix: str
    supplied: Vocabularies = Vocabularies()

    @property
    def completed(self) -> list[str]:
        """The identifiers of the entries that may say no more than what differs from the program's."""
        known = (getattr(self.supplied, name).ids for name in Vocabularies.__struct_fields__)
        return sorted(set(chain.from_iterable(known)))

    def choices(self, key: Key) -> Mapping[str, str] | None:
        """Labels by word; None for a key that takes other values, and of a list without words."""
        if key.vocabulary:
            return {term.id: term.label for term in getattr(self.vocabularies, key.vocabulary).terms} or None
        kind = scalar_type(key.type)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {str(member.value): str(getattr(member, "label", "")) for member in kind}
        return None
