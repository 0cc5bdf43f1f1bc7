"""What a commit of the sources had published, beside what they publish now."""

from collections.abc import Iterator
from datetime import datetime
from functools import cached_property
from hashlib import sha256
from pathlib import PurePosixPath

from msgspec import Struct

from cyberveille.catalogue import Catalogue
from cyberveille.catalogue.earlier import KeptFile, place_of_text, placed
from cyberveille.catalogue.examined import marked
from cyberveille.catalogue.listing import list_sources
from cyberveille.catalogue.with_earlier import with_earlier
from cyberveille.checking import Change, Published, changes, former_files, of_subject
from cyberveille.git import asked, git
from cyberveille.map import written_at
from cyberveille.model import Audience, Configuration, Page, Root, erased
from cyberveille.publishing.attachments import file_of
from cyberveille.publishing.edition import Edition, make_edition, shows_page
from cyberveille.publishing.permanence.commit import Commit, PastUnknown, commit_at
from cyberveille.publishing.permanence.present import present_of
from cyberveille.reading import (
    CONFIGURATION_FILE,
    EARLIER_FOLDER,
    Subject,
    notice_of,
    read_configuration,
    read_source,
    type_at,
)

__all__ = ["PastUnknown", "changes_since"]


class _Kept(Struct, frozen=True, dict=True):
    """A root of `sources` as a commit had it: where it stood in which repository."""

    root: Root
    commit: Commit
    prefix: str

    def sources(self) -> Iterator[str]:
        """The paths of its sources, relative to the root."""
        for path in self.commit.files:
            if path.startswith(self.prefix) and type_at(path.removeprefix(self.prefix)) is not None:
                yield path.removeprefix(self.prefix)

    def texts(self, start: str) -> list[str]:
        """The paths that begin so of what notices said before."""
        return [path for path in self._texts if path.startswith(start)]

    @cached_property
    def _texts(self) -> tuple[str, ...]:
        return tuple(path for path in self.commit.files if path.startswith(f"{self.prefix}{EARLIER_FOLDER}/"))


class _Then(Struct, frozen=True):
    """A source that may have changed, as it was, with the digests of the files joined to it."""

    subject: Subject
    files: dict[str, str]


def changes_since(catalogue: Catalogue, ref: str, clock: datetime) -> list[Change]:
    """What became, in the working folder, of what each edition showed at a commit; git alone is read.

    Of a branch, that is the commit where it and what is checked out part. An edition of that commit is judged
    at `clock`: what was under embargo then may be published since. Raises PastUnknown.
    """
    commit = commit_at(catalogue.project.folder, ref)
    if commit.portal is None:
        return []
    configuration = _configuration(commit) or catalogue.project.configuration
    kept = list(_roots(catalogue, commit, configuration))
    then, paths = _past(catalogue, kept)
    found: dict[tuple[str, bool], Change] = {}
    for audience in configuration.audiences:
        chosen = catalogue.project.configuration.audience(audience.name)
        if chosen is None:
            continue
        edition = make_edition(catalogue, chosen, clock, None)
        past = [
            of_subject(item.subject, item.files, audience.tlp_max)
            for item in then
            if _shown(item.subject, audience, clock)
        ]
        present = dict(_present(edition, catalogue, paths))
        answers = _answers(edition, present)
        for change in changes(past, present_of(edition, catalogue, present, answers.__contains__)):
            # What every edition loses is said once, of the first.
            found.setdefault((change.name, bool(change.lost)), change)
    return list(found.values())


def _configuration(commit: Commit) -> Configuration | None:
    file = f"{commit.portal}{CONFIGURATION_FILE}"
    read = commit.read((file,))
    return read_configuration(CONFIGURATION_FILE, read[file]).configuration if file in read else None


def _roots(catalogue: Catalogue, commit: Commit, configuration: Configuration) -> Iterator[_Kept]:
    """The roots of that day whose past git can tell.

    A submodule has the commit that goes with the one asked for. A folder with a repository of its own, or
    that git is told to ignore, has no past here: it is compared by whoever keeps it.
    """
    for root in configuration.sources:
        place = PurePosixPath(f"{commit.portal}{root.path}").as_posix()
        place = "" if place == "." else f"{place}/"
        module = commit.modules.get(place.rstrip("/"))
        folder = catalogue.project.folder / root.path
        if module is None:
            if _tracked(catalogue, root.path) or any(path.startswith(place) for path in commit.files):
                yield _Kept(root, commit, place)
        elif folder.is_dir() and git(folder, "rev-parse", "--show-prefix") == b"\n":
            yield _Kept(root, Commit(folder, module), "")
        elif not root.optional:
            raise PastUnknown(
                f"le sous-module « {root.path} » est vide. Lancez « git submodule update --init »."
            )


