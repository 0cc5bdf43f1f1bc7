"""`cyberveille review`: what a branch changes for readers, to read over before it is merged."""

import os
import tempfile
from datetime import UTC, datetime
from pathlib import Path

import click

from cyberveille.checking import check_changes
from cyberveille.cli.environment import (
    JOBS,
    NOW,
    ROOT,
    audience_at,
    catalogue_of,
    clock,
    processors,
    project_at,
)
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.editing.review import (
    TOKEN,
    CommentError,
    NoThreadError,
    PreviewRefused,
    changed_beside,
    comment,
    openly,
    previewed,
    reviewed,
    summary,
    thread_of,
)
from cyberveille.editing.review.preview import laid_out
from cyberveille.publishing.permanence import PastUnknown, changes_since
from cyberveille.publishing.permanence.commit import commit_at

_AFTER_ALL = datetime(2199, 12, 31, tzinfo=UTC)
"""When every embargo is over."""


@click.command(cls=Command, short_help="Résume ce qu’une branche change pour les lecteurs.")
@click.option("--since", metavar="COMMIT", required=True, help="Base de la demande de fusion.")
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition de l’aperçu.")
@click.option(
    "--closed",
    is_flag=True,
    help="Pour un lieu que seule la rédaction lit : dit aussi ce qui est réservé ou sous embargo.",
)
@click.option(
    "--preview",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=None,
    help="Dossier neuf où écrire les pages touchées, marquées « Non publié ».",
)
@click.option(
    "--comment",
    "posted",
    is_flag=True,
    help="Dans la tâche d’une forge : dépose aussi le résumé dans la demande de fusion, en un commentaire "
    f"tenu à jour, avec le jeton que donne la variable {TOKEN}. Sans droit d’écrire, le dit et s’en passe.",
)
@NOW
@ROOT
@JOBS
def review(
    since: str,
    audience: str,
    closed: bool,
    preview: Path | None,
    posted: bool,
    now: datetime | None,
    root: Path,
    jobs: int | None,
) -> None:
    """Écrit en Markdown ce qui paraîtra, change ou disparaît, et quand ; les pages touchées ; les constats.

    Sans --closed, rien de réservé, d’un brouillon ou sous embargo n’est dit, titre compris.
    """
    project = project_at(root)
    moment = clock(now)
    chosen = audience_at(project, audience)
    if not closed and not chosen.open:
        raise Misuse(f"l’édition « {audience} » est réservée : ajoutez --closed, pour un lieu fermé.")
    if closed and posted:
        raise Misuse("--comment est pour un lieu ouvert : il ne va pas avec --closed.")
    if preview is not None and preview.exists() and any(preview.iterdir()):
        raise Misuse(f"{preview} n’est pas vide : donnez un dossier neuf.")
    catalogue = catalogue_of(project, moment, jobs)
    try:
        at_once = changes_since(catalogue, since, moment)
        later = changes_since(catalogue, since, _AFTER_ALL)
    except PastUnknown as unknown:
        raise Misuse(str(unknown)) from None
    base = commit_at(project.folder, since).hash
    beside = changed_beside(project, base, closed=closed)
    found = reviewed(at_once, later, project.configuration, moment, closed=closed)
    findings = tuple(sorted((*catalogue.findings, *check_changes(at_once, project.line))))
    told, unsaid = (findings, 0) if closed else openly(project, findings, catalogue.headlines, moment)
    made, why = None, "l’édition serait refusée. Corrigez d’abord les erreurs"
    with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
        if not catalogue.refused:
            try:
                made = previewed(catalogue, chosen, base, moment, Path(scratch), processors(jobs))
            except PreviewRefused as refusal:
                why = str(refusal)
        if preview is not None and made is not None:
            for path, content in laid_out(made):
                (preview / path).parent.mkdir(parents=True, exist_ok=True)
                (preview / path).write_bytes(content)
    text = summary(found, beside, (told, unsaid), made, why, closed=closed)
    click.echo(text, nl=False)
    if posted:
        _post(text)


def _post(text: str) -> None:
    """What was read is worth more than where it is shown: a forge that refuses is told, and fails nothing."""
    try:
        again = comment(thread_of(os.environ), text)
    except (NoThreadError, CommentError) as refusal:
        say(f"Pas de commentaire : {refusal}. Le résumé reste sur la page de la tâche.", err=True)
    else:
        say("Commentaire mis à jour." if again else "Commentaire déposé.", err=True)
