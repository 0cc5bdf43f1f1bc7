"""A small language of conditions over answers, the same in Python and in the browser.

A condition is a group of keys, all of which must hold. A list of conditions holds when one of them does;
an empty list always holds. `static/decision.js` evaluates the same data, and the tests compare both.
"""

from collections.abc import Sequence
from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model import Nature
from cyberveille.reporting.answers import Answers, Field, Terms


class Condition(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Keys left out say nothing. A list holds when it shares one term with the answer."""

    structures: Annotated[tuple[str, ...], Meta(description="Types de structures (liste `structures`).")] = ()
    origins: Annotated[tuple[str, ...], Meta(description="Origines (liste `origines`).")] = ()
    natures: Annotated[tuple[Nature, ...], Meta(description="Natures de l’origine.")] = ()
    effects: Annotated[tuple[str, ...], Meta(description="Ce qui est touché (liste `atteintes`).")] = ()
    data: Annotated[tuple[str, ...], Meta(description="Données en jeu (liste `donnees`).")] = ()
    services: Annotated[tuple[str, ...], Meta(description="Services touchés (liste `services`).")] = ()
    care_at_least: Annotated[
        str | None,
        Meta(
            description="Effet sur les soins au moins aussi grave (liste `impacts`).",
            examples=["interruption"],
        ),
    ] = None
    activity: Annotated[bool | None, Meta(description="Fonctionnement de la structure perturbé.")] = None
    medical_device: Annotated[bool | None, Meta(description="Dispositif médical en cause.")] = None
    territory: Annotated[bool | None, Meta(description="Territoire ou autres structures touchés.")] = None
    provider: Annotated[bool | None, Meta(description="Prestataire en cause.")] = None
    essential_operator: Annotated[bool | None, Meta(description="Statut particulier, ANSSI.")] = None
    declared: Annotated[bool | None, Meta(description="Une déclaration est due.")] = None
    unknown: Annotated[
        tuple[Field, ...], Meta(description="Questions auxquelles la réponse est « je ne sais pas ».")
    ] = ()


def holds(
    conditions: Sequence[Condition], answers: Answers, terms: Terms, *, declared: bool | None = None
) -> bool:
    """Whether one of the conditions holds, or there is none.

    `declared` is None as long as it is not known: a condition that asks about it does not hold.
    """
    return not conditions or any(_holds(item, answers, terms, declared) for item in conditions)


def _holds(condition: Condition, answers: Answers, terms: Terms, declared: bool | None) -> bool:
    nature = terms.natures.get(answers.origin) if answers.origin else None
    return (
        _shared(condition.structures, (answers.structure,))
        and _shared(condition.origins, (answers.origin,))
        and _shared(condition.natures, (nature,))
        and _shared(condition.effects, answers.effects)
        and _shared(condition.data, answers.data)
        and _shared(condition.services, answers.services)
        and _shared(condition.unknown, answers.unknown)
        and _at_least(condition.care_at_least, answers.care_level, terms.levels)
        and _flags(condition, answers)
        and (condition.declared is None or condition.declared is declared)
    )


def _shared(wanted: Sequence[object], given: Sequence[object]) -> bool:
    return not wanted or any(item in given for item in wanted)


def _at_least(wanted: str | None, given: str | None, levels: tuple[str, ...]) -> bool:
    if wanted is None:
        return True
    return given in levels and wanted in levels and levels.index(given) >= levels.index(wanted)


def _flags(condition: Condition, answers: Answers) -> bool:
    """A flag that is not known is neither true nor false."""
    asked = (
        (Field.ACTIVITY, condition.activity, answers.activity),
        (Field.MEDICAL_DEVICE, condition.medical_device, answers.medical_device),
        (Field.TERRITORY, condition.territory, answers.territory),
        (Field.PROVIDER, condition.provider, answers.provider),
        (Field.ESSENTIAL_OPERATOR, condition.essential_operator, answers.essential_operator),
    )
    return all(
        wanted is None or (wanted is given and field not in answers.unknown) for field, wanted, given in asked
    )
