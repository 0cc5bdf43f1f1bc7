"""The findings that may be told where everybody reads: of what is public, and naming nothing that is not."""

from collections.abc import Iterable
from datetime import datetime

from cyberveille.catalogue import Project
from cyberveille.model import Audience, Finding, Headline, Tlp
from cyberveille.publishing.headlines import shows
from cyberveille.reading import SOURCE_LIMIT, nodes, read_within, type_at
from cyberveille.reading.composing import parse
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import read_moment
from cyberveille.reading.source import read_front_matter

_EVERYBODY = Audience(name="public")


def openly(
    project: Project, findings: Iterable[Finding], headlines: Iterable[Headline], clock: datetime
) -> tuple[tuple[Finding, ...], int]:
    """The findings that anybody may read, and how many others there are.

    A file that no notice came of is judged by what its header says of its marking and its date; one that
    does not say so is not public.
    """
    withheld = [item for item in headlines if not shows(_EVERYBODY, item, clock)]
    names = [word for item in withheld for word in (item.id, item.title) if word]
    told, unsaid = [], 0
    for finding in findings:
        text = f"{finding.path} {finding.message} {finding.hint}"
        if any(name in text for name in names) or not _open_file(project, finding.path, clock):
            unsaid += 1
        else:
            told.append(finding)
    return tuple(told), unsaid


def _open_file(project: Project, path: str, clock: datetime) -> bool:
    """Whether what the file says is for everybody: its root is, and so is its own header."""
    roots = sorted(project.configuration.sources, key=lambda root: len(root.path), reverse=True)
    root = next((item for item in roots if item.path == "." or path.startswith(f"{item.path}/")), None)
    if root is None or root.tlp_max is not Tlp.CLEAR:
        return False
    own = path if root.path == "." else path.removeprefix(f"{root.path}/")
    if type_at(own) is None:
        return True  # the configuration, a list, a vendor: what every reader of the repository sees
    return own.startswith("content/pages/") or _open_header(project, path, clock)


def _open_header(project: Project, path: str, clock: datetime) -> bool:
    try:
        data = read_within(project.folder / path, SOURCE_LIMIT)
    except OSError:
        return False
    front = read_front_matter(data, Report("")) if isinstance(data, bytes) else None
    header = parse(front.header, 1, Report("")) if front else None
    if not isinstance(header, nodes.Mapping):
        return False
    said = {key: node.text for key, node in header.entries.items() if isinstance(node, nodes.Scalar)}
    published = read_moment(said.get("published", ""))
    if not isinstance(published, datetime) or said.get("tlp") != Tlp.CLEAR.value:
        return False
    draft = said.get("draft", "") not in {"", "false"}
    return _EVERYBODY.shows(draft=draft, tlp=Tlp.CLEAR, published=published, clock=clock)
