"""`cyberveille keep`: what notices said before revisions that were written by hand, taken from git."""

from pathlib import Path

import click

from cyberveille.catalogue.earlier import kept_of
from cyberveille.cli.amending import shown_name, the_files
from cyberveille.cli.environment import ROOT, project_at
from cyberveille.cli.french import Command, say
from cyberveille.drafting import keeping_before, open_file
from cyberveille.locale import counted
from cyberveille.printable import printable
from cyberveille.publishing.history import History
from cyberveille.writing import write_atomically


@click.command(
    cls=Command, short_help="Garde, d’après git, ce que disaient les notices avant leurs révisions."
)
@click.argument("named", metavar="[ID]…", nargs=-1)
@click.option("--dry-run", is_flag=True, help="Dit ce qui serait gardé, et n’écrit rien.")
@ROOT
def keep(named: tuple[str, ...], dry_run: bool, root: Path) -> None:
    """Cherche dans l’historique de git le texte que chaque révision a remplacé, et le garde à sa place.

    Pour les révisions écrites à la main, dans un éditeur ou dans un formulaire : « cyberveille revise » garde
    de lui-même. Sans ID, toutes les notices.
    """
    project = project_at(root)
    history = History(project.folder)
    written, unknown = 0, 0
    for file in the_files(project, named):
        found = open_file(project, file)
        if isinstance(found, str) or found.notice.draft or found.notice.erased:
            continue
        kept = [item.number for item in kept_of(found.root, found.notice.id)]
        if not [*found.notice.unkept(kept)]:
            continue
        place = file.relative_to(found.root).as_posix()
        versions = history.existing(str(found.root), place).all
        for item in keeping_before(found.root, found.notice, kept, (version.data for version in versions)):
            if isinstance(item, int):
                unknown += 1
                say(f"{found.notice.id} : git n’a pas le texte de la révision {item}.", err=True)
                continue
            written += 1
            if not dry_run:
                item.file.parent.mkdir(parents=True, exist_ok=True)
                write_atomically(item.file, item.text)
            click.echo(printable(shown_name(project, item.file)))
    told = counted(written, "texte") + (" à garder" if dry_run else f" gardé{'s' if written > 1 else ''}")
    rest = f", {counted(unknown, 'révision')} sans texte" if unknown else ""
    say(f"{told}{rest}.", err=True)
