"""Products and their versions, in the notices."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from cyberveille import registry, versions
from cyberveille.checking.index import Index
from cyberveille.checking.nearest import SUGGESTIONS
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.model import Bulletin, Gravity, Product
from cyberveille.registry import LONGEST_NAME, Registry, folded, slug_of

if TYPE_CHECKING:
    from cyberveille.versions import Reading, Scheme

_FOLDER = "content/produits"
_NUMBERED = expression(r"(?<![\w.])[\dOolI]+(?:\.[\dOolI]+)+(?![\w-])")
_LETTER_FOR_FIGURE = expression(r"\d*O\d*|l\d*|\d+[oIl]\d+")
"""A part of a version: « 1.0.2o » and « 7.0.3.I7 » are real ones, of OpenSSL and of Cisco."""
_FIGURES = str.maketrans("OolI", "0011")
_SHOWN = 60
"""Signs of a name that a message quotes."""


def _written(notice: Bulletin, context: Context) -> Iterator[tuple[int, Product]]:
    """The lines whose names an editor chose, where there is a registry; an import has its source's."""
    if not notice.aliases and context.policy.registry.vendors:
        yield from enumerate(notice.products)


@rule(Bulletin, gravity=Gravity.WARNING)
def vendor_registered(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Un éditeur devrait être nommé comme le registre des produits le connaît.

    Sous un autre nom, il a sa propre page, et ses notices ne sont pas avec les autres.

    Mauvais : `vendor: Fortinett`
    Bon : `vendor: Fortinet`, ou un fichier `content/produits/fortinett.yml`
    """
    known = context.policy.registry
    told: set[str] = set()
    for position, item in _written(notice, context):
        if item.vendor and item.vendor not in told and known.vendor(item.vendor) is None:
            told.add(item.vendor)
            near = known.nearest(item.vendor) if len(told) <= SUGGESTIONS else ()
            yield Remark(
                f"« {item.vendor[:_SHOWN]} » n’est pas dans le registre des produits.",
                ("products", position, "vendor"),
                hint=_how(near, slug_of(item.vendor)),
            )


@rule(Bulletin, gravity=Gravity.WARNING)
def product_registered(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Un produit devrait être nommé comme le registre des produits le connaît.

    Les versions peuvent suivre son nom : « FortiOS 7.4 ».

    Mauvais : `{vendor: Fortinet, product: Forti OS Firewall}`
    Bon : `{vendor: Fortinet, product: FortiOS}`, ou un alias dans `content/produits/fortinet.yml`
    """
    known = context.policy.registry
    told: set[tuple[str | None, str]] = set()
    for position, item in _written(notice, context):
        vendor = known.vendor(item.vendor)
        registered = known.product(item.vendor, item.product) is not None
        if registered or (item.vendor and vendor is None) or (item.vendor, item.product) in told:
            continue
        told.add((item.vendor, item.product))
        near = known.nearest(item.product, item.vendor) if len(told) <= SUGGESTIONS and vendor else ()
        whose = f"parmi ceux de {vendor.label}" if vendor else "et la ligne ne dit pas son éditeur"
        yield Remark(
            f"« {item.product[:_SHOWN]} » n’est pas dans le registre des produits, {whose}.",
            ("products", position, "product"),
            hint=_how(near, vendor.id) if vendor else "Ajoutez la clé « vendor » à cette ligne.",
        )


def _how(near: tuple[str, ...], file: str) -> str:
    add = f"« cyberveille products » écrit l’entrée à ajouter dans {_FOLDER}/{file}.yml."
    if not near:
        return add
    return f"Vouliez-vous dire {' ou '.join(f'« {name} »' for name in near)} ? Sinon, {add}"


@rule(Bulletin)
def product_name_length(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Le nom d’un éditeur ou d’un produit ne doit pas dépasser 240 signes.

    Mauvais : un paragraphe entier sous `product`
    Bon : `product: Passerelle X`, et le reste dans le texte
    """
    del context
    for position, item in enumerate(notice.products):
        for key in ("vendor", "product"):
            name = getattr(item, key) or ""
            if len(name) > LONGEST_NAME:
                yield Remark(
                    f"Le nom a {len(name)} signes : « {name[:_SHOWN]}… ».",
                    ("products", position, key),
                    hint=f"Donnez un nom de {LONGEST_NAME} signes au plus ; le reste va dans le texte.",
                )


@rule(Bulletin)
def range_not_empty(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """Une plage de versions touchées doit pouvoir contenir une version.

    Mauvais : `affected: "< 1, > 2"`, `affected: "7.4 à 7.2"`
    Bon : `affected: "> 1, < 2"`
    """
    for position, _, reading, scheme in _read(notice, context):
        # What is read backwards is compared as numbers are: a date, or an epoch, may be in the right order.
        backwards = reading.backwards and scheme == versions.DEFAULT
        if backwards or versions.empty_pieces(reading, scheme):
            yield Remark(
                f"Aucune version ne peut être dans « {reading.text[:_SHOWN]} ».",
                ("products", position, "affected"),
                hint="Vérifiez les bornes : la plus ancienne d’abord, par exemple « >= 7.2.0, < 7.2.7 ».",
            )


@rule(Bulletin, gravity=Gravity.WARNING)
def version_digits(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une version devrait s’écrire en chiffres : un O ou un l à leur place ne se compare à rien.

    Mauvais : `fixed: "4.1O.2"`
    Bon : `fixed: "4.10.2"`
    """
    for position, item in enumerate(notice.products):
        for key in ("affected", "fixed"):
            for found in _NUMBERED.finditer(getattr(item, key) or ""):
                version = found.group()
                if any(map(_LETTER_FOR_FIGURE.fullmatch, version.split("."))):
                    meant = version.translate(_FIGURES)
                    yield Remark(
                        f"Dans la version « {version} », une lettre tient la place d’un chiffre.",
                        ("products", position, key),
                        hint=f"Écrivez « {meant} », si c’est bien ce que dit l’avis.",
                    )


@rule(Bulletin)
def fixed_after_affected(notice: Bulletin, context: Context) -> Iterator[Remark]:
    """La version corrigée doit venir après les versions touchées.

    Mauvais : `affected: "< 4.2.1"` et `fixed: "4.1"`
    Bon : `affected: "< 4.2.1"` et `fixed: "4.2.1"`
    """
    for position, item, reading, scheme in _read(notice, context):
        fixed = registry.Line(item).fixed_versions
        wrong = [
            version
            for version in fixed
            if versions.below_affected(version, reading, scheme)
            or versions.before_its_bound(version, reading, scheme)
        ]
        if fixed and wrong == list(fixed):
            yield Remark(
                f"« {wrong[0]} » est dite corrigée, mais elle n’est pas après les versions touchées : "
                f"« {reading.text[:_SHOWN]} ».",
                ("products", position, "fixed"),
                hint="Donnez la première version qui corrige, ou « none » s’il n’y en a pas.",
            )


@rule(gravity=Gravity.WARNING)
def product_address_unique(index: Index) -> Iterator[tuple[SourcePath, Remark]]:
    """Un nom hors du registre ne devrait pas donner l’adresse de page d’un autre, registre compris.

    Une adresse ne garde ni les accents ni la plupart des signes : les deux n’ont alors qu’une page.

    Mauvais : les produits `Agilia Link` et `Agilia Link+` d’un éditeur qui n’est pas dans le registre
    Bon : les deux dans `content/produits/`, chacun avec son identifiant
    """
    first: dict[str, str] = {}
    for entry in index.entries:
        if entry.unregistered and not first:
            first |= _registered(index.registry)
        for position, key, address, name in entry.unregistered:
            known = first.setdefault(address, name)
            if folded(known) != folded(name):
                yield (
                    entry.place,
                    Remark(
                        f"« {name[:_SHOWN]} » et « {known[:_SHOWN]} » ont une même page : "
                        f"/produits/{address}/.",
                        ("products", position, key),
                        hint=f"Ajoutez-les dans {_FOLDER}/, chacun avec un identifiant.",
                    ),
                )


def _registered(registry: Registry) -> Iterator[tuple[str, str]]:
    """The addresses that the registry gives, or gave, below the directory of products, each with a name."""
    for vendor in registry.vendors:
        slugs = (vendor.id, *vendor.former_slugs)
        yield from ((slug, vendor.label) for slug in slugs)
        for product in registry.products(vendor.id):
            names = (product.id, *product.former_slugs)
            yield from ((f"{slug}/{name}", product.label) for slug in slugs for name in names)


def _read(notice: Bulletin, context: Context) -> Iterator[tuple[int, Product, "Reading", "Scheme"]]:
    """The lines that state versions apart from the name, as the registry says that they compare."""
    for position, item in enumerate(notice.products if not notice.aliases else ()):
        if item.affected is not None:
            yield position, item, registry.Line(item).affected, _scheme(item, context.policy.registry)


def _scheme(item: Product, names: Registry) -> "Scheme":
    name = names.named(item.vendor, item.product)
    return names.scheme(name.vendor, name.product)
