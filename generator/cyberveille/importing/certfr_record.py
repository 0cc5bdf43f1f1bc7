"""A CERT-FR notice as https://www.cert.ssi.gouv.fr/openapi.json describes it, field by field."""

from datetime import UTC, datetime

import msgspec
from msgspec import Struct

from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.json_record import decoded
from cyberveille.locale import PARIS, paris

EARLIEST, LATEST = 1990, 2200
"""Years outside of which a date is taken for a mistake."""


class Vendor(Struct, frozen=True):
    name: str | None = None
    scada: bool | None = None
    """Whether its products run industrial systems."""


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


_FAULTS = {"reference": ImportFault.REFERENCE, "revisions": ImportFault.REVISIONS}
_identity = msgspec.json.Decoder(Identity)
_record = msgspec.json.Decoder(CertfrRecord)


def decode_reference(data: bytes) -> str:
    """The reference of a record; raises RecordError."""
    return decoded(_identity, data, _FAULTS).reference


def decode_record(data: bytes) -> CertfrRecord:
    """The typed record; raises RecordError, which names the first field of a wrong type."""
    return decoded(_record, data, _FAULTS)


def paris_time(text: str, field: str) -> datetime:
    """An aware time, to the second; one without zone is Europe/Paris. Raises RecordError."""
    try:
        moment = datetime.fromisoformat(text.strip())
    except ValueError:
        raise _dated(field, f"« {text[:40]} » n’est pas une date.") from None
    if not EARLIEST <= moment.year <= LATEST:
        raise _dated(field, f"l’année {moment.year} n’est pas vraisemblable.")
    if moment.tzinfo is None:
        # By way of UTC: an hour that does not come, when clocks change, is another.
        moment = moment.replace(tzinfo=PARIS).astimezone(UTC)
    return paris(moment)


def _dated(field: str, problem: str) -> RecordError:
    return RecordError(ImportFault.FIELD, f"Champ « {field} » : {problem}")
