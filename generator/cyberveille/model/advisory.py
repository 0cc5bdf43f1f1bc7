"""What a notice says of a fault: products, vulnerabilities, care, deadlines, and the answers in brief."""

from datetime import date
from typing import Annotated

from msgspec import Meta, Struct

from cyberveille.model.roles import Holds, Origin, Role, Shown


class Named(Struct, frozen=True, gc=False):
    """The vendor and the product that a line of a notice is about, as the registry calls them.

    `vendor` and `product` are parts of addresses, the labels what readers see. What is not registered has the
    words of the notice for labels. Without `product`, the line is a text that names none.
    """

    vendor: str
    vendor_label: str
    product: str = ""
    product_label: str = ""
    registered: bool = False
    """Whether the registry knows the product."""
    known_vendor: bool = False
    """Whether the registry knows the vendor."""

    @property
    def member(self) -> str:
        """The product within all products: `fortinet/fortios`; empty where none is named."""
        return f"{self.vendor}/{self.product}" if self.product else ""


class Product(Struct, frozen=True, kw_only=True):
    vendor: Annotated[
        str | None,
        Meta(description="Éditeur ou fabricant.", examples=["Exemple Imaging"]),
        Holds(
            Role.QUOTED_TEXT,
            origin=Origin.SOURCE,
            shown=Shown.EVERYWHERE | Shown.FILTERS,
            form="maker",
            label="Éditeur",
        ),
    ] = None
    product: Annotated[
        str,
        Meta(description="Nom du produit.", examples=["Passerelle X"]),
        Holds(Role.QUOTED_TEXT, origin=Origin.SOURCE),
    ]
    affected: Annotated[
        str | None,
        Meta(description="Versions touchées, entre guillemets.", examples=['"< 4.2.1"']),
        Holds(Role.QUOTED_TEXT, origin=Origin.SOURCE),
    ] = None
    fixed: Annotated[
        str | None,
        Meta(
            description="Première version corrigée, entre guillemets ; `none` : pas de correctif.",
            examples=['"4.2.1"'],
        ),
        Holds(Role.QUOTED_TEXT, shown=Shown.TOLD, label="Version corrigée"),
    ] = None
    named: Named | None = None
    """Who and what is meant; None before the registry was asked, and for a line that names nothing."""

    @property
    def fixless(self) -> bool:
        """Whether it is stated, in the one word that programs write, that nothing corrects it."""
        return self.fixed is not None and self.fixed.casefold() == "none"

    @property
    def maker(self) -> str | None:
        """The vendor by its usual name."""
        return self.named.vendor_label if self.named and self.named.known_vendor else self.vendor


class Vulnerability(Struct, frozen=True, kw_only=True):
    cve: Annotated[
        str,
        Meta(description="Identifiant CVE.", examples=["CVE-2026-12345"]),
        Holds(Role.QUOTED_NAME, origin=Origin.SOURCE),
    ]
    cvss: Annotated[
        str | None,
        Meta(
            description="Vecteur CVSS 2.0, 3.0, 3.1 ou 4.0, entre guillemets.",
            examples=['"CVSS:3.1/AV:N/AC:L/PR:N/UI:N/S:U/C:H/I:H/A:H"'],
        ),
        Holds(Role.CODE, label="Vecteur CVSS"),
    ] = None
    cwe: Annotated[
        str | None,
        Meta(description="Faiblesse CWE.", examples=["CWE-787"]),
        Holds(Role.CODE, shown=Shown.PAGE | Shown.JSON),
    ] = None
    exploited: Annotated[
        bool,
        Meta(description="`true` si l’exploitation est constatée.", examples=["true"]),
        Holds(Role.FLAG, shown=Shown.TOLD | Shown.FILTERS, label="Exploitation constatée"),
    ] = False
    title: Annotated[
        str | None, Meta(description="La vulnérabilité en quelques mots."), Holds(Role.PROSE, label="Titre")
    ] = None


class CareImpact(Struct, frozen=True, kw_only=True):
    services: Annotated[
        tuple[str, ...],
        Meta(description="Services de soins touchés (liste `services`).", examples=["[imagerie]"]),
        Holds(Role.TERM, vocabulary="services"),
    ]
    level: Annotated[
        str,
        Meta(description="Niveau d’impact (liste `impacts`).", examples=["mode-degrade"]),
        Holds(Role.TERM, vocabulary="impacts", shown=Shown.TOLD),
    ]
    fallback: Annotated[
        str | None, Meta(description="Mode dégradé possible, en une phrase."), Holds(Role.PROSE)
    ] = None


class Action(Struct, frozen=True, kw_only=True):
    """Deadlines are days: they end at midnight, Europe/Paris."""

    deadline: Annotated[
        date | None,
        Meta(description="À traiter avant la fin de ce jour.", examples=["2026-11-30"]),
        Holds(Role.MOMENT, label="À traiter avant la fin du"),
    ] = None
    exposed_deadline: Annotated[
        date | None,
        Meta(description="Échéance des systèmes exposés à Internet.", examples=["2026-11-25"]),
        Holds(Role.MOMENT, label="Systèmes exposés à Internet, avant la fin du"),
    ] = None


class InBrief(Struct, frozen=True, kw_only=True):
    what: Annotated[str, Meta(description="De quoi s’agit-il ?"), Holds(Role.PROSE)]
    concerned: Annotated[str, Meta(description="Suis-je concerné ?"), Holds(Role.PROSE)]
    action: Annotated[str, Meta(description="Que faire, et avant quand ?"), Holds(Role.PROSE)]
