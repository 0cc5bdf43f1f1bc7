"""A build that has something to do, with what it draws pages with."""

import click

from cyberveille.catalogue import Catalogue
from cyberveille.cli.environment import USAGE, progress_bar
from cyberveille.cli.french import say
from cyberveille.cli.telling import explained
from cyberveille.publishing.build import build
from cyberveille.publishing.disturbed import Disturbed
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.frame import FrameError
from cyberveille.publishing.report import BuildReport, OutputRefused, TwinFiles
from cyberveille.publishing.search import SearchError
from cyberveille.publishing.workspace import Busy, Workspace

_REFUSALS = (OutputRefused, TwinFiles, FrameError, Busy, Disturbed, SearchError)


def built(
    edition: Edition,
    catalogue: Catalogue,
    workspace: Workspace,
    *,
    jobs: int,
    dry_run: bool,
    admitted: frozenset[str],
    verify: bool,
) -> BuildReport:
    """The report of a build that must last; ends the command when it could not be."""
    try:
        with progress_bar("Rendu") as advance:
            return build(
                edition,
                catalogue,
                workspace,
                jobs=jobs,
                dry_run=dry_run,
                progress=advance,
                lasting=True,
                admitted=admitted,
                verify=verify,
            )
    except _REFUSALS as refusal:
        say(explained(refusal, edition.audience.name), err=True)
        raise click.exceptions.Exit(USAGE) from None
