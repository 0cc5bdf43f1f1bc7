"""Every source of the portal, read and checked once, and remembered until it changes.

`foresight` and `reach`, which few commands need, are asked for by their own names.
"""

from cyberveille.catalogue.catalogue import Catalogue
from cyberveille.catalogue.load import load
from cyberveille.catalogue.opening import open_project
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.register import NumbersExhaustedError, Register, place_of
from cyberveille.catalogue.store import Store

__all__ = [
    "Catalogue",
    "NumbersExhaustedError",
    "Project",
    "Register",
    "Store",
    "load",
    "open_project",
    "place_of",
]
