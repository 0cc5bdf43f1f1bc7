"""What must hold of the editions of `site_config.yml`: who opens each, at which address, in which folder."""

from collections.abc import Iterator
from pathlib import PurePosixPath
from posixpath import normpath
from urllib.parse import urlsplit

from cyberveille.expressions import expression
from cyberveille.model import Audience, Configuration, Tlp
from cyberveille.model.folders import nested, reserved_by, workspace_of

Demand = tuple[tuple[str | int, ...], str, str]
"""Where in the file, the message, the hint."""

OPEN_NAME = "public"
"""The edition that the workflows of public hosts build and publish."""
_AUDIENCE = expression(r"[a-z][a-z0-9-]*")
_GROUP = expression(r"[A-Za-z0-9._/-]+")
_GROUP_MESSAGE = "Le groupe « {} » ne peut pas entrer dans la configuration du serveur."
_GROUP_HINT = "N’employez que des lettres sans accent, des chiffres et les signes . _ - /."
_APART = "Donnez à chaque édition un dossier à part, hors des dossiers de sources."


def audience_demands(configuration: Configuration) -> Iterator[Demand]:
    for position, audience in enumerate(configuration.audiences):
        at = ("audiences", position)
        if not _AUDIENCE.fullmatch(audience.name):
            message = f"Le nom « {audience.name} » ne convient pas."
            yield (*at, "name"), message, "Écrivez des minuscules sans accent."
        yield from _output(configuration, position)
        for rank, group in enumerate(audience.groups):
            if not _GROUP.fullmatch(group):
                yield (*at, "groups", rank), _GROUP_MESSAGE.format(group), _GROUP_HINT
        yield from _openness(configuration, position)
        yield from _exchanges(at, audience)


def _output(configuration: Configuration, position: int) -> Iterator[Demand]:
    """Folders as they are written: what symbolic links make of them is for the commands to see."""
    audience, before = configuration.audiences[position], configuration.audiences[:position]
    at = ("audiences", position, "output")
    output = PurePosixPath(normpath(audience.output))
    if not stays_inside(PurePosixPath(audience.output)) or output == PurePosixPath():
        message = f"Le dossier « {audience.output} » ne peut pas recevoir une édition."
        yield at, message, "Écrivez le nom d’un dossier à part, par exemple site."
        return
    outputs = {PurePosixPath(normpath(item.output)) for item in before}
    if audience.name in {item.name for item in before} or output in outputs:
        yield (
            at[:-1],
            f"L’édition « {audience.name} » reprend le nom ou le dossier d’une autre.",
            "Donnez à chaque édition son nom et son dossier.",
        )
        return
    taken = (*outputs, *map(workspace_of, outputs), *reserved_by(configuration))
    around = next((folder for folder in taken if nested(output, folder)), None)
    own = next((other for other in outputs if nested(workspace_of(output), other)), None)
    if around is not None or own is not None:
        message = f"Le dossier « {audience.output} » et « {around or own} » sont l’un dans l’autre."
        yield at, message, _APART


def _openness(configuration: Configuration, position: int) -> Iterator[Demand]:
    """An edition that shows more than CLEAR has its readers, and a host that is no other edition's."""
    audience = configuration.audiences[position]
    at = ("audiences", position)
    if audience.open:
        if audience.groups:
            yield (
                (*at, "groups"),
                f"L’édition « {audience.name} » est ouverte à tous : ses groupes ne fermeraient rien.",
                "Retirez « groups », ou donnez un « tlp_max » au-dessus de CLEAR.",
            )
        return
    label = audience.tlp_max.label
    if audience.tlp_max is Tlp.RED:
        message = f"L’édition « {audience.name} » ne peut pas montrer de {label} : il nomme qui le lit."
        yield (*at, "tlp_max"), message, "Écrivez AMBER au plus : TLP:RED n’entre dans aucun dépôt."
    if audience.name == OPEN_NAME:
        yield (
            (*at, "tlp_max"),
            f"L’édition « {OPEN_NAME} » est celle de tous : elle ne peut pas montrer de {label}.",
            "Écrivez CLEAR, et déclarez une autre édition pour le reste, par exemple members.",
        )
    if not audience.groups:
        yield (
            at,
            f"L’édition « {audience.name} » montre du {label}, et aucun groupe ne l’ouvre.",
            "Ajoutez « groups: [nom-du-groupe] », tel que le fournisseur d’identité le nomme.",
        )
    if audience.url is None:
        yield (
            at,
            f"L’édition « {audience.name} » montre du {label}, et n’a pas d’adresse à elle.",
            "Ajoutez « url: » avec un nom d’hôte à part, par exemple https://membres.cyberveille.example.org/.",
        )
    elif (other := sharing_host(configuration, audience, audience.url)) is not None:
        yield (*at, "url"), *same_host(audience.name, other)


def sharing_host(configuration: Configuration, audience: Audience, url: str) -> str | None:
    """The edition with which `audience`, at `url`, would share a host when either shows more than CLEAR.

    Cookies know neither port nor scheme nor path (RFC 6265 sections 5.3 and 8.5): only hosts keep what one
    edition leaves in a browser from another.
    """
    host = host_of(url)
    for other in configuration.audiences:
        if other.name == audience.name or (other.open and audience.open):
            continue
        if host == host_of(other.url or configuration.portal.url):
            return other.name
    return None


def same_host(name: str, other: str) -> tuple[str, str]:
    """The message and the hint."""
    message = (
        f"L’édition « {name} » a le même nom d’hôte que l’édition « {other} » : un navigateur leur ferait "
        "partager cookies et mémoire."
    )
    return message, "Donnez-lui un nom d’hôte à part ; un autre chemin ou un autre port ne suffit pas."


def host_of(url: str) -> str:
    """The host of an address, however it is written; empty when there is none."""
    try:
        name = (urlsplit(url).hostname or "").rstrip(".")
    except ValueError:
        return ""
    try:
        return name.encode("idna").decode("ascii").lower()
    except UnicodeError:
        return name.lower()


def _exchanges(at: tuple[str | int, ...], audience: Audience) -> Iterator[Demand]:
    rules = audience.exchanges
    if rules is None:
        return
    if audience.open:
        message = (
            f"L’édition « {audience.name} » est ouverte à tous : la discussion n’y aurait pas de cercle."
        )
        yield (*at, "exchanges"), message, "Gardez « exchanges » pour une édition restreinte."
    for rank, group in enumerate(rules.moderators):
        if not _GROUP.fullmatch(group):
            where = (*at, "exchanges", "moderators", rank)
            yield where, _GROUP_MESSAGE.format(group), _GROUP_HINT
    if rules.moderate_first and not rules.moderators:
        where = (*at, "exchanges", "moderate_first")
        yield (
            where,
            "Personne ne pourrait donner son accord : aucun groupe ne modère.",
            "Ajoutez « moderators ».",
        )
    if rules.retention_months is not None and rules.retention_months < 1:
        where = (*at, "exchanges", "retention_months")
        yield where, "Un message se garde au moins un mois.", "Écrivez 1 ou plus, ou retirez la clé."
    if rules.writes_per_minute < 1:
        where = (*at, "exchanges", "writes_per_minute")
        yield where, "Personne ne pourrait écrire.", "Écrivez 1 ou plus."
    if rules.mail is not None and not rules.mail.to:
        yield (
            (*at, "exchanges", "mail", "to"),
            "Aucun destinataire n’est nommé.",
            "Écrivez au moins une adresse.",
        )


def stays_inside(path: PurePosixPath) -> bool:
    return not path.is_absolute() and ".." not in path.parts
