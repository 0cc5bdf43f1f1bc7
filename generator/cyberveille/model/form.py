"""The form in which colleagues without git write notices: where it is, and in which repository it writes."""

from enum import Enum
from typing import Annotated

from msgspec import Meta, Struct


class Forge(Enum):
    """What keeps the repository, as Decap names it; Forgejo answers as Gitea does."""

    GITHUB = "github"
    GITLAB = "gitlab"
    GITEA = "gitea"
    LOCAL = "local"

    @property
    def reviews(self) -> bool:
        """Whether each notice written in the form waits on a branch of its own to be read over."""
        return self is not Forge.GITEA


class Form(Struct, frozen=True, kw_only=True):
    """No secret stands here: who may write is asked of the forge, by its own login."""

    url: Annotated[
        str,
        Meta(
            description="Adresse du formulaire : un hôte à lui, derrière sa propre connexion.",
            examples=["https://redaction.example.org/"],
        ),
    ]
    forge: Annotated[
        Forge,
        Meta(
            description="Forge qui garde le dépôt : `github`, `gitlab`, `gitea` (Forgejo aussi), ou `local` "
            "pour un essai sur ce poste.",
            examples=["gitlab"],
        ),
    ]
    repository: Annotated[
        str, Meta(description="Dépôt, avec son propriétaire.", examples=["cellule/portail"])
    ]
    branch: Annotated[
        str,
        Meta(
            description="Branche où le formulaire écrit ; avec Gitea, une branche de rédaction plutôt que "
            "celle qui est publiée.",
            examples=["main"],
        ),
    ] = "main"
    host: Annotated[
        str | None,
        Meta(
            description="Adresse de la forge, si ce n’est pas github.com ou gitlab.com.",
            examples=["https://forge.example.org"],
        ),
    ] = None
    application: Annotated[
        str | None,
        Meta(
            description="Identifiant public de l’application déclarée dans la forge (OAuth 2, PKCE) ; GitLab "
            "et Gitea le demandent.",
            examples=["1f0c3a"],
        ),
    ] = None
    login: Annotated[
        str | None,
        Meta(
            description="Adresse du service qui échange le code OAuth ; GitHub le demande.",
            examples=["https://connexion.example.org"],
        ),
    ] = None
