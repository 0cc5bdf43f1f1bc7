"""What the verbs that change a notice share: the notice named, the difference shown, nothing half-written."""

from collections.abc import Iterator
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.catalogue.foresight import findings_in
from cyberveille.cli.environment import FINDINGS, show
from cyberveille.cli.french import Misuse, say
from cyberveille.drafting import Amended, Opened, bearers, nobody, notice_files, opened
from cyberveille.printable import printable

NAMED = click.argument("named", metavar="ID")
"""An identifier, or the path of a file where two bear the same."""
DIFF = click.option("--diff", is_flag=True, help="Montre la différence, puis l’écrit.")
_FOREIGN = "written-in-french"
DRY_RUN = click.option("--dry-run", is_flag=True, help="Montre la différence, et n’écrit rien.")


def the_notice(project: Project, named: str) -> Opened:
    """Ends the command when there is none, or it cannot be read."""
    found = opened(project, named)
    if isinstance(found, str):
        raise Misuse(found)
    return found


def the_files(project: Project, named: tuple[str, ...]) -> Iterator[Path]:
    """The files of the notices named, or of all; ends the command for one that is not there."""
    if not named:
        yield from notice_files(project)
    for one in named:
        found = list(bearers(project, one))
        if not found:
            raise Misuse(nobody(project, one))
        yield from found


def carry_out(project: Project, work: Amended, *, diff: bool, dry_run: bool, strict: bool = False) -> None:
    """Write what a verb makes of a notice, or say why not.

    What the rules would newly refuse in it is shown, and nothing is written; with `strict`, all they refuse,
    and what is not in French: it would be read before anybody looks again. What they newly doubt is shown,
    and written.
    """
    if work.problem:
        raise Misuse(work.problem)
    named = shown_name(project, work.file)
    if not work.changed:
        say(f"{named} : rien à changer.", err=True)
        return
    if diff or dry_run:
        show_difference(work, named)
    before = {item.rule for item in findings_in(project, work.file, work.before)}
    after = findings_in(project, work.file, work.after)
    known = set() if strict else before
    faults = tuple(
        item
        for item in after
        if (item.refuses and item.rule not in known) or (strict and item.rule == _FOREIGN)
    )
    if faults:
        show(faults)
        refused = any(item.refuses for item in faults)
        why = "la notice serait refusée" if refused else "ce texte n’est pas en français"
        say(f"Rien n’est écrit : {why}.", err=True)
        raise click.exceptions.Exit(FINDINGS)
    if doubtful := tuple(item for item in after if not item.refuses and item.rule not in before):
        show(doubtful)
    if work.kept is not None and not work.kept.known:
        say(
            "Git ne connaît pas ce texte : celui du fichier est gardé comme texte d’avant la révision.",
            err=True,
        )
    if not dry_run:
        work.write()
        click.echo(printable(named))
        if work.kept is not None:
            click.echo(printable(shown_name(project, work.kept.file)))


def show_difference(work: Amended, named: str) -> None:
    """On standard output, as other programs take it."""
    for line in work.difference(named):
        click.echo(printable(line))


def shown_name(project: Project, file: Path) -> str:
    """A file's place in the portal."""
    return str(file.relative_to(project.folder)) if file.is_relative_to(project.folder) else str(file)
