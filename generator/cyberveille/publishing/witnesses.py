"""The public texts on which a decision rests, and whether they are as they were."""

from functools import cached_property
from hashlib import blake2b

from msgspec import Struct

from cyberveille.catalogue import Catalogue
from cyberveille.catalogue.parts import CataloguePart
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import digest
from cyberveille.publishing.public_texts import Cited

_Key = tuple[str, str, str]
_NONE = ("", "")


class Witness(Struct, frozen=True, array_like=True, gc=False):
    """A public text as it was: a notice, in the part of the catalogue that holds it, a page, or a file."""

    name: str
    part: _Key = ("", "", "")
    facts: bytes = b""
    """The digest of the part: while it is the same, so is the notice."""
    notice: str = ""
    """The digest of the notice; empty for what is none."""
    file: tuple[str, str] = _NONE
    """The root and the path of a page, or of a file that is not a notice's own source."""
    content: bytes = b""
    """The digest of the file or of the page."""


class Witnesses:
    """Looks for public texts in an edition and its sources; a part that did not change is not decoded."""

    def __init__(self, edition: Edition, catalogue: Catalogue) -> None:
        self._edition, self._catalogue = edition, catalogue
        self._known: dict[_Key, dict[str, str]] = {}

    def of(self, place: Cited) -> Witness | None:
        """A text as it is; None of what cannot be found again."""
        file = _NONE if place.notice and not place.attached else (place.root, place.path)
        content = b"" if file == _NONE else self._content(place.name, file)
        if file != _NONE and not content:
            return None
        if not place.notice:
            return Witness(place.name, file=file, content=content)
        for key, part in self._parts.items():
            if told := self._notices(key).get(place.name):
                return Witness(place.name, key, part.facts.digest, told, file, content)
        return None

    def is_intact(self, witness: Witness) -> bool:
        """Whether a text is where it was, as it was; not so of what is no text at all."""
        if witness.file != _NONE and (
            not witness.content or self._content(witness.name, witness.file) != witness.content
        ):
            return False
        if not witness.notice:
            return witness.file != _NONE
        part = self._parts.get(witness.part)
        if part is None:
            return False
        same = part.facts.digest == witness.facts
        return same or self._notices(witness.part).get(witness.name) == witness.notice

    @cached_property
    def _parts(self) -> dict[_Key, CataloguePart]:
        return {(part.root, part.path, part.name.name): part for part in self._catalogue.parts}

    def _notices(self, key: _Key) -> dict[str, str]:
        """The digest of each notice of a part."""
        if key not in self._known:
            self._known[key] = {item.id: item.digest for item in self._parts[key].headlines}
        return self._known[key]

    def _content(self, name: str, file: tuple[str, str]) -> bytes:
        for page in self._edition.pages:
            if name == f"/{page.address}":
                return digest(page)
        try:
            data = self._catalogue.project.folder.joinpath(*file).read_bytes()
        except OSError:
            return b""
        return blake2b(data, digest_size=16).digest()
