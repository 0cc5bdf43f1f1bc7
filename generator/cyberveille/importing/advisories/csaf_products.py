"""The product tree of a CSAF document (section 3.2.2): what each product identifier stands for."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.importing.advisories.csaf_record import Branch, FullProduct, ProductTree, Relationship
from cyberveille.importing.advisories.limits import BRANCHES, DEPTH
from cyberveille.importing.faults import ImportFault, RecordError
from cyberveille.importing.plain_text import plain

_RELATIONS = {
    "default_component_of": "composant de",
    "external_component_of": "composant externe de",
    "installed_on": "installé sur",
    "installed_with": "installé avec",
    "optional_component_of": "composant facultatif de",
}
"""Section 3.2.2.4 of CSAF 2.0."""
_QUALITIES = ("service_pack", "language", "architecture")
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
    def called(*categories: str) -> list[str]:
        return [name for branch in way if branch.category in categories and (name := plain(branch.name))]

    vendor = next(iter(called("vendor")), None)
    words = plain(product.name)
    names = called("product_name") or called("product_family")
    last = next((branch for branch in reversed(way) if branch.category in _VERSIONS), None)
    version = plain(last.name) if last else ""
    ranged = last is not None and last.category == "product_version_range"
    if names:
        name = " ".join(dict.fromkeys([names[-1], *called(*_QUALITIES)]))
        return InTree(vendor, name, version or None, words, ranged)
    # Without a branch for the product, its full name is all that names it.
    if version and words != version and words.endswith(version):
        return InTree(vendor, words.removesuffix(version).rstrip(" -:"), version, words, ranged)
    return InTree(vendor, words or version, version if ranged else None, words, ranged)


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
