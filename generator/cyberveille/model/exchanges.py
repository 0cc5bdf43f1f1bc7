"""What correspondents may say to one another under each page of a restricted edition, and for how long."""

from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct


class MailSecurity(Enum):
    """How the mail server is spoken to: RFC 8314 (TLS from the start), RFC 3207 (STARTTLS), or in clear."""

    TLS = "tls"
    STARTTLS = "starttls"
    NONE = "aucune"


class Mail(Struct, frozen=True, kw_only=True):
    """The password of `user` never stands here: it is given to the service in a file."""

    host: Annotated[str, Meta(description="Serveur de messagerie.", examples=["smtp.example.org"])]
    port: Annotated[int, Meta(description="Port du serveur.")] = 587
    security: Annotated[
        MailSecurity, Meta(description="Protection de la connexion ; `aucune` sur la machine même seulement.")
    ] = MailSecurity.STARTTLS
    user: Annotated[str | None, Meta(description="Compte, si le serveur en demande un.")] = None
    sender: Annotated[
        str, Meta(description="Adresse d’envoi.", examples=["cyberveille@correspondants.example.org"])
    ]
    to: Annotated[
        tuple[str, ...],
        Meta(
            description="Qui est prévenu de chaque message, par exemple une liste de diffusion.",
            examples=["[cercle@correspondants.example.org]"],
        ),
    ]


class Exchanges(Struct, frozen=True, kw_only=True):
    """Rules of the discussion; what is the server's own (file, passwords) is given to the service."""

    moderators: Annotated[
        tuple[str, ...],
        Meta(
            description="Groupes du fournisseur d’identité qui modèrent, parmi ceux qui lisent l’édition.",
            examples=["[cyberveille-moderation]"],
        ),
    ] = ()
    moderate_first: Annotated[
        bool,
        Meta(
            description="`true` : un message ne paraît qu’après l’accord d’un modérateur.", examples=["true"]
        ),
    ] = False
    retention_months: Annotated[
        int | None,
        Meta(description="Durée de garde d’un message, en mois ; sans cette clé, les messages restent."),
    ] = None
    writes_per_minute: Annotated[int, Meta(description="Écritures admises par personne et par minute.")] = 6
    mail: Annotated[
        Mail | None, Meta(description="Avis par courriel de chaque message, sans son contenu.")
    ] = None


class ExchangeSettings(Struct, frozen=True, kw_only=True):
    """What the service reads: `.serveur/echanges.json` of the edition."""

    origin: str
    """Scheme, host and port of the portal, as a browser's `Origin` header has it (RFC 6454 section 7)."""
    base: str
    """Path under which the portal is served, with its slashes."""
    portal: str
    """The portal's name."""
    rules: Exchanges
