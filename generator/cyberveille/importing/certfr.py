"""A CERT-FR notice to a draft of ours: facts to the header, text to the body, nothing invented."""

from datetime import datetime

from cyberveille.expressions import expression
from cyberveille.importing.certfr_body import BodyParts, body_of
from cyberveille.importing.certfr_record import (
    CertfrRecord,
    SourceRevision,
    decode_record,
    decode_reference,
    paris_time,
)
from cyberveille.importing.certfr_references import attribution, page_address, sources_of
from cyberveille.importing.draft import Draft
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.plain_text import plain
from cyberveille.importing.risks import RiskIndex
from cyberveille.importing.source import Origin
from cyberveille.model import Kind, Product, Reference, Revision, Vocabularies, Vulnerability

PRODUCT_LENGTH = 240
"""A longer description of a product that has no name is a text: it goes to the body."""

_REFERENCE = expression(r"(CERTA|CERTFR)-((?:19|20)\d{2})-(AVI|ALE)-(\d{3,4})")
_KINDS = {"AVI": Kind.BULLETIN, "ALE": Kind.ALERT}
_CVE = expression(r"CVE-(?:1999|20\d{2})-\d{4,19}")
_CVE_SEPARATOR = expression(r"[\s,;/|&]+(?=CVE-)")
_DASHES = expression(r"\s*[‐‑‒–—−-]\s*")
_UNNAMED = {"", "n/a", "none", "-"}


class Certfr:
    """Notices of the CERT-FR, as its site publishes them in JSON."""

    def __init__(self, lists: Vocabularies) -> None:
        self._risks = RiskIndex(lists.risques)

    def origin(self, data: bytes) -> Origin:
        """The identifier « CERTFR-2023-AVI-0042 » tells the kind, the year and the order in it."""
        return parse_reference(decode_reference(data))

    def decode(self, data: bytes) -> CertfrRecord:
        return decode_record(data)

    def convert(self, record: CertfrRecord, origin: Origin) -> Draft:
        return _convert(record, origin, self._risks)

    def attribution(self, origin: Origin) -> Reference:
        return attribution(origin.kind, origin.reference)


def parse_reference(reference: str) -> Origin:
    """What a CERT-FR reference tells; raises RecordError."""
    match = _REFERENCE.fullmatch(reference.strip())
    if not match:
        raise RecordError(
            ImportFault.REFERENCE,
            f"La référence « {reference[:60]} » n’est pas celle d’un avis ni d’une alerte CERT-FR.",
        )
    return Origin(match[0], _KINDS[match[3]], int(match[2]), (int(match[4]), match[1]))


def _convert(record: CertfrRecord, origin: Origin, risks: RiskIndex) -> Draft:
    """Raises RecordError when a fact that a notice needs cannot be had.

    An alert is closed: at the source's date when it gives one, else at its last revision. Whether
    one concerns our readers today is for an editor to say.
    """
    kind = origin.kind
    title = plain(record.title)
    title = title if title.endswith("...") else title.rstrip(" .;")
    if not title:
        raise RecordError(ImportFault.FIELD, "Le champ « title » est vide.")
    revisions = _closing(record, kind, _revisions(record.revisions))
    products, long_descriptions = _products(record)
    identifiers, rejected = _vulnerabilities(record)
    mapped, unmapped = _risks(record, risks)
    sources = sources_of(record, kind)
    body = BodyParts(
        title=title,
        base=page_address(kind, record.reference),
        summary=record.summary,
        content=record.content,
        systems_html=_systems_text(record, products),
        systems=long_descriptions,
        industrial=_industrial(record),
        risks=unmapped,
        sources=sources.others,
        identifiers=rejected,
    )
    return Draft(
        kind=kind,
        aliases=(record.reference,),
        title=title,
        published=revisions[0].date,
        revisions=revisions,
        products=products,
        vulnerabilities=identifiers,
        risks=mapped,
        references=sources.references,
        closed=_closed(record, revisions) if kind is Kind.ALERT else None,
        body=body_of(body),
        unmapped_risks=unmapped,
        rejected_vulnerabilities=rejected,
    )


def _revisions(written: tuple[SourceRevision, ...]) -> tuple[Revision, ...]:
    """In the order of time; the changes of one instant are one revision."""
    if not written:
        raise RecordError(
            ImportFault.REVISIONS, "Le champ « revisions » est vide : la date de publication est inconnue."
        )
    changes: dict[datetime, dict[str, None]] = {}
    dated = [(paris_time(item.revision_date, "revisions.revision_date"), item) for item in written]
    for moment, item in sorted(dated, key=lambda pair: pair[0]):
        changes.setdefault(moment, {}).setdefault(_change(item.description, first=not changes))
    return tuple(Revision(date=moment, change=" ; ".join(texts)) for moment, texts in changes.items())


