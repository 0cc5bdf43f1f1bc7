"""What editors decide about declarations: questions, criteria, whom to tell, what to do, how grave."""

from typing import Annotated, ClassVar

from msgspec import Meta, Struct

from cyberveille.model import Severity
from cyberveille.model.vocabulary import laid_over
from cyberveille.reporting.answers import Field
from cyberveille.reporting.condition import Condition

_When = Annotated[
    tuple[Condition, ...],
    Meta(description="Conditions, dont une suffit ; sans elles, toujours."),
]
_Id = Annotated[str, Meta(description="Identifiant permanent.", examples=["rancongiciel"])]


_Removed = Annotated[
    bool, Meta(description="`true` : le portail n’emploie pas cette entrée, que fournit le programme.")
]


class Question(Struct, frozen=True, kw_only=True, omit_defaults=True):
    id: Annotated[Field, Meta(description="Réponse attendue.", examples=["care_level"])]
    label: Annotated[str, Meta(description="Question, telle qu’elle est posée.")]
    help: Annotated[str | None, Meta(description="Précision.")] = None
    when: _When = ()
    removed: _Removed = False


class Criterion(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A reason to declare: one is enough."""

    id: _Id
    label: Annotated[str, Meta(description="Critère, en quelques mots.")]
    description: Annotated[str, Meta(description="Critère, en une phrase.")]
    when: _When = ()
    removed: _Removed = False


class Reason(Struct, frozen=True, kw_only=True, omit_defaults=True):
    text: Annotated[str, Meta(description="Pourquoi, en une phrase.")]
    when: _When = ()


class Recipient(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """Someone to tell: within what delay, how, and why."""

    id: _Id
    label: Annotated[str, Meta(description="Qui, avec son article.", examples=["La CNIL"])]
    delay: Annotated[str, Meta(description="Délai, en clair.", examples=["72 heures"])]
    reach: Annotated[str, Meta(description="Comment le joindre.")]
    url: Annotated[str | None, Meta(description="Adresse web, en https.")] = None
    email: Annotated[str | None, Meta(description="Adresse électronique.")] = None
    informed_by: Annotated[
        str | None,
        Meta(description="Destinataire qui s’en charge (identifiant) ; sinon, c’est à la structure."),
    ] = None
    reasons: Annotated[tuple[Reason, ...], Meta(description="Raisons, dont une suffit.")]
    removed: _Removed = False


class Guidance(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """What to do about a family of incidents."""

    id: _Id
    label: Annotated[str, Meta(description="Famille d’incidents.")]
    when: _When = ()
    immediate: Annotated[tuple[str, ...], Meta(description="Mesures immédiates, une phrase chacune.")]
    remediation: Annotated[tuple[str, ...], Meta(description="Mesures de remédiation.")] = ()
    improvement: Annotated[tuple[str, ...], Meta(description="Mesures de renforcement.")] = ()
    documents: Annotated[
        tuple[str, ...],
        Meta(description="Documents de la bibliothèque.", examples=["[CV-2026-DOC-0001]"]),
    ] = ()
    removed: _Removed = False


class Grade(Struct, frozen=True, kw_only=True, omit_defaults=True):
    """A line of the rule of gravity: the first that holds wins."""

    id: Annotated[Severity, Meta(description="Gravité.", examples=["elevee"])]
    reason: Annotated[str, Meta(description="Pourquoi, en une phrase.")]
    when: _When = ()


class Scheme(Struct, frozen=True, kw_only=True):
    """All of it; each list in the order of its file. Empty when the portal has no such files."""

    questions: tuple[Question, ...] = ()
    criteria: tuple[Criterion, ...] = ()
    recipients: tuple[Recipient, ...] = ()
    guidance: tuple[Guidance, ...] = ()
    grades: tuple[Grade, ...] = ()

    files: ClassVar[dict[str, str]] = {
        "questions": "questions",
        "criteria": "criteres",
        "recipients": "destinataires",
        "guidance": "conduites",
        "grades": "gravites",
    }
    """The name of each list's file in `content/signalement/`."""
    by_id: ClassVar[tuple[str, ...]] = ("questions", "criteria", "recipients", "guidance")
    """The lists in which an identifier stands once."""

    def __add__(self, other: "Scheme") -> "Scheme":
        """Both, list by list: what several roots say."""
        return Scheme(**{name: getattr(self, name) + getattr(other, name) for name in self.files})

    def completed_by(self, own: "Scheme") -> "Scheme":
        """This scheme with the entries of another laid over it, whose rule of gravity, if any, is whole."""
        lists = {name: laid_over(getattr(self, name), getattr(own, name)) for name in self.by_id}
        return Scheme(**lists, grades=own.grades or self.grades)

    def recipient(self, recipient_id: str) -> Recipient | None:
        return next((item for item in self.recipients if item.id == recipient_id), None)

    @property
    def documents(self) -> tuple[str, ...]:
        """Every document named, once, in the order of the guidance."""
        return tuple(dict.fromkeys(name for item in self.guidance for name in item.documents))
