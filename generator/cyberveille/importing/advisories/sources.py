"""CSAF documents and CVE records as sources of notices: each becomes a draft."""

from cyberveille.importing.advisories import csaf, cve
from cyberveille.importing.advisories.csaf_record import decode_tracking
from cyberveille.importing.advisories.cve_record import decode_metadata
from cyberveille.importing.advisories.desk import Desk, draft_of
from cyberveille.importing.advisories.facts import Facts
from cyberveille.importing.advisories.limits import RECORD_BYTES
from cyberveille.importing.draft import Draft
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.source import Origin
from cyberveille.locale import size_fr
from cyberveille.model import Kind


class _Advisory:
    """What is the same for every format: facts make a draft, and the record may stand anywhere."""

    def __init__(self, desk: Desk) -> None:
        self._desk = desk

    def convert(self, record: Facts, origin: Origin) -> Draft:
        return draft_of(origin.kind, (record,), self._desk)

    def attribution(self, origin: Origin) -> None:
        """No address follows from a name."""


class Csaf(_Advisory):
    """CSAF 2.0 and 2.1, named by their tracking identifier (section 3.2.1.12.4 of CSAF 2.0)."""

    def origin(self, data: bytes) -> Origin:
        refuse_heavy(data)
        tracking = decode_tracking(data)
        issued = csaf.moment_of(tracking.initial_release_date)
        if issued is None:
            raise RecordError(
                ImportFault.FIELD,
                f"Champ « document.tracking.initial_release_date » : « {tracking.initial_release_date[:30]} "
                "» n’est pas une date.",
            )
        return Origin(csaf.reference_of(tracking.id), Kind.BULLETIN, issued.year)

    def decode(self, data: bytes) -> Facts:
        return csaf.facts_of(data)


class Cve(_Advisory):
    """CVE JSON 5 and GCVE records, named by their identifier."""

    def origin(self, data: bytes) -> Origin:
        refuse_heavy(data)
        metadata = decode_metadata(data)
        reference = cve.reference_of(metadata.cve_id, metadata.vuln_id)
        year = next(part for part in reference.split("-") if len(part) == 4 and part.isdecimal())  # noqa: PLR2004
        return Origin(reference, Kind.BULLETIN, int(year))

    def decode(self, data: bytes) -> Facts:
        return cve.facts_of(data)


def refuse_heavy(data: bytes) -> None:
    """Raises RecordError for an advisory that weighs more than any should."""
    if len(data) > RECORD_BYTES:
        raise RecordError(
            ImportFault.SIZE,
            f"L’avis pèse {size_fr(len(data))}, pour {size_fr(RECORD_BYTES)} au plus.",
        )
