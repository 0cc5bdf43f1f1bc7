"""`cyberveille rules`: the rules, from their own documentation."""

import click

from cyberveille.checking import all_rules
from cyberveille.checking.rendering import manual
from cyberveille.cli.french import Command, Misuse
from cyberveille.reading import Fault


@click.command(cls=Command)
@click.argument("rule", metavar="[RÈGLE]", required=False)
def rules(rule: str | None) -> None:
    """Liste les règles, ou explique celle dont l’identifiant est donné."""
    readers = {fault.value: fault.documentation for fault in Fault}
    known = {item.id for item in all_rules()} | readers.keys()
    if rule is not None and rule not in known:
        raise Misuse(f"règle inconnue : {rule}")
    click.echo(manual.render(all_rules(), readers, rule), nl=False)
