"""What the registry says of a vendor and of its products, one file a vendor."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model import Holds, Role
from cyberveille.registry.folding import slug_of


class NameSource(Struct, frozen=True, kw_only=True):
    """Where names were found; none is made up."""

    names: Annotated[
        tuple[str, ...], Meta(description="Autres noms, tels que la source les écrit.", examples=["[GEHC]"])
    ]
    source: Annotated[
        str,
        Meta(
            description="D’où ils viennent : un avis, le site de l’éditeur.",
            examples=["avis de l’éditeur, https://example.org/securite"],
        ),
    ]


class RegisteredProduct(Struct, frozen=True, kw_only=True):
    """A product by all its names; `versions` is the identifier of a scheme of `cyberveille.versions`."""

    id: Annotated[
        str,
        Meta(
            description="Identifiant permanent, dans l’adresse de la page du produit.", examples=["fortios"]
        ),
    ]
    label: Annotated[str, Meta(description="Nom en usage.", examples=["FortiOS"])]
    aliases: Annotated[
        tuple[str, ...], Meta(description="Autres noms : anciens, abrégés, traduits.", examples=["[PIC iX]"])
    ] = ()
    versions: Annotated[
        str | None,
        Meta(
            description="Façon de comparer les versions, quand ce n’est pas `nombres`.", examples=["windows"]
        ),
    ] = None
    technologies: Annotated[
        tuple[str, ...],
        Meta(description="Technologies (liste `technologies`).", examples=["[acces-distant]"]),
        Holds(Role.TERM, vocabulary="technologies"),
    ] = ()
    end_of_support: Annotated[
        date | None, Meta(description="Dernier jour du support par l’éditeur.", examples=["2027-01-12"])
    ] = None
    cpe: Annotated[
        str | None,
        Meta(description="Nom CPE 2.3, sans version.", examples=['"cpe:2.3:o:fortinet:fortios"']),
    ] = None
    purl: Annotated[
        str | None, Meta(description="Adresse de paquet, sans version.", examples=['"pkg:deb/debian/curl"'])
    ] = None
    former: Annotated[
        tuple[str, ...],
        Meta(description="Anciens identifiants : leurs adresses mènent ici.", examples=["[fortigate-os]"]),
    ] = ()
    replaced_by: Annotated[
        str | None,
        Meta(
            description="Produit qui le remplace : son identifiant, après celui de l’éditeur s’il diffère.",
            examples=["microsoft/defender"],
        ),
    ] = None

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a notice may give it."""
        return (self.label, *self.aliases, self.id, *self.former)

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The parts of an address that it had, or had before it was registered."""
        return _slugs(self.id, self.former, self.aliases)


class Vendor(Struct, frozen=True, kw_only=True):
    """A vendor by all its names, with its products."""

    id: Annotated[
        str,
        Meta(description="Identifiant permanent ; c’est aussi le nom du fichier.", examples=["fortinet"]),
    ]
    label: Annotated[str, Meta(description="Nom en usage.", examples=["Fortinet"])]
    aliases: Annotated[
        tuple[str, ...],
        Meta(
            description="Autres noms : anciens, abrégés, filiales.",
            examples=["[Becton Dickinson, CareFusion]"],
        ),
    ] = ()
    site: Annotated[
        str | None, Meta(description="Adresse de ses avis de sécurité.", examples=["https://example.org/"])
    ] = None
    technologies: Annotated[
        tuple[str, ...],
        Meta(description="Technologies (liste `technologies`).", examples=["[imagerie]"]),
        Holds(Role.TERM, vocabulary="technologies"),
    ] = ()
    products: Annotated[tuple[RegisteredProduct, ...], Meta(description="Produits.")] = ()
    former: Annotated[
        tuple[str, ...],
        Meta(description="Anciens identifiants : leurs adresses mènent ici.", examples=["[toshiba-medical]"]),
    ] = ()
    replaced_by: Annotated[
        str | None,
        Meta(description="Identifiant de l’éditeur qui a repris ses produits.", examples=["canon-medical"]),
    ] = None
    sources: Annotated[
        tuple[NameSource, ...], Meta(description="D’où viennent les autres noms, produits compris.")
    ] = ()

    @property
    def names(self) -> tuple[str, ...]:
        """Every name that a notice may give it."""
        return (self.label, *self.aliases, self.id, *self.former)

    @property
    def former_slugs(self) -> tuple[str, ...]:
        """The parts of an address that it had, or had before it was registered."""
        return _slugs(self.id, self.former, self.aliases)

    def product(self, product_id: str) -> RegisteredProduct | None:
        return next((item for item in self.products if item.id == product_id), None)


def _slugs(own: str, former: tuple[str, ...], aliases: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(slug for slug in dict.fromkeys((*former, *map(slug_of, aliases))) if slug != own)


class RegistryFile(Struct, frozen=True):
    """A vendor, and the file of its root that says it."""

    path: str
    vendor: Vendor
