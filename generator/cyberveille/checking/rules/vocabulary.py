"""Identifiers in the header belong to the controlled lists of `content/vocabulaires/`."""

from collections.abc import Iterator

from cyberveille.checking.nearest import SUGGESTIONS, did_you_mean, nearest_term
from cyberveille.checking.rule import Context, Pointer, Remark, rule
from cyberveille.model import Bulletin, Document, Notice, Rex, Vocabulary

_FEW = 12


def _unknown(
    notice: Notice, written: tuple[str, ...], at: Pointer, list_name: str, context: Context
) -> Iterator[Remark]:
    told = 0
    for position, term in _once(written):
        for remark in _unfit(notice, term, (*at, position), list_name, context, suggest=told < SUGGESTIONS):
            told += 1
            yield remark


def _once(written: tuple[str, ...]) -> Iterator[tuple[int, str]]:
    """Each term where it stands first."""
    seen: set[str] = set()
    for position, term in enumerate(written):
        if term not in seen:
            seen.add(term)
            yield position, term


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


@rule(Bulletin)
def technology_known(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Chaque technologie doit venir de la liste `technologies`.

    Mauvais : `technologies: [radiologie-numerique]`
    Bon : `technologies: [imagerie]`
    """
    yield from _unknown(notice, notice.technologies, ("technologies",), "technologies", context)


@rule(Bulletin)
def risk_known(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Chaque risque doit venir de la liste `risques`.

    Mauvais : `risks: [rce]`
    Bon : `risks: [execution-code-distance]`
    """
    yield from _unknown(notice, notice.risks, ("risks",), "risques", context)


@rule(Notice)
def audience_known(notice: Notice, context: Context) -> Iterator[Remark]:
    """Chaque structure concernée doit venir de la liste `structures`.

    Mauvais : `audiences: [labo]`
    Bon : `audiences: [laboratoire]`
    """
    yield from _unknown(notice, notice.audiences, ("audiences",), "structures", context)


@rule(Bulletin, Rex)
def care_service_known(notice: Bulletin | Rex, context: Context) -> Iterator[Remark]:
    """Chaque service de soins touché doit venir de la liste `services`.

    Mauvais : `care_impact: {services: [scanner], level: mode-degrade}`
    Bon : `care_impact: {services: [imagerie], level: mode-degrade}`
    """
    if notice.care_impact:
        services = notice.care_impact.services
        yield from _unknown(notice, services, ("care_impact", "services"), "services", context)


@rule(Bulletin, Rex)
def care_level_known(notice: Bulletin | Rex, context: Context) -> Iterator[Remark]:
    """Le niveau d’impact sur les soins doit venir de la liste `impacts`.

    Mauvais : `care_impact: {services: [imagerie], level: grave}`
    Bon : `care_impact: {services: [imagerie], level: mode-degrade}`
    """
    impact = notice.care_impact
    if impact:
        yield from _unfit(notice, impact.level, ("care_impact", "level"), "impacts", context)


@rule(Document)
def theme_known(document: Document, context: Context) -> Iterator[Remark]:
    """Le thème d’un document doit venir de la liste `themes`.

    Mauvais : `theme: crise`
    Bon : `theme: gestion-de-crise`
    """
    yield from _unfit(document, document.theme, ("theme",), "themes", context)


@rule(Document)
def form_known(document: Document, context: Context) -> Iterator[Remark]:
    """La forme d’un document doit venir de la liste `formes`.

    Mauvais : `form: fiche`
    Bon : `form: fiche-reflexe`
    """
    yield from _unfit(document, document.form, ("form",), "formes", context)


@rule(Rex)
def rex_term_known(rex: Rex, context: Context) -> Iterator[Remark]:
    """Le type de structure et l’origine d’un REX doivent venir des listes `structures` et `origines`.

    Mauvais : `structure: hopital`
    Bon : `structure: etablissement-public`
    """
    for key, name in (("structure", "structures"), ("origin", "origines")):
        yield from _unfit(rex, getattr(rex, key), (key,), name, context)


_LISTS = ("technologies", "risks", "audiences", "aliases", "redirect_from", "related")


@rule(Notice)
def list_without_duplicates(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Une liste de l’en-tête ne doit pas répéter une valeur.

    Mauvais : `technologies: [imagerie, imagerie]`
    Bon : `technologies: [imagerie]`
    """
    lists: list[tuple[Pointer, tuple[str, ...]]] = [((key,), getattr(notice, key, ())) for key in _LISTS]
    if isinstance(notice, Bulletin | Rex) and notice.care_impact:
        lists.append((("care_impact", "services"), notice.care_impact.services))
    for at, values in lists:
        if len(values) < 2 or len(set(values)) == len(values):  # noqa: PLR2004 - one cannot repeat
            continue
        seen: set[str] = set()
        for position, value in enumerate(values):
            if value in seen:
                yield Remark(
                    f"« {value} » figure deux fois dans « {at[-1]} ».",
                    (*at, position),
                    hint="Retirez la répétition.",
                )
            seen.add(value)
