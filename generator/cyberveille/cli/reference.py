"""`cyberveille reference`: the format of the headers and the options, from the model itself."""

import click

from cyberveille.cli.french import Command
from cyberveille.reading.format_reference import configuration_manual, format_manual


@click.command(cls=Command)
@click.argument("what", type=click.Choice(["notices", "configuration"]), default="notices")
def reference(what: str) -> None:
    """Écrit, en Markdown, la référence du format des notices ou de la configuration."""
    click.echo(format_manual() if what == "notices" else configuration_manual(), nl=False)
