"""What an edition published of a notice, from the JSON beside its page."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import msgspec

from cyberveille.checking import Published, SourcePath
from cyberveille.expressions import expression
from cyberveille.map import written_at
from cyberveille.model import AlertStatus, Kind, Revision

_OF_THE_PORTAL = frozenset(
    {"$schema", "schema_version", "kind", "id", "url", "language", "handling", "publisher", "licence"}
)
_TOLD_APART = frozenset({"published", "updated", "source", "withdrawn", "revisions", "status", "closed"})
_AT_THE_MERCY_OF_OTHERS = frozenset({"related", "exploited", "exploitation"})
"""What changes with other notices or catalogues, or is worked out from other keys."""
_UNTOLD = _OF_THE_PORTAL | _TOLD_APART | _AT_THE_MERCY_OF_OTHERS
_LABELLED = ({"id", "label"}, {"id", "label", "scope"})
_CODED = {"vector", "version", "base_score", "base_severity"}
_COUNTED = frozenset({"url", "pages"})
"""Of a file: its place in the portal, and what the program found in it."""
_REGISTERED = frozenset({"vendor_id", "product_id"})
"""Of a product: what the registry calls it."""
_HREF = expression(r'href="([^"]*)"')


def of_json(data: bytes, root: str, place: SourcePath | None = None) -> Published | None:
    """`root` is the URL of the portal that published it; None for bytes that are not a notice's."""
    try:
        told: dict[str, Any] = msgspec.json.decode(data)
        kind = Kind(told["kind"])
        address = kind.address(told["id"])
        files = {f"{address}{item['file']}": str(item["sha256"]) for item in told.get("attachments") or ()}
        withdrawn = told.get("withdrawn")
        erased = bool(withdrawn and withdrawn.get("erased"))
        return Published(
            name=told["id"],
            address=written_at(address),
            place=place,
            published=datetime.fromisoformat(told["published"]),
            updated=datetime.fromisoformat(told["updated"]),
            in_force=told.get("status") == AlertStatus.ACTIVE.value and withdrawn is None,
            withdrawn=withdrawn is not None,
            erased=erased,
            imported=bool(told.get("aliases")),
            revisions=tuple(map(_revision, told["revisions"])),
            source=told.get("source"),
            says={} if erased else _said(told, root),
            files=files,
        )
    except (msgspec.DecodeError, KeyError, TypeError, ValueError, IndexError):
        return None


def _revision(told: Mapping[str, Any]) -> Revision:
    return Revision(
        date=datetime.fromisoformat(told["date"]),
        change=told["change"],
        minor=bool(told.get("minor", False)),
    )


def _said(told: Mapping[str, Any], root: str) -> dict[str, Any]:
    return {
        key: _sections(value, root) if key == "sections" else _plain(value)
        for key, value in told.items()
        if key not in _UNTOLD
    }


def _sections(sections: list[dict[str, str]], root: str) -> tuple[tuple[str, str, tuple[str, ...]], ...]:
    """What a section says, and where it leads: not the markup that the program of that day made of it."""
    return tuple(
        (
            part["title"],
            " ".join(part["text"].split()),
            tuple(href.removeprefix(root) for href in _HREF.findall(part["html"])),
        )
        for part in sections
    )


def _plain(value: Any) -> Any:  # noqa: ANN401 - any JSON
    """The value without the words of controlled lists, nor what the program works out by itself."""
    if isinstance(value, list):
        return [_plain(item) for item in value]
    if not isinstance(value, dict):
        return value
    if value.keys() in _LABELLED:
        return value["id"]
    if value.keys() == _CODED:
        return value["vector"]
    left = (value.keys() - _COUNTED if "sha256" in value else value.keys()) - _REGISTERED
    return {key: _plain(value[key]) for key in sorted(left)}
