"""The map as the portal's scripts read it: a module written by the program."""

import json

from cyberveille.map.feeds import FOLDER
from cyberveille.map.files import IDENTIFIERS, INDEX
from cyberveille.map.lookups import CVE, PARAMETER
from cyberveille.map.places import SEARCH
from cyberveille.model import Kind

NAME = "portal.js"


def module() -> str:
    """JavaScript; addresses are relative to the portal's root.

    `KINDS` is keyed by the three letters inside identifiers.
    """
    kinds = {
        kind.code: {
            "name": kind.value,
            "section": kind.section,
            "label": kind.label,
            "byYear": kind.by_year,
        }
        for kind in Kind
    }
    values = {
        "KINDS": kinds,
        "INDEX": INDEX,
        "IDENTIFIERS": IDENTIFIERS,
        "CVE": CVE,
        "LOOKUP": PARAMETER,
        "SEARCH": SEARCH.address,
        "FEEDS": FOLDER,
    }
    lines = (
        f"export const {name} = {json.dumps(value, ensure_ascii=False)};\n" for name, value in values.items()
    )
    return "// The portal's addresses, written by the program.\n" + "".join(lines)
