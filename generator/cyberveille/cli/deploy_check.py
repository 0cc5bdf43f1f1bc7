"""`cyberveille deploy-check`: a restricted portal asked for everything it has, as a stranger."""

from pathlib import Path

import click

from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.delivering.outside import inspect
from cyberveille.delivering.provider import provider_refusals
from cyberveille.french import counted
from cyberveille.system_errors import reason

_SHOWN = 40


@click.command(
    "deploy-check", cls=Command, short_help="Vérifie de l’extérieur qu’un portail restreint est fermé."
)
@click.argument("url", metavar="ADRESSE")
@click.option("--audience", default="members", show_default=True, metavar="NOM", help="Édition servie.")
@click.option(
    "--output",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOSSIER",
    help="Dossier de l’édition, s’il diffère de celui de la configuration.",
)
@click.option(
    "--provider-conf",
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Sur le serveur, en root : fournisseur.conf, pour vérifier que le fournisseur donnerait un jeton.",
)
@ROOT
def deploy_check(
    url: str, audience: str, output: Path | None, provider_conf: Path | None, root: Path
) -> None:
    """Demande, sans session, chaque fichier de l’édition à ADRESSE, puis essaie de contourner la connexion.

    Rien ne doit répondre : une page mène au fournisseur d’identité, qui accepte la demande, le reste est
    refusé, et la sortie fait tout oublier au navigateur. Lancez-la depuis Internet après chaque changement
    du serveur ; elle ne fait que lire. Le secret du client ne se voit pas du dehors : sur le serveur, avec
    --provider-conf, elle demande au fournisseur un jeton pour un code inventé, et lit s’il connaît le client.
    """
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
    try:
        found = inspect(url, tree)
    except OSError as error:
        raise Misuse(f"{url} ne répond pas : {reason(error)}.") from None
    refusals = found.refusals
    if provider_conf is not None:
        try:
            refusals += tuple(provider_refusals(provider_conf, url.rstrip("/")))
        except (OSError, UnicodeError) as error:
            why = reason(error) if isinstance(error, OSError) else "le texte n’est pas en UTF-8"
            raise Misuse(f"« {provider_conf} » ne se lit pas : {why}.") from None
    for refusal in refusals[:_SHOWN]:
        say(f"{refusal.asked} → {refusal.why}")
    if refusals:
        say(f"{counted(len(refusals), 'réponse')} à corriger sur {counted(found.asked, 'demande')}.")
        raise SystemExit(1)
    say(f"Fermé : {counted(found.asked, 'demande')} sans session, aucune n’a rien obtenu.")
    if provider_conf is None:
        say("Le secret du client n’a pas été vérifié : il l’est sur le serveur, avec --provider-conf.")
    else:
        say("Le fournisseur d’identité reconnaît le client et son secret.")
