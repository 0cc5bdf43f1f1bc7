"""`cyberveille exchanges`: the discussion between correspondents, served and kept."""

import logging
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from importlib.util import find_spec
from pathlib import Path
from typing import Any, TypeVar

import click
import msgspec

from cyberveille.cli.french import Group, Misuse, say
from cyberveille.exchanging.keeping import back_up, forget, months_before, personal_data, restore
from cyberveille.exchanging.markdown import thread_markdown, thread_notes
from cyberveille.exchanging.messages import ForeignFile, Message, Messages
from cyberveille.exchanging.person import key_of
from cyberveille.exchanging.settings import read_settings
from cyberveille.exchanging.threads import Thread, Threads
from cyberveille.extras import Part, need
from cyberveille.locale import counted
from cyberveille.model import ExchangeSettings

Callback = TypeVar("Callback", bound=Callable[..., Any])
_FILE = click.Path(dir_okay=False, path_type=Path)
_READ = click.Path(exists=True, dir_okay=False, path_type=Path)


@click.group(cls=Group)
def exchanges() -> None:
    """Discussion entre correspondants : le service, et ce qu’un exploitant fait de ses messages."""


def _database(must_exist: bool) -> Callable[[Callback], Callback]:
    return click.option(
        "--database",
        type=_READ if must_exist else _FILE,
        metavar="FICHIER",
        required=True,
        help="Fichier des messages (SQLite).",
    )


_DATABASE, _NEW_DATABASE = _database(True), _database(False)
_SETTINGS = click.option(
    "--settings",
    "settings_file",
    type=_READ,
    metavar="FICHIER",
    required=True,
    help="Copie de .serveur/echanges.json, que l’édition contient.",
)
_TREE = click.option(
    "--tree",
    type=click.Path(exists=True, file_okay=False, path_type=Path),
    metavar="DOSSIER",
    required=True,
    help="Dossier de l’édition servie.",
)


@exchanges.command(short_help="Lance le service.")
@_SETTINGS
@_TREE
@_NEW_DATABASE
@click.option(
    "--socket",
    type=click.Path(path_type=Path),
    metavar="CHEMIN",
    required=True,
    help="Socket Unix ; le groupe de son dossier peut l’ouvrir.",
)
@click.option(
    "--mail-password",
    type=_READ,
    metavar="FICHIER",
    help="Fichier qui contient le mot de passe du compte de messagerie.",
)
def serve(settings_file: Path, tree: Path, database: Path, socket: Path, mail_password: Path | None) -> None:
    """Sert la discussion derrière le serveur du portail, jusqu’à SIGTERM.

    Son journal ne dit rien de ce qui s’écrit.
    """
    logging.basicConfig(level=logging.INFO, format="%(levelname)s %(name)s %(message)s", force=True)
    need(Part.EXCHANGES)
    if find_spec("fcntl") is None:
        raise Misuse("la discussion se sert sous Linux ; Windows n’a pas ce qu’il lui faut.")
    # Isso is only loaded by the command that runs it, and only installed where it is wanted.
    from cyberveille.exchanging.service import Occupied  # noqa: PLC0415
    from cyberveille.exchanging.service import serve as run  # noqa: PLC0415

    password = mail_password.read_text(encoding="utf-8").strip() if mail_password else None
    try:
        with _explained():
            run(_settings(settings_file), tree, database, socket, password)
    except Occupied:
        raise Misuse(f"un autre service sert déjà « {database} ».") from None


@exchanges.command(short_help="Sauvegarde les messages.")
@_DATABASE
@click.argument("target", metavar="FICHIER", type=_FILE)
def backup(database: Path, target: Path) -> None:
    """Copie les messages dans FICHIER pendant que le service tourne ; la copie est vérifiée."""
    with _explained():
        say(f"{counted(back_up(database, target), 'message sauvegardé')} dans {target}.")


@exchanges.command("restore", short_help="Revient à une sauvegarde.")
@_NEW_DATABASE
@click.argument("source", metavar="FICHIER", type=_READ)
@click.option(
    "--before", type=_FILE, metavar="FICHIER", help="Sauvegarde d’abord l’état présent dans ce fichier."
)
def restore_command(database: Path, source: Path, before: Path | None) -> None:
    """Remet les messages dans l’état de la sauvegarde FICHIER, même pendant que le service tourne."""
    with _explained():
        if before is not None and database.exists():
            back_up(database, before)
        say(f"{counted(restore(source, database), 'message')} après le retour à la sauvegarde.")


@exchanges.command(short_help="Exporte un fil en Markdown.")
@_DATABASE
@_SETTINGS
@_TREE
@click.argument("address", metavar="ADRESSE")
@click.option(
    "--notes",
    is_flag=True,
    help="Sans nom ni date, pour « cyberveille new rex --notes ».",
)
def export(database: Path, settings_file: Path, tree: Path, address: str, notes: bool) -> None:
    """Écrit sur la sortie les messages publiés sous la page ADRESSE, par exemple /rex/CV-2026-REX-0001/."""
    thread = Threads(tree, _settings(settings_file).base).find(address)
    if thread is None:
        raise Misuse(f"« {address} » n’est pas l’adresse d’une notice de cette édition.")
    with _explained():
        click.echo(_written(Messages(database).of_thread(thread.uri), thread, notes), nl=False)


def _written(messages: tuple[Message, ...], thread: Thread, notes: bool) -> str:
    if not messages:
        raise Misuse(f"personne n’a écrit sous {thread.uri}.")
    return thread_notes(messages) if notes else thread_markdown(thread, messages)


@exchanges.command("personal-data", short_help="Donne à une personne ses messages.")
@_DATABASE
@click.argument("subject", metavar="SUJET")
def personal_data_command(database: Path, subject: str) -> None:
    """Écrit en JSON tous les messages de la personne que le fournisseur d’identité nomme SUJET (`sub`)."""
    with _explained():
        messages = _messages(database)
        click.echo(personal_data(messages, key_of(subject)), nl=False)


@exchanges.command("forget", short_help="Efface les messages d’une personne.")
@_DATABASE
@click.argument("subject", metavar="SUJET")
@click.confirmation_option("--yes", prompt="Effacer pour de bon ?", help="Sans demander.")
def forget_command(database: Path, subject: str) -> None:
    """Efface texte et nom ; la place d’un message auquel on a répondu reste, vide."""
    with _explained():
        messages = _messages(database)
        say(f"{counted(forget(database, messages.of_author(key_of(subject))), 'message effacé')}.")


@exchanges.command(short_help="Efface ce qui a passé la durée de garde.")
@_DATABASE
@_SETTINGS
def purge(database: Path, settings_file: Path) -> None:
    """Efface les messages plus anciens que `retention_months` ; à lancer chaque jour."""
    months = _settings(settings_file).rules.retention_months
    if months is None:
        say("Aucune durée de garde n’est fixée : rien n’est effacé.")
        return
    with _explained():
        messages = _messages(database)
        old = messages.before(months_before(datetime.now(UTC), months))
        say(f"{counted(forget(database, old), 'message effacé')}.")


def _messages(database: Path) -> Messages:
    """Those of a file that is known to hold some; raises ForeignFile."""
    messages = Messages(database)
    messages.check()
    return messages


def _settings(file: Path) -> ExchangeSettings:
    try:
        return read_settings(file)
    except msgspec.MsgspecError:
        raise Misuse(f"« {file} » n’est pas une copie de .serveur/echanges.json.") from None


@contextmanager
def _explained() -> Iterator[None]:
    try:
        yield
    except ForeignFile as error:
        raise Misuse(f"« {error} » n’est pas un fichier de messages en bon état.") from None
