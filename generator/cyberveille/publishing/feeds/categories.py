"""What a feed files an entry under, for people and for programs."""

from collections.abc import Iterator

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.map.series import EXPLOITED
from cyberveille.model import AnyNotice, Change, Headline, Product, Vocabularies
from cyberveille.publishing.excerpt import xml_text

_SPACES = expression(r"[ \t\r\n]+")
_UNNAMED = "N/A"
"""How the archive names products that a source does not."""


class Category(Struct, frozen=True):
    """`scheme` is the name of what is told apart.

    That is `nature`, `changement`, `gravite`, `exploitation`, `technologie`, `editeur` or `produit`.
    """

    scheme: str
    term: str
    label: str


def categories_of(
    item: Headline, notice: AnyNotice, change: Change | None, vocabularies: Vocabularies
) -> Iterator[Category]:
    """What it is, how grave and whether attackers use it, then what it touches; `item` is of the notice."""
    yield Category("nature", item.kind.value, item.kind.label)
    if change:
        yield Category("changement", change.nature.value, change.nature.label.lower())
    if item.severity:
        yield Category("gravite", item.severity.value, item.severity.label)
    if item.exploited:
        yield Category("exploitation", EXPLOITED, "exploitée")
    technologies = vocabularies.technologies
    for term in item.technologies:
        yield Category("technologie", xml_text(term), xml_text(technologies.label(term)))
    if notice.erased:
        return
    found: dict[Category, None] = {}
    for product in notice.products:
        for category in _of_product(product):
            found.setdefault(category)
    yield from sorted(found, key=lambda category: category.scheme)


def _of_product(product: Product) -> Iterator[Category]:
    """The vendor and the product, as the registry calls them; as the notice does where it was not asked."""
    name = product.named
    vendor = (name.vendor, name.vendor_label) if name else (product.vendor, product.vendor)
    made = (name.member, name.product_label) if name else (product.product, product.product)
    for scheme, (term, label) in (("editeur", vendor), ("produit", made)):
        if term and label and label != _UNNAMED:
            yield Category(scheme, _one_line(term), _one_line(label))


def _one_line(text: str) -> str:
    return xml_text(_SPACES.sub(" ", text).strip())
