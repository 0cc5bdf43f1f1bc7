"""`cyberveille products`: what notices name that the registry does not know, and entries to paste."""

from collections.abc import Sequence
from datetime import datetime
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.cli.environment import JOBS, NOW, ROOT, catalogue_of, clock, project_at
from cyberveille.cli.french import Command, say
from cyberveille.locale import counted
from cyberveille.model import Named
from cyberveille.printable import printable
from cyberveille.reading import REGISTRY_FOLDER
from cyberveille.registry import Census, Registry, census_of, entries_of


@click.command(cls=Command, short_help="Liste les éditeurs et produits hors du registre.")
@click.option(
    "--most",
    type=click.IntRange(1),
    metavar="NOMBRE",
    default=30,
    show_default=True,
    help="Noms montrés dans chaque liste, du plus fréquent au plus rare.",
)
@click.option("--entries", is_flag=True, help="N’écrit que les entrées à coller, pour tous les noms.")
@NOW
@ROOT
@JOBS
def products(most: int, entries: bool, now: datetime | None, root: Path, jobs: int | None) -> None:
    """Montre ce que les notices nomment et que le registre ne connaît pas.

    Les noms vont du plus fréquent au plus rare, suivis des doublons probables et des entrées à coller dans
    content/produits/, un fichier par éditeur. Le nombre est celui des notices.
    """
    project = project_at(root)
    catalogue = catalogue_of(project, clock(now), jobs)
    census = census_of((item.named for item in catalogue.headlines), _registry(project))
    if not entries:
        _tell("Éditeurs hors du registre", [(n.vendor_label, count) for n, count in census.vendors], most)
        _tell("Produits hors du registre", [(_whole(n), count) for n, count in census.products], most)
        _tell_doubles(census, most)
        if not (census.vendors or census.products):
            say("Tout ce que les notices nomment est dans le registre.")
            return
        click.echo()
        say(f"Entrées à coller dans {REGISTRY_FOLDER}/ :")
    for name, text in _some(census, None if entries else most):
        click.echo("\n".join(map(printable, ("", f"# {REGISTRY_FOLDER}/{name}", *text.splitlines()))))


def _registry(project: Project) -> Registry:
    """What the most reserved root knows: nothing that any notice may name is missing."""
    widest = max((root.tlp_max for root in project.configuration.sources), key=lambda tlp: tlp.rank)
    return project.registry_for(widest)


def _whole(name: Named) -> str:
    return f"{name.vendor_label} · {name.product_label}"


def _tell(title: str, names: Sequence[tuple[str, int]], most: int) -> None:
    if not names:
        return
    say(f"{title} : {len(names)}")
    for name, count in names[:most]:
        click.echo(f"{count:>7}  {printable(name)}")
    if len(names) > most:
        say(f"         et {counted(len(names) - most, 'autre')} (--most {len(names)} les montre tous)")
    click.echo()


def _tell_doubles(census: Census, most: int) -> None:
    if not census.doubles:
        return
    say(f"Doublons probables : {len(census.doubles)}")
    for one, other in census.doubles[:most]:
        click.echo(f"         {printable(one)} · {printable(other)}")
    if len(census.doubles) > most:
        say(f"         et {counted(len(census.doubles) - most, 'autre')}")
    click.echo()


def _some(census: Census, most: int | None) -> Sequence[tuple[str, str]]:
    """The entries of the most frequent names."""
    return tuple(entries_of(Census(census.vendors[:most], census.products[:most], ())))
