"""Who and what the lines of a notice are about: canonical names, where the registry knows them."""

from collections.abc import Callable

from msgspec import structs

from cyberveille.model import AnyNotice, Named, Notice, Product, Tlp
from cyberveille.reading import Subject, notice_of
from cyberveille.registry import UNSAID, Registry
from cyberveille.versions import Stated, read


def named(subject: Subject, registry: Registry) -> Subject:
    """The subject, each of its products with what the registry calls it."""
    notice = notice_of(subject)
    if notice is None or not notice.products:
        return subject
    products = tuple(structs.replace(item, named=_name(item, notice, registry)) for item in notice.products)
    made: Subject = structs.replace(notice, products=products)
    return made


def registered(notice: AnyNotice, registry_for: Callable[[Tlp], Registry]) -> AnyNotice:
    """The notice, each of its products with what the registry of its marking calls it."""
    return notice_of(named(notice, registry_for(notice.tlp))) or notice


def _name(item: Product, notice: Notice, registry: Registry) -> Named | None:
    name = registry.named(item.vendor, item.product)
    if name.registered or not _is_text(item, notice):
        return name
    return None if name.vendor == UNSAID else structs.replace(name, product="", product_label="")


def _is_text(item: Product, notice: Notice) -> bool:
    """Whether an imported line has, instead of the name of a product, a text on its versions."""
    if item.product.casefold() in _NO_NAME:
        return True
    if not notice.aliases or item.affected is not None:
        return False
    long = len(item.product) > _LONGEST or item.product == item.vendor
    return long or read(item.product).stated is not Stated.NOTHING


_NO_NAME = frozenset({"n/a", "-", "*"})
_LONGEST = 80
"""Signs of an imported name; what is longer is a sentence."""
