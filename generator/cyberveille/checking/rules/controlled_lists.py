"""The controlled lists themselves, in `content/vocabulaires/`."""

import re
from collections.abc import Iterator

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import fold
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.expressions import expression
from cyberveille.model import Vocabulary

Located = Iterator[tuple[SourcePath, Remark]]
_ID = expression(r"[a-z0-9]+(-[a-z0-9]+)*")


def _lists(index: Index) -> Iterator[tuple[SourcePath, Vocabulary]]:
    for root, lists in index.lists or ((".", index.vocabularies),):
        for name in lists.__struct_fields__:
            yield SourcePath(root, f"content/vocabulaires/{name}.yml"), getattr(lists, name)


@rule()
def term_id_form(index: Index) -> Located:
    """L’identifiant d’un terme doit être en minuscules sans accents, avec des tirets.

    Mauvais : `id: Imagerie médicale`
    Bon : `id: imagerie-medicale`
    """
    for place, vocabulary in _lists(index):
        for position, term in enumerate(vocabulary.terms):
            if not _ID.fullmatch(term.id):
                meant = re.sub(r"[^a-z0-9]+", "-", fold(term.id)).strip("-")
                yield (
                    place,
                    Remark(
                        f"L’identifiant « {term.id} » ne peut pas servir d’adresse.",
                        (position, "id"),
                        hint=f"Écrivez « {meant} ».",
                    ),
                )


@rule()
def term_unique(index: Index) -> Located:
    """Deux termes d’une liste ne doivent porter ni le même identifiant, ni le même libellé.

    Mauvais : deux entrées avec `id: imagerie`
    Bon : une seule entrée avec `id: imagerie`
    """
    taken: dict[tuple[str, str], set[str]] = {}
    for place, vocabulary in _lists(index):
        for key in ("id", "label"):
            seen = taken.setdefault((vocabulary.name, key), set())
            for position, term in enumerate(vocabulary.terms):
                value = getattr(term, key)
                if fold(value) in seen:
                    yield (
                        place,
                        Remark(
                            f"« {value} » figure deux fois dans la liste.",
                            (position, key),
                            hint="Réunissez les deux entrées.",
                        ),
                    )
                seen.add(fold(value))


@rule()
def technology_scope(index: Index) -> Located:
    """Une technologie doit dire si elle est standard ou spécifique à la santé.

    Mauvais : `id: imagerie` sans `scope`
    Bon : `id: imagerie` avec `scope: sante`
    """
    located = (
        (place, position, term)
        for place, vocabulary in _lists(index)
        if vocabulary.name == "technologies"
        for position, term in enumerate(vocabulary.terms)
    )
    for place, position, term in located:
        if term.scope is None:
            yield (
                place,
                Remark(
                    f"La technologie « {term.id} » ne dit pas sa portée.",
                    (position, "id"),
                    hint="Ajoutez « scope: sante » ou « scope: standard ».",
                ),
            )


@rule()
def spelling_unique(index: Index) -> Located:
    """Une graphie ne doit désigner qu’un terme : l’importateur ne saurait lequel choisir.

    Mauvais : la graphie `XSS` sous deux risques
    Bon : la graphie `XSS` sous un seul
    """
    for place, vocabulary in _lists(index):
        owners: dict[str, str] = {}
        for term in vocabulary.terms:
            owners.setdefault(fold(term.label), term.id)
        for position, term in enumerate(vocabulary.terms):
            for rank, spelling in enumerate(term.spellings):
                owner = owners.setdefault(fold(spelling), term.id)
                if owner != term.id:
                    yield (
                        place,
                        Remark(
                            f"La graphie « {spelling} » désigne déjà « {owner} ».",
                            (position, "spellings", rank),
                            hint="Gardez-la sous un seul terme.",
                        ),
                    )
