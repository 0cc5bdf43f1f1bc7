"""What the commands take from the world: the clock, git, the number of processors, the terminal."""

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any, TypeVar

import click
from msgspec.structs import replace

from cyberveille.catalogue import Catalogue, Project, Store, load, open_project
from cyberveille.checking.rendering import text
from cyberveille.checking.rendering.count import Count
from cyberveille.cli.french import Misuse, say
from cyberveille.forking import collect_rarely
from cyberveille.locale import datetime_fr, french, paris_day
from cyberveille.model import Audience, Finding
from cyberveille.system_errors import reason

FINDINGS = 1
USAGE = 2
_SHOWN_WARNINGS = 20
_PROBED = 1 << 16
"""Bytes: what SQLite writes at least."""

ROOT = click.option(
    "--root",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOSSIER",
    default=Path(),
    help="Dossier du portail, où se trouve site_config.yml. Par défaut : le dossier courant.",
)
Command = TypeVar("Command", bound=Callable[..., Any])


def output_option(words: str) -> Callable[[Command], Command]:
    """The folder of an edition, where it is not that of the configuration; `words` say what it is for."""
    return click.option(
        "--output",
        type=click.Path(file_okay=False, path_type=Path),
        metavar="DOSSIER",
        default=None,
        help=words,
    )


JOBS = click.option(
    "--jobs",
    type=click.IntRange(1),
    metavar="NOMBRE",
    default=None,
    help="Processus employés. Par défaut : un par cœur.",
)


def _names(_context: click.Context, _option: click.Parameter, given: tuple[str, ...]) -> frozenset[str]:
    return frozenset(name for item in given for name in item.replace(",", " ").split())


ALLOW_REMOVAL = click.option(
    "--allow-removal",
    "allow_removal",
    metavar="ID",
    multiple=True,
    callback=_names,
    help="Admet que ce qui a été publié sous cet identifiant (ou cette adresse de page) disparaisse ou "
    "change ; se répète. La page « Cette édition » le dit.",
)


class InstantType(click.ParamType[datetime]):
    """An instant with its zone, ISO 8601."""

    name = "instant"

    def convert(
        self, value: str | datetime, param: click.Parameter | None, ctx: click.Context | None
    ) -> datetime:
        if isinstance(value, datetime):
            return value
        try:
            moment = datetime.fromisoformat(value)
        except ValueError:
            example = "2026-11-23T09:30:00+01:00"
            self.fail(french(f"« {value} » n’est pas une date ISO 8601, par exemple {example}."), param, ctx)
        if moment.tzinfo is None:
            message = f"« {value} » n’a pas de fuseau horaire : ajoutez +01:00, +02:00 ou Z."
            self.fail(french(message), param, ctx)
        return moment.astimezone(UTC)


NOW = click.option(
    "--now",
    type=InstantType(),
    default=None,
    help="Horloge de l’édition, avec fuseau. Par défaut : SOURCE_DATE_EPOCH, sinon l’heure courante.",
)


def clock(now: datetime | None) -> datetime:
    """One value for the whole edition, aware, UTC, to the second."""
    if now is None and (epoch := os.environ.get("SOURCE_DATE_EPOCH")):
        try:
            now = datetime.fromtimestamp(int(epoch), UTC)
        except (ValueError, OverflowError, OSError):
            raise Misuse("SOURCE_DATE_EPOCH doit être un nombre de secondes.") from None
    return (now or datetime.now(UTC)).replace(microsecond=0)


def edition_clock(now: datetime | None, *, told: bool) -> datetime:
    """The same; with `told`, a day that comes from the environment and is not today's is said."""
    moment = clock(now)
    another = now is None and os.environ.get("SOURCE_DATE_EPOCH") and paris_day(moment) != _today()
    if told and another:
        say(
            f"Horloge : SOURCE_DATE_EPOCH date cette édition du {datetime_fr(moment)}, non d’aujourd’hui. "
            "Embargos, échéances et flux sont jugés à cette date ; retirez cette variable, ou donnez --now.",
            err=True,
        )
    return moment


def _today() -> date:
    return paris_day(datetime.now(UTC))


def commit_of(folder: Path) -> str | None:
    """The full hash of the commit checked out in `folder`; None outside git."""
    command = ["git", "-C", str(folder), "rev-parse", "--verify", "HEAD"]
    try:
        done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    except OSError:
        return None
    return done.stdout.strip() or None


def processors(jobs: int | None) -> int:
    return jobs or len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else jobs or 1


def project_at(root: Path) -> Project:
    """The project; ends the command with its findings when there is none to be had."""
    found = open_project(root)
    if isinstance(found, Project):
        return found
    show(found.findings)
    raise click.exceptions.Exit(USAGE)


def audience_at(project: Project, name: str) -> Audience:
    """The edition of that name; ends the command when none is configured so."""
    chosen = project.configuration.audience(name)
    if chosen is None:
        names = ", ".join(item.name for item in project.configuration.audiences)
        raise Misuse(f"audience inconnue : « {name} ». Audiences configurées : {names}.")
    return chosen


