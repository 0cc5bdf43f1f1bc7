"""Where readers ask about what they have: the directory of products, an inventory compared."""

from cyberveille.map import data
from cyberveille.map.holdings import Holdings
from cyberveille.map.place import Family, Place
from cyberveille.map.series import PRODUCTS as PRODUCTS_FOLDER
from cyberveille.map.series import VENDORS
from cyberveille.model import Tlp


def _products(held: Holdings) -> Tlp | None:
    return Tlp.most_open(VENDORS.own(held.members).values())


PRODUCTS = Place(
    name="products",
    address=PRODUCTS_FOLDER,
    title="Produits",
    description="De A à Z, les éditeurs et les produits dont parlent les notices, la santé d’abord.",
    section=PRODUCTS_FOLDER,
    family=Family.WATCH,
    canonical=True,
    way="voir ce qui touche un produit",
    way_hint="versions corrigées, alertes, fin de support",
    there=_products,
)
CONCERNED_DATA = Place(name="concerned_data", address=data.CONCERNED, writer="concerned")
CONCERNED = Place(
    name="concerned",
    address="concerne/",
    title="Suis-je concerné ?",
    description="Votre inventaire comparé à toutes les notices, dans votre navigateur : rien n’est envoyé.",
    section="concerne/",
    family=Family.WATCH,
    canonical=True,
    way="savoir ce qui concerne votre parc",
    way_hint="un inventaire comparé aux notices, sans rien envoyer",
)
CONCERNED_WORKER = Place(name="concerned_worker", address=f"{CONCERNED.address}comparer.js")
"""Beside its page, so that what keeps the page offline keeps it too."""
CONCERNED_OFFLINE = Place(name="concerned_offline", address=f"{CONCERNED.address}hors-ligne.js")
