"""The JSON Schemas of what the portal writes for machines and takes from them."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec

from cyberveille.docstrings import described
from cyberveille.map import DATA_SCHEMA, DECLARATION_SCHEMA, NOTICE_SCHEMA
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import data_format, notice_format
from cyberveille.publishing.exports.notice_format import VERSION
from cyberveille.publishing.exports.openapi import shapes
from cyberveille.publishing.exports.shapes import every_shape
from cyberveille.publishing.output import Output, digest
from cyberveille.reporting import declaration_schema


def outputs(edition: Edition) -> Iterator[Output]:
    path = NOTICE_SCHEMA.address
    url = edition.absolute(path)
    yield Output(path, digest(path, url), lambda: _written(notice_schema(url)))
    path = DATA_SCHEMA.address
    data = edition.absolute(path)
    yield Output(path, digest(path, data), lambda: _written(data_schema(data)))
    path = DECLARATION_SCHEMA.address
    declared = edition.absolute(path)
    yield Output(
        path,
        digest(path, declared, edition.vocabularies),
        lambda: _written(declaration_schema(declared, edition.vocabularies)),
    )


def notice_schema(url: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of any kind of notice, from all shapes; `url` is where it is published."""
    (schema,), made = msgspec.json.schema_components((every_shape(),), ref_template="#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": f"Notice, format {VERSION}",
        "description": (
            "A bulletin, an alert, a guidance document, a feedback or an action. Keys are never renamed or"
            " removed within version 1; new ones may be added."
        ),
        **schema,
        "$defs": described(made, notice_format.__name__),
    }


def data_schema(url: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of the index of the data for programs, of its parts, and of changes."""
    found, made = shapes("#/$defs/{name}")
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": url,
        "title": f"Data for programs, format {data_format.VERSION}",
        "description": "The index, a part of it, what happened in a month, or rules for inventories.",
        "anyOf": list(found),
        "$defs": made,
    }


def _written(schema: Mapping[str, Any]) -> bytes:
    return msgspec.json.format(msgspec.json.encode(schema), indent=2) + b"\n"
