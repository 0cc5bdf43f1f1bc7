"""The directory of a circle: who to call, for what, and when."""

from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model.roles import Holds, Role, Shown
from cyberveille.model.tlp import Tlp


class Contact(Struct, frozen=True, kw_only=True):
    """An entry of `content/annuaire.yml`."""

    name: Annotated[
        str,
        Meta(description="Service ou fonction.", examples=["Cellule, astreinte"]),
        Holds(Role.PERSON, shown=Shown.PAGE),
    ]
    group: Annotated[
        str,
        Meta(description="Rubrique de l’annuaire.", examples=["Pendant un incident"]),
        Holds(Role.CHOICE, shown=Shown.PAGE),
    ]
    purpose: Annotated[
        str, Meta(description="Pourquoi l’appeler, en une phrase."), Holds(Role.PROSE, shown=Shown.PAGE)
    ]
    phone: Annotated[
        str | None,
        Meta(description="Téléphone.", examples=['"+33 1 99 00 12 34"']),
        Holds(Role.CONTACT, shown=Shown.PAGE),
    ] = None
    email: Annotated[
        str | None, Meta(description="Adresse électronique."), Holds(Role.CONTACT, shown=Shown.PAGE)
    ] = None
    hours: Annotated[
        str | None,
        Meta(description="Quand il répond.", examples=["jours ouvrés, 9 h à 18 h"]),
        Holds(Role.PROSE, shown=Shown.PAGE),
    ] = None
    url: Annotated[str | None, Meta(description="Adresse web."), Holds(Role.ADDRESS, shown=Shown.PAGE)] = None


class Directory(Struct, frozen=True):
    """The contacts of one root; who may read them is who may read all of that root."""

    root: str
    tlp: Tlp
    contacts: tuple[Contact, ...] = ()
