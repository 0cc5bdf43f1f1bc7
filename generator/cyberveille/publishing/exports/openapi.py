"""The addresses of the data for programs, as OpenAPI 3.1 describes them."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from cyberveille.docstrings import described
from cyberveille.map import DATA_INDEX, NOTICE_SCHEMA, OPENAPI
from cyberveille.map.data import CONCERNED, bulk, changes, concerned, part
from cyberveille.model.configuration import Licence
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports import concerned_format, data_format, notice_format
from cyberveille.publishing.output import Output, digest

SHAPES = (data_format.Index, data_format.Part, data_format.Changes, *concerned_format.SHAPES)
_DESCRIPTION = (
    "Static files: any number of requests, conditional ones preferred (`If-None-Match`). Read the index, ask"
    " again for the parts whose digest changed, then for the notices whose digest changed."
)


def outputs(edition: Edition) -> Iterator[Output]:
    root, title = edition.absolute(""), edition.configuration.portal.name
    licence = edition.configuration.licences.data if edition.audience.open else None
    key = digest(OPENAPI.address, root, title, licence)
    yield Output(OPENAPI.address, key, partial(_written, root, title, licence))


def shapes(template: str) -> tuple[tuple[dict[str, Any], ...], dict[str, Any]]:
    """The JSON Schemas of the files, and of what they are made of; `template` is how one is named."""
    found, made = msgspec.json.schema_components(SHAPES, ref_template=template)
    return found, described(made, data_format.__name__, notice_format.__name__, concerned_format.__name__)


def description(root: str, title: str, licence: Licence | None) -> dict[str, Any]:
    """OpenAPI 3.1 of the files under `root`, the portal's URL; the licence is that of what all may read."""
    (index, year, month, compared, compared_year), components = shapes("#/components/schemas/{name}")
    notice = {"$ref": root + NOTICE_SCHEMA.address}
    return {
        "openapi": "3.1.0",
        "info": {
            "title": title,
            "version": data_format.VERSION,
            "description": _DESCRIPTION,
            **({"license": {"name": licence.name, "url": licence.url}} if licence else {}),
        },
        "servers": [{"url": root.rstrip("/")}],
        "paths": {
            f"/{DATA_INDEX.address}": _get("index", "Where everything is", index),
            f"/{part('{year}')}": _get("part", "The notices of a year", year, year="^[0-9]{4}$"),
            f"/{changes('{month}')}": _get(
                "changes", "What happened in a month", month, month="^[0-9]{4}-[0-9]{2}$"
            ),
            f"/{bulk('{year}')}": _get(
                "bulk",
                f"The notices of a year, whole: one line of JSON each, as {notice['$ref']} describes it",
                {"type": "string", "contentEncoding": "gzip"},
                media="application/gzip",
                year="^[0-9]{4}$",
            ),
            f"/{CONCERNED}": _get("concerned", "What inventories are compared with: the years", compared),
            f"/{concerned('{year}')}": _get(
                "concernedYear",
                "What the notices of a year say of products and versions, as rules",
                compared_year,
                year="^[0-9]{4}$",
            ),
        },
        "components": {"schemas": components},
    }


def _get(
    name: str, summary: str, schema: dict[str, Any], *, media: str = "application/json", **parameters: str
) -> dict[str, Any]:
    return {
        "get": {
            "operationId": name,
            "summary": summary,
            "parameters": [
                {
                    "name": parameter,
                    "in": "path",
                    "required": True,
                    "schema": {"type": "string", "pattern": pattern},
                }
                for parameter, pattern in parameters.items()
            ],
            "responses": {
                "200": {"description": summary, "content": {media: {"schema": schema}}},
                "304": {"description": "Nothing changed since the copy that the request names."},
                **({"404": {"description": "Nothing of that time."}} if parameters else {}),
            },
        }
    }


def _written(root: str, title: str, licence: Licence | None) -> bytes:
    told = description(root, title, licence)
    return msgspec.json.format(msgspec.json.encode(told), indent=2) + b"\n"
