"""What a feed files an entry under, for people and for programs."""

import re
from collections.abc import Iterator

from msgspec import Struct

from cyberveille.map.series import EXPLOITED
from cyberveille.model import AnyNotice, Change, Headline, Vocabularies
from cyberveille.publishing.excerpt import xml_text

_SPACES = re.compile(r"[ \t\r\n]+")
_UNNAMED = "N/A"
"""How the archive names products that a source does not."""


class Category(Struct, frozen=True):
    """`scheme` is the name of what is told apart.

    That is `nature`, `changement`, `gravite`, `exploitation`, `technologie`, `editeur` or `produit`.
    """

    scheme: str
    term: str
    label: str


def categories_of(notice: AnyNotice, change: Change | None, vocabularies: Vocabularies) -> Iterator[Category]:
    """What it is, how grave and whether attackers use it, then what it touches."""
    item = Headline.of(notice)
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
    named = (
        ("editeur", (product.vendor for product in notice.products if product.vendor)),
        ("produit", (product.product for product in notice.products if product.product != _UNNAMED)),
    )
    for scheme, names in named:
        for name in dict.fromkeys(_SPACES.sub(" ", name).strip() for name in names):
            yield Category(scheme, xml_text(name), xml_text(name))