def _change(text: str | None, *, first: bool) -> str:
    change = plain(text).rstrip(" ;.")
    if not change:
        return "Version initiale" if first else "Révision sans commentaire"
    return change[0].upper() + change[1:]


def _closing(record: CertfrRecord, kind: Kind, revisions: tuple[Revision, ...]) -> tuple[Revision, ...]:
    """With the end of an alert, when the source dates it after its last revision."""
    closed = _closed(record, revisions)
    if kind is not Kind.ALERT or closed <= revisions[-1].date:
        return revisions
    return (*revisions, Revision(date=closed, change="Alerte close par la source"))


def _closed(record: CertfrRecord, revisions: tuple[Revision, ...]) -> datetime:
    closed = paris_time(record.closed_at, "closed_at") if record.closed_at else revisions[-1].date
    return max(closed, revisions[0].date)


def _named(text: str | None) -> str | None:
    name = plain(text)
    return None if name.casefold() in _UNNAMED else name


def _products(record: CertfrRecord) -> tuple[tuple[Product, ...], tuple[str, ...]]:
    """(products, descriptions too long to be a product's name)."""
    products: dict[Product, None] = {}
    texts: dict[str, None] = {}
    for system in record.affected_systems or ():
        description = _description(system.description)
        name = _named(system.product.name) if system.product else None
        maker = system.product.vendor if system.product else None
        vendor = _named(maker.name) if maker else None
        if name:
            affected = None if description == name else description
            products.setdefault(Product(product=name, vendor=vendor, affected=affected))
        elif description and len(description) > PRODUCT_LENGTH:
            texts.setdefault(f"{vendor} : {description}" if vendor else description)
        elif description:
            products.setdefault(Product(product=description, vendor=vendor))
        elif vendor:
            products.setdefault(Product(product=vendor, vendor=vendor))
    return tuple(products), tuple(texts)


def _description(text: str | None) -> str | None:
    """Without the punctuation of the list that it comes from."""
    written = plain(text).lstrip("-–• ").rstrip(" ;,")
    if not written.endswith(("etc.", "...")):
        written = written.rstrip(" .")
    return _named(written)


def _systems_text(record: CertfrRecord, products: tuple[Product, ...]) -> str | None:
    """The text on the systems, unless it says no more than the only product."""
    words = _description(record.affected_systems_content)
    if words is None or [words] == [product.affected or product.product for product in products]:
        return None
    return record.affected_systems_content


def _industrial(record: CertfrRecord) -> tuple[str, ...]:
    """What the source marks as industrial systems (SCADA): products, else their makers."""
    names: dict[str, None] = {}
    for system in record.affected_systems or ():
        maker = system.product.vendor if system.product else None
        if maker is not None and maker.scada:
            vendor = _named(maker.name)
            product = _named(system.product.name) if system.product else None
            told = " ".join(part for part in (vendor, product or _description(system.description)) if part)
            names.setdefault(told or "tous")
    return tuple(names)


def _vulnerabilities(record: CertfrRecord) -> tuple[tuple[Vulnerability, ...], tuple[str, ...]]:
    """(vulnerabilities, identifiers that are not a CVE's)."""
    valid: dict[str, None] = {}
    rejected: dict[str, None] = {}
    for cve in record.cves or ():
        name = plain(cve.name)
        identifiers = _CVE_SEPARATOR.split(_DASHES.sub("-", name).upper())
        if all(map(_CVE.fullmatch, identifiers)):
            valid.update(dict.fromkeys(identifiers))
        elif name:
            rejected.setdefault(name)
    return tuple(Vulnerability(cve=identifier) for identifier in valid), tuple(rejected)


def _risks(record: CertfrRecord, index: RiskIndex) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """(identifiers of our list, texts that it does not know)."""
    mapped: dict[str, None] = {}
    unmapped: dict[str, None] = {}
    for risk in record.risks or ():
        text = plain(risk.description).rstrip(" ;.")
        found = index.find(text)
        mapped.update(dict.fromkeys(found))
        if text and not found:
            unmapped.setdefault(text)
    return tuple(mapped), tuple(unmapped)
