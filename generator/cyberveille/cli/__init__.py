"""The command line: the only place that prints, exits, or reads the clock and the environment."""

from importlib import import_module
from typing import Any, ClassVar

import click

from cyberveille import __version__, shortcuts
from cyberveille.cli.french import Group, Stopped, SystemRefusal, french_words
from cyberveille.cli.streams import readable
from cyberveille.forking import WorkerKilled


class Commands(Group):
    """Imports a command when it is asked for: checking a notice should not load what draws pages."""

    modules: ClassVar[dict[str, str]] = {
        "new": "new",
        "refresh": "refresh",
        "publish": "publish",
        "revise": "revise",
        "close": "close",
        "reopen": "reopen",
        "withdraw": "withdraw",
        "fix": "fix",
        "status": "status",
        "renumber": "renumber",
        "rename": "renumber",
        "check": "check",
        "review": "review",
        "concerne": "concerne",
        "build": "build",
        "recover": "recover",
        "serve": "serve",
        "import": "imports",
        "exploitation": "exploitation",
        "products": "products",
        "incidents": "incidents",
        "deliver": "deliver",
        "deploy-check": "deploy_check",
        "exchanges": "exchanges",
        "rules": "rules",
        "reference": "reference",
        "schema": "schema",
        "form": "form",
    }

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        return list(self.modules)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        module = self.modules.get(cmd_name)
        if module is None:
            return None
        command = getattr(import_module(f"cyberveille.cli.{module}"), module)
        assert isinstance(command, click.Command)  # noqa: S101 - each module defines one of its name
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        try:
            return super().resolve_command(ctx, args)
        except click.NoSuchCommand as error:
            raise click.NoSuchCommand(error.command_name, possibilities=self.modules, ctx=ctx) from None

    def invoke(self, ctx: click.Context) -> Any:  # noqa: ANN401 - click's own
        try:
            return super().invoke(ctx)
        except BrokenPipeError:
            raise  # Whoever read the output has gone: click ends in silence.
        except OSError as error:
            raise SystemRefusal(error) from error
        except WorkerKilled as killed:
            raise Stopped(str(killed)) from killed
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
