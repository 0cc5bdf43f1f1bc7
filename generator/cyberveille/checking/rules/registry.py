"""The registry of products itself, in `content/produits/`."""

from collections.abc import Iterator

from cyberveille.checking.index import Index
from cyberveille.checking.nearest import SUGGESTIONS, did_you_mean, nearest
from cyberveille.checking.place import SourcePath
from cyberveille.checking.rule import Remark, rule
from cyberveille.checking.web_address import WebAddress, judge
from cyberveille.expressions import expression
from cyberveille.model import Gravity, Pointer
from cyberveille.registry import RegisteredProduct, Vendor, circles_of, folded, slug_of
from cyberveille.versions import SCHEMES

Located = Iterator[tuple[SourcePath, Remark]]
_LONGEST = 120
"""Signs of a name of the registry."""
_MOST = 1000
"""Products of one file: more are a list for machines, which nobody reads through."""
_SHOWN = 60
_ID = expression(r"[a-z0-9]+(-[a-z0-9]+)*")
_CPE = expression(r"cpe:2\.3:[aho]:[^\s:]+(?:\\:[^\s:]+)*:[^\s:]+(?:\\:[^\s:]+)*(:.+)?")
_PURL = expression(r"pkg:[a-z][a-z0-9.+-]*/\S+")


def _files(index: Index) -> Iterator[tuple[SourcePath, Vendor]]:
    """Those of which more can be said than that they are too long."""
    return ((place, vendor) for place, vendor in _all(index) if len(vendor.products) <= _MOST)


def _all(index: Index) -> Iterator[tuple[SourcePath, Vendor]]:
    for root, registered in index.registers:
        for file in registered:
            yield SourcePath(root, file.path), file.vendor


def _base(index: Index) -> tuple[Vendor, ...]:
    """What comes with the program, where a portal's own files are to be compared with it."""
    return index.vendors if any(registered for _, registered in index.registers) else ()


def _products(index: Index) -> Iterator[tuple[SourcePath, Vendor, int, RegisteredProduct]]:
    for place, vendor in _files(index):
        for position, product in enumerate(vendor.products):
            yield place, vendor, position, product


def _entries(index: Index) -> Iterator[tuple[SourcePath, Vendor | RegisteredProduct, Pointer]]:
    """Vendors and products, each with the way to its keys."""
    for place, vendor in _files(index):
        yield place, vendor, ()
        for position, product in enumerate(vendor.products):
            yield place, product, ("products", position)


def _said(entry: Vendor | RegisteredProduct, *keys: str) -> Iterator[tuple[Pointer, str]]:
    """What an entry says under some keys, alone or in a list, each with the way to it."""
    for key in keys:
        value: str | tuple[str, ...] = getattr(entry, key)
        if isinstance(value, str):
            yield (key,), value
        else:
            yield from (((key, rank), item) for rank, item in enumerate(value))


@rule()
def registry_file_name(index: Index) -> Located:
    """Un fichier du registre des produits doit porter l’identifiant de son éditeur.

    Mauvais : `content/produits/Philips.yml` avec `id: philips`
    Bon : `content/produits/philips.yml` avec `id: philips`
    """
    for place, vendor in _files(index):
        name = place.path.rpartition("/")[2]
        if name != f"{vendor.id}.yml":
            yield (
                place,
                Remark(
                    f"Le fichier s’appelle « {name} », et l’éditeur « {vendor.id[:_SHOWN]} ».",
                    ("id",),
                    hint=f"Nommez-le {slug_of(vendor.id)}.yml.",
                ),
            )


@rule()
def registry_id_form(index: Index) -> Located:
    """L’identifiant d’un éditeur ou d’un produit doit être en minuscules sans accents, avec des tirets.

    Il est dans l’adresse de sa page ; « page » et « index » y ont déjà un sens.

    Mauvais : `id: GE HealthCare`
    Bon : `id: ge-healthcare`
    """
    for place, entry, at in _entries(index):
        for key, value in _said(entry, "id", "former"):
            if not _ID.fullmatch(value) or slug_of(value) != value:
                yield (
                    place,
                    Remark(
                        f"L’identifiant « {value[:_SHOWN]} » ne peut pas servir d’adresse.",
                        (*at, *key),
                        hint=f"Écrivez « {slug_of(value)} ».",
                    ),
                )


