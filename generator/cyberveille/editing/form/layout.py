"""What the scripts of the form lay headers out by, as `writing` does, and the names that they propose."""

from collections.abc import Iterable, Iterator
from enum import Enum
from typing import Any

from msgspec import Struct

from cyberveille.catalogue import Project
from cyberveille.editing.form.configuration import Place, collection_name
from cyberveille.model import Tlp, group_of
from cyberveille.reading.described import SOURCES
from cyberveille.reading.keys import Key, keys_of, scalar_type
from cyberveille.writing.notice_file import BARE_KEYS, LINE_WIDTH, ORDER


def layout(project: Project, places: Iterable[Place]) -> dict[str, Any]:
    """For `form.json`."""
    places = tuple(places)
    texts = [described for described in SOURCES if described.header]
    keys = list(_every_key(described.record for described in texts))
    groups = {key.name: group for key in keys if (group := group_of(key.type))}
    vendors = project.registry_for(Tlp.CLEAR).vendors
    return {
        "order": ORDER,
        "width": LINE_WIDTH,
        "bare": sorted(BARE_KEYS | {key.name for key in keys if issubclass(_type(key), Enum)}),
        "flags": sorted({key.name for key in keys if scalar_type(key.type) is bool}),
        "former": {key.formerly: key.name for key in keys if key.formerly},
        "groups": {name: [key.name for key in keys_of(group)] for name, group in groups.items()},
        "labels": {
            key.name: choices for key in keys for place in places[:1] if (choices := place.lists.choices(key))
        },
        "names": {
            "vendors": sorted({vendor.label for vendor in vendors}),
            "products": sorted({product.label for vendor in vendors for product in vendor.products}),
        },
        "kinds": [
            {
                "name": described.name,
                "label": described.title,
                "code": described.kind.code if described.kind else "",
                "prefix": project.configuration.prefix,
                "collections": [collection_name(described, place.root.path) for place in places],
            }
            for described in texts
        ],
    }


def _type(key: Key) -> type:
    kind = scalar_type(key.type)
    return kind if isinstance(kind, type) else object


def _every_key(records: Iterable[type[Struct]]) -> Iterator[Key]:
    """The keys of records, and of the groups within them."""
    for record in records:
        for key in keys_of(record):
            yield key
            group = group_of(key.type)
            if group is not None:
                yield from _every_key([group])
