"""`cyberveille form`: the form in which colleagues without git write, for an address of its own."""

import shutil
from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import NumbersExhaustedError, Project
from cyberveille.cli.environment import NOW, ROOT, clock, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.editing.form import form_files
from cyberveille.locale import PARIS
from cyberveille.model.folders import nested, reserved_by, workspace_of
from cyberveille.model.form import Forge, Form
from cyberveille.printable import printable

_MARK = "form.json"
_DECAP, _YAML = "decap-cms/dist", "yaml/browser"


@click.command(cls=Command, short_help="Prépare le formulaire où écrivent les collègues sans git.")
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    required=True,
    help="Dossier écrit, hors des éditions et des sources : son adresse est à part.",
)
@click.option(
    "--packages",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=Path("deploy/form/node_modules"),
    help="Où npm a installé decap-cms et yaml. Par défaut : deploy/form/node_modules.",
)
@click.option("--local", is_flag=True, help="Pour un essai sur ce poste, avec decap-server.")
@NOW
@ROOT
def form(into: Path, packages: Path, local: bool, now: datetime | None, root: Path) -> None:
    """Écrit le formulaire que déclare `form` dans site_config.yml : Decap, ses champs, ses listes.

    Tout vient du modèle que suit `check`. Le dossier ne fait partie d’aucune édition.
    """
    project = project_at(root)
    declared = project.configuration.form
    if declared is None and not local:
        raise Misuse("« form » manque dans site_config.yml : déclarez-y la forge, ou donnez --local.")
    if local or declared is None:
        declared = Form(url="http://localhost/", forge=Forge.LOCAL, repository="local")
    _refuse_editions(project, into)
    for needed in (_DECAP, _YAML):
        if not (packages / needed).is_dir():
            raise Misuse(f"{packages / needed} manque : lancez « npm ci » dans {packages.parent}.")
    year = clock(now).astimezone(PARIS).year
    try:
        made = list(form_files(project, declared, year))
    except NumbersExhaustedError as error:
        raise Misuse(f"les numéros sont épuisés : {error}.") from None
    if into.exists() and any(into.iterdir()) and not (into / _MARK).is_file():
        raise Misuse(f"{into} contient autre chose qu’un formulaire : donnez un dossier vide.")
    into.mkdir(parents=True, exist_ok=True)
    for name, content in made:
        (into / name).write_bytes(content)
    _copy(packages / _DECAP, into / "decap", "*decap-cms.js")
    _copy(packages / _YAML, into / "yaml", "**/*.js")
    click.echo(printable(f"{into}"))
    say("Servez-le à une adresse à part, derrière une connexion : voir deploy/form/.", err=True)


def _refuse_editions(project: Project, into: Path) -> None:
    """No edition may hold the form, and no form the sources."""
    home, place = project.folder.resolve(), into.resolve()
    outputs = [home / audience.output for audience in project.configuration.audiences]
    taken = [
        *outputs,
        *map(workspace_of, outputs),
        *(home / path for path in reserved_by(project.configuration)),
    ]
    inside = next((folder for folder in taken if nested(place, folder.resolve())), None)
    if inside is not None or place == home:
        raise Misuse(f"{into} est pris par une édition ou par des sources : donnez un dossier à part.")


def _copy(source: Path, target: Path, pattern: str) -> None:
    for file in source.glob(pattern):
        place = target / file.relative_to(source)
        place.parent.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(file, place)
