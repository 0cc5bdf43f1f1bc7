"""`cyberveille init`: a portal of one's own, in a folder that holds nothing of the program."""

import shlex
import shutil
import subprocess
from collections.abc import Callable, Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, NoReturn, TypeVar

import click

from cyberveille.cli.answers import Line
from cyberveille.cli.environment import project_at
from cyberveille.cli.french import Command, Misuse, Prompted, say
from cyberveille.editing import Lists, workspace_files
from cyberveille.locale import french
from cyberveille.model import Tlp
from cyberveille.reading.demands import NOWHERE, PREFIX, is_portal_address, no_portal_address
from cyberveille.starting import Wish, beginning_of
from cyberveille.starting.portal import PRIVATE
from cyberveille.writing.notice_file import write_atomically, write_new

T = TypeVar("T", bound=Callable[..., Any])


def _refuse(words: str, param: click.Parameter | None, ctx: click.Context | None) -> NoReturn:
    raise click.BadParameter(french(words), ctx, param)


class _Url(click.ParamType[str]):
    """The address of the portal, with a slash at its end."""

    name = "adresse"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        url = value.strip().rstrip("/") + "/"
        if not is_portal_address(url):
            self.fail(french(" ".join(no_portal_address(value))), param, ctx)
        return url


class _Prefix(click.ParamType[str]):
    """The prefix of identifiers."""

    name = "préfixe"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        prefix = value.strip().upper()
        if not PREFIX.fullmatch(prefix):
            self.fail(
                french(f"« {value} » n’est pas fait de lettres sans accent, par exemple CV."), param, ctx
            )
        return prefix


class _Email(click.ParamType[str]):
    """An address of mail."""

    name = "courriel"

    def convert(self, value: str, param: click.Parameter | None, ctx: click.Context | None) -> str:
        name, at, host = value.strip().partition("@")
        if not (name and at and host) or set(value.strip()) & set(" <>\"'"):
            self.fail(
                french(f"« {value} » n’est pas une adresse, par exemple cellule@hopital.fr."), param, ctx
            )
        return value.strip()


class _Asked(Prompted):
    """Asked for where it is not given, but for `--yes`: then what stands for it is left to fill in."""

    def prompt_for_value(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        return None if ctx.params.get("yes") else super().prompt_for_value(ctx)


def _asked(name: str, form: click.ParamType[str], metavar: str, prompt: str, words: str) -> Callable[[T], T]:
    return click.option(name, cls=_Asked, type=form, metavar=metavar, prompt=prompt, help=words)


@click.command(cls=Command)
@click.argument("folder", metavar="DOSSIER", type=click.Path(file_okay=False, path_type=Path))
@click.option("--yes", is_flag=True, is_eager=True, help="Ne demande rien : ce qui manque reste à compléter.")
@_asked("--name", Line(), "NOM", "Nom du portail", "Nom du portail.")
@_asked("--url", _Url(), "ADRESSE", "Adresse publique (https://…)", "Adresse publique du portail.")
@_asked("--publisher", Line(), "NOM", "Organisation qui publie", "Organisation qui publie.")
@_asked("--email", _Email(), "COURRIEL", "Courriel de contact", "Adresse de contact.")
@click.option(
    "--prefix",
    type=_Prefix(),
    default="CV",
    show_default=True,
    metavar="LETTRES",
    help="Préfixe des identifiants ; ne change plus après la première publication.",
)
@click.option(
    "--membres",
    "members",
    is_flag=True,
    help="Ajoute une édition pour les membres et un second dépôt, privé.",
)
def init(
    folder: Path,
    *,
    yes: bool,  # noqa: ARG001 - read by the options that ask
    name: str | None,
    url: str | None,
    publisher: str | None,
    email: str | None,
    prefix: str,
    members: bool,
) -> None:
    """Commence un portail dans DOSSIER : un dépôt git qui n’a que ses contenus et sa configuration."""
    if folder.exists() and any(item.name != ".git" for item in folder.iterdir()):
        raise Misuse(f"« {folder} » n’est pas vide : donnez un dossier vide, ou qui n’existe pas encore.")
    wish = Wish(
        name or "Portail de cyberveille",
        url or f"https://portail{NOWHERE}/",
        prefix,
        publisher or "À compléter : organisation qui publie",
        email or f"contact@portail{NOWHERE}",
        members,
    )
    beginning = beginning_of(wish, datetime.now(UTC))
    _write(folder, beginning.files)
    _help_to_write(folder, beginning.files)
    if beginning.private:
        _write(folder / PRIVATE, beginning.private)
    where = click.format_filename(folder)
    say(f"Le portail est dans « {where} ». Pour le voir : « cyberveille serve --root {_typed(where)} ».")
    say("« cyberveille check » dit ce qui reste à compléter ; rien n’en paraît avant.")


def _typed(name: str) -> str:
    """A name as it is typed after a command: quotes around what a shell would take apart."""
    if shlex.quote(name) == name or set(name) & set('"$`\\!'):
        return shlex.quote(name)
    return f'"{name}"'


def _write(folder: Path, texts: Mapping[str, str]) -> None:
    """The files, in a repository of git where that is there to make one."""
    for path, text in texts.items():
        write_new(folder / path, text)
    git = shutil.which("git")
    if git is None:
        say("git est introuvable : installez-le, puis lancez « git init » dans ce dossier.", err=True)
    elif not (folder / ".git").exists():
        command = [git, "-C", str(folder), "init", "--quiet", "--initial-branch=main"]
        if subprocess.run(command, capture_output=True, check=False).returncode:  # noqa: S603
            say(f"« git init » a échoué dans « {folder} » : lancez-le vous-même.", err=True)


def _help_to_write(folder: Path, written: Mapping[str, str]) -> None:
    """What an editor's own tools know of headers, as `schema` writes it, in the settings."""
    project = project_at(folder)
    lists = Lists(project.vocabularies_for(Tlp.CLEAR), project.configuration.prefix, project.supplied)
    roots = [source.path for source in project.configuration.sources]
    present = {path: text for path, text in written.items() if path.startswith(".vscode/")}
    for path, text in workspace_files(lists, roots, present).items():
        write_atomically(folder / path, text)
