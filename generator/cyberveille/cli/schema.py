"""`cyberveille schema`: what an editor's own tools know of headers, from the model that `check` reads."""

from pathlib import Path

import click

from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.editing import Lists, SettingsError, schema_of, workspace_files
from cyberveille.editing.workspace import FOLDER, REMARK, written
from cyberveille.locale import counted
from cyberveille.model import Tlp
from cyberveille.printable import printable
from cyberveille.reading.described import EVERYTHING
from cyberveille.writing import write_atomically

_DESCRIBED = {described.name: described for described in EVERYTHING}


@click.command(cls=Command, short_help="Écrit les schémas et les extraits que lit VS Code.")
@click.argument("what", metavar="[SORTE]", type=click.Choice([*_DESCRIBED]), required=False)
@click.option(
    "--into",
    type=click.Path(file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=None,
    help="Dossier où écrire .vscode/ et .remarkrc.json. Par défaut : celui du portail.",
)
@click.option(
    "--tlp",
    type=click.Choice([tlp.value for tlp in Tlp if tlp.may_enter_git]),
    default=Tlp.CLEAR.value,
    show_default=True,
    help="Marquage des listes dont les termes sont repris : un dépôt public n’en montre pas d’autres.",
)
@ROOT
def schema(what: str | None, into: Path | None, tlp: str, root: Path) -> None:
    """Écrit dans .vscode/ ce que l’éditeur de texte propose et vérifie pendant la frappe.

    Un schéma JSON (2020-12) par sorte de fichier, des extraits par sorte de notice et par clé, les réglages
    qui les relient ; ceux qui y sont déjà restent. Avec une SORTE, affiche son schéma et n’écrit rien.
    """
    project = project_at(root)
    lists = Lists(project.vocabularies_for(Tlp(tlp)), project.configuration.prefix, project.supplied)
    if what:
        click.echo(written(schema_of(_DESCRIBED[what], lists)), nl=False)
        return
    folder = into or project.folder
    roots = [source.path for source in project.configuration.sources]
    present = {
        path.relative_to(folder).as_posix(): path.read_text(encoding="utf-8", errors="replace")
        for path in (*(folder / FOLDER).glob("*.json"), folder / REMARK)
        if path.is_file()
    }
    try:
        files = workspace_files(lists, roots, present)
    except SettingsError as error:
        message = f"{error} contient autre chose que du JSON (un commentaire, une virgule de trop)"
        raise Misuse(f"{message} : retirez-le, ou donnez --into un autre dossier.") from None
    changed = [path for path, text in files.items() if _text(folder / path) != text]
    for path in changed:
        write_atomically(folder / path, files[path])
        click.echo(printable(f"{folder / path}"))
    if not changed:
        say(f"Rien à écrire : {counted(len(files), 'fichier')} à jour.")


def _text(file: Path) -> str | None:
    try:
        return file.read_text(encoding="utf-8")
    except (FileNotFoundError, UnicodeDecodeError):
        return None
