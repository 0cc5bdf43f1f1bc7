"""An interest that editors put together: what must be true of a notice for who follows it to hear of it."""

from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model.roles import Holds, Role
from cyberveille.model.severity import Severity


class Combination(Struct, frozen=True, kw_only=True):
    """Of the values of one key any is enough; every key that is given must hold."""

    id: Annotated[
        str,
        Meta(description="Identifiant permanent : il est dans les adresses.", examples=["imagerie-grave"]),
    ]
    title: Annotated[
        str, Meta(description="Titre du flux et du calendrier.", examples=["Imagerie, le plus grave"])
    ]
    purpose: Annotated[str | None, Meta(description="Ce qu’on y trouve, en une phrase.")] = None
    severities: Annotated[
        tuple[Severity, ...], Meta(description="Gravités.", examples=["[critique, elevee]"])
    ] = ()
    technologies: Annotated[
        tuple[str, ...],
        Meta(description="Technologies (liste `technologies`).", examples=["[imagerie, radiotherapie]"]),
        Holds(Role.TERM, vocabulary="technologies"),
    ] = ()
    structures: Annotated[
        tuple[str, ...],
        Meta(description="Structures (liste `structures`).", examples=["[laboratoire]"]),
        Holds(Role.TERM, vocabulary="structures"),
    ] = ()
    vendors: Annotated[
        tuple[str, ...],
        Meta(description="Éditeurs, par un de leurs noms.", examples=["[Philips]"]),
    ] = ()
    products: Annotated[
        tuple[str, ...],
        Meta(
            description="Produits : identifiants de l’éditeur et du produit.",
            examples=["[fortinet/fortios]"],
        ),
    ] = ()
    exploited: Annotated[
        bool, Meta(description="`true` : seulement ce qui est exploité.", examples=["true"])
    ] = False

    health: Annotated[
        bool, Meta(description="`true` : seulement les technologies propres à la santé.", examples=["true"])
    ] = False

    @property
    def empty(self) -> bool:
        """Whether it asks for nothing: every notice would be of it."""
        listed = (self.severities, self.technologies, self.structures, self.vendors, self.products)
        return not (any(listed) or self.exploited or self.health)
