"""The command line: the only place that prints, exits, or reads the clock and the environment."""

import click

from cyberveille import __version__
from cyberveille.cli.build import build
from cyberveille.cli.check import check
from cyberveille.cli.deliver import deliver
from cyberveille.cli.imports import imports
from cyberveille.cli.new import new
from cyberveille.cli.reference import reference
from cyberveille.cli.rules import rules
from cyberveille.cli.serve import serve


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, "-V", "--version", message="%(prog)s %(version)s")
def main() -> None:
    """Publie un portail de cyberveille à partir de notices Markdown suivies par git."""


for command in (new, check, build, serve, imports, deliver, rules, reference):
    main.add_command(command)

__all__ = ["main"]
