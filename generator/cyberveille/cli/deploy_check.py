"""`cyberveille deploy-check`: a restricted portal asked for everything it has, as a stranger."""

from http.client import HTTPException
from pathlib import Path
from urllib.parse import urlsplit

import click

from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.delivering.outside import addresses_of, inspect
from cyberveille.delivering.provider import provider_refusals
from cyberveille.delivering.stranger import Refusal
from cyberveille.locale import counted
from cyberveille.system_errors import reason

_SHOWN = 40


@click.command("deploy-check", cls=Command)
@click.argument("url", metavar="ADRESSE", required=False)
@click.option("--audience", default="members", show_default=True, metavar="NOM", help="Édition servie.")
@click.option(
    "--output",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Dossier de l’édition, s’il diffère de celui de la configuration.",
)
@click.option(
    "--list", "listing", is_flag=True, help="Écrit la liste des adresses de l’édition, et ne demande rien."
)
@click.option(
    "--addresses",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Liste d’adresses prise par --list sur la machine qui construit : ni portail ni édition ici.",
)
@click.option(
    "--provider-conf",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Sur le serveur, en root : fournisseur.conf, pour vérifier que le fournisseur donnerait un jeton.",
)
@ROOT
def deploy_check(
    url: str | None,
    audience: str,
    output: Path | None,
    listing: bool,
    addresses: Path | None,
    provider_conf: Path | None,
    root: Path,
) -> None:
    """Demande, sans session, chaque fichier de l’édition à ADRESSE, puis essaie de contourner la connexion.

    Rien ne doit répondre : une page mène au fournisseur d’identité, qui accepte la demande et montre sa page
    de connexion, le reste est refusé, et la sortie fait tout oublier au navigateur. Lancez-la depuis Internet
    après chaque changement du serveur, avec la liste d’adresses que donne --list sur la machine qui
    construit ; elle ne fait que lire. Le secret du client ne se voit pas du dehors : sur le serveur, avec
    --provider-conf, elle demande au fournisseur un jeton pour un code inventé, et lit s’il connaît le client.
    """
    asked = _listed(addresses) if addresses else addresses_of(_edition(root, audience, output))
    if listing:
        click.echo("".join(f"{address}\n" for address in asked), nl=False)
        return
    if url is None or urlsplit(url).scheme not in {"http", "https"} or not urlsplit(url).hostname:
        raise Misuse(f"« {url or ''} » n’est pas l’adresse d’un portail, à partir de https://.")
    try:
        found = inspect(url, asked)
    except OSError as error:
        raise Misuse(f"{url} ne répond pas : {reason(error)}.") from None
    except HTTPException:
        raise Misuse(
            f"Ce qui répond à {url} n’est pas un serveur web : vérifiez http ou https, et le port."
        ) from None
    refusals = found.refusals
    if provider_conf is not None:
        try:
            refusals += tuple(provider_refusals(provider_conf, url.rstrip("/")))
        except (OSError, UnicodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "le texte n’est pas en UTF-8"
            raise Misuse(f"« {provider_conf} » ne se lit pas : {why}.") from None
    _tell(found.asked, refusals, checked=provider_conf is not None)


def _edition(root: Path, audience: str, output: Path | None) -> Path:
    """The folder of the edition that is served."""
    project = project_at(root)
    chosen = project.configuration.audience(audience)
    if chosen is None:
        known = ", ".join(item.name for item in project.configuration.audiences)
        raise Misuse(f"« {audience} » n’est pas une édition de ce portail : {known}.")
    if chosen.open:
        raise Misuse(f"L’édition « {audience} » est ouverte à tous : il n’y a rien à vérifier.")
    tree = output or project.folder / chosen.output
    if not (tree / "index.html").is_file():
        raise Misuse(f"« {tree} » ne contient pas d’édition : construisez-la d’abord.")
    return tree


def _listed(file: Path) -> tuple[str, ...]:
    """The addresses of a list that `--list` wrote, one a line."""
    try:
        lines = file.read_text(encoding="utf-8").split()
    except UnicodeDecodeError:
        lines = []
    if not lines or not all(line.startswith("/") and not line.startswith("//") for line in lines):
        raise Misuse(f"« {file} » n’est pas une liste d’adresses : refaites-la avec « deploy-check --list ».")
    return tuple(lines)


def _tell(asked: int, refusals: tuple[Refusal, ...], *, checked: bool) -> None:
    for refusal in refusals[:_SHOWN]:
        say(f"{refusal.asked} → {refusal.why}")
    if refusals:
        say(f"{counted(len(refusals), 'réponse')} à corriger sur {counted(asked, 'demande')}.")
        raise SystemExit(1)
    say(f"Fermé : {counted(asked, 'demande')} sans session, aucune n’a rien obtenu.")
    say("Connexion : le fournisseur d’identité accepte la demande du portail et montre sa page.")
    if not checked:
        say("Le secret du client n’a pas été vérifié : il l’est sur le serveur, avec --provider-conf.")
    else:
        say("Le fournisseur d’identité reconnaît le client et son secret.")
