"""The qualification sheet of a declaration, in Markdown, for the CERT's own file."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.locale import datetime_fr, french
from cyberveille.model import Vocabularies
from cyberveille.reporting.answers import Field, Form
from cyberveille.reporting.decision import Decision
from cyberveille.reporting.declaration import Declaration
from cyberveille.reporting.scheme import Scheme

_SPECIAL = expression(r"([\\`*_{}\[\]<>#|~!])")
_FLAGS = (
    (Field.ACTIVITY, "Fonctionnement perturbé"),
    (Field.MEDICAL_DEVICE, "Dispositif médical en cause"),
    (Field.TERRITORY, "Territoire ou autres structures touchés"),
    (Field.PROVIDER, "Prestataire en cause"),
    (Field.ESSENTIAL_OPERATOR, "Statut particulier vis-à-vis de l’ANSSI"),
)


class Guide(Struct, frozen=True):
    """A document of the library as the sheet links to it."""

    title: str
    url: str


def qualification_sheet(
    declaration: Declaration,
    decision: Decision,
    scheme: Scheme,
    vocabularies: Vocabularies,
    guides: Mapping[str, Guide],
) -> str:
    """Markdown, in French; times are Europe/Paris.

    `guides` are the documents to link to, by identifier; others are named by their identifier alone.
    What the declarant wrote is escaped: it is text, never markup.
    """
    parts = (
        _head(declaration),
        _incident(declaration, vocabularies),
        _gravity(decision),
        _told(decision, scheme),
        _measures(decision),
        _guides(decision, guides),
        _words(declaration),
    )
    return french("\n".join(line for part in parts for line in part).rstrip() + "\n")


def _head(declaration: Declaration) -> Iterator[str]:
    yield "# Fiche de qualification"
    yield ""
    yield f"- Déclaration : `{declaration.id}`"
    yield f"- Déclarée le : {datetime_fr(declaration.declared)}"
    if declaration.structure_name:
        yield f"- Structure : {_escaped(declaration.structure_name)}"
    if declaration.department:
        yield f"- Département : {declaration.department}"
    for label, value in (
        ("À rappeler", declaration.contact_name),
        ("Téléphone", declaration.contact_phone),
        ("Courriel", declaration.contact_email),
    ):
        if value:
            yield f"- {label} : {_escaped(value)}"
    yield ""


def _incident(declaration: Declaration, vocabularies: Vocabularies) -> Iterator[str]:
    yield "## Origine et impact"
    yield ""
    yield "| Fait | Valeur |"
    yield "|---|---|"
    labels = {
        Field.STRUCTURE: "Type de structure",
        Field.ORIGIN: "Origine",
        Field.EFFECTS: "Ce qui est touché",
        Field.DATA: "Données en jeu",
        Field.CARE_LEVEL: "Effet sur les soins",
        Field.SERVICES: "Services touchés",
    }
    unknown = declaration.answers.unknown
    for field, label in labels.items():
        vocabulary = getattr(vocabularies, field.vocabulary or "")
        shown = ", ".join(vocabulary.label(term) for term in declaration.terms(field))
        none = "aucun" if field.form is Form.MANY else "non précisé"
        yield f"| {label} | {'inconnu' if field in unknown else shown or none} |"
        if field is Field.ORIGIN:
            term = vocabulary.get(declaration.origin)
            yield f"| Nature | {term.nature.label if term and term.nature else 'non précisée'} |"
    for field, label in _FLAGS:
        answer = "oui" if getattr(declaration, field.value) else "non"
        yield f"| {label} | {'inconnu' if field in unknown else answer} |"
    if declaration.started:
        yield f"| Début supposé | {datetime_fr(declaration.started)} |"
    if declaration.discovered:
        yield f"| Découverte | {datetime_fr(declaration.discovered)} |"
    yield ""


def _gravity(decision: Decision) -> Iterator[str]:
    yield "## Gravité"
    yield ""
    if decision.grade is None:
        yield "Non évaluée : aucune ligne de la règle de gravité ne s’applique."
    else:
        yield f"**{decision.grade.id.label.capitalize()}.** {decision.grade.reason}"
    yield ""
    if decision.criteria:
        yield "Critères de déclaration remplis :"
        yield ""
        yield from (f"- {item.label}" for item in decision.criteria)
    else:
        yield "Aucun critère de déclaration n’est rempli."
    yield ""


def _told(decision: Decision, scheme: Scheme) -> Iterator[str]:
    yield "## Qui est informé, et pourquoi"
    yield ""
    if not decision.advice:
        yield "Personne d’autre."
    for item in decision.advice:
        recipient = item.recipient
        informant = scheme.recipient(recipient.informed_by) if recipient.informed_by else None
        by = f", par l’entremise de : {informant.label}" if informant else ""
        yield f"- **{recipient.label}**{by} ({recipient.delay}). {' '.join(item.reasons)}"
    yield ""


def _measures(decision: Decision) -> Iterator[str]:
    yield "## Mesures recommandées"
    yield ""
    for title, name in (
        ("Immédiates", "immediate"),
        ("Remédiation", "remediation"),
        ("Renforcement", "improvement"),
    ):
        lines = list(dict.fromkeys(line for item in decision.guidance for line in getattr(item, name)))
        if lines:
            yield f"### {title}"
            yield ""
            yield from (f"- {line}" for line in lines)
            yield ""


def _guides(decision: Decision, guides: Mapping[str, Guide]) -> Iterator[str]:
    if not decision.documents:
        return
    yield "## Documents à lire"
    yield ""
    for document in decision.documents:
        guide = guides.get(document)
        yield f"- [{guide.title}]({guide.url})" if guide else f"- {document}"
    yield ""


def _words(declaration: Declaration) -> Iterator[str]:
    for title, text in (
        ("Ce que dit le déclarant", declaration.description),
        ("Mesures prises", declaration.measures_taken),
        ("Aide demandée", declaration.help_wanted),
    ):
        if text:
            yield f"## {title}"
            yield ""
            yield from (f"> {_escaped(line)}".rstrip() for line in text.splitlines())
            yield ""


def _escaped(text: str) -> str:
    return _SPECIAL.sub(r"\\\1", " ".join(text.split()))
