"""The command line: the only place that prints, exits, or reads the clock and the environment."""

import atexit
import gc
from gettext import gettext
from importlib import import_module
from typing import Any, ClassVar, NamedTuple

import click

from cyberveille import __version__, shortcuts
from cyberveille.cli.french import Group, Stopped, SystemRefusal, french_words
from cyberveille.cli.streams import readable
from cyberveille.forking import WorkerKilled

# The system takes back at once what a command made: there is nothing to collect on the way out.
atexit.register(gc.freeze)


class Offered(NamedTuple):
    """A command: the module that defines it, under the same name, and what it is for."""

    module: str
    purpose: str


class Commands(Group):
    """Imports a command when it is asked for: the list of them, or a notice checked, loads no page."""

    offered: ClassVar[dict[str, Offered]] = {
        "init": Offered("init", "Commence un portail dans un dossier à lui."),
        "new": Offered("new", "Crée une notice à remplir."),
        "refresh": Offered("refresh", "Porte à une notice ce que sa source a changé."),
        "publish": Offered("publish", "Publie un brouillon, tout de suite ou à une heure."),
        "revise": Offered("revise", "Ajoute une révision à une notice parue."),
        "keep": Offered("keep", "Garde, d’après git, ce que disaient les notices."),
        "close": Offered("close", "Clôt une alerte."),
        "reopen": Offered("reopen", "Rouvre une alerte close."),
        "withdraw": Offered("withdraw", "Retire une notice parue."),
        "fix": Offered("fix", "Corrige ce qui ne demande aucun jugement."),
        "status": Offered("status", "Dit ce qui attend la rédaction."),
        "renumber": Offered("renumber", "Donne un autre numéro à une notice."),
        "rename": Offered("renumber", "Donne un autre numéro à une notice."),
        "check": Offered("check", "Vérifie les notices, les documents et les pages."),
        "review": Offered("review", "Résume ce qu’une branche change pour les lecteurs."),
        "concerne": Offered("concerne", "Dit quelles notices concernent un inventaire."),
        "build": Offered("build", "Construit le portail."),
        "recover": Offered("recover", "Achève une mise en place interrompue."),
        "serve": Offered("serve", "Sert le portail et le reconstruit à chaque enregistrement."),
        "import": Offered("imports", "Importe les notices d’une autre source."),
        "exploitation": Offered("exploitation", "Dit quelles vulnérabilités des notices sont exploitées."),
        "products": Offered("products", "Liste les éditeurs et produits hors du registre."),
        "incidents": Offered("incidents", "Qualifie des déclarations et compte les incidents."),
        "deliver": Offered("deliver", "Livre l’édition à l’hébergeur."),
        "deploy-check": Offered("deploy_check", "Vérifie de l’extérieur qu’un portail restreint est fermé."),
        "exchanges": Offered("exchanges", "Sert et garde la discussion entre correspondants."),
        "rules": Offered("rules", "Liste les règles vérifiées."),
        "doctor": Offered("doctor", "Regarde un portail qui ne va pas."),
        "explain": Offered("explain", "Dit d’où vient une valeur, un terme, une page."),
        "reference": Offered("reference", "Décrit le format des notices et de la configuration."),
        "schema": Offered("schema", "Écrit les schémas et les extraits que lit VS Code."),
        "form": Offered("form", "Prépare le formulaire où écrivent les collègues sans git."),
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.offered)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in self.offered:
            return None
        module = self.offered[cmd_name].module
        command = getattr(import_module(f"cyberveille.cli.{module}"), module)
        assert isinstance(command, click.Command)  # noqa: S101 - each module defines one of its name
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        with formatter.section(gettext("Commands")):
            formatter.write_dl([(name, offered.purpose) for name, offered in self.offered.items()])

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=self.offered, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # Whoever read the output has gone: click ends in silence.
        except OSError as error:
            raise SystemRefusal(error) from error
        except WorkerKilled as killed:
            raise Stopped(str(killed)) from killed
        except ImportError as error:
            from cyberveille.extras import PartMissing  # noqa: PLC0415 - for those that lack one

            if isinstance(error, PartMissing):
                raise Stopped(str(error)) from error
            raise
        except MemoryError as error:
            raise Stopped(
                "Mémoire insuffisante : relancez avec --jobs 1, qui en demande moins, ou donnez-en plus à "
                "la machine."
            ) from error

    def main(self, *args: Any, **kwargs: Any) -> Any:  # noqa: ANN401 - click's own
        readable()
        with french_words():
            return super().main(*args, **kwargs)


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(
    __version__,
    "-V",
    "--version",
    prog_name="cyberveille",
    message="%(prog)s %(version)s",
    help="Affiche la version, puis s’arrête.",
)
@click.option(
    "--shortcuts/--no-shortcuts",
    "with_shortcuts",
    default=True,
    envvar="CYBERVEILLE_SHORTCUTS",
    help="Avec ou sans les raccourcis du programme. Sans eux, les bibliothèques font tout : plus lent, mêmes "
    "octets. Variable d’environnement : CYBERVEILLE_SHORTCUTS=off.",
)
def main(*, with_shortcuts: bool) -> None:
    """Publie un portail de cyberveille à partir de notices Markdown suivies par git."""
    shortcuts.take(with_shortcuts)
