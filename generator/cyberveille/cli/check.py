"""`cyberveille check`: everything that is wrong, where, and how to mend it."""

import json as json_text
import os
import sys
from collections.abc import Callable, Iterator
from datetime import datetime
from functools import cache
from pathlib import Path

import click

from cyberveille.catalogue import Catalogue, Project
from cyberveille.catalogue.reach import beyond_reach
from cyberveille.checking import check_changes
from cyberveille.checking.rendering import github, gitlab, text
from cyberveille.checking.rendering import json_report as json
from cyberveille.checking.rendering.folding import MOST
from cyberveille.cli.environment import (
    ALLOW_REMOVAL,
    FINDINGS,
    JOBS,
    NOW,
    ROOT,
    catalogue_of,
    clock,
    project_at,
)
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.cli.held_back import held_back
from cyberveille.cli.placing import kept_findings
from cyberveille.cli.streams import in_unicode
from cyberveille.locale import counted
from cyberveille.model import Finding

_REPORTS: dict[str, Callable[[tuple[Finding, ...]], str]] = {
    "json": json.render,
    "github": github.render,
    "gitlab": gitlab.render,
}


@click.command(cls=Command)
@click.argument("paths", metavar="[CHEMIN]...", nargs=-1, type=click.Path(path_type=Path))
@click.option(
    "--format", "form", type=click.Choice(["text", *_REPORTS]), default="text", help="Forme des constats."
)
@click.option(
    "--all",
    "whole",
    is_flag=True,
    help=f"Montre chaque avertissement, même d’une règle qui en donne plus de {MOST}. Les autres formes "
    "les ont toujours tous.",
)
@click.option("--strict", is_flag=True, help="Traite les avertissements comme des erreurs.")
@click.option(
    "--since",
    metavar="COMMIT",
    default=None,
    help="Compare aussi avec ce qui était publié à ce commit, d’après git seul : rien ne disparaît, ne "
    "recule ni ne change en silence.",
)
@ALLOW_REMOVAL
@NOW
@ROOT
@JOBS
def check(
    paths: tuple[Path, ...],
    form: str,
    whole: bool,
    strict: bool,
    since: str | None,
    allow_removal: frozenset[str],
    now: datetime | None,
    root: Path,
    jobs: int | None,
) -> None:
    """Vérifie tout le portail ; avec des chemins, ne montre que ce qui les concerne.

    Sort avec 0 si tout est bon ou s’il n’y a que des avertissements, 1 s’il y a des erreurs, 2 si la
    commande ou la configuration est fautive.
    """
    unknown = [path for path in paths if not (path.exists() or (root / path).exists())]
    if unknown:
        raise Misuse(f"introuvable : {', '.join(f'« {path} »' for path in unknown)}")
    project = project_at(root)
    moment = clock(now)
    catalogue = catalogue_of(project, moment, jobs)
    published = () if since is None else _published(catalogue, since, moment, allow_removal)
    everything = sorted((*catalogue.findings, *kept_findings(project), *published))
    findings = tuple(filter(_about(paths, root), everything) if paths else everything)
    findings = tuple(sorted((*findings, *_unread(project, paths, findings, root))))
    click.echo(_render(findings, form, fold=not (whole or strict)), nl=False)
    if form == "text" and not findings:
        say(
            f"Aucun constat : {counted(len(catalogue.sources), 'notice')}, "
            f"{counted(len(catalogue.pages), 'page')}."
        )
    if waiting := held_back(catalogue.held_back(moment), moment):
        say(waiting, err=form != "text")
    if any(finding.refuses or strict for finding in findings):
        raise click.exceptions.Exit(FINDINGS)


def _published(
    catalogue: Catalogue, since: str, moment: datetime, allowed: frozenset[str]
) -> tuple[Finding, ...]:
    """What became of what was published at a commit; ends the command when git cannot say."""
    # What knows editions is loaded by those who ask for it.
    from cyberveille.publishing.permanence import PastUnknown, changes_since, not_admitted  # noqa: PLC0415

    try:
        changes = changes_since(catalogue, since, moment)
    except PastUnknown as unknown:
        raise Misuse(str(unknown)) from None
    return check_changes(not_admitted(changes, allowed), catalogue.project.line)


def _about(paths: tuple[Path, ...], root: Path) -> Callable[[Finding], bool]:
    """Whether a finding is about one of these paths, or about what lies below one.

    Each folder is looked up once: an archive has thousands of warnings, of which one file has a few.
    """
    asked = tuple(path if path.exists() else root / path for path in paths)
    places = tuple(path.resolve() for path in asked)
    files = {str(place) for place in places} | {str(path.parent.resolve() / path.name) for path in asked}

    @cache
    def folder(name: str) -> tuple[str, bool]:
        resolved = (root / name).resolve()
        return str(resolved), any(resolved.is_relative_to(place) for place in places)

    def about(finding: Finding) -> bool:
        above, _, name = finding.path.rpartition("/")
        place, within = folder(above)
        return within or f"{place}/{name}" in files

    return about


def _unread(
    project: Project, paths: tuple[Path, ...], findings: tuple[Finding, ...], root: Path
) -> Iterator[Finding]:
    """What is said of a path of which nothing is read, when no finding has said it."""
    for path in paths:
        place = path if path.exists() else root / path
        found = beyond_reach(project, place)
        if found is not None and not any(map(_about((place,), root), findings)):
            yield found


def _render(findings: tuple[Finding, ...], form: str, *, fold: bool) -> str:
    if form == "text":
        colour = sys.stdout.isatty() and "NO_COLOR" not in os.environ
        return text.render(findings, colour=colour, fold=fold)
    report = _REPORTS[form](findings)
    if form in {"json", "gitlab"} and not in_unicode(sys.stdout.encoding):
        # JSON has a spelling of its own for what an encoding lacks (RFC 8259, section 7).
        return json_text.dumps(json_text.loads(report), indent=2) + "\n"
    return report
