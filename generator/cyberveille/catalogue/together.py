"""The rules on the whole catalogue, run on the entries of every source."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from datetime import datetime
from functools import cached_property, partial
from itertools import chain

from msgspec import structs

from cyberveille.catalogue.attached import attached_pdf_facts, defects
from cyberveille.catalogue.claims import claims_of, keep_claims
from cyberveille.catalogue.folder import Folder
from cyberveille.catalogue.kept_pages import kept_pages
from cyberveille.catalogue.neighbourhood import Neighbourhood, neighbourhood
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.store import Store
from cyberveille.catalogue.summary import decode_summary
from cyberveille.catalogue.whole_findings import Whole
from cyberveille.checking import CatalogueEntry, Index, SourcePath, check_catalogue, is_near, lasting_until
from cyberveille.locale import french
from cyberveille.map import Holdings
from cyberveille.model import Finding, Gravity, Page, Pointer, Tlp
from cyberveille.reading import (
    CONFIGURATION_FILE,
    SCHEME_FOLDER,
    Fault,
    default_pages_of,
    gap_in,
    shown_path,
    unsaid,
)


def checked_together(
    project: Project, store: Store, folders: Sequence[Folder], now: datetime | None, last: Whole | None
) -> tuple[tuple[Finding, ...], datetime | None]:
    """The findings, and the moment from which the clock alone may change them; None when it never does.

    When `last` was said of all but a few sources, which touch none of those that anything is said of, it
    holds still: the rules run on those few, and on what they touch, alone. What they say of these takes the
    place of what was said, where the rules look no further.
    """
    near = (
        None if last is None else neighbourhood(project, store, folders, last, partial(_entries_of, project))
    )
    supplied = partial(kept_pages, store)
    if near is not None:
        index = _index(project, _ordered(project, near.entries), now, supplied, near)
        until = None if now is None else lasting_until(index, (), now)
        told = _told(project, index, near)
        if all(map(is_near, told)):
            for folder, claims in near.claims:
                keep_claims(store, folder, claims)
            assert last is not None  # noqa: S101 - as asked above
            others = (finding for finding in last.findings if finding.path not in near.told)
            return (*others, *told), min(filter(None, (last.until, until)), default=None)
    entries = {folder: tuple(_entries_of(project, store, folder)) for folder in folders}
    for folder, own in entries.items():
        keep_claims(store, folder, claims_of(folder, own))
    index = _index(project, _ordered(project, chain.from_iterable(entries.values())), now, supplied)
    findings = check_catalogue(index, project.line)
    until = None if now is None else lasting_until(index, findings, now)
    return (*findings, *_unfinished(project, index.entries, supplied())), until


def _told(project: Project, index: Index, near: Neighbourhood) -> tuple[Finding, ...]:
    """What the rules say of the sources that changed, and of those that they touch."""

    def line(place: SourcePath, at: Pointer) -> int:
        return project.line(place, at) if shown_path(place.root, place.path) in near.told else 0

    return tuple(finding for finding in check_catalogue(index, line) if finding.path in near.told)


def _index(
    project: Project,
    entries: tuple[CatalogueEntry, ...],
    now: datetime | None,
    supplied: Callable[[], Iterable[Page]],
    near: Neighbourhood | None = None,
) -> Index:
    kind = Index if near is None else partial(_Part, near=near)
    return kind(
        project.configuration,
        project.vocabularies,
        entries,
        lists=tuple((root.path, own) for root, own in project.lists),
        vendors=project.vendors,
        registers=tuple((root.path, own) for root, own in project.registers),
        clock=now,
        scheme=project.scheme,
        own_scheme=project.own_scheme,
        partial=project.partial,
        pdf_facts={} if near else attached_pdf_facts(project.work, project.folder, entries),
        defects={} if near else defects(project.work, project.folder, entries),
        directory=Tlp.most_open(item.tlp for item in project.directories),
        figures=project.observatory.years,
        national=bool(project.observatory.national),
        supplied=supplied,
    )


class _Part(Index, frozen=True, dict=True):
    """Some of the entries, with what there is to show of all of them."""

    near: Neighbourhood | None = None

    @property
    def tells_portal(self) -> bool:
        """The portal itself names nothing that changed."""
        return False

    @cached_property
    def told(self) -> tuple[CatalogueEntry, ...]:
        assert self.near is not None  # noqa: S101 - made with one
        told = self.near.told
        return tuple(entry for entry in self.entries if shown_path(entry.root, entry.path) in told)

    @cached_property
    def folded_landmarks(self) -> Mapping[str, str]:
        """None: what is found here is found again among all of them, and suggested then."""
        return {}

    @cached_property
    def holdings(self) -> Holdings:
        assert self.near is not None  # noqa: S101 - made with one
        everything = super().holdings
        held = self.near.held()
        return structs.replace(
            everything,
            kinds=held.kinds,
            members=held.members,
            followed=held.followed,
            dated=held.dated,
            deadlines=held.deadlines,
        )


def _ordered(project: Project, entries: Iterable[CatalogueEntry]) -> tuple[CatalogueEntry, ...]:
    """In the order of the roots, then of their paths."""
    order = {root.path: position for position, root in enumerate(project.configuration.sources)}
    return tuple(sorted(entries, key=lambda entry: (order[entry.root], entry.path)))


def _entries_of(project: Project, store: Store, folder: Folder) -> Iterator[CatalogueEntry]:
    rows = store.rows((folder.root, folder.path))
    if folder.are_its(sorted((path, row.digest) for (_, path), row in rows.items())):
        summaries = [row.summary for row in rows.values()]
    else:
        store.forget_folder(folder.root, folder.path)
        # Loaded where what was kept of a folder is lost.
        from cyberveille.catalogue.again import examined_again  # noqa: PLC0415

        summaries = [item.summary for item in examined_again(project, folder)]
    for summary in map(decode_summary, summaries):
        if summary.entry is not None:
            yield summary.entry


_KEYS = {"accessibilite/": "accessibility: limits, declared", "donnees-personnelles/": "privacy:"}
"""Where the configuration says what a page that comes with the program leaves unsaid."""


def _unfinished(
    project: Project, entries: Sequence[CatalogueEntry], supplied: Iterable[Page]
) -> Iterator[Finding]:
    """The pages that come with the program, where they leave unsaid what only the portal's editors know."""
    own = {entry.address for entry in entries if entry.kind is None}
    for page in default_pages_of(project.configuration, own, supplied):
        if gap := gap_in(page, project.configuration):
            yield Finding(
                CONFIGURATION_FILE,
                0,
                Fault.DEFAULT_PAGE.value,
                french(f"La page /{page.address} est celle que fournit le programme : il y manque {gap}."),
                french(_hint(page)),
                Gravity.WARNING,
            )
    if named := project.foreign_recipients:
        yield Finding(
            CONFIGURATION_FILE,
            0,
            Fault.DEFAULT_PAGE.value,
            french(
                "L’aide à la déclaration que fournit le programme envoie aux institutions de la France : "
                f"{', '.join(named)}."
            ),
            french(
                f"Dites les vôtres dans « {SCHEME_FOLDER}/destinataires.yml », sous les mêmes identifiants, "
                "ou retirez-les (« removed: true »)."
            ),
            Gravity.WARNING,
        )


def _hint(page: Page) -> str:
    own = f"crivez la vôtre dans « {page.source.path} » : elle prendra sa place."
    key = _KEYS.get(page.address) if unsaid(page) else None
    return f"Dites-le dans {CONFIGURATION_FILE} (« {key} »), ou é{own}" if key else f"É{own}"
