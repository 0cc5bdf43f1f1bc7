"""A CERT-FR notice as https://www.cert.ssi.gouv.fr/openapi.json describes it, field by field."""

import re
from datetime import datetime
from typing import TypeVar

import msgspec
from msgspec import Struct

from cyberveille.paris import PARIS, paris

EARLIEST, LATEST = 1990, 2200
"""Years outside of which a date is taken for a mistake."""

_EXPECTED = re.compile(r"Expected `([^`]*)`(?:, got `([^`]*)`)?(?: - at `(?:key in )?\$\.?([^`]*)`)?")
_MISSING = re.compile(r"Object missing required field `([^`]*)`(?: - at `\$\.?([^`]*)`)?")


_TYPE_NAMES = {
    "str": "texte",
    "null": "rien",
    "int": "nombre",
    "float": "nombre",
    "bool": "vrai ou faux",
    "array": "liste",
    "object": "groupe de clés",
}


class Vendor(Struct, frozen=True):
    name: str | None = None


class SourceProduct(Struct, frozen=True):
    name: str | None = None
    vendor: Vendor | None = None


class AffectedSystem(Struct, frozen=True):
    description: str | None = None
    product: SourceProduct | None = None


class Cve(Struct, frozen=True):
    name: str | None = None


class SourceRisk(Struct, frozen=True):
    description: str | None = None


class SourceLink(Struct, frozen=True):
    title: str | None = None
    url: str | None = None
    published_at: str | None = None


class SourceRevision(Struct, frozen=True):
    revision_date: str
    description: str | None = None


class Identity(Struct, frozen=True):
    reference: str


class CertfrRecord(Struct, frozen=True, kw_only=True):
    """Unknown fields are passed over; those that the source may leave null are optional."""

    reference: str
    title: str
    revisions: tuple[SourceRevision, ...]
    summary: str | None = None
    content: str | None = None
    affected_systems: tuple[AffectedSystem, ...] | None = None
    affected_systems_content: str | None = None
    cves: tuple[Cve, ...] | None = None
    risks: tuple[SourceRisk, ...] | None = None
    vendor_advisories: tuple[SourceLink, ...] | None = None
    links: tuple[SourceLink, ...] | None = None
    closed_at: str | None = None


Decoded = TypeVar("Decoded")


class FieldError(ValueError):
    """A field that cannot be used; the message is a French sentence."""


_identity = msgspec.json.Decoder(Identity)
_record = msgspec.json.Decoder(CertfrRecord)


def decode_reference(data: bytes) -> str:
    """The reference of a record; raises FieldError."""
    return _decode(_identity, data).reference


def decode_record(data: bytes) -> CertfrRecord:
    """The typed record; raises FieldError, which names the first field of a wrong type."""
    return _decode(_record, data)


def paris_time(text: str, field: str) -> datetime:
    """An aware time, to the second; one without zone is Europe/Paris. Raises FieldError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise FieldError(f"Champ « {field} » : « {text[:40]} » n’est pas une date.") from None
    if not EARLIEST <= moment.year <= LATEST:
        raise FieldError(f"Champ « {field} » : l’année {moment.year} n’est pas vraisemblable.")
    if moment.tzinfo is None:
        moment = moment.replace(tzinfo=PARIS)
    return paris(moment)


def _decode(decoder: msgspec.json.Decoder[Decoded], data: bytes) -> Decoded:
    try:
        return decoder.decode(data)
    except msgspec.ValidationError as error:
        raise FieldError(_explain(str(error))) from None
    except (ValueError, RecursionError) as error:
        raise FieldError(f"L’enregistrement n’est pas du JSON valide ({error}).") from None


def _words(types: str) -> str:
    """« str | null » in words."""
    return " ou ".join(_TYPE_NAMES.get(name, name or "autre chose") for name in types.split(" | "))


def _explain(message: str) -> str:
    if missing := _MISSING.search(message):
        where = ".".join(part for part in (missing[2], missing[1]) if part)
        return f"Le champ « {where} » manque."
    if expected := _EXPECTED.search(message):
        where = f"Champ « {expected[3]} »" if expected[3] else "Enregistrement"
        return f"{where} : {_words(expected[2] or '')} au lieu de {_words(expected[1])}."
    return f"L’enregistrement n’a pas la forme attendue ({message})."
