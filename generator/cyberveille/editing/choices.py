"""The words from which a key is chosen, each with its label: of a controlled list, or of the model itself."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct

from cyberveille.model import Vocabularies
from cyberveille.reading.keys import Key, scalar_type


class Lists(Struct, frozen=True):
    """What values are chosen from: the controlled lists, and the prefix of identifiers."""

    vocabularies: Vocabularies
    prefix: str

    def choices(self, key: Key) -> Mapping[str, str] | None:
        """Labels by word; None for a key that takes other values, and of a list without words."""
        if key.vocabulary:
            return {term.id: term.label for term in getattr(self.vocabularies, key.vocabulary).terms} or None
        kind = scalar_type(key.type)
        if isinstance(kind, type) and issubclass(kind, Enum):
            return {str(member.value): str(getattr(member, "label", "")) for member in kind}
        return None
