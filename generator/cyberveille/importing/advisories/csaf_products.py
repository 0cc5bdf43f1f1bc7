"""The product tree of a CSAF document (section 3.2.2): what each product identifier stands for."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from cyberveille.importing.advisories.csaf_record import Branch, FullProduct, Path, ProductTree, Subpath
from cyberveille.importing.advisories.limits import BRANCHES, DEPTH
from cyberveille.importing.advisories.version_notation import UNSAID
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
_QUALITIES = (
    *("service_pack", "language", "architecture"),
    *("specification", "platform", "host_name", "legacy"),
)
"""Branches that tell a product from others of its name; `platform` is of CSAF 2.1."""
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
    version, ranged, patch = _version(way)
    if names:
        name = " ".join(dict.fromkeys([_name(names, words), *called(*_QUALITIES), *patch]))
        return InTree(vendor, name, version or None, words, ranged)
    # Without a branch for the product, its full name is all that names it.
    if version and words != version and words.endswith(version):
        return InTree(vendor, words.removesuffix(version).rstrip(" -:"), version, words, ranged)
    return InTree(vendor, words or version, version if ranged else None, words, ranged)


def _name(names: list[str], words: str) -> str:
    """The innermost name, after those that it lies in where the product's full name has them too."""
    *outer, name = names
    for one in reversed(outer):
        if one.casefold() not in name.casefold() and one.casefold() in words.casefold():
            name = f"{one} {name}"
    return name


def _version(way: tuple[Branch, ...]) -> tuple[str, bool, list[str]]:
    """(the version, whether it stands for several, the patch of a product whose version is a range)."""
    named = ((branch.category, plain(branch.name)) for branch in way if branch.category in _VERSIONS)
    found = [(category, name) for category, name in named if name.casefold() not in UNSAID]
    category, version = found[-1] if found else ("", "")
    if category == "patch_level" and len(found) > 1:
        category, of = found[-2]
        if category == "product_version_range":
            return of, True, [version]
        version = version if version.startswith(of) else f"{of} {version}"
    return version, category == "product_version_range", []


def _relate(tree: ProductTree, found: dict[str, InTree]) -> None:
    """Add combined products, in whatever order they refer to one another, as deep as branches may be."""
    waiting = [*_paths(tree)][:BRANCHES]
    for _ in range(DEPTH):
        later: list[Path] = []
        for path in waiting:
            part = found.get(path.beginning_product_reference)
            wholes = [(step.category, found.get(step.next_product_reference)) for step in path.subpaths]
            known = [(category, whole) for category, whole in wholes if whole is not None]
            if part is None or len(known) < len(wholes):
                later.append(path)
                continue
            found.setdefault(
                path.full_product_name.product_id,
                InTree(
                    part.vendor or next((whole.vendor for _, whole in known if whole.vendor), None),
                    part.product + "".join(_within(category, whole) for category, whole in known),
                    part.version,
                    plain(path.full_product_name.name),
                    part.ranged,
                ),
            )
        if len(later) in {0, len(waiting)}:
            return
        waiting = later


def _paths(tree: ProductTree) -> Iterator[Path]:
    """Those of CSAF 2.1, and the relationships of 2.0 as paths of one step."""
    for one in tree.relationships:
        step = Subpath(one.category, one.relates_to_product_reference)
        yield Path(one.product_reference, one.full_product_name, (step,))
    yield from tree.product_paths


def _within(category: str, whole: InTree) -> str:
    platform = " ".join(filter(None, (whole.product, None if whole.ranged else whole.version)))
    return f" ({_RELATIONS.get(category, 'avec')} {platform})"
