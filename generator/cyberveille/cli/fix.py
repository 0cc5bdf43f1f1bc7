"""`cyberveille fix`: mends what needs no judgement."""

from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.amending import DIFF, DRY_RUN, show_difference, shown_name, the_files
from cyberveille.cli.environment import NOW, ROOT, clock, project_at
from cyberveille.cli.french import Command, say
from cyberveille.drafting import Amended, mended, open_file
from cyberveille.importing import Registered
from cyberveille.locale import counted
from cyberveille.model import Tlp


@click.command(cls=Command, short_help="Corrige ce qui ne demande aucun jugement.")
@click.argument("named", metavar="[ID]...", nargs=-1)
@DIFF
@DRY_RUN
@NOW
@ROOT
def fix(named: tuple[str, ...], diff: bool, dry_run: bool, now: datetime | None, root: Path) -> None:
    """Remet en forme les notices nommées, ou toutes, sans changer ni fait ni ligne de trop.

    Ordre des clés, heure de Paris, espaces, signes invisibles, listes ; avant la parution, nom des éditeurs
    et ordre des vulnérabilités.
    """
    project = project_at(root)
    moment = clock(now)
    names = Registered(project.registry_for(Tlp.CLEAR))
    changed = 0
    for file in the_files(project, named):
        text, windows = _text(file)
        if text is None:
            continue
        better = mended(text, names.vendor, shown=_is_shown(project, file, moment))
        work = Amended(file, text, better.text)
        if not work.changed and not windows:
            continue
        changed += 1
        name = shown_name(project, file)
        say(f"{name} : {', '.join((*better.done, *(['fins de ligne'] if windows else [])))}.")
        if diff or dry_run:
            show_difference(work, name)
        if not dry_run:
            work.write()
    told = counted(changed, "fichier") + " à corriger" if dry_run else counted(changed, "fichier corrigé")
    say(f"{told}.", err=True)


def _text(file: Path) -> tuple[str | None, bool]:
    """The text with Unix line ends, and whether it had others; None for a file that is no text."""
    try:
        text = file.read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None, False
    return text.replace("\r\n", "\n"), "\r\n" in text


def _is_shown(project: Project, file: Path, now: datetime) -> bool:
    found = open_file(project, file)
    return not isinstance(found, str) and not found.notice.draft and found.notice.published <= now