def _tracked(catalogue: Catalogue, root: str) -> bool:
    """Whether what lies in a root belongs to the repository of the portal."""
    folder = catalogue.project.folder
    top = git(folder, "rev-parse", "--show-toplevel")
    own = folder / root
    if own.is_dir() and git(own, "rev-parse", "--show-toplevel") != top:
        return False
    return asked(folder, "check-ignore", "--quiet", "--", f"{root}/") is None


def _past(catalogue: Catalogue, kept: list[_Kept]) -> tuple[list[_Then], set[tuple[str, str]]]:
    """The sources that differ from those of today, as they were; and those of today that may differ."""
    known = {*catalogue.sources.values()}
    known |= {(page.source.root, page.source.path) for page in catalogue.pages}
    unread = _listed(catalogue) - known
    then: list[_Then] = []
    in_git = {item.root.path for item in kept}
    paths = {place for place in known if place[0] in in_git or _tracked(catalogue, place[0])}
    for item in kept:
        differing = item.commit.differing()
        folders = {name.rpartition("/")[0] for name in differing}
        revised = {told.notice for name in differing if (told := placed(name.rpartition("/")[2]))}
        for path in item.sources():
            place = (item.root.path, path)
            own = f"{item.prefix}{path}"
            same = own not in differing and own.removesuffix(".md") not in folders
            same = same and own.rpartition("/")[2].removesuffix(".md") not in revised
            if same and place in known and item.prefix == _prefix_now(item, catalogue):
                paths.discard(place)
            elif place not in unread:
                # What cannot be read today is told by a finding of its own.
                then += _read(item, path)
    return then, paths


def _prefix_now(item: _Kept, catalogue: Catalogue) -> str:
    """Where the root stands today in its repository: one that was moved is read again."""
    if item.commit.folder != catalogue.project.folder:
        return ""
    place = PurePosixPath(f"{item.commit.prefix}{item.root.path}").as_posix()
    return "" if place == "." else f"{place}/"


def _listed(catalogue: Catalogue) -> set[tuple[str, str]]:
    project = catalogue.project
    return {
        (source.root, source.path)
        for root in project.configuration.sources
        for source in list_sources(project.path_of(root), root.path)[0]
    }


def _read(item: _Kept, path: str) -> list[_Then]:
    folder = f"{item.prefix}{path.removesuffix('.md')}/"
    own = f"{item.prefix}{path}"
    data = item.commit.read((own,))[own]
    subject = read_source(path, data, root=item.root.path).subject
    if subject is None or (not isinstance(subject, Page) and subject.id.count("-") < 2):  # noqa: PLR2004
        # It refused the edition: nothing of it was published.
        return []
    subject = erased(_with_past(item, marked(subject, item.root.tlp_max)))
    joined = [f"{folder}{attachment.file}" for attachment in subject.attachments]
    files = item.commit.read(joined)
    return [_Then(subject, {name.rpartition("/")[2]: _digest(data) for name, data in files.items()})]


def _with_past(item: _Kept, subject: Subject) -> Subject:
    """A notice with what it had said before, as the commit kept it."""
    notice = notice_of(subject)
    if notice is None:
        return subject
    start = f"{item.prefix}{place_of_text(notice.id, 1).removesuffix('1.md')}"
    found = [(told.number, path) for path in item.texts(start) if (told := placed(path.rpartition("/")[2]))]
    kept = [KeptFile(number, path, path) for number, path in sorted(found)]
    data = item.commit.read([one.path for one in kept])
    return with_earlier(notice, kept, [data.get(one.path) for one in kept], item.root.tlp_max)[0]


def _digest(data: bytes) -> str:
    return sha256(data).hexdigest()


def _shown(subject: Subject, audience: Audience, clock: datetime) -> bool:
    if isinstance(subject, Page):
        return shows_page(audience, subject)
    return audience.shows(draft=subject.draft, tlp=subject.tlp, published=subject.published, clock=clock)


def _present(
    edition: Edition, catalogue: Catalogue, paths: set[tuple[str, str]]
) -> Iterator[tuple[str, Published]]:
    """What the edition shows of the sources that may differ."""
    for item in edition.headlines:
        if catalogue.sources.get(item.id) in paths:
            notice = edition.notice(item.id)
            joined = ((a.file, file_of(catalogue.project.folder, notice, a)) for a in notice.attachments)
            files = {name: _digest(file.read_bytes()) for name, file in joined if file.is_file()}
            yield item.id, of_subject(notice, files, edition.audience.tlp_max)
    for page in edition.pages:
        if (page.source.root, page.source.path) in paths:
            yield f"/{page.address}", of_subject(page)


def _answers(edition: Edition, present: dict[str, Published]) -> set[str]:
    """Every address that a notice, a page or a file joined to what may differ answers at."""
    return {
        *(address for item in edition.headlines for address in _addresses(item.address, item.redirect_from)),
        *(address for item in edition.pages for address in _addresses(item.address, item.redirect_from)),
        *(address for item in present.values() for address in (*item.files, *item.past)),
    }


def _addresses(address: str, former: tuple[str, ...]) -> tuple[str, ...]:
    return (written_at(address), *former_files(former))
