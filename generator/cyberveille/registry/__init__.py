"""Vendors and products by every name that people use for them: who is meant, and under which address.

    registry.vendor("becton dickinson™")          -> the vendor BD, or None
    registry.product("Fortinet", "FortiOS 7.4")   -> the product FortiOS of Fortinet, or None
    registry.named("Fortinet", "FortiOS 7.4")     -> what the catalogue holds of it: `fortinet/fortios`
    registry.named("Zorglub", "Widget")           -> not registered: `zorglub/widget`, labels as written
    registry.nearest("Fortinett")                 -> ("Fortinet",)

Nothing is guessed: a name is a label, an alias or an identifier, whatever its case, accents, spaces and
trademark signs, alone or followed by versions. A name that two vendors have is nobody's.
"""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.registry.census import Census, census_of, entries_of
    from cyberveille.registry.folding import LONGEST_NAME, folded, slug_of
    from cyberveille.registry.lines import Line, Lines, latest, lines_about
    from cyberveille.registry.overlay import layers_of, overlaid
    from cyberveille.registry.records import NameSource, RegisteredProduct, RegistryFile, Vendor
    from cyberveille.registry.registry import UNSAID, UNSAID_LABEL, Found, Registry
    from cyberveille.registry.replacing import circles_of
else:
    __getattr__ = lazily(
        __name__,
        {
            "census": ("Census", "census_of", "entries_of"),
            "folding": ("LONGEST_NAME", "folded", "slug_of"),
            "lines": ("Line", "Lines", "latest", "lines_about"),
            "overlay": ("layers_of", "overlaid"),
            "records": ("NameSource", "RegisteredProduct", "RegistryFile", "Vendor"),
            "registry": ("UNSAID", "UNSAID_LABEL", "Found", "Registry"),
            "replacing": ("circles_of",),
        },
    )

__all__ = [
    "LONGEST_NAME",
    "UNSAID",
    "UNSAID_LABEL",
    "Census",
    "Found",
    "Line",
    "Lines",
    "NameSource",
    "RegisteredProduct",
    "Registry",
    "RegistryFile",
    "Vendor",
    "census_of",
    "circles_of",
    "entries_of",
    "folded",
    "latest",
    "layers_of",
    "lines_about",
    "overlaid",
    "slug_of",
]
