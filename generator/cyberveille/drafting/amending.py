"""A notice that an editor changes by one of the everyday verbs: what it says before and after."""

from datetime import datetime
from difflib import unified_diff
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.catalogue import Project
from cyberveille.checking.nearest import nearest
from cyberveille.drafting.bearers import bearers, notice_files, roots_of
from cyberveille.drafting.keeping import Keeping, keeping
from cyberveille.expressions import expression
from cyberveille.interrupting import unbroken
from cyberveille.locale import datetime_fr
from cyberveille.model import AnyNotice, Revision
from cyberveille.reading import notice_of, read_source
from cyberveille.writing import Header, HeaderError, raw_text, unix, with_ends_of, write_atomically

_NUMBER = expression(r"\d{1,9}")


class Opened(Struct, frozen=True):
    """A notice's file: its text with Unix line ends, what it says; `raw` has the line ends of the file."""

    file: Path
    text: str
    notice: AnyNotice
    raw: str = ""
    root: Path = Path()
    """The root that it lies in."""

    @property
    def header(self) -> Header:
        return Header(self.text)


class Amended(Struct, frozen=True):
    """The same file with other words; `problem`, a French sentence, when nothing is to be done.

    Lines that stay keep the ends that they have in `raw`; without it, all of them get Unix ones.
    """

    file: Path = Path()
    before: str = ""
    after: str = ""
    problem: str = ""
    raw: str = ""
    kept: Keeping | None = None
    """What the notice said before, to be kept."""

    @property
    def changed(self) -> bool:
        return not self.problem and self.before != self.after

    def difference(self, named: str) -> tuple[str, ...]:
        """The lines of a unified difference; `named` is how the file is called in it."""
        before, after = self.before.splitlines(), self.after.splitlines()
        return tuple(unified_diff(before, after, named, named, n=1, lineterm=""))

    def write(self) -> None:
        """Both files or none. Raises OSError."""
        with unbroken():
            if self.kept is not None:
                write_atomically(self.kept.file, self.kept.text)
            try:
                write_atomically(self.file, with_ends_of(self.raw, self.after))
            except OSError:
                if self.kept is not None:
                    self.kept.file.unlink(missing_ok=True)
                raise


def opened(project: Project, named: str) -> Opened | str:
    """The notice of an identifier or a path; a French sentence when there is none to be changed."""
    files = list(bearers(project, named))
    if len(files) != 1:
        found = ", ".join(map(str, files))
        told = f"« {named} » désigne {len(files)} fichiers : donnez le chemin de l’un d’eux ({found})"
        return f"{told}." if files else nobody(project, named)
    return open_file(project, files[0])


def nobody(project: Project, named: str) -> str:
    """That no notice is called so, and which one was meant, if any: the French sentence.

    Another letter or case is a slip; another number is another notice.
    """
    if bearer := project.register().find(named):
        return f"« {named} » est un autre nom de {bearer.id} : donnez celui-ci."
    numbers = _numbers(named)
    alike = [
        file.stem
        for file in notice_files(project)
        if numbers and _numbers(file.stem)[-len(numbers) :] == numbers
    ]
    meant = alike[0] if len(alike) == 1 else nearest(named, alike)
    meaning = f" Vouliez-vous dire « {meant} » ?" if meant else ""
    return f"aucune notice ne s’appelle « {named} ».{meaning}"


def _numbers(text: str) -> list[int]:
    return [int(number) for number in _NUMBER.findall(text)]


def open_file(project: Project, file: Path) -> Opened | str:
    """The notice of a file, or what keeps it from being changed."""
    unreadable = f"« {file} » ne peut pas être lu : « cyberveille check » dit pourquoi."
    try:
        raw = raw_text(file)
    except (OSError, UnicodeDecodeError):
        return unreadable
    text = unix(raw)
    root = root_of(project, file)
    notice = notice_of(read_source(file.relative_to(root).as_posix(), text.encode()).subject)
    if notice is None or not _has_header(text):
        return unreadable
    return Opened(file, text, notice, raw, root)


def root_of(project: Project, file: Path) -> Path:
    """The root that a notice's file lies in."""
    return next((root for root in roots_of(project) if file.is_relative_to(root)), file.parent)


def _has_header(text: str) -> bool:
    try:
        return bool(Header(text).keys)
    except HeaderError:
        return False


def amended(opened: Opened, header: Header) -> Amended:
    return Amended(opened.file, opened.text, header.text, raw=opened.raw)


def refused(why: str) -> Amended:
    return Amended(problem=why)


def with_revision(
    opened: Opened, header: Header, now: datetime, change: str, *, minor: bool = False
) -> Amended:
    """Another header, with one more revision at the end of the history; what the notice said is kept.

    Not so for a `minor` one: it says nothing new.
    """
    header = header.with_item("revisions", Revision(date=now, change=change, minor=minor))
    kept = None if minor else keeping(opened.root, opened.file, opened.text, opened.notice)
    return replace(amended(opened, header), kept=kept)


def unpublished(opened: Opened, now: datetime) -> str:
    """What keeps a notice from a verb that is for published ones; empty when nothing does."""
    notice = opened.notice
    if notice.draft:
        return f"{notice.id} est un brouillon : modifiez-le, ou publiez-le par « cyberveille publish »."
    if notice.published > now:
        return f"{notice.id} est sous embargo jusqu’au {datetime_fr(notice.published)} : modifiez-la."
    if notice.withdrawn is not None:
        return f"{notice.id} est retirée depuis le {datetime_fr(notice.withdrawn.date)}."
    return ""


def going_back(opened: Opened, moment: datetime) -> str:
    """What keeps a change from being dated so: the history goes on only forwards."""
    last = opened.notice.last_date
    if moment > last:
        return ""
    return (
        f"l’historique de {opened.notice.id} va jusqu’au {datetime_fr(last)} : donnez une date postérieure."
    )
