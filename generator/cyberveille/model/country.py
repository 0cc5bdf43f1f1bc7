"""What depends on the country of a portal: read from `countries/` or from a file of the portal."""

from typing import Annotated

from msgspec import Meta, Struct


class Holidays(Struct, frozen=True, kw_only=True):
    fixed: Annotated[
        tuple[str, ...],
        Meta(description="Jours fériés à date fixe, mois et jour.", examples=['["01-01", "12-25"]']),
    ] = ()
    easter: Annotated[
        tuple[str, ...],
        Meta(description="Jours fériés comptés en jours depuis Pâques.", examples=["[-2, 1, 39]"]),
    ] = ()

    @property
    def told(self) -> dict[str, list[str] | list[int]]:
        """As scripts read them."""
        return {"fixed": list(self.fixed), "easter": [int(days) for days in self.easter]}


class Authority(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(description="Autorité de protection des données.")]
    url: Annotated[str, Meta(description="Son site, en https.")]
    address: Annotated[str, Meta(description="Son adresse postale.")]


class Declaration(Struct, frozen=True, kw_only=True):
    law: Annotated[str, Meta(description="Ce qui fait obligation de déclarer un incident.")]


class Standard(Struct, frozen=True, kw_only=True):
    standard: Annotated[
        str,
        Meta(
            description="À quoi se mesure l’accessibilité : la suite de « Le portail est non conforme… ».",
            examples=["à la norme EN 301 549"],
        ),
    ]
    url: Annotated[str, Meta(description="Où il se lit, en https.")]


class Country(Struct, frozen=True, kw_only=True):
    name: Annotated[str, Meta(description="Nom.")]
    holidays: Annotated[Holidays, Meta(description="Jours où la cellule ne répond pas.")]
    authority: Annotated[Authority, Meta(description="Protection des données.")]
    declaration: Annotated[Declaration, Meta(description="Déclaration des incidents.")]
    accessibility: Annotated[Standard, Meta(description="Accessibilité.")]


def is_abroad(country: str) -> bool:
    """Whether the rules that a configuration names are those of another country than France, or of a file."""
    return country != "fr" and not country.startswith("fr-")
