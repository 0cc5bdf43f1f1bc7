"""From answers to what follows: a pure function of the scheme, the answers and the controlled lists."""

import msgspec
from msgspec import Struct

from cyberveille.reporting.answers import Answers, Field, Terms
from cyberveille.reporting.condition import holds
from cyberveille.reporting.scheme import Criterion, Grade, Guidance, Recipient, Scheme


class Advice(Struct, frozen=True):
    """Someone to tell, with the reasons that apply, in words."""

    recipient: Recipient
    reasons: tuple[str, ...]


class Decision(Struct, frozen=True, kw_only=True):
    """`criteria` are those that are met: a declaration is due when there is one."""

    criteria: tuple[Criterion, ...]
    advice: tuple[Advice, ...]
    guidance: tuple[Guidance, ...]
    grade: Grade | None

    @property
    def declare(self) -> bool:
        return bool(self.criteria)

    @property
    def documents(self) -> tuple[str, ...]:
        """Identifiers of the sheets that help, each once."""
        return tuple(dict.fromkeys(name for item in self.guidance for name in item.documents))


_DEFAULTS = Answers()


def settle(scheme: Scheme, answers: Answers, terms: Terms) -> Answers:
    """The answers without those to questions that their predecessors make pointless.

    Whoever goes back and changes an answer must not be judged on what is no longer asked.
    """
    for question in scheme.questions:
        if not holds(question.when, answers, terms):
            kept = tuple(field for field in answers.unknown if field is not question.id)
            name = question.id.value
            answers = msgspec.structs.replace(answers, unknown=kept, **{name: getattr(_DEFAULTS, name)})
    return answers


def asked(scheme: Scheme, answers: Answers, terms: Terms) -> tuple[Field, ...]:
    """The questions to ask, in order, given what has been answered."""
    settled = settle(scheme, answers, terms)
    return tuple(item.id for item in scheme.questions if holds(item.when, settled, terms))


def decide(scheme: Scheme, answers: Answers, terms: Terms) -> Decision:
    """What follows from the answers. `terms` comes from the same controlled lists as the answers."""
    known = settle(scheme, answers, terms)
    criteria = tuple(item for item in scheme.criteria if holds(item.when, known, terms))
    declared = bool(criteria)
    advice: list[Advice] = []
    for recipient in scheme.recipients:
        reasons = tuple(
            reason.text for reason in recipient.reasons if holds(reason.when, known, terms, declared=declared)
        )
        if reasons:
            advice.append(Advice(recipient, reasons))
    guidance = tuple(item for item in scheme.guidance if holds(item.when, known, terms, declared=declared))
    grades = (item for item in scheme.grades if holds(item.when, known, terms, declared=declared))
    return Decision(criteria=criteria, advice=tuple(advice), guidance=guidance, grade=next(grades, None))
