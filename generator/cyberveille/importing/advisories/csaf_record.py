"""A CSAF document (OASIS CSAF 2.0 and 2.1, section 3) to typed values; what is not used is not looked at."""

import msgspec
from msgspec import Struct, field

from cyberveille.expressions import expression
from cyberveille.importing.faults import ImportFault
from cyberveille.importing.json_record import decoded, decoded_in_part


class Note(Struct, frozen=True):
    text: str = ""
    category: str = ""
    title: str | None = None


class Link(Struct, frozen=True):
    url: str = ""
    summary: str | None = None
    category: str | None = None


class Label(Struct, frozen=True):
    label: str = ""


class SharingGroup(Struct, frozen=True):
    """CSAF 2.1 section 3.2.2.5.1: who may read the document; the last of all UUIDs is everybody."""

    id: str = ""


class Distribution(Struct, frozen=True):
    text: str | None = None
    tlp: Label | None = None
    group: SharingGroup | None = field(default=None, name="sharing_group")


class Change(Struct, frozen=True):
    date: str = ""
    number: str = ""
    summary: str = ""


class Tracking(Struct, frozen=True):
    id: str
    initial_release_date: str
    current_release_date: str | None = None
    version: str | None = None
    status: str | None = None
    aliases: tuple[str, ...] = ()
    revision_history: tuple[Change, ...] = ()


class Publisher(Struct, frozen=True):
    name: str = ""
    namespace: str | None = None


class Overall(Struct, frozen=True):
    """`aggregate_severity`, in the publisher's own words."""

    text: str = ""


class Document(Struct, frozen=True):
    csaf_version: str
    title: str
    tracking: Tracking
    publisher: Publisher = Publisher()
    category: str = ""
    lang: str | None = None
    severity: Overall | None = field(default=None, name="aggregate_severity")
    distribution: Distribution | None = None
    notes: tuple[Note, ...] = ()
    references: tuple[Link, ...] = ()


class FullProduct(Struct, frozen=True):
    product_id: str
    name: str = ""


class Branch(Struct, frozen=True):
    category: str = ""
    name: str = ""
    product: FullProduct | None = None
    branches: tuple["Branch", ...] = ()


class Relationship(Struct, frozen=True):
    category: str
    full_product_name: FullProduct
    product_reference: str
    relates_to_product_reference: str


class Subpath(Struct, frozen=True):
    category: str
    next_product_reference: str


class Path(Struct, frozen=True):
    """CSAF 2.1 section 3.2.3.4, in the place of the relationships of 2.0."""

    beginning_product_reference: str
    full_product_name: FullProduct
    subpaths: tuple[Subpath, ...] = ()


class Group(Struct, frozen=True):
    group_id: str
    product_ids: tuple[str, ...] = ()


class ProductTree(Struct, frozen=True):
    branches: tuple[Branch, ...] = ()
    full_product_names: tuple[FullProduct, ...] = ()
    relationships: tuple[Relationship, ...] = ()
    product_paths: tuple[Path, ...] = ()
    product_groups: tuple[Group, ...] = ()


class Cvss(Struct, frozen=True):
    vector: str = field(default="", name="vectorString")
    version: str | None = None
    base: float | None = field(default=None, name="baseScore")


class Scores(Struct, frozen=True):
    """`cvss_v3` holds 3.0 and 3.1 alike; `rating` is a word of CSAF 2.1 in the place of a score."""

    cvss_v2: Cvss | None = None
    cvss_v3: Cvss | None = None
    cvss_v4: Cvss | None = None
    ssvc_v1: msgspec.Raw = msgspec.Raw(b"{}")
    ssvc_v2: msgspec.Raw = msgspec.Raw(b"{}")
    rating: str | None = field(default=None, name="qualitative_severity_rating")
    content: "Scores | None" = None
    """In CSAF 2.1, `metrics` have their scores one level deeper."""

    @property
    def given(self) -> tuple[Cvss, ...]:
        if self.content is not None:
            return self.content.given
        return tuple(score for score in (self.cvss_v4, self.cvss_v3, self.cvss_v2) if score is not None)


class Cwe(Struct, frozen=True):
    id: str = ""
    name: str = ""


class Identifier(Struct, frozen=True):
    system_name: str = ""
    text: str = ""


class Remediation(Struct, frozen=True):
    category: str = ""
    details: str = ""
    url: str | None = None
    product_ids: tuple[str, ...] = ()
    group_ids: tuple[str, ...] = ()


class Threat(Struct, frozen=True):
    category: str = ""
    details: str = ""


class Exploitation(Struct, frozen=True):
    """CSAF 2.1 section 3.2.4.7."""

    date: str = ""


class Status(Struct, frozen=True):
    """Section 3.2.3.9 of CSAF 2.0: identifiers of products, by what is said of them."""

    first_affected: tuple[str, ...] = ()
    first_fixed: tuple[str, ...] = ()
    fixed: tuple[str, ...] = ()
    known_affected: tuple[str, ...] = ()
    known_not_affected: tuple[str, ...] = ()
    last_affected: tuple[str, ...] = ()
    recommended: tuple[str, ...] = ()
    under_investigation: tuple[str, ...] = ()
    unknown: tuple[str, ...] = ()


class Vulnerability(Struct, frozen=True):
    cve: str | None = None
    title: str | None = None
    cwe: Cwe | None = None
    cwes: tuple[Cwe, ...] = ()
    ids: tuple[Identifier, ...] = ()
    notes: tuple[Note, ...] = ()
    references: tuple[Link, ...] = ()
    remediations: tuple[Remediation, ...] = ()
    threats: tuple[Threat, ...] = ()
    scores: tuple[Scores, ...] = ()
    metrics: tuple[Scores, ...] = ()
    product_status: Status = Status()
    first_known_exploitation_dates: tuple[Exploitation, ...] = ()


class Csaf(Struct, frozen=True):
    document: Document
    product_tree: ProductTree = ProductTree()
    vulnerabilities: tuple[Vulnerability, ...] = ()


class _Named(Struct, frozen=True):
    document: "_NamedDocument"


class _NamedDocument(Struct, frozen=True):
    csaf_version: str
    tracking: Tracking


_SPARED = expression(r"(?:vulnerabilities|product_tree)[.\[].")
"""What may be left: what a document says of itself, and who may read it, has to be as it should."""
_decoder = msgspec.json.Decoder(Csaf)
_names = msgspec.json.Decoder(_Named)
_FAULTS = {"document.tracking.id": ImportFault.REFERENCE}


def decode_csaf(data: bytes) -> tuple[Csaf, tuple[str, ...]]:
    """The document, and what was left of it; raises RecordError."""
    return decoded_in_part(_decoder, data, _FAULTS, _SPARED)


def decode_tracking(data: bytes) -> Tracking:
    """What names the document; raises RecordError."""
    return decoded(_names, data, _FAULTS).document.tracking
