"""The product tree of a CSAF document (section 3.2.2): what each product identifier stands for."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.importing.advisories.csaf_record import Branch, FullProduct, ProductTree, Relationship
from cyberveille.importing.advisories.limits import BRANCHES, DEPTH
from cyberveille.importing.advisories.texts import plain
from cyberveille.importing.faults import ImportFault, RecordError

_RELATIONS = {
    "default_component_of": "composant de",
    "external_component_of": "composant externe de",
    "installed_on": "installé sur",
    "installed_with": "installé avec",
    "optional_component_of": "composant facultatif de",
}
"""Section 3.2.2.4 of CSAF 2.0."""
_PART_OF_NAME = frozenset({"product_family", "product_name", "service_pack", "language", "architecture"})
_VERSIONS = frozenset({"product_version", "product_version_range", "patch_level"})


class InTree(Struct, frozen=True):
    """A product of the tree. `version` is a specifier or a name as written; `words` its full name."""

    vendor: str | None
    product: str
    version: str | None
    words: str
    ranged: bool = False
    """Whether `version` stands for several versions."""


def products_of(tree: ProductTree) -> Mapping[str, InTree]:
    """By identifier. Raises RecordError for a tree deeper or larger than the standard's limits."""
    found: dict[str, InTree] = {}
    for product, way in _leaves(tree.branches):
        found.setdefault(product.product_id, _placed(product, way))
    for product in tree.full_product_names:
        found.setdefault(product.product_id, InTree(None, plain(product.name), None, plain(product.name)))
    _relate(tree, found)
    return found


def _leaves(branches: tuple[Branch, ...]) -> Iterator[tuple[FullProduct, tuple[Branch, ...]]]:
    waiting: list[tuple[Branch, tuple[Branch, ...]]] = [(branch, ()) for branch in reversed(branches)]
    seen = 0
    while waiting:
        branch, above = waiting.pop()
        seen += 1
        way = (*above, branch)
        if len(way) > DEPTH or seen > BRANCHES:
            raise RecordError(
                ImportFault.SIZE,
                f"L’arbre des produits dépasse {DEPTH} niveaux ou {BRANCHES} branches.",
            )
        if branch.product is not None:
            yield branch.product, way
        waiting += [(inner, way) for inner in reversed(branch.branches)]


def _placed(product: FullProduct, way: tuple[Branch, ...]) -> InTree:
    vendor = next((plain(branch.name) for branch in way if branch.category == "vendor"), None)
    families = [plain(branch.name) for branch in way if branch.category in _PART_OF_NAME]
    names = [plain(branch.name) for branch in way if branch.category == "product_name"] or families
    qualities = [
        plain(branch.name)
        for branch in way
        if branch.category in {"service_pack", "language", "architecture"} and branch.name not in names
    ]
    versions = [branch for branch in way if branch.category in _VERSIONS]
    words = plain(product.name)
    name = " ".join(dict.fromkeys([*names[-1:], *qualities]))
    return InTree(
        vendor or None,
        name or words,
        plain(versions[-1].name) or None if versions else None,
        words,
        ranged=bool(versions) and versions[-1].category == "product_version_range",
    )


def _relate(tree: ProductTree, found: dict[str, InTree]) -> None:
    """Add combined products, in whatever order they refer to one another, as deep as branches may be."""
    waiting = list(tree.relationships[:BRANCHES])
    for _ in range(DEPTH):
        later: list[Relationship] = []
        for relation in waiting:
            part, whole = (
                found.get(relation.product_reference),
                found.get(relation.relates_to_product_reference),
            )
            if part is None or whole is None:
                later.append(relation)
                continue
            how = _RELATIONS.get(relation.category, "avec")
            platform = " ".join(filter(None, (whole.product, None if whole.ranged else whole.version)))
            found.setdefault(
                relation.full_product_name.product_id,
                InTree(
                    part.vendor or whole.vendor,
                    f"{part.product} ({how} {platform})",
                    part.version,
                    plain(relation.full_product_name.name),
                    part.ranged,
                ),
            )
        if len(later) in {0, len(waiting)}:
            return
        waiting = later
