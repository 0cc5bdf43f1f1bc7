"""`cyberveille serve`: the portal while it is being written."""

import threading
from datetime import datetime
from pathlib import Path

import click
from watchfiles import Change, DefaultFilter, watch

from cyberveille.catalogue import Catalogue, Project, Store, load, open_project
from cyberveille.cli.environment import NOW, ROOT, USAGE, clock, commit_of, show, store_of
from cyberveille.cli.french import Command, Misuse, say
from cyberveille.cli.placing import refuse_kept
from cyberveille.cli.refusals import refusals
from cyberveille.extras import PartMissing
from cyberveille.locale import counted, french, number_fr
from cyberveille.model import Audience
from cyberveille.model.folders import OWN_FOLDERS, READ
from cyberveille.publishing.build import build
from cyberveille.publishing.edition import make_edition
from cyberveille.publishing.workspace import Workspace
from cyberveille.reading import CONFIGURATION_FILE
from cyberveille.serving import Preview, Server
from cyberveille.system_errors import reason

_WATCHED = (*READ, *OWN_FOLDERS, CONFIGURATION_FILE)
_DEBOUNCE_MS = 100


class _Sources(DefaultFilter):
    """What editors write; not what builds write."""

    def __init__(self, folders: tuple[Path, ...]) -> None:
        self.roots = tuple(str(folder / name) for folder in folders for name in _WATCHED)
        self.named: frozenset[str] = frozenset()
        """The files that the configuration names, wherever they are in the portal's folder."""
        super().__init__()

    def __call__(self, change: Change, path: str) -> bool:
        watched = path.startswith(self.roots) or path in self.named
        return super().__call__(change, path) and watched

    def follow(self, root: Path) -> None:
        """What the configuration of the portal in `root` names at this moment."""
        project = open_project(root)
        if isinstance(project, Project):
            self.named = frozenset(str(root / name) for name in project.configuration.named_files)


@click.command(cls=Command)
@click.option(
    "--port", metavar="NOMBRE", default=8000, show_default=True, type=click.IntRange(0, 65535), help="Port."
)
@click.option("--audience", metavar="NOM", default="public", show_default=True, help="Édition à produire.")
@NOW
@ROOT
def serve(port: int, audience: str, now: datetime | None, root: Path) -> None:
    """Construit, sert sur cette machine seule, reconstruit à chaque enregistrement.

    Une erreur n’arrête rien : la page affichée montre les constats, l’édition précédente reste. Une édition
    restreinte ne s’ouvre que par l’adresse affichée, avec son jeton.
    """
    root = root.resolve()
    project = open_project(root)
    if not isinstance(project, Project):
        show(project.findings)
        raise click.exceptions.Exit(USAGE)
    chosen = project.configuration.audience(audience)
    if chosen is None:
        raise Misuse(f"audience inconnue : {audience}.")
    output = project.work / "serve" / audience
    refuse_kept(chosen, output)
    workspace = Workspace(output)
    preview = Preview()
    store = store_of(project)
    try:
        base = project.configuration.portal.base
        server = Server(output, base, preview, port, restricted=not chosen.open)
    except OSError as error:
        raise Misuse(f"le port {port} n’est pas libre ({reason(error)}).") from None
    _publish(root, chosen, now, workspace, store, preview)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    say(f"{server.address}  (Ctrl+C pour arrêter)")
    roots = tuple(project.path_of(source).resolve() for source in project.configuration.sources)
    sources = _Sources((root, *roots))
    sources.follow(root)
    try:
        for _ in watch(
            *{root, *roots},
            watch_filter=sources,
            step=_DEBOUNCE_MS,
            raise_interrupt=False,
        ):
            _publish(root, chosen, now, workspace, store, preview)
            sources.follow(root)
    finally:
        preview.close()
        server.shutdown()


def _publish(
    root: Path,
    served: Audience,
    now: datetime | None,
    workspace: Workspace,
    store: Store,
    preview: Preview,
) -> None:
    """One rebuild; whatever goes wrong is shown in the page, and the server lives on.

    `served` is the audience as it was at the start: the server's door was chosen for it.
    """
    project = open_project(root)
    if not isinstance(project, Project):
        show(project.findings)
        preview.show(project.findings, refused=True)
        return
    chosen = project.configuration.audience(served.name)
    if chosen is None:
        preview.show((), refused=True, problem=f"L’audience « {served.name} » n’est plus configurée.")
        return
    if served.open and not chosen.open:
        problem = f"L’audience « {served.name} » est devenue restreinte : relancez « serve »."
        preview.show((), refused=True, problem=problem)
        return
    moment = clock(now)
    catalogue = _read(project, moment, store, preview)
    if catalogue is None:
        return
    edition = make_edition(catalogue, chosen, moment, commit_of(root))
    try:
        report = build(edition, catalogue, workspace)
    except Exception as error:  # noqa: BLE001 - an editor's page must not die with a fault of the program
        why = reason(error) if isinstance(error, OSError) else f"{error or type(error).__name__}"
        say(f"Reconstruction impossible : {why}", err=True)
        preview.show(catalogue.findings, refused=True, problem=f"Reconstruction impossible : {why}")
        return
    if report.leaks:
        told = [french(item) for item in refusals(report.leaks)]
        for refusal in told:
            say(f"Fuite : {refusal}", err=True)
        more = counted(len(told) - 1, "autre") if len(told) > 1 else ""
        rest = f" Et {more}, que le terminal montre." if more else ""
        preview.show(catalogue.findings, refused=True, problem=f"La garde refuse l’édition : {told[0]}{rest}")
        return
    preview.show(catalogue.findings, refused=False)
    total = sum(report.seconds.values())
    say(
        f"{counted(len(report.written), 'fichier écrit')}, {counted(len(report.removed), 'retiré')}, "
        f"en {number_fr(round(total, 2))} s"
    )


def _read(project: Project, moment: datetime, store: Store, preview: Preview) -> Catalogue | None:
    """The catalogue; None, with what the page shows, when there is no edition to make of it."""
    try:
        catalogue = load(project, store, now=moment)
    except PartMissing as missing:
        say(f"{missing}", err=True)
        preview.show((), refused=True, problem=french(f"{missing}"))
        return None
    if catalogue.findings:
        show(catalogue.findings)
    if catalogue.refused:
        preview.show(catalogue.findings, refused=True)
        return None
    return catalogue
