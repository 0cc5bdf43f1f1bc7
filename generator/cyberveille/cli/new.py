"""`cyberveille new`: a notice to fill, numbered, dated, valid but for its text."""

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any, TextIO, TypeVar

import click
from click.core import ParameterSource

from cyberveille.cli.answers import Address, Line, Listed, Term, Word
from cyberveille.cli.desk import desk_of
from cyberveille.cli.environment import FINDINGS, NOW, ROOT, clock, project_at, show
from cyberveille.cli.french import Group, Misuse, Prompted, say
from cyberveille.drafting import Wish, draft_notice
from cyberveille.importing import take
from cyberveille.model import Kind, Severity, Tlp
from cyberveille.printable import printable
from cyberveille.writing import write_new

Callback = TypeVar("Callback", bound=Callable[..., Any])


@click.group(cls=Group)
def new() -> None:
    """Crée une notice numérotée et datée, qui passe la vérification dès que son texte est rempli."""


def _create(kind: Kind, root: Path, now: datetime | None, wish: Wish) -> None:
    project = project_at(root)
    drafted = draft_notice(project, kind, wish, clock(now))
    if drafted.problem:
        raise Misuse(drafted.problem)
    try:
        write_new(drafted.file, drafted.text)
    except FileExistsError as error:
        raise Misuse(f"{error.filename} existe déjà.") from None
    click.echo(printable(f"{drafted.file}"))
    say("Remplacez chaque « À compléter », puis lancez « cyberveille check ».", err=True)


_TITLE = click.option(
    "--title", cls=Prompted, type=Line(), metavar="TITRE", prompt="Titre", help="Titre de la notice."
)


def _tlp(default: Tlp) -> Callable[[Callback], Callback]:
    return click.option(
        "--tlp",
        type=Word([tlp.value for tlp in Tlp if tlp.may_enter_git]),
        default=default.value,
        show_default=True,
        help="Marquage TLP.",
    )


_TLP, _TLP_SHARED = _tlp(Tlp.CLEAR), _tlp(Tlp.AMBER)
_SEVERITY = click.option(
    "--severity",
    cls=Prompted,
    type=Word([severity.value for severity in Severity]),
    prompt="Gravité",
    help="Gravité.",
)
_TECHNOLOGIES = click.option(
    "--technology",
    "technologies",
    cls=Term,
    type=Listed("technologies"),
    metavar="TERME",
    prompt="Technologies, séparées par des virgules",
    multiple=True,
    help="Technologie de la liste ; répétez l’option pour plusieurs.",
)
_REFERENCE = click.option(
    "--reference",
    cls=Prompted,
    type=Address(),
    metavar="ADRESSE",
    prompt="Adresse de la source",
    help="Adresse https de la source.",
)


_SOURCES = click.option(
    "--from",
    "sources",
    multiple=True,
    is_eager=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FICHIER",
    help="Avis CSAF ou enregistrement CVE dont tirer un brouillon ; se répète pour en réunir plusieurs.",
)


def _term(name: str, vocabulary: str, asked: str, words: str) -> Callable[[Callback], Callback]:
    return click.option(name, cls=Term, type=Listed(vocabulary), metavar="TERME", prompt=asked, help=words)


def _watch(kind: Kind, short: str, words: str) -> None:
    """The command of a bulletin or an alert."""

    @new.command(kind.value, short_help=short, help=words)
    @_SOURCES
    @_TITLE
    @_SEVERITY
    @_TECHNOLOGIES
    @_REFERENCE
    @_TLP
    @NOW
    @ROOT
    def _command(
        sources: tuple[Path, ...],
        title: str,
        severity: str,
        technologies: tuple[str, ...],
        reference: str,
        tlp: str,
        now: datetime | None,
        root: Path,
    ) -> None:
        if sources:
            wanted = Severity(severity) if severity else None
            _from_sources(kind, root, clock(now), sources, (title or None, wanted, technologies))
            return
        wish = Wish(title, Tlp(tlp), Severity(severity), technologies, reference)
        _create(kind, root, now, wish)


def _from_sources(
    kind: Kind,
    root: Path,
    now: datetime,
    sources: tuple[Path, ...],
    own: tuple[str | None, Severity | None, tuple[str, ...]],
) -> None:
    """Write a draft that several advisories make, and say what an editor has to look at."""
    context = click.get_current_context()
    marking = context.params["tlp"]
    by_default = context.get_parameter_source("tlp") is ParameterSource.DEFAULT
    project = project_at(root)
    desk = desk_of(project, now, None if by_default else marking)
    title, severity, technologies = own
    taken = take(project, kind, sources, desk, title=title, severity=severity, technologies=technologies)
    if taken.findings:
        show(taken.findings)
        raise click.exceptions.Exit(FINDINGS)
    taken.write()
    click.echo(printable(f"{taken.file}"))
    for doubt in taken.doubts:
        say(f"  {doubt}", err=True)
    say("C’est un brouillon : écrivez-le d’après la source citée en bas, puis retirez celle-ci.", err=True)


_watch(Kind.BULLETIN, "Un bulletin de sécurité.", "Crée un bulletin dans bulletins/<année>/.")
_watch(Kind.ALERT, "Une alerte.", "Crée une alerte en cours dans alerts/<année>/.")


@new.command(short_help="Un document de la bibliothèque.")
@_TITLE
@_term("--theme", "themes", "Thème", "Thème de la liste « themes ».")
@_term("--form", "formes", "Forme", "Forme de la liste « formes ».")
@_TLP
@NOW
@ROOT
def document(title: str, theme: str, form: str, tlp: str, now: datetime | None, root: Path) -> None:
    """Crée un document dans content/documents/."""
    _create(Kind.DOCUMENT, root, now, Wish(title, Tlp(tlp), theme=theme, form=form))


@new.command(short_help="Un retour d’expérience anonyme.")
@_TITLE
@_term("--structure", "structures", "Type de structure", "Liste « structures ».")
@_term("--origin", "origines", "Origine", "Liste « origines ».")
@click.option(
    "--notes",
    type=click.File(encoding="utf-8"),
    metavar="FICHIER",
    help="Notes à ranger dans le récit, par exemple une discussion exportée ; « - » pour l’entrée.",
)
@_TLP_SHARED
@NOW
@ROOT
def rex(
    title: str,
    structure: str,
    origin: str,
    notes: TextIO | None,
    tlp: str,
    now: datetime | None,
    root: Path,
) -> None:
    """Crée un retour d’expérience dans content/rex/, dans le premier dossier qui admet son marquage."""
    try:
        text = notes.read() if notes else ""
    except UnicodeDecodeError:
        raise Misuse("les notes ne sont pas de l’UTF-8.") from None
    _create(Kind.REX, root, now, Wish(title, Tlp(tlp), structure=structure, origin=origin, notes=text))


@new.command(short_help="Une action ministérielle.")
@_TITLE
@click.option(
    "--lead", cls=Prompted, type=Line(), metavar="NOM", prompt="Pilote", help="Qui pilote l’action."
)
@click.option(
    "--starts",
    cls=Prompted,
    metavar="JOUR",
    type=click.DateTime(["%Y-%m-%d"]),
    prompt="Premier jour (AAAA-MM-JJ)",
    help="Premier jour.",
)
@_TLP_SHARED
@NOW
@ROOT
def action(title: str, lead: str, starts: datetime, tlp: str, now: datetime | None, root: Path) -> None:
    """Crée une action ministérielle dans content/actions/, dans le premier dossier qui admet son marquage."""
    _create(Kind.ACTION, root, now, Wish(title, Tlp(tlp), lead=lead, starts=starts.date()))
