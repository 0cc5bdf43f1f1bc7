"""Files for machines: the notices' JSON, the sitemap, the edition's state, what hosts read."""

from collections.abc import Callable, Iterator, Mapping
from itertools import chain
from typing import Any

import msgspec

from cyberveille.map import DECLARATION_SCHEMA
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import (
    headers,
    redirects,
    robots,
    security_txt,
    servers,
    sitemap,
    state,
)
from cyberveille.publishing.exports.context import NoticeContext
from cyberveille.publishing.exports.formats import Format, of_notice
from cyberveille.publishing.exports.indicators import IndicatorsFormat
from cyberveille.publishing.exports.json_format import JsonFormat
from cyberveille.publishing.exports.notice import SCHEMA_PATH, notice_json
from cyberveille.publishing.exports.redirects import Redirect
from cyberveille.publishing.exports.schema import notice_schema
from cyberveille.publishing.output import Output, digest
from cyberveille.reporting import declaration_schema

__all__ = [
    "FORMATS",
    "SCHEMA_PATH",
    "Format",
    "NoticeContext",
    "Redirect",
    "formats",
    "notice_json",
    "notice_schema",
    "of_notice",
    "outputs",
]

FORMATS: tuple[Callable[[Edition], Format], ...] = (JsonFormat, IndicatorsFormat)
"""What stands beside the page of each notice."""


def formats(edition: Edition) -> tuple[Format, ...]:
    return tuple(made(edition) for made in FORMATS)


def outputs(edition: Edition) -> Iterator[Output]:
    """The files of the whole site; those of each notice are made with its page (`of_notice`)."""
    yield from chain(
        _schemas(edition),
        sitemap.outputs(edition),
        robots.outputs(edition),
        security_txt.outputs(edition),
        state.outputs(edition),
        redirects.outputs(edition),
        headers.outputs(edition),
        servers.outputs(edition),
    )


def _schemas(edition: Edition) -> Iterator[Output]:
    url = edition.absolute(SCHEMA_PATH)
    yield Output(SCHEMA_PATH, digest(SCHEMA_PATH, url), lambda: _schema(notice_schema(url)))
    declared = edition.absolute(DECLARATION_SCHEMA.address)
    yield Output(
        DECLARATION_SCHEMA.address,
        digest(DECLARATION_SCHEMA.address, declared, edition.vocabularies),
        lambda: _schema(declaration_schema(declared, edition.vocabularies)),
    )


def _schema(schema: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
