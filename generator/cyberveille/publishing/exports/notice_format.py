"""The published format of a notice in JSON, version 1.

Machines depend on it: a key is never renamed, removed or given another meaning; new keys may be
added. Every key of a kind is always there, with `null` or an empty list for what the notice does
not say. The descriptions below are those of the JSON Schema. What this module declares is what version 1
promised first: the keys that fields add since are worked out from them (`shapes.py`).
"""

from datetime import date, datetime
from typing import Annotated, Literal

from msgspec import Meta, Struct, field

VERSION = "1.4"
"""1.1 has `withdrawn.erased`, and null for some keys of an erased notice; 1.2 `revisions.minor`, `source`;
1.3 `exploitation`, `products.vendor_id`, `products.product_id`; 1.4 `revisions.url`."""

Time = Annotated[datetime, Meta(description="Date and time with the offset of Europe/Paris.")]
Day = Annotated[date, Meta(description="A day; it ends at midnight, Europe/Paris.")]


_NULL_WHEN_ERASED = Meta(description="Null in an erased notice only.")


class NamedTerm(Struct, frozen=True):
    """An entry of a controlled list: a permanent identifier and its French label."""

    id: str
    label: str


class Technology(Struct, frozen=True):
    """A technology: `sante` when specific to health care, else `standard`."""

    id: str
    label: str
    scope: Literal["standard", "sante"] | None


class Publisher(Struct, frozen=True):
    name: str
    url: Annotated[str, Meta(description="The portal's home page.")]


class Licence(Struct, frozen=True):
    id: Annotated[str, Meta(description="SPDX identifier.")]
    name: str
    url: str


class Withdrawal(Struct, frozen=True):
    date: Time
    reason: str
    erased: Annotated[
        bool,
        Meta(
            description="The notice should never have been published: only `id`, `url`, the markings, "
            "`published` and this key still say something; delete your copies of the rest."
        ),
    ] = False


class Reference(Struct, frozen=True):
    title: str
    url: str


class Revision(Struct, frozen=True):
    date: Time
    change: str
    minor: Annotated[
        bool, Meta(description="A slip put right: nothing new, and `updated` does not move.")
    ] = False
    url: Annotated[
        str | None,
        Meta(
            description="Permanent address of what the notice said at this revision; the last one leads to "
            "the notice. Null where no earlier text of the notice can be read, or this one was not kept."
        ),
    ] = None


class Section(Struct, frozen=True):
    title: Annotated[str, Meta(description="Empty for text that precedes the first heading.")]
    html: Annotated[str, Meta(description="Sanitised HTML; links are absolute.")]
    text: Annotated[str, Meta(description="The same without markup.")]


class Product(Struct, frozen=True):
    vendor: str | None
    product: str
    affected: str | None
    fixed: Annotated[str | None, Meta(description="As written; `none` says that nothing corrects it.")]
    vendor_id: Annotated[
        str | None,
        Meta(description="The vendor, whatever name the notice gives it: below `/produits/`."),
    ] = None
    product_id: Annotated[
        str | None, Meta(description="The product among those of the vendor; null for a text on versions.")
    ] = None


class Cvss(Struct, frozen=True):
    """The last three are null for a vector that is not valid."""

    vector: str
    version: Literal["2.0", "3.0", "3.1", "4.0"] | None
    base_score: Annotated[float, Meta(ge=0, le=10)] | None
    base_severity: Annotated[
        Literal["CRITICAL", "HIGH", "MEDIUM", "LOW", "NONE"] | None,
        Meta(description="Band of CVSS v3.1 section 5, for every version."),
    ]


class Vulnerability(Struct, frozen=True):
    cve: str
    cvss: Cvss | None
    cwe: str | None
    exploited: Annotated[bool, Meta(description="Exploitation has been observed.")]
    title: str | None


class Exploitation(Struct, frozen=True):
    """That a catalogue lists a vulnerability of the notice as exploited: not the editor's own word."""

    cve: str
    catalogue: str
    url: Annotated[str, Meta(description="The catalogue's address.")]
    since: Annotated[date, Meta(description="The day on which the catalogue said so.")]
    due: Annotated[date | None, Meta(description="The deadline that the catalogue sets for its own.")]
    ransomware: Annotated[bool, Meta(description="Used by ransomware.")]


class CareImpact(Struct, frozen=True):
    services: tuple[NamedTerm, ...]
    level: NamedTerm
    fallback: str | None


class Action(Struct, frozen=True):
    deadline: Day | None
    exposed_deadline: Annotated[Day | None, Meta(description="For systems exposed to the Internet.")]


class InBrief(Struct, frozen=True):
    """What it is, who is concerned, what to do."""

    what: str
    concerned: str
    action: str


class Attachment(Struct, frozen=True):
    title: str
    file: str
    url: str
    language: Annotated[str, Meta(description="BCP 47.")]
    media_type: str
    size: Annotated[int, Meta(description="Bytes.", ge=0)]
    sha256: Annotated[str, Meta(description="Hexadecimal.", pattern="^[0-9a-f]{64}$")]
    pages: int | None = None


