"""The published format of the data for programs, version 1: an index, its parts, and changes by month.

As in the JSON of a notice, a key is never renamed, removed or given another meaning; new keys may be added.
"""

from typing import Annotated, Literal

from msgspec import Meta, Struct, field

from cyberveille.publishing.exports.notice_format import Licence, Publisher, Time

VERSION = "1.0"
Sha256 = Annotated[
    str, Meta(pattern="^[0-9a-f]{64}$", description="SHA-256 of the file's bytes, in hexadecimal.")
]
Size = Annotated[int, Meta(ge=0, description="Bytes of the file.")]
Year = Annotated[str, Meta(pattern="^[0-9]{4}$", description="The year in the identifiers of its notices.")]
Month = Annotated[str, Meta(pattern="^[0-9]{4}-[0-9]{2}$", description="A month, Europe/Paris.")]


class NamedProduct(Struct, frozen=True):
    """A product that a notice touches, as its source names it."""

    vendor: str | None
    product: str


class IndexedNotice(Struct, frozen=True, kw_only=True):
    """What is needed to choose a notice, and to know whether a copy of it is still the same."""

    id: str
    kind: str
    url: Annotated[str, Meta(description="The page of the notice.")]
    json_url: Annotated[str, Meta(description="The notice whole, in JSON.")]
    published: Time
    updated: Time
    tlp: str
    severity: str | None
    exploited: Annotated[bool | None, Meta(description="Null where the kind of notice does not tell it.")]
    withdrawn: bool
    erased: Annotated[
        bool, Meta(description="The notice should never have been published: delete your copies of it.")
    ]
    products: tuple[NamedProduct, ...]
    size: Size
    sha256: Annotated[Sha256, Meta(description="SHA-256 of the bytes at `json_url`, in hexadecimal.")]


class Part(Struct, frozen=True, kw_only=True):
    """The notices of a year, the first one published first, one a line."""

    schema: str = field(name="$schema")
    version: str
    year: Year
    notices: tuple[IndexedNotice, ...]


class Happened(Struct, frozen=True, kw_only=True):
    """Something that happened to a notice."""

    date: Time
    change: Literal["publication", "revision", "exploitation", "closure", "withdrawal"]
    id: str
    kind: str
    url: str
    json_url: str


class Changes(Struct, frozen=True, kw_only=True):
    """What happened in a month, in the order of time, one a line."""

    schema: str = field(name="$schema")
    version: str
    month: Month
    changes: tuple[Happened, ...]


class PartFile(Struct, frozen=True, kw_only=True):
    """A file of the index: asked for again when its digest changed, and only then."""

    year: Year
    url: str
    updated: Annotated[Time, Meta(description="When the last of its notices was updated.")]
    notices: Annotated[int, Meta(ge=0)]
    size: Size
    sha256: Sha256


class ChangesFile(Struct, frozen=True, kw_only=True):
    """A file of changes; one of a past month changes when a notice is published late."""

    month: Month
    url: str
    updated: Annotated[Time, Meta(description="The date of its last change.")]
    changes: Annotated[int, Meta(ge=0)]
    size: Size
    sha256: Sha256


class Index(Struct, frozen=True, kw_only=True):
    """Where everything is; years and months from the newest to the oldest."""

    schema: str = field(name="$schema")
    version: str
    publisher: Publisher
    licence: Annotated[
        Licence | None,
        Meta(description="Null in an edition for correspondents: see the marking of each notice."),
    ]
    openapi: Annotated[str, Meta(description="The description of all addresses (OpenAPI 3.1).")]
    updated: Annotated[Time | None, Meta(description="When the last notice was updated.")]
    notices: Annotated[int, Meta(ge=0)]
    parts: tuple[PartFile, ...]
    changes: tuple[ChangesFile, ...]
    bulk: Annotated[
        tuple[PartFile, ...],
        Meta(description="Whole notices, one line of JSON each, compressed by gzip (RFC 1952)."),
    ]
