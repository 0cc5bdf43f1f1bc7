"""Feeds of an interest that the configuration declares."""

from collections.abc import Iterator

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import did_you_mean, nearest
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.model import Combination, Gravity, Pointer
from cyberveille.registry import slug_of

Located = Iterator[tuple[SourcePath, Remark]]
_SHOWN = 60


@rule()
def interest_term_known(index: Index) -> Located:
    """Les technologies et les structures d’un flux par intérêt doivent venir des listes contrôlées.

    Mauvais : `technologies: [radio]`
    Bon : `technologies: [imagerie]`
    """
    place = SourcePath(".", index.configuration_path)
    for at, interest in _interests(index):
        for name in ("technologies", "structures"):
            known = getattr(index.vocabularies, name).ids
            for rank, term in enumerate(getattr(interest, name)):
                if term not in known:
                    yield (
                        place,
                        Remark(
                            f"« {term[:_SHOWN]} » n’est pas dans la liste « {name} ».",
                            (*at, name, rank),
                            hint=did_you_mean(term, nearest(term, known))
                            or f"Les valeurs possibles sont dans content/vocabulaires/{name}.yml.",
                        ),
                    )


@rule(gravity=Gravity.WARNING)
def interest_product_known(index: Index) -> Located:
    """Les éditeurs et les produits d’un flux par intérêt devraient être connus du registre ou d’une notice.

    Mauvais : `vendors: [Fortinett]`, `products: [fortios]`
    Bon : `vendors: [Fortinet]`, `products: [fortinet/fortios]`
    """
    place = SourcePath(".", index.configuration_path)
    if not index.tells_portal or not index.configuration.feeds.interests:
        return
    registry = index.registry
    listed = {member for kind, _, member in index.holdings.members if kind is None}
    for at, interest in _interests(index):
        for rank, name in enumerate(interest.vendors):
            if registry.vendor(name) is None and slug_of(name) not in listed:
                near = registry.nearest(name)
                hint = f"Vouliez-vous dire « {near[0]} » ?" if near else "Le flux restera vide."
                message = f"Ni le registre ni une notice ne connaît l’éditeur « {name[:_SHOWN]} »."
                yield place, Remark(message, (*at, "vendors", rank), hint=hint)
        for rank, member in enumerate(interest.products):
            vendor, _, product = member.partition("/")
            if registry.entry(vendor, product) is None and member not in listed:
                message = f"Ni le registre ni une notice ne connaît le produit « {member[:_SHOWN]} »."
                hint = "Écrivez l’identifiant de l’éditeur, « / », puis celui du produit : fortinet/fortios."
                yield place, Remark(message, (*at, "products", rank), hint=hint)


def _interests(index: Index) -> Iterator[tuple[Pointer, Combination]]:
    for position, interest in enumerate(index.configuration.feeds.interests):
        yield ("feeds", "interests", position), interest
