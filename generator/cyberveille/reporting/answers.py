"""What is known of an incident, as the questions of the portal ask for it."""

from enum import Enum

from msgspec import Struct

from cyberveille.model import Nature, Vocabularies


class Form(Enum):
    """How a question is answered."""

    ONE = "one"
    MANY = "many"
    YES_NO = "yes-no"


class Field(Enum):
    """A thing to know; the value is its key in answers, conditions and declarations."""

    STRUCTURE = "structure"
    ORIGIN = "origin"
    EFFECTS = "effects"
    DATA = "data"
    CARE_LEVEL = "care_level"
    SERVICES = "services"
    ACTIVITY = "activity"
    MEDICAL_DEVICE = "medical_device"
    TERRITORY = "territory"
    PROVIDER = "provider"
    ESSENTIAL_OPERATOR = "essential_operator"

    @property
    def form(self) -> Form:
        if self in _ONE:
            return Form.ONE
        return Form.MANY if self in _LISTS else Form.YES_NO

    @property
    def vocabulary(self) -> str | None:
        """The controlled list that the answer comes from; None for yes or no."""
        return _LISTS.get(self)

    @property
    def may_be_unknown(self) -> bool:
        """Whether « je ne sais pas » is offered: two lists hold a term of their own for it."""
        return self not in {Field.STRUCTURE, Field.ORIGIN}


_ONE = {Field.STRUCTURE, Field.ORIGIN, Field.CARE_LEVEL}
_LISTS = {
    Field.STRUCTURE: "structures",
    Field.ORIGIN: "origines",
    Field.EFFECTS: "atteintes",
    Field.DATA: "donnees",
    Field.CARE_LEVEL: "impacts",
    Field.SERVICES: "services",
}


class Answers(Struct, frozen=True, kw_only=True):
    """Identifiers of the controlled lists; an answer that is not known is named in `unknown`.

    An empty list means « nothing of that », unless its field is in `unknown`.
    """

    structure: str | None = None
    origin: str | None = None
    effects: tuple[str, ...] = ()
    data: tuple[str, ...] = ()
    care_level: str | None = None
    services: tuple[str, ...] = ()
    activity: bool = False
    medical_device: bool = False
    territory: bool = False
    provider: bool = False
    essential_operator: bool = False
    unknown: tuple[Field, ...] = ()


class Terms(Struct, frozen=True):
    """What conditions must know of the controlled lists.

    `levels` are the identifiers of `impacts`, from the least to the gravest; `natures` the nature of
    each origin.
    """

    levels: tuple[str, ...] = ()
    natures: dict[str, Nature] = {}

    @classmethod
    def of(cls, vocabularies: Vocabularies) -> "Terms":
        natures = {term.id: term.nature for term in vocabularies.origines.terms if term.nature}
        return cls(vocabularies.impacts.ids, natures)