@rule()
def registry_name_unique(index: Index) -> Located:
    """Un nom du registre ne doit désigner qu’un éditeur, et chez un éditeur qu’un produit.

    La casse, les accents, les espaces et les signes de marque n’y changent rien.

    Mauvais : l’alias `Toshiba` sous deux éditeurs
    Bon : l’alias `Toshiba` sous un seul
    """
    owners = {folded(name): vendor.id for vendor in _base(index) for name in (vendor.label, vendor.id)}
    for place, vendor in _files(index):
        yield from _told_twice(place, vendor, (), vendor.id, owners)
        products: dict[str, str] = {}
        for position, product in enumerate(vendor.products):
            yield from _told_twice(place, product, ("products", position), product.id, products)
    seen: dict[tuple[str, str], int] = {}
    for place, vendor, position, product in _products(index):
        first = seen.setdefault((place.root + vendor.id, product.id), position)
        if first != position:
            yield (
                place,
                Remark(
                    f"Deux produits ont l’identifiant « {product.id} ».",
                    ("products", position, "id"),
                    hint="Réunissez les deux entrées.",
                ),
            )


def _told_twice(
    place: SourcePath, entry: Vendor | RegisteredProduct, at: Pointer, own: str, owners: dict[str, str]
) -> Located:
    for key, name in _said(entry, "label", "id", "aliases", "former"):
        owner = owners.setdefault(folded(name), own)
        if owner != own:
            yield (
                place,
                Remark(
                    f"Le nom « {name[:_SHOWN]} » désigne déjà « {owner} ».",
                    (*at, *key),
                    hint="Gardez-le sous une seule entrée, ou précisez-le.",
                ),
            )


@rule(gravity=Gravity.WARNING)
def product_under_one_vendor(index: Index) -> Located:
    """Un produit ne devrait être que sous un éditeur, sous quelque nom que ce soit.

    Sous deux, une notice qui ne nomme pas l’éditeur ne mène à aucun des deux.

    Mauvais : `Mirth Connect` sous `nextgen-healthcare` et sous `mirth`
    Bon : `Mirth Connect` sous `nextgen-healthcare`, et `mirth` avec `replaced_by: nextgen-healthcare`
    """
    own = {vendor.id for _, vendor in _files(index)}
    makers = {
        folded(name): vendor
        for vendor in _base(index)
        if vendor.id not in own
        for product in vendor.products
        for name in product.names
    }
    for place, vendor, position, product in _products(index):
        for key, name in _said(product, "label", "aliases"):
            other = makers.setdefault(folded(name), vendor)
            if other.id != vendor.id:
                yield (
                    place,
                    Remark(
                        f"« {name[:_SHOWN]} » est aussi un produit de {other.label[:_SHOWN]}.",
                        ("products", position, *key),
                        hint="Laissez-le à un seul ; si l’un a repris l’autre, dites-le par « replaced_by ».",
                    ),
                )


@rule()
def replacement_known(index: Index) -> Located:
    """Ce qui remplace un éditeur ou un produit doit être dans le registre, et ne pas se remplacer soi-même.

    Mauvais : `replaced_by: canon` quand l’éditeur est `canon-medical` ; deux éditeurs qui se remplacent
    Bon : `replaced_by: canon-medical`
    """
    known = (*_base(index), *(vendor for _, vendor in _files(index)))
    vendors = {vendor.id: vendor.replaced_by for vendor in known}
    products = {
        f"{vendor.id}/{product.id}": _full(vendor, product) for vendor in known for product in vendor.products
    }
    at: Pointer = ("replaced_by",)
    own = [(place, at, vendor.id) for place, vendor in _files(index)]
    yield from _replaced(own, vendors)
    entries = [
        (place, ("products", position, *at), f"{vendor.id}/{product.id}")
        for place, vendor, position, product in _products(index)
    ]
    yield from _replaced(entries, products)


def _full(vendor: Vendor, product: RegisteredProduct) -> str | None:
    """The product that replaces one, with its vendor."""
    said = product.replaced_by
    return said if not said or "/" in said else f"{vendor.id}/{said}"


def _replaced(entries: list[tuple[SourcePath, Pointer, str]], replacements: dict[str, str | None]) -> Located:
    circles = circles_of(replacements)
    unknown = 0
    for place, at, start in entries:
        following = replacements.get(start)
        if following is not None and following not in replacements:
            unknown += 1
            meant = nearest(following, replacements) if unknown <= SUGGESTIONS else None
            hint = did_you_mean(following, meant) or "Écrivez l’identifiant d’une entrée du registre."
            yield place, Remark(f"« {following[:_SHOWN]} » n’est pas dans le registre.", at, hint=hint)
        elif circle := circles.get(start):
            yield (
                place,
                Remark(
                    f"Les remplacements tournent en rond : {' → '.join(circle)}.",
                    at,
                    hint="Retirez « replaced_by » de l’entrée qui est encore en usage.",
                ),
            )


