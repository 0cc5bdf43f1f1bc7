"""Identifiers in the header belong to the controlled lists of `content/vocabulaires/`."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from cyberveille.checking.nearest import SUGGESTIONS, did_you_mean, nearest_term
from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.model import Held, Notice, Pointer, Role, Vocabulary, held

_FEW = 12
_LISTED = frozenset({Role.TERM, Role.NAME, Role.NOTICE})
_REPEATED = "*"
_LIVED_BY = ("structure",)
"""The structure that an account comes from: the other ones are those it is meant for."""


def _unknown(notice: Notice, vocabulary: str, context: Context) -> Iterator[Remark]:
    """What is wrong with the terms of one controlled list, wherever they stand in the header."""
    told = 0
    for item in context.once(_listed, notice).get(vocabulary, ()):
        suggest = told < SUGGESTIONS
        for remark in _unfit(notice, item.value, item.at, vocabulary, context, suggest=suggest):
            told += 1
            yield remark


def _listed(notice: Notice) -> Mapping[str, Sequence[Held]]:
    """The terms of each controlled list, and under `_REPEATED` what a list of the header repeats.

    A term that a list repeats is told once.
    """
    found: defaultdict[str, list[Held]] = defaultdict(list)
    seen: set[tuple[Pointer, str]] = set()
    for item in held(notice, _LISTED):
        where = (item.at[:-1] if isinstance(item.at[-1], int) else item.at, item.value)
        if where in seen:
            found[_REPEATED].append(item)
        else:
            seen.add(where)
            found[item.holds.vocabulary].append(item)
    return found


def _unfit(
    notice: Notice, term: str, at: Pointer, list_name: str, context: Context, *, suggest: bool = True
) -> Iterator[Remark]:
    """A term that is in no list, or only in one that the readers of the notice do not have."""
    marking = context.policy.markings.get(list_name, {}).get(term)
    if marking is not None and not marking.within(notice.tlp):
        yield Remark(
            f"« {term} » vient d’une liste {marking.label}, et la notice est {notice.tlp.label}.",
            at,
            hint="Choisissez un terme des listes publiques, ou ajoutez-y celui-ci.",
        )
    elif term not in context.policy.known[list_name]:
        vocabulary: Vocabulary = getattr(context.policy.vocabularies, list_name)
        meant = nearest_term(term, vocabulary) if suggest else None
        yield Remark(
            f"« {term} » n’est pas dans la liste « {list_name} ».",
            at,
            hint=did_you_mean(term, meant) or _choice(vocabulary),
        )


def _choice(vocabulary: Vocabulary) -> str:
    file = f"content/vocabulaires/{vocabulary.name}.yml"
    if not vocabulary.terms:
        return f"Cette liste est vide : écrivez-la dans {file}."
    if len(vocabulary.terms) > _FEW:
        return f"Les valeurs possibles sont dans {file}."
    return f"Valeurs possibles : {', '.join(vocabulary.ids)}."


@rule(Notice)
def technology_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Chaque technologie doit venir de la liste `technologies`.

    Mauvais : `technologies: [radiologie-numerique]`
    Bon : `technologies: [imagerie]`
    """
    yield from _unknown(notice, "technologies", context)


@rule(Notice)
def risk_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Chaque risque doit venir de la liste `risques`.

    Mauvais : `risks: [rce]`
    Bon : `risks: [execution-code-distance]`
    """
    yield from _unknown(notice, "risques", context)


@rule(Notice)
def structure_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Chaque structure concernée doit venir de la liste `structures`.

    Mauvais : `structures: [labo]`
    Bon : `structures: [laboratoire]`
    """
    for remark in _unknown(notice, "structures", context):
        if remark.at != _LIVED_BY:
            yield remark


@rule(Notice)
def care_service_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Chaque service de soins touché doit venir de la liste `services`.

    Mauvais : `care_impact: {services: [scanner], level: mode-degrade}`
    Bon : `care_impact: {services: [imagerie], level: mode-degrade}`
    """
    yield from _unknown(notice, "services", context)


@rule(Notice)
def care_level_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Le niveau d’impact sur les soins doit venir de la liste `impacts`.

    Mauvais : `care_impact: {services: [imagerie], level: grave}`
    Bon : `care_impact: {services: [imagerie], level: mode-degrade}`
    """
    yield from _unknown(notice, "impacts", context)


@rule(Notice)
def theme_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Le thème d’un document doit venir de la liste `themes`.

    Mauvais : `theme: crise`
    Bon : `theme: gestion-de-crise`
    """
    yield from _unknown(notice, "themes", context)


@rule(Notice)
def form_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """La forme d’un document doit venir de la liste `formes`.

    Mauvais : `form: fiche`
    Bon : `form: fiche-reflexe`
    """
    yield from _unknown(notice, "formes", context)


@rule(Notice)
def rex_term_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Le type de structure et l’origine d’un REX doivent venir des listes `structures` et `origines`.

    Mauvais : `structure: hopital`
    Bon : `structure: etablissement-public`
    """
    for remark in _unknown(notice, "structures", context):
        if remark.at == _LIVED_BY:
            yield remark
    yield from _unknown(notice, "origines", context)


@rule(Notice)
def list_without_duplicates(notice: Notice, context: Context) -> Iterator[Remark]:
    """Une liste de l’en-tête ne doit pas répéter une valeur.

    Mauvais : `technologies: [imagerie, imagerie]`
    Bon : `technologies: [imagerie]`
    """
    for item in context.once(_listed, notice).get(_REPEATED, ()):
        yield Remark(
            f"« {item.value} » figure deux fois dans « {item.key} ».",
            item.at,
            hint="Retirez la répétition.",
        )
