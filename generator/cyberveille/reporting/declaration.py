"""A declaration as the page saves it and the CERT reads it."""

from datetime import datetime
from enum import Enum
from typing import Annotated, Any

import msgspec
from msgspec import Meta, Struct

from cyberveille.docstrings import described
from cyberveille.model import Vocabularies
from cyberveille.reporting.answers import Answers, Field

TEXT_LIMIT = 5000
LINE_LIMIT = 200
DEPARTMENT = "^(0[1-9]|[1-8][0-9]|9[0-5]|2[AB]|97[1-6]|98[4678])$"

_FORM = "Heure avec son fuseau, RFC 3339."
_Moment = Annotated[datetime, Meta(tz=True)]
_Line = Annotated[str, Meta(max_length=LINE_LIMIT)]
_Text = Annotated[str, Meta(max_length=TEXT_LIMIT)]
_Department = Annotated[str, Meta(pattern=DEPARTMENT)]


class Format(Enum):
    """The name and version of the format."""

    DECLARATION_1 = "declaration-1"


class Declaration(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """What is known of an incident; identifiers are those of the controlled lists.

    Times are aware. What stands after `unknown` is for people: nothing of it is ever counted.
    """

    format: Annotated[Format, Meta(description="Nom et version du format.", examples=["declaration-1"])]
    id: Annotated[
        str,
        Meta(
            description="Identifiant de la déclaration ; celles qui la complètent gardent le même.",
            pattern="^[0-9A-Za-z-]{8,64}$",
            examples=["5c1f3b8e-6a0d-4f7c-9a53-0a1b2c3d4e5f"],
        ),
    ]
    declared: Annotated[
        datetime,
        Meta(
            description=f"Moment de la déclaration. {_FORM}",
            tz=True,
            examples=["2026-11-23T09:30:00+01:00"],
        ),
    ]
    structure: Annotated[str, Meta(description="Type de structure (liste `structures`).", examples=["eps"])]
    origin: Annotated[str, Meta(description="Origine (liste `origines`).", examples=["rancongiciel"])]
    effects: Annotated[tuple[str, ...], Meta(description="Ce qui est touché (liste `atteintes`).")] = ()
    data: Annotated[tuple[str, ...], Meta(description="Données en jeu (liste `donnees`).")] = ()
    care_level: Annotated[
        str | None, Meta(description="Effet sur les soins (liste `impacts`).", examples=["mode-degrade"])
    ] = None
    services: Annotated[tuple[str, ...], Meta(description="Services touchés (liste `services`).")] = ()
    activity: Annotated[bool, Meta(description="Le fonctionnement de la structure est perturbé.")] = False
    medical_device: Annotated[bool, Meta(description="Un dispositif médical est en cause.")] = False
    territory: Annotated[
        bool, Meta(description="D’autres structures ou l’offre de soins du territoire sont touchées.")
    ] = False
    provider: Annotated[bool, Meta(description="Un prestataire est en cause.")] = False
    essential_operator: Annotated[
        bool, Meta(description="La structure a un statut particulier vis-à-vis de l’ANSSI.")
    ] = False
    unknown: Annotated[
        tuple[Field, ...], Meta(description="Questions auxquelles la réponse est « je ne sais pas ».")
    ] = ()
    discovered: Annotated[_Moment | None, Meta(description=f"Découverte de l’incident. {_FORM}")] = None
    started: Annotated[_Moment | None, Meta(description=f"Début supposé. {_FORM}")] = None
    structure_name: Annotated[_Line | None, Meta(description="Nom de la structure.")] = None
    department: Annotated[_Department | None, Meta(description="Numéro du département.", examples=["2A"])] = (
        None
    )
    description: Annotated[_Text | None, Meta(description="Ce qui s’est passé.")] = None
    measures_taken: Annotated[_Text | None, Meta(description="Ce qui a été fait.")] = None
    help_wanted: Annotated[_Text | None, Meta(description="Aide demandée.")] = None
    contact_name: Annotated[_Line | None, Meta(description="Personne à rappeler, et sa fonction.")] = None
    contact_phone: Annotated[_Line | None, Meta(description="Téléphone hors du réseau touché.")] = None
    contact_email: Annotated[
        _Line | None, Meta(description="Adresse électronique hors du réseau touché.")
    ] = None

    @property
    def answers(self) -> Answers:
        """What the decision needs; a care level that is missing is not known."""
        unknown = self.unknown
        if self.care_level is None and Field.CARE_LEVEL not in unknown:
            unknown = (*unknown, Field.CARE_LEVEL)
        return Answers(
            structure=self.structure,
            origin=self.origin,
            effects=self.effects,
            data=self.data,
            care_level=self.care_level,
            services=self.services,
            activity=self.activity,
            medical_device=self.medical_device,
            territory=self.territory,
            provider=self.provider,
            essential_operator=self.essential_operator,
            unknown=unknown,
        )

    def terms(self, field: Field) -> tuple[str, ...]:
        """The identifiers that a field of a controlled list holds."""
        value = getattr(self, field.value)
        return value if isinstance(value, tuple) else (value,) if value else ()


def declaration_schema(url: str, vocabularies: Vocabularies) -> dict[str, Any]:
    """JSON Schema 2020-12 of a declaration; `url` is where it is published.

    The terms of the controlled lists are its enumerations: what it admits is what the portal asks.
    """
    (_,), definitions = msgspec.json.schema_components((Declaration,), ref_template="#/$defs/{name}")
    schema = definitions.pop("Declaration")
    for field in Field:
        if field.vocabulary is None:
            continue
        ids = list(getattr(vocabularies, field.vocabulary).ids)
        target = schema["properties"][field.value]
        if "items" in target:
            target["items"] |= {"enum": ids}
            target["uniqueItems"] = True
        elif "anyOf" in target:
            target["anyOf"] = [
                part | {"enum": ids} if part.get("type") == "string" else part for part in target["anyOf"]
            ]
        else:
            target["enum"] = ids
    schema.pop("title", None)
    schema.pop("description", None)
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": "Déclaration d’incident, format 1",
        "description": (
            "Ce que la page « Signaler un incident » enregistre. Les clés ne changent pas dans la version 1 ;"
            " d’autres peuvent s’ajouter."
        ),
        **schema,
        "$defs": described(definitions, __name__, Field.__module__),
    }
