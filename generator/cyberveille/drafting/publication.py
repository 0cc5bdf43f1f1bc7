"""`publish`: a draft appears, now or later; its date of publication and its first revision are one."""

from collections.abc import Collection
from datetime import datetime, timedelta

from cyberveille.drafting.amending import Amended, Opened, amended, refused
from cyberveille.git import asked, git
from cyberveille.locale import datetime_fr
from cyberveille.model import Bulletin, Revision

_SECOND = timedelta(seconds=1)


def published(opened: Opened, at: datetime, now: datetime, taken: Collection[datetime]) -> Amended:
    """The notice, to appear at `at`; one of the moments `taken` by others is left for the next second.

    A notice that is under embargo gets another hour, as does one that was written without `draft` and that
    git has never had; one that has appeared is refused.
    """
    notice = opened.notice
    if notice.withdrawn is not None:
        return refused(f"{notice.id} est retirée.")
    if not notice.draft and notice.published <= now and not _unread(opened):
        told = datetime_fr(notice.published)
        return refused(f"{notice.id} est parue le {told} : « cyberveille revise » y ajoute une révision.")
    if missing := _unjudged(opened):
        return refused(f"{notice.id} : il manque {missing}.")
    while at in taken:
        at += _SECOND
    if any(revision.date <= at for revision in notice.revisions[1:]):
        return refused(
            f"{notice.id} a des révisions datées d’avant sa parution : n’en gardez que la première."
        )
    header = opened.header.without("draft").with_value("published", at)
    first = Revision(date=at, change="Version initiale")
    if header.value("revisions", 0, "date") is None:
        return amended(opened, header.with_value("revisions", (first,)))
    return amended(opened, header.with_moment(("revisions", 0, "date"), at))


def _unread(opened: Opened) -> bool:
    """Whether nobody can have read a notice of today: it was written here, and git has never had its file.

    Nothing tells so of one that was drawn from another source, or that had another number.
    """
    notice, folder = opened.notice, opened.file.parent
    if len(notice.revisions) > 1 or notice.aliases or notice.redirect_from:
        return False
    inside = asked(folder, "rev-parse", "--is-inside-work-tree") == b"true\n"
    return inside and not git(folder, "log", "-1", "--format=%H", "--", f"./{opened.file.name}")


def _unjudged(opened: Opened) -> str:
    """What only an editor says, of a bulletin or an alert, and `check` does not ask of imported ones."""
    notice = opened.notice
    if not isinstance(notice, Bulletin):
        return ""
    missing = [
        words
        for words, given in (("la gravité", notice.severity), ("une technologie", notice.technologies))
        if not given
    ]
    return " et ".join(missing)
