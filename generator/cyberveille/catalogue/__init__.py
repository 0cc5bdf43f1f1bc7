"""Every source of the portal, read and checked once, and remembered until it changes."""

from cyberveille.catalogue.catalogue import Catalogue
from cyberveille.catalogue.foresight import findings_in
from cyberveille.catalogue.load import load
from cyberveille.catalogue.project import Project, open_project
from cyberveille.catalogue.reach import beyond_reach
from cyberveille.catalogue.register import NumbersExhaustedError, Register, place_of
from cyberveille.catalogue.store import Store

__all__ = [
    "Catalogue",
    "NumbersExhaustedError",
    "Project",
    "Register",
    "Store",
    "beyond_reach",
    "findings_in",
    "load",
    "open_project",
    "place_of",
]
