"""A CVE record (CVE JSON 5.0 to 5.2) to typed values; what is not used is not looked at.

A GCVE record (BCP-05) has the same form, with identifiers of its own.
"""

import msgspec
from msgspec import Struct, field

from cyberveille.expressions import expression
from cyberveille.importing.advisories.csaf_record import Cvss
from cyberveille.importing.json_record import decoded, decoded_in_part


class Text(Struct, frozen=True):
    lang: str = ""
    value: str = ""


class Turn(Struct, frozen=True):
    """From `at` on, the status is another."""

    at: str
    status: str


class Version(Struct, frozen=True):
    version: str = ""
    status: str = ""
    kind: str = field(default="", name="versionType")
    below: str | None = field(default=None, name="lessThan")
    up_to: str | None = field(default=None, name="lessThanOrEqual")
    changes: tuple[Turn, ...] = ()


class Affected(Struct, frozen=True):
    vendor: str | None = None
    product: str | None = None
    package: str | None = field(default=None, name="packageName")
    package_url: str | None = field(default=None, name="packageURL")
    platforms: tuple[str, ...] = ()
    modules: tuple[str, ...] = ()
    default: str = field(default="unknown", name="defaultStatus")
    versions: tuple[Version, ...] = ()


class ProblemText(Struct, frozen=True):
    cwe: str | None = field(default=None, name="cweId")
    description: str | None = None


class Problem(Struct, frozen=True):
    descriptions: tuple[ProblemText, ...] = ()


class Other(Struct, frozen=True):
    type: str = ""
    content: msgspec.Raw = msgspec.Raw(b"{}")


class Metric(Struct, frozen=True):
    v2: Cvss | None = field(default=None, name="cvssV2_0")
    v30: Cvss | None = field(default=None, name="cvssV3_0")
    v31: Cvss | None = field(default=None, name="cvssV3_1")
    v4: Cvss | None = field(default=None, name="cvssV4_0")
    other: Other | None = None

    @property
    def given(self) -> tuple[Cvss, ...]:
        return tuple(score for score in (self.v4, self.v31, self.v30, self.v2) if score is not None)


class Link(Struct, frozen=True):
    url: str = ""
    name: str | None = None
    tags: tuple[str, ...] = ()


class Provider(Struct, frozen=True):
    short_name: str = field(default="", name="shortName")


class Elsewhere(Struct, frozen=True):
    """BCP-05 of the GCVE."""

    vuln_id: str | None = field(default=None, name="vulnId")


class Container(Struct, frozen=True):
    """What the CVE's own authority says, or another that completes it (an ADP)."""

    title: str | None = None
    descriptions: tuple[Text, ...] = ()
    affected: tuple[Affected, ...] = ()
    problems: tuple[Problem, ...] = field(default=(), name="problemTypes")
    metrics: tuple[Metric, ...] = ()
    references: tuple[Link, ...] = ()
    solutions: tuple[Text, ...] = ()
    workarounds: tuple[Text, ...] = ()
    configurations: tuple[Text, ...] = ()
    exploits: tuple[Text, ...] = ()
    tags: tuple[str, ...] = ()
    rejected: tuple[Text, ...] = field(default=(), name="rejectedReasons")
    provider: Provider = field(default=Provider(), name="providerMetadata")
    elsewhere: tuple[Elsewhere, ...] = field(default=(), name="x_gcve")


class Containers(Struct, frozen=True):
    cna: Container
    adp: tuple[Container, ...] = ()


class Metadata(Struct, frozen=True):
    cve_id: str | None = field(default=None, name="cveId")
    vuln_id: str | None = field(default=None, name="vulnId")
    state: str = "PUBLISHED"
    published: str | None = field(default=None, name="datePublished")


class CveRecord(Struct, frozen=True):
    metadata: Metadata = field(name="cveMetadata")
    containers: Containers
    data_version: str = field(default="", name="dataVersion")


class _Named(Struct, frozen=True):
    metadata: Metadata = field(name="cveMetadata")
    data_version: str = field(default="", name="dataVersion")


_SPARED = expression(r"containers\.(?:cna\.|adp\[).")
_decoder = msgspec.json.Decoder(CveRecord)
_names = msgspec.json.Decoder(_Named)


def decode_cve(data: bytes) -> tuple[CveRecord, tuple[str, ...]]:
    """The record, and what was left of it; raises RecordError."""
    return decoded_in_part(_decoder, data, {}, _SPARED)


def decode_metadata(data: bytes) -> Metadata:
    """What names the record; raises RecordError."""
    return decoded(_names, data, {}).metadata