@rule()
def registry_scheme_known(index: Index) -> Located:
    """La façon de comparer les versions doit être une de celles que le programme connaît.

    Mauvais : `versions: semver`
    Bon : `versions: nombres`, ou pas de clé `versions`
    """
    for place, _, position, product in _products(index):
        if product.versions is not None and product.versions not in SCHEMES:
            meant = nearest(product.versions, SCHEMES)
            yield (
                place,
                Remark(
                    f"« {product.versions[:_SHOWN]} » n’est pas une façon de comparer des versions.",
                    ("products", position, "versions"),
                    hint=did_you_mean(product.versions, meant)
                    or f"Valeurs possibles : {', '.join(SCHEMES)}.",
                ),
            )


@rule()
def registry_technology_known(index: Index) -> Located:
    """Les technologies du registre doivent venir de la liste `technologies`.

    Mauvais : `technologies: [radiologie-numerique]`
    Bon : `technologies: [imagerie]`
    """
    known = index.vocabularies.technologies
    told = 0
    for place, entry, at in _entries(index):
        for key, term in _said(entry, "technologies"):
            if known.get(term) is None:
                told += 1
                meant = nearest(term, known.ids) if told <= SUGGESTIONS else None
                yield (
                    place,
                    Remark(
                        f"« {term[:_SHOWN]} » n’est pas dans la liste « technologies ».",
                        (*at, *key),
                        hint=did_you_mean(term, meant)
                        or "Les valeurs possibles sont dans content/vocabulaires/technologies.yml.",
                    ),
                )


@rule()
def registry_name_length(index: Index) -> Located:
    """Un nom du registre ne doit pas dépasser 120 signes.

    Mauvais : un paragraphe entier sous `label`
    Bon : `label: Passerelle X`
    """
    for place, entry, at in _entries(index):
        for key, name in _said(entry, "label", "aliases"):
            if len(name) > _LONGEST:
                yield (
                    place,
                    Remark(
                        f"Le nom a {len(name)} signes : « {name[:_SHOWN]}… ».",
                        (*at, *key),
                        hint=f"Donnez un nom de {_LONGEST} signes au plus.",
                    ),
                )


@rule()
def registry_size(index: Index) -> Located:
    """Un éditeur ne doit pas avoir plus de 1 000 produits dans le registre.

    Mauvais : tout un catalogue, dix mille références
    Bon : les produits que les notices nomment
    """
    for place, vendor in _all(index):
        if len(vendor.products) > _MOST:
            yield (
                place,
                Remark(
                    f"L’éditeur a {len(vendor.products)} produits.",
                    ("products",),
                    hint=f"Gardez ceux que des notices nomment, {_MOST} au plus.",
                ),
            )


@rule()
def registry_address_form(index: Index) -> Located:
    """Le site, le nom CPE et l’adresse de paquet doivent avoir la forme attendue.

    Mauvais : `site: www.philips.com`, `cpe: fortios`
    Bon : `site: "https://www.philips.com/"`, `cpe: "cpe:2.3:o:fortinet:fortios"`
    """
    for place, vendor in _files(index):
        if vendor.site is not None and judge(vendor.site) not in {WebAddress.SECURE, WebAddress.PLAIN}:
            yield place, Remark(f"« {vendor.site[:_SHOWN]} » n’est pas une adresse.", ("site",), hint=_WEB)
    for place, _, position, product in _products(index):
        if product.cpe is not None and not _CPE.fullmatch(product.cpe):
            at = ("products", position, "cpe")
            yield place, Remark(f"« {product.cpe[:_SHOWN]} » n’est pas un nom CPE 2.3.", at, hint=_NAMED)
        if product.purl is not None and not _PURL.fullmatch(product.purl):
            at = ("products", position, "purl")
            yield (
                place,
                Remark(f"« {product.purl[:_SHOWN]} » n’est pas une adresse de paquet.", at, hint=_PKG),
            )


_WEB = "Écrivez-la en entier, par exemple « https://example.org/securite »."
_NAMED = "Écrivez par exemple « cpe:2.3:o:fortinet:fortios » (NIST IR 7695)."
_PKG = "Écrivez par exemple « pkg:deb/debian/curl » (ECMA-427)."
