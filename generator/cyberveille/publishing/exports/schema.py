"""The JSON Schema of a notice's JSON, made from the shapes of all kinds."""

from typing import Any

import msgspec

from cyberveille.docstrings import described
from cyberveille.publishing.exports import notice_format
from cyberveille.publishing.exports.notice_format import VERSION
from cyberveille.publishing.exports.shapes import every_shape


def notice_schema(url: str) -> dict[str, Any]:
    """JSON Schema 2020-12 of any kind of notice; `url` is where it is published."""
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