class Related(Struct, frozen=True):
    id: str
    title: str
    url: str


class Indicator(Struct, frozen=True):
    """An indicator of compromise, its value as it is on the network or on disk."""

    type: Literal["ipv4", "ipv6", "domain", "url", "email", "md5", "sha1", "sha256", "file-name"]
    value: str
    comment: str | None


class Step(Struct, frozen=True):
    when: Annotated[str, Meta(description="Days counted from the start.", examples=["J+1, 7 h"])]
    event: str


class NoticeFormat(Struct, frozen=True, kw_only=True, tag_field="kind"):
    schema: Annotated[str, Meta(description="URL of this schema.")] = field(name="$schema")
    schema_version: Annotated[str, Meta(description="Major and minor version of the format.")]
    id: Annotated[str, Meta(description="Permanent: prefix, year, code of the kind and number.")]
    title: str
    url: Annotated[str, Meta(description="Permanent address of the notice's page.")]
    language: str
    tlp: Annotated[Literal["CLEAR", "GREEN", "AMBER", "AMBER+STRICT", "RED"], Meta(description="TLP 2.0.")]
    pap: Literal["CLEAR", "GREEN", "AMBER", "RED"] | None
    handling: Annotated[str, Meta(description="What the markings allow, in French.")]
    published: Time
    updated: Annotated[Time, Meta(description="Date of the last revision that is not minor.")]
    source: Annotated[
        str | None,
        Meta(
            description="Digest of the file that the notice was written in: another one is the sign of a "
            "change. Null in an erased notice only."
        ),
    ]
    withdrawn: Annotated[Withdrawal | None, Meta(description="When not null, the notice no longer holds.")]
    publisher: Publisher
    licence: Annotated[
        Licence | None, Meta(description="Null for a notice whose marking limits who may read it.")
    ]
    aliases: Annotated[tuple[str, ...], Meta(description="Identifiers of the same notice elsewhere.")]
    audiences: Annotated[tuple[NamedTerm, ...], Meta(description="Kinds of health structure concerned.")]
    references: tuple[Reference, ...]
    revisions: Annotated[tuple[Revision, ...], Meta(description="From the first to the last.")]
    sections: tuple[Section, ...]


class BulletinFormat(NoticeFormat, frozen=True, kw_only=True, tag="bulletin"):
    severity: Annotated[NamedTerm | None, Meta(description="The editor's judgement; null when not assessed.")]
    exploited: Annotated[bool, Meta(description="At least one vulnerability is exploited.")]
    exploitation: Annotated[
        tuple[Exploitation, ...], Meta(description="What catalogues of exploited vulnerabilities say.")
    ]
    technologies: tuple[Technology, ...]
    products: tuple[Product, ...]
    vulnerabilities: tuple[Vulnerability, ...]
    risks: tuple[NamedTerm, ...]
    care_impact: CareImpact | None
    action: Action | None
    in_brief: InBrief | None
    indicators: tuple[Indicator, ...]


class AlertFormat(BulletinFormat, frozen=True, kw_only=True, tag="alert"):
    status: Annotated[Literal["active", "closed"] | None, _NULL_WHEN_ERASED]
    closed: Time | None


class PaperFormat(NoticeFormat, frozen=True, kw_only=True):
    summary: str
    related: tuple[Related, ...]


class DocumentFormat(PaperFormat, frozen=True, kw_only=True, tag="document"):
    theme: Annotated[NamedTerm | None, _NULL_WHEN_ERASED]
    form: Annotated[NamedTerm | None, _NULL_WHEN_ERASED]
    version: Annotated[str | None, _NULL_WHEN_ERASED]
    level: str | None
    attachments: tuple[Attachment, ...]


class RexFormat(PaperFormat, frozen=True, kw_only=True, tag="rex"):
    """Feedback on an incident; nothing in it names the victim."""

    structure: Annotated[NamedTerm | None, _NULL_WHEN_ERASED]
    origin: Annotated[NamedTerm | None, _NULL_WHEN_ERASED]
    period: Annotated[
        str | None,
        Meta(description="A year, or a half-year; null in an erased notice only.", examples=["2026-S1"]),
    ]
    duration: str | None
    care_impact: CareImpact | None
    timeline: tuple[Step, ...]
    indicators: tuple[Indicator, ...]


class ActionFormat(PaperFormat, frozen=True, kw_only=True, tag="action"):
    """An action led by the ministry."""

    status: Annotated[Literal["prevue", "en-cours", "achevee"] | None, _NULL_WHEN_ERASED]
    lead: Annotated[str | None, _NULL_WHEN_ERASED]
    starts: Annotated[Day | None, _NULL_WHEN_ERASED]
    ends: Annotated[Day | None, Meta(description="The last day.")]
