"""What `content/signalement/` refers to: controlled lists, documents, recipients."""

from collections.abc import Iterator, Sequence

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import did_you_mean, nearest, nearest_term
from cyberveille.checking.place import SourcePath
from cyberveille.checking.public_names import not_public
from cyberveille.checking.rule import Remark, rule
from cyberveille.model import Gravity, Pointer, Vocabulary
from cyberveille.reading.places import SCHEME_FOLDER
from cyberveille.reporting import Condition, Scheme

Located = Iterator[tuple[SourcePath, Remark]]
_LISTS = {
    "structures": "structures",
    "origins": "origines",
    "effects": "atteintes",
    "data": "donnees",
    "services": "services",
}


def _place(index: Index, name: str) -> SourcePath:
    return SourcePath(".", f"{SCHEME_FOLDER}/{index.scheme.files[name]}.yml")


def _written(index: Index) -> Scheme:
    """What the portal's files say, in which findings have their lines: the program's own has none."""
    return index.scheme if index.own_scheme is None else index.own_scheme


def _conditions(index: Index) -> Iterator[tuple[SourcePath, Pointer, Condition]]:
    scheme = _written(index)
    for name in ("questions", "criteria", "guidance", "grades"):
        for position, item in enumerate(getattr(scheme, name)):
            yield from _each(_place(index, name), (position, "when"), item.when)
    for position, recipient in enumerate(scheme.recipients):
        for rank, reason in enumerate(recipient.reasons):
            at = (position, "reasons", rank, "when")
            yield from _each(_place(index, "recipients"), at, reason.when)


def _each(
    place: SourcePath, at: Pointer, conditions: Sequence[Condition]
) -> Iterator[tuple[SourcePath, Pointer, Condition]]:
    for rank, condition in enumerate(conditions):
        yield place, (*at, rank), condition


@rule()
def scheme_term_known(index: Index) -> Located:
    """Une condition de `content/signalement/` doit citer des termes des listes contrôlées.

    Mauvais : `origins: [rançongiciel]`
    Bon : `origins: [rancongiciel]`
    """
    for place, at, condition in _conditions(index):
        for key, name in _LISTS.items():
            vocabulary: Vocabulary = getattr(index.vocabularies, name)
            for rank, term in enumerate(getattr(condition, key)):
                if vocabulary.get(term) is None:
                    yield place, _unknown(term, vocabulary, (*at, key, rank))
        level = condition.care_at_least
        if level is not None and index.vocabularies.impacts.get(level) is None:
            yield place, _unknown(level, index.vocabularies.impacts, (*at, "care_at_least"))


def _unknown(term: str, vocabulary: Vocabulary, at: Pointer) -> Remark:
    return Remark(
        f"« {term} » n’est pas dans la liste « {vocabulary.name} ».",
        at,
        hint=did_you_mean(term, nearest_term(term, vocabulary)) or f"Voyez {vocabulary.name}.yml.",
    )


@rule()
def scheme_document_known(index: Index) -> Located:
    """Un document cité par une conduite à tenir doit exister et être public.

    Mauvais : `documents: [CV-2026-DOC-9999]`
    Bon : `documents: [CV-2026-DOC-0001]`
    """
    for position, guidance in enumerate(_written(index).guidance):
        for rank, document in enumerate(guidance.documents):
            at = (position, "documents", rank)
            remark = not_public(index, document, at, "la page de signalement ne peut pas y renvoyer")
            if remark is not None:
                yield _place(index, "guidance"), remark


@rule()
def scheme_informant_known(index: Index) -> Located:
    """Qui informe un destinataire à la place de la structure doit être un autre destinataire.

    Mauvais : `informed_by: celule`
    Bon : `informed_by: cellule`
    """
    ids = [item.id for item in index.scheme.recipients]
    for position, recipient in enumerate(_written(index).recipients):
        named = recipient.informed_by
        if named is None or (named in ids and named != recipient.id):
            continue
        yield (
            _place(index, "recipients"),
            Remark(
                f"« {named} » n’est pas un autre destinataire.",
                (position, "informed_by"),
                hint=did_you_mean(named, nearest(named, ids)) or "Ajoutez-le, ou retirez la clé.",
            ),
        )


@rule()
def scheme_id_unique(index: Index) -> Located:
    """Deux entrées d’une liste de `content/signalement/` ne doivent pas porter le même identifiant.

    Mauvais : deux entrées avec `id: cnil`
    Bon : une seule entrée avec `id: cnil`
    """
    for name in Scheme.by_id:
        seen: set[str] = set()
        for position, item in enumerate(getattr(_written(index), name)):
            written = item.id if isinstance(item.id, str) else item.id.value
            if written in seen:
                yield (
                    _place(index, name),
                    Remark(
                        f"« {written} » figure deux fois dans la liste.",
                        (position, "id"),
                        hint="Réunissez les deux entrées.",
                    ),
                )
            seen.add(written)


@rule(gravity=Gravity.WARNING)
def scheme_origin_covered(index: Index) -> Located:
    """Chaque origine d’incident devrait avoir une conduite à tenir.

    Mauvais : l’origine `minage` dans aucune condition de `conduites.yml`
    Bon : `origins: [rancongiciel, minage]`
    """
    if not index.scheme.guidance:
        return
    covered = {term for item in index.scheme.guidance for when in item.when for term in when.origins}
    for term in index.vocabularies.origines.terms:
        if term.id not in covered:
            yield (
                _place(index, "guidance"),
                Remark(
                    f"Aucune conduite à tenir ne vise l’origine « {term.id} ».",
                    hint="Ajoutez-la sous « origins: » d’une entrée.",
                ),
            )