def store_of(project: Project, *, kept: bool = True) -> Store:
    """What was made of the project's sources, open as long as the command under way."""
    store = Store(project.work / "catalogue.sqlite3", kept=kept)
    click.get_current_context().call_on_close(store.close)
    return store


def catalogue_of(
    project: Project, now: datetime, jobs: int | None, meanwhile: Sequence[Callable[[], object]] = ()
) -> Catalogue:
    """What `load` gives, with what is kept beside the project, or without where nothing can be kept."""
    collect_rarely()
    file = project.work / "catalogue.sqlite3"
    first = not project.work.is_dir()

    def loaded(project: Project, store: Store) -> Catalogue:
        with progress_bar("Lecture") as advance:
            return load(project, store, now=now, jobs=processors(jobs), progress=advance, meanwhile=meanwhile)

    try:
        catalogue = loaded(project, store_of(project))
    except (sqlite3.OperationalError, OSError) as error:
        why = _unkept(file, error)
        if not why:
            say(
                f"« {file} » ne peut pas être ouvert : supprimez-le, ou vérifiez les droits de son dossier.",
                err=True,
            )
            raise click.exceptions.Exit(USAGE) from None
        say(
            f"Rien n’est gardé dans « {file.parent} » ({why}) : la lecture prendra autant de temps la "
            "prochaine fois.",
            err=True,
        )
        catalogue = loaded(_elsewhere(project), store_of(project, kept=False))
    if first:
        open_project(project.folder)  # There is a folder now in which what it says is kept.
    # What was loaded stays: later collections need not go through it.
    collect_rarely()
    return catalogue


def _elsewhere(project: Project) -> Project:
    """The project with its caches in a folder that goes with the command; as it is where there is none."""
    # They load much, and are asked for where nothing can be kept.
    import shutil  # noqa: PLC0415
    import tempfile  # noqa: PLC0415

    try:
        folder = Path(tempfile.mkdtemp(prefix="cyberveille-"))
    except OSError:
        return project
    click.get_current_context().call_on_close(lambda: shutil.rmtree(folder, ignore_errors=True))
    return replace(project, elsewhere=folder)


_NOT_TO_BE_WRITTEN = {errno.EACCES, errno.EPERM, errno.EROFS, errno.ENOSPC, errno.EDQUOT}


def _unkept(file: Path, error: sqlite3.OperationalError | OSError) -> str:
    """Why nothing can be kept in the file, when the system says so; raises what is another fault."""
    if isinstance(error, OSError):
        if error.errno not in _NOT_TO_BE_WRITTEN:
            raise error
        return reason(error)
    import tempfile  # noqa: PLC0415 - as above

    try:
        with tempfile.TemporaryFile(dir=file.parent) as probe:
            probe.write(bytes(_PROBED))
            probe.flush()
        if file.exists() and not os.access(file, os.W_OK):
            return reason(PermissionError(errno.EACCES, ""))
    except OSError as refusal:
        return reason(refusal)
    return ""


def show_all(catalogue: Catalogue) -> None:
    """The findings of a catalogue, as `show` does; warnings that it would only count are not decoded."""
    if catalogue.warnings <= _SHOWN_WARNINGS:
        if catalogue.findings:
            show(catalogue.findings)
        return
    show(tuple(finding for finding in catalogue.found if finding.refuses))
    _count(Count(0, catalogue.warnings, catalogue.warned))


def _count(warnings: Count) -> None:
    say(f"{warnings.sentence()} : « cyberveille check » les montre.", err=True)


def show(findings: tuple[Finding, ...]) -> None:
    """Findings for people, on standard error: every error, and warnings while they can be read."""
    colour = sys.stderr.isatty() and "NO_COLOR" not in os.environ
    errors = tuple(finding for finding in findings if finding.refuses)
    warnings = tuple(finding for finding in findings if not finding.refuses)
    if len(warnings) <= _SHOWN_WARNINGS:
        click.echo(text.render(findings, colour=colour), err=True, nl=False)
        return
    click.echo(text.render(errors, colour=colour), err=True, nl=False)
    _count(Count.of(warnings))


@contextmanager
def progress_bar(label: str) -> Iterator[Callable[[int, int | None], None]]:
    """A bar on a terminal, nothing elsewhere; it appears with the first step told."""
    if not sys.stderr.isatty():
        yield lambda _done, _total: None
        return
    from rich.console import Console  # noqa: PLC0415 - slow to load, for people only
    from rich.progress import (  # noqa: PLC0415
        BarColumn,
        MofNCompleteColumn,
        Progress,
        TextColumn,
        TimeRemainingColumn,
    )

    console = Console(stderr=True)
    if not console.is_terminal:
        yield lambda _done, _total: None
        return
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeRemainingColumn(),
    )
    # Drawn when a step is told: a thread that drew it would keep work from being shared by processes.
    with Progress(*columns, console=console, transient=True, auto_refresh=False) as bar:
        task = bar.add_task(label, total=None, visible=False)
        yield lambda done, total: bar.update(task, completed=done, total=total, visible=True, refresh=True)
