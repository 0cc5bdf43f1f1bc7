"""A folder of sources read once more, when what was kept of it is lost."""

from cyberveille.catalogue.examine import Examiner, examine_one
from cyberveille.catalogue.examined import Examined
from cyberveille.catalogue.folder import Folder, Part, ReadSource, folder_of
from cyberveille.catalogue.listing import Listing, list_folders
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.summary import decode_summary


def read_again(project: Project, folder: Folder) -> list[Part]:
    """The parts of a folder, from its sources; none of one that is no longer there."""
    listing = _listing(project, folder)
    if listing is None:
        return []
    told = [
        ReadSource(item.source.path, item.digest, decode_summary(item.summary), settled=False)
        for item in examined_again(project, folder)
    ]
    return folder_of(listing, told, (), project.digest, project.sorting, 0)[1]


def examined_again(project: Project, folder: Folder) -> list[Examined]:
    """What its sources say, in the order of their paths."""
    listing = _listing(project, folder)
    examiner = Examiner(project)
    sources = [] if listing is None else sorted(listing.sources()[0], key=lambda source: source.path)
    return [examine_one(examiner, source) for source in sources]


def _listing(project: Project, folder: Folder) -> Listing | None:
    root = next(item for item in project.configuration.sources if item.path == folder.root)
    listings = list_folders(project.path_of(root), root.path)[0]
    return next((listing for listing in listings if listing.path == folder.path), None)
