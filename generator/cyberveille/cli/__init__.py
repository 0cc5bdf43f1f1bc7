"""The command line: the only place that prints, exits, or reads the clock and the environment."""

from importlib import import_module
from typing import ClassVar

import click

from cyberveille import __version__


class Commands(click.Group):
    """Imports a command when it is asked for: checking a notice should not load what draws pages."""

    modules: ClassVar[dict[str, str]] = {
        "new": "new",
        "check": "check",
        "build": "build",
        "serve": "serve",
        "import": "imports",
        "deliver": "deliver",
        "rules": "rules",
        "reference": "reference",
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Publie un portail de cyberveille à partir de notices Markdown suivies par git."""
