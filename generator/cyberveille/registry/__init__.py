"""Vendors and products by every name that people use for them: who is meant, and under which address.

    registry.vendor("becton dickinson™")          -> the vendor BD, or None
    registry.product("Fortinet", "FortiOS 7.4")   -> the product FortiOS of Fortinet, or None
    registry.named("Fortinet", "FortiOS 7.4")     -> what the catalogue holds of it: `fortinet/fortios`
    registry.named("Zorglub", "Widget")           -> not registered: `zorglub/widget`, labels as written
    registry.nearest("Fortinett")                 -> ("Fortinet",)

Nothing is guessed: a name is a label, an alias or an identifier, whatever its case, accents, spaces and
trademark signs, alone or followed by versions. A name that two vendors have is nobody's.
"""

from cyberveille.registry.folding import LONGEST_NAME, folded, slug_of
from cyberveille.registry.overlay import overlaid
from cyberveille.registry.records import NameSource, RegisteredProduct, Vendor
from cyberveille.registry.registry import Registry

__all__ = [
    "LONGEST_NAME",
    "NameSource",
    "RegisteredProduct",
    "Registry",
    "Vendor",
    "folded",
    "overlaid",
    "slug_of",
]
