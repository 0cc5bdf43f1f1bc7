"""Before an edition is written or delivered: a folder and host of its own, and nothing restricted in git."""

from collections.abc import Iterator
from pathlib import Path

import click

from cyberveille.catalogue import Project
from cyberveille.catalogue.outputs import delivered_into, place_taken
from cyberveille.cli.environment import USAGE
from cyberveille.cli.french import say
from cyberveille.cli.repository import kept_in_git
from cyberveille.locale import counted, french
from cyberveille.model import Audience, Finding
from cyberveille.model.folders import workspace_of
from cyberveille.reading import CONFIGURATION_FILE, Fault, same_host, sharing_host


def refuse_place(project: Project, audience: Audience, output: Path) -> None:
    """Ends the command when the edition may not be written in `output`."""
    taken = place_taken(project.folder, project.configuration, audience, output)
    if taken is not None:
        say(
            f"« {output} » et « {taken} » seraient l’un dans l’autre : rien n’est écrit. Une édition ne "
            "s’écrit ni dans le dossier d’une autre, ni dans celui de ses sources. Choisissez un dossier à "
            "part avec --output.",
            err=True,
        )
        raise click.exceptions.Exit(USAGE)
    refuse_kept(audience, output)


def refuse_target(project: Project, audience: Audience, folder: Path) -> None:
    """Ends the command when a delivery into `folder` would write among the portal's own files."""
    taken = delivered_into(project.folder, project.configuration, audience, folder)
    if taken is not None:
        say(
            f"« {folder} » est dans « {taken} », qui appartient au portail : rien n’est livré. Donnez à la "
            "cible un dossier à part.",
            err=True,
        )
        raise click.exceptions.Exit(USAGE)


def refuse_kept(audience: Audience, output: Path) -> None:
    """Ends the command when git holds, or would take in, an edition that is not for everybody."""
    if audience.open:
        return
    told = [*_kept(audience, output)]
    for message, hint in told:
        say(f"{message} {hint}", err=True)
    if told:
        say("Édition refusée : rien n’est écrit.", err=True)
        raise click.exceptions.Exit(USAGE)


def refuse_address(project: Project, audience: Audience, url: str | None) -> None:
    """Ends the command when `--url` gives an edition the host of another that has other readers."""
    other = None if url is None else sharing_host(project.configuration, audience, url)
    if other is not None:
        say(" ".join(same_host(audience.name, other)), err=True)
        raise click.exceptions.Exit(USAGE)


def kept_findings(project: Project) -> Iterator[Finding]:
    """What git holds, or would take in, of the editions that are not for everybody."""
    file = project.folder / CONFIGURATION_FILE
    for position, audience in enumerate(project.configuration.audiences):
        if audience.open:
            continue
        for message, hint in _kept(audience, project.folder / audience.output):
            # What reads YAML is loaded to say where.
            from cyberveille.reading.yaml_files import line_in_yaml  # noqa: PLC0415

            line = line_in_yaml(file.read_bytes(), ("audiences", position, "output")) if file.exists() else 0
            yield Finding(CONFIGURATION_FILE, line, Fault.CONFIGURATION.value, french(message), french(hint))


def _kept(audience: Audience, output: Path) -> Iterator[tuple[str, str]]:
    for folder in (output.resolve(), workspace_of(output.resolve())):
        kept = kept_in_git(folder)
        if kept is None:
            continue
        what = f"Le dossier « {kept.path} » de l’édition « {audience.name} », en {audience.tlp_max.label},"
        if kept.tracked:
            hint = (
                f"Retirez-les (git rm -r --cached {kept.path}), et leur historique si le dépôt est lu par "
                "d’autres que ses destinataires."
            )
            yield f"{what} est dans git : {counted(kept.tracked, 'fichier suivi')}.", hint
        if not kept.ignored:
            yield f"{what} n’est pas ignoré de git.", f"Ajoutez la ligne /{kept.path}/ à .gitignore."
