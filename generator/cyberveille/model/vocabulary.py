"""Controlled lists, kept as data in `content/vocabulaires/`."""

import unicodedata
from collections.abc import Hashable, Iterable
from enum import Enum
from functools import cached_property
from typing import Annotated, Protocol, TypeVar

from msgspec import Meta, Struct


class Entry(Protocol):
    """An entry of a list; `removed` takes the one of the same identifier away."""

    @property
    def id(self) -> Hashable: ...
    @property
    def removed(self) -> bool: ...


Listed = TypeVar("Listed", bound=Entry)


def laid_over(supplied: Iterable[Listed], own: Iterable[Listed]) -> tuple[Listed, ...]:
    """Each supplied entry, or the first of one's own with its identifier; then all others of one's own."""
    supplied, own = tuple(supplied), tuple(own)
    by_id = {entry.id: entry for entry in reversed(own)}
    known = {entry.id for entry in supplied}
    kept = (*(by_id.get(entry.id, entry) for entry in supplied), *(e for e in own if e.id not in known))
    return tuple(entry for entry in kept if not entry.removed)


class Scope(Enum):
    """Whether a technology is found everywhere or is specific to health care."""

    STANDARD = "standard"
    HEALTH = "sante"

    @property
    def label(self) -> str:
        return "spécifique à la santé" if self is Scope.HEALTH else "standard"


class Nature(Enum):
    """Whether an incident's origin is a malicious act."""

    MALICIOUS = "malveillante"
    ACCIDENTAL = "non-malveillante"
    UNKNOWN = "indeterminee"

    @property
    def label(self) -> str:
        return {"indeterminee": "indéterminée", "non-malveillante": "non malveillante"}.get(
            self.value, self.value
        )


class Term(Struct, frozen=True, kw_only=True):
    """An entry of a controlled list: `id` is short, ASCII and permanent."""

    id: Annotated[str, Meta(description="Identifiant permanent.", examples=["imagerie"])]
    label: Annotated[str, Meta(description="Libellé montré aux lecteurs.")]
    description: Annotated[str | None, Meta(description="Précision.")] = None
    scope: Annotated[Scope | None, Meta(description="Technologies : `sante` ou `standard`.")] = None
    nature: Annotated[
        Nature | None,
        Meta(description="Origines d’incident : `malveillante`, `non-malveillante` ou `indeterminee`."),
    ] = None
    spellings: Annotated[
        tuple[str, ...],
        Meta(
            description="Autres graphies : celles que les importateurs ramènent à ce terme, ou les autres "
            "noms d’un éditeur."
        ),
    ] = ()
    removed: Annotated[
        bool, Meta(description="`true` : le portail n’emploie pas ce terme, que fournit le programme.")
    ] = False


class Vocabulary(Struct, frozen=True, dict=True):
    """A controlled list, in the order its file gives."""

    name: str
    terms: tuple[Term, ...] = ()

    @cached_property
    def _by_id(self) -> dict[str, Term]:
        return {term.id: term for term in reversed(self.terms)}

    def get(self, term_id: str) -> Term | None:
        """The term; the first one when the list holds it twice."""
        return self._by_id.get(term_id)

    @cached_property
    def _by_name(self) -> dict[str, Term]:
        named = ((name, term) for term in self.terms for name in (term.label, *term.spellings))
        return {_folded(name): term for name, term in reversed(tuple(named))}

    def names_of(self, name: str) -> tuple[str, ...]:
        """What people call the thing that has that label or that spelling; nothing is known of others."""
        term = self._by_name.get(_folded(name))
        return (term.label, *term.spellings) if term else ()

    @cached_property
    def _by_folded_id(self) -> dict[str, Term]:
        return {_folded(term.id): term for term in reversed(self.terms)}

    def meant(self, word: str) -> Term | None:
        """The term whose identifier, label or other spelling is `word`, whatever its case and accents."""
        folded = _folded(word)
        return self.get(word) or self._by_folded_id.get(folded) or self._by_name.get(folded)

    def label(self, term_id: str) -> str:
        """The term's label; the identifier itself when the list does not know it."""
        term = self.get(term_id)
        return term.label if term else term_id

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(term.id for term in self.terms)


def _folded(name: str) -> str:
    """Without case, accents and signs."""
    parts = unicodedata.normalize("NFKD", name.casefold())
    return "".join(sign for sign in parts if sign.isalnum())


class Vocabularies(Struct, frozen=True, kw_only=True):
    """Every controlled list; field names are the names of the files."""

    technologies: Vocabulary = Vocabulary("technologies")
    risques: Vocabulary = Vocabulary("risques")
    structures: Vocabulary = Vocabulary("structures")
    services: Vocabulary = Vocabulary("services")
    impacts: Vocabulary = Vocabulary("impacts")
    themes: Vocabulary = Vocabulary("themes")
    formes: Vocabulary = Vocabulary("formes")
    origines: Vocabulary = Vocabulary("origines")
    atteintes: Vocabulary = Vocabulary("atteintes")
    donnees: Vocabulary = Vocabulary("donnees")
    editeurs: Vocabulary = Vocabulary("editeurs")
    """Vendors of products, by the names that people use; no header field holds a term of it."""

    def completed_by(self, others: Iterable["Vocabularies"]) -> "Vocabularies":
        """These lists with the terms of others, in their order, laid over them."""
        all_of_them = tuple(others)
        lists: dict[str, Vocabulary] = {}
        for name in self.__struct_fields__:
            own = (term for each in all_of_them for term in getattr(each, name).terms)
            lists[name] = Vocabulary(name, laid_over(getattr(self, name).terms, own))
        return Vocabularies(**lists)
