"""What the commands read other people's advisories with."""

from datetime import datetime

import click

from cyberveille.catalogue import Project
from cyberveille.importing import Desk, Registered
from cyberveille.model import Tlp

UNMARKED = click.option(
    "--tlp",
    type=click.Choice([tlp.value for tlp in Tlp if tlp.may_enter_git]),
    default=None,
    help="Marquage des avis qui n’en portent pas ; celui qu’un avis porte ne change pas.",
)


def desk_of(project: Project, now: datetime, tlp: str | None) -> Desk:
    """`tlp` marks the sources that bear no marking."""
    return Desk(
        lists=project.vocabularies,
        now=now,
        names=Registered(project.registry_for(Tlp.CLEAR)),
        deadlines=project.configuration.deadlines,
        tlp=None if tlp is None else Tlp(tlp),
    )
