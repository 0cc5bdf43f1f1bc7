"""What the page for reporting an incident adds to its text: the scheme, for readers and for its script."""

from collections.abc import Mapping
from typing import Any

import msgspec
from markupsafe import Markup

from cyberveille.locale import french
from cyberveille.map import OFFLINE
from cyberveille.model import Headline, Kind, Page, PageTemplate, Vocabularies
from cyberveille.publishing.edition import Edition
from cyberveille.reporting import DEPARTMENT, Field, Scheme, Terms

SCRIPT = OFFLINE.address
_DETAILS = (
    ("discovered", "Quand l’avez-vous découvert ?", "datetime-local", "off"),
    ("started", "Quand a-t-il commencé, d’après vous ?", "datetime-local", "off"),
    ("structure_name", "Nom de la structure", "text", "organization"),
    ("department", "Numéro du département", "text", "off"),
    ("description", "Ce qui s’est passé, en quelques lignes", "lines", "off"),
    ("measures_taken", "Ce qui a déjà été fait", "lines", "off"),
    ("help_wanted", "L’aide attendue", "lines", "off"),
    ("contact_name", "Personne à rappeler, et sa fonction", "text", "name"),
    ("contact_phone", "Téléphone, hors du réseau touché", "tel", "tel"),
    ("contact_email", "Courriel, hors du réseau touché", "email", "email"),
)
"""Key of the declaration, question, form of the field, WCAG 1.3.5 purpose."""


def extra(edition: Edition) -> Mapping[str, object]:
    """What the template prints besides the page's text."""
    scheme = edition.scheme
    return {
        "scheme": scheme,
        "law": edition.country.declaration.law,
        "informants": {item.id: item.label for item in scheme.recipients},
        "guides": {item.id: item for item in guides(edition)},
        "documents": edition.legible(edition.configuration.featured),
        "data": _data(edition) if scheme.questions else None,
    }


def page_of(edition: Edition) -> Page | None:
    """The page for reporting an incident, where this edition has one."""
    return next((page for page in edition.pages if page.template is PageTemplate.REPORT), None)


def guides(edition: Edition) -> tuple[Headline, ...]:
    """The documents that the guidance names, as far as this edition shows them."""
    return edition.legible(edition.scheme.documents)


def _data(edition: Edition) -> Markup:
    """The scheme as the script reads it, safe inside a `<script>` element."""
    configuration, vocabularies = edition.configuration, edition.vocabularies
    scheme = edition.scheme
    reporting = configuration.reporting
    page = page_of(edition)
    content: dict[str, Any] = {
        "scheme": _told(scheme),
        "terms": msgspec.to_builtins(Terms.of(vocabularies)),
        "lists": _lists(vocabularies),
        "details": [
            {"id": name, "label": label, "form": form, "autocomplete": purpose}
            for name, label, form, purpose in _DETAILS
        ],
        "department": DEPARTMENT.removeprefix("^").removesuffix("$"),
        "documents": {
            item.id: {"title": item.title, "path": edition.path(item.address)} for item in guides(edition)
        },
        "portal": reporting.portal,
        "hours": {
            "opens": reporting.opens.hour * 60 + reporting.opens.minute,
            "closes": reporting.closes.hour * 60 + reporting.closes.minute,
            "availability": reporting.availability.value,
            "holidays": edition.country.holidays.told,
        },
        "offline": {
            "script": edition.path(SCRIPT),
            "scopes": [
                edition.path(address) for address in (page.address if page else "", Kind.DOCUMENT.listing)
            ],
        }
        if edition.audience.open
        else None,
    }
    return Markup(in_json(_typeset(content)).replace("<", "\\u003c"))  # noqa: S704 - JSON without a `<`


def _told(scheme: Scheme) -> dict[str, Any]:
    """The scheme, with what the program knows of each question; a list by whose terms it is answered."""
    return {
        **msgspec.to_builtins(scheme),
        "forms": {field.value: field.form.value for field in Field},
        "unknowns": [field.value for field in Field if field.may_be_unknown],
    }


def _lists(vocabularies: Vocabularies) -> dict[str, list[dict[str, str]]]:
    return {
        field.value: [
            {
                "id": term.id,
                "label": term.label,
                **({"description": term.description} if term.description else {}),
            }
            | ({"description": term.description} if term.description else {})
            for term in getattr(vocabularies, field.vocabulary).terms
        ]
        for field in Field
        if field.vocabulary
    }


def _typeset(value: Any) -> Any:  # noqa: ANN401 - a value of JSON
    """Every text for readers with its no-break spaces: an address or an identifier holds no space."""
    if isinstance(value, dict):
        return {key: _typeset(item) for key, item in value.items()}
    if isinstance(value, (list, tuple)):
        return [_typeset(item) for item in value]
    return french(value) if isinstance(value, str) and " " in value else value


def in_json(value: Any) -> str:  # noqa: ANN401 - a value of JSON
    return msgspec.json.encode(value).decode()
