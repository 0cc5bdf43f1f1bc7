"""Every source of the portal, read and checked once, and remembered until it changes."""

from cyberveille.catalogue.catalogue import Catalogue
from cyberveille.catalogue.load import load
from cyberveille.catalogue.project import Project, open_project
from cyberveille.catalogue.store import Store

__all__ = ["Catalogue", "Project", "Store", "load", "open_project"]
