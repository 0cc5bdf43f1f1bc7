"""`cyberveille incidents`: saved declarations become qualification sheets and anonymous figures."""

from collections.abc import Iterator, Sequence
from datetime import UTC, datetime
from pathlib import Path

import click

from cyberveille.catalogue import Catalogue
from cyberveille.cli.environment import FINDINGS, ROOT, catalogue_of, project_at, show
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.locale import counted
from cyberveille.model import Finding, Headline
from cyberveille.reading import read_declarations
from cyberveille.reading.declarations import SIZE_LIMIT
from cyberveille.reporting import (
    Declaration,
    Guide,
    Terms,
    decide,
    figures,
    figures_csv,
    last_states,
    qualification_sheet,
)
from cyberveille.writing import write_atomically

_ENDINGS = (".json", ".csv")


@click.command(cls=Command)
@click.argument(
    "files",
    metavar="FICHIER...",
    nargs=-1,
    required=True,
    type=click.Path(exists=True, path_type=Path),
)
@ROOT
@click.option(
    "--sheets",
    metavar="DOSSIER",
    type=click.Path(file_okay=False, path_type=Path),
    help="Dossier qui reçoit une fiche de qualification par incident.",
)
@click.option(
    "--figures",
    "figures_file",
    metavar="FICHIER",
    type=click.Path(dir_okay=False, path_type=Path),
    help="Fichier CSV qui reçoit les chiffres anonymes, par mois.",
)
def incidents(files: tuple[Path, ...], root: Path, sheets: Path | None, figures_file: Path | None) -> None:
    """Lit des déclarations enregistrées (JSON) ou un export (CSV), fichiers ou dossiers.

    Les déclarations qui ne suivent pas le schéma sont signalées, les autres traitées. Les fiches et les
    déclarations ne sont pas publiques : gardez-les hors du dépôt.
    """
    project = project_at(root)
    _refuse_public(sheets, project.folder)
    if not project.scheme.criteria:
        raise Misuse("Le portail n’a pas de critères : remplissez content/signalement/.")
    declarations: list[Declaration] = []
    findings: list[Finding] = []
    for file in _inside(files):
        with file.open("rb") as opened:
            data = opened.read(SIZE_LIMIT + 1)
        read = read_declarations(str(file), data, project.vocabularies)
        declarations += read.declarations
        findings += read.findings
    last = last_states(declarations)
    if sheets:
        guides = _guides(catalogue_of(project, datetime.now(UTC), None), project.scheme.documents)
        terms = Terms.of(project.vocabularies)
        sheets.mkdir(parents=True, exist_ok=True)
        for item in last:
            decision = decide(project.scheme, item.answers, terms)
            text = qualification_sheet(item, decision, project.scheme, project.vocabularies, guides)
            write_atomically(sheets / f"{item.id}.md", text)
    if figures_file:
        write_atomically(figures_file, figures_csv(figures(declarations)))
    if findings:
        show(tuple(findings))
    say(f"{counted(len(last), 'incident')}, {counted(len(declarations), 'déclaration lue')}.")
    uncounted = sum(1 for item in last if item.care_level is None)
    if figures_file and uncounted:
        say(
            f"{counted(uncounted, 'incident')} hors des chiffres : effet sur les soins inconnu, à qualifier "
            "d’abord."
        )
    if any(finding.refuses for finding in findings):
        raise click.exceptions.Exit(FINDINGS)


def _refuse_public(sheets: Path | None, folder: Path) -> None:
    """A sheet names people: it has no place where editors commit what is published."""
    if sheets is None:
        return
    target = sheets.resolve()
    for name in ("bulletins", "alerts", "revisions", "content"):
        if target.is_relative_to((folder / name).resolve()):
            raise Misuse(f"« {sheets} » est dans le contenu du portail : choisissez un dossier en dehors.")


def _inside(files: Sequence[Path]) -> Iterator[Path]:
    for file in files:
        if file.is_dir():
            yield from sorted(item for item in file.rglob("*") if item.suffix.lower() in _ENDINGS)
        else:
            yield file


def _guides(catalogue: Catalogue, names: Sequence[str]) -> dict[str, Guide]:
    portal = catalogue.project.configuration.portal
    shown: dict[str, Headline] = {item.id: item for item in catalogue.headlines if not item.draft}
    known = (shown[name] for name in names if name in shown)
    return {item.id: Guide(item.title, portal.absolute(item.address)) for item in known}
