"""Dates follow one another; times are compared in UTC, days in Europe/Paris."""

import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta

from cyberveille.checking.rule import Context, Remark, rule
from cyberveille.expressions import expression
from cyberveille.locale import PARIS
from cyberveille.model import Alert, Bulletin, Gravity, Notice

_PARTS = 4
_YEAR = expression(r"[12]\d{3}", re.ASCII)
_LONG = timedelta(days=3 * 365)


def _day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def _moment(moment: datetime) -> str:
    local = moment.astimezone(PARIS)
    return f"{_day(local)} à {local.hour} h {local:%M}" if local.hour or local.minute else _day(local)


@rule(Notice)
def revisions_advance(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Chaque révision doit être postérieure à la précédente.

    Une notice importée (qui a des `aliases`) peut en avoir deux au même instant : sa source ignore
    l’heure. C’est alors un avertissement.

    Mauvais : une révision du 25 novembre, puis une du 24
    Bon : une révision du 24 novembre, puis une du 25
    """
    revisions = notice.revisions
    for position in range(1, len(revisions)):
        previous, current = revisions[position - 1].date, revisions[position].date
        if current <= previous:
            yield Remark(
                f"La révision du {_moment(current)} ne suit pas celle du {_moment(previous)}.",
                ("revisions", position, "date"),
                hint="Écrivez les révisions de la plus ancienne à la plus récente, "
                "chacune avec sa date et son heure.",
                gravity=Gravity.WARNING if current == previous and notice.aliases else None,
            )


@rule(Notice)
def revisions_follow_publication(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Aucune révision ne doit précéder la publication.

    Mauvais : `published` au 23 novembre, première révision du 22
    Bon : `published` et première révision du 23 novembre
    """
    for position, revision in enumerate(notice.revisions):
        if revision.date < notice.published:
            yield Remark(
                f"La révision du {_moment(revision.date)} précède la publication, "
                f"le {_moment(notice.published)}.",
                ("revisions", position, "date"),
                hint="La première révision a d’ordinaire la date de « published ».",
            )


@rule(Notice, gravity=Gravity.WARNING)
def published_in_year(notice: Notice, _context: Context) -> Iterator[Remark]:
    """La publication devrait être de l’année de l’identifiant.

    Une notice importée, que sa source a numérotée, peut s’en écarter d’un an.

    Mauvais : `id: CV-2026-BUL-0042` et `published: 2062-11-23T09:30:00+01:00`
    Bon : `id: CV-2026-BUL-0042` et `published: 2026-11-23T09:30:00+01:00`
    """
    parts = notice.id.split("-")
    if len(parts) < _PARTS or not _YEAR.fullmatch(parts[-3]):
        return
    year = notice.published.astimezone(PARIS).year
    if abs(year - int(parts[-3])) > (1 if notice.aliases else 0):
        yield Remark(
            f"La notice serait publiée en {year}, mais son identifiant est de {parts[-3]}.",
            ("published",),
            hint="Corrigez l’année de « published » ; un identifiant publié, lui, ne change pas.",
        )


@rule(Notice, of_erased=True)
def withdrawn_after_publication(notice: Notice, _context: Context) -> Iterator[Remark]:
    """Le retrait doit suivre la publication.

    Mauvais : `published` au 23 novembre, `withdrawn` au 20
    Bon : `published` au 23 novembre, `withdrawn` au 24
    """
    if notice.withdrawn and notice.withdrawn.date < notice.published:
        yield Remark(
            f"Le retrait, le {_moment(notice.withdrawn.date)}, précède la publication, "
            f"le {_moment(notice.published)}.",
            ("withdrawn", "date"),
            hint="Corrigez la date du retrait ou celle de la publication.",
        )


@rule(Alert)
def closed_date_given(alert: Alert, _context: Context) -> Iterator[Remark]:
    """Une alerte close doit donner sa date de clôture.

    Mauvais : `status: closed` sans `closed`
    Bon : `status: closed` et `closed: 2026-11-30T17:00:00+01:00`
    """
    if alert.status is alert.status.CLOSED and alert.closed is None:
        yield Remark(
            "L’alerte est close, mais sa date de clôture manque.",
            ("status",),
            hint="Ajoutez « closed: » avec la date, l’heure et le fuseau.",
        )


@rule(Alert)
def active_without_closed(alert: Alert, _context: Context) -> Iterator[Remark]:
    """Une alerte en cours ne doit pas avoir de date de clôture.

    Mauvais : `status: active` et `closed: 2026-11-30T17:00:00+01:00`
    Bon : `status: active` sans `closed`
    """
    if alert.status is alert.status.ACTIVE and alert.closed is not None:
        yield Remark(
            "L’alerte est en cours, mais porte une date de clôture.",
            ("closed",),
            hint="Écrivez « status: closed », ou retirez « closed ».",
        )


@rule(Alert)
def closed_after_publication(alert: Alert, _context: Context) -> Iterator[Remark]:
    """La clôture d’une alerte doit suivre sa publication.

    Mauvais : `published` au 23 novembre, `closed` au 20
    Bon : `published` au 23 novembre, `closed` au 30
    """
    if alert.closed is not None and alert.closed < alert.published:
        yield Remark(
            f"La clôture, le {_moment(alert.closed)}, précède la publication, le {_moment(alert.published)}.",
            ("closed",),
            hint="Corrigez la date de clôture ou celle de la publication.",
        )


@rule(Alert, gravity=Gravity.WARNING)
def closing_in_history(alert: Alert, _context: Context) -> Iterator[Remark]:
    """La clôture d’une alerte doit figurer parmi ses révisions.

    C’est la révision que voient les abonnés : sans elle, les flux ne disent rien de la clôture. Elle est
    datée du jour de la clôture, ou d’après, et ne porte pas `minor`.

    Mauvais : `closed` au 30 novembre, et la seule « Version initiale » du 23
    Bon : la même, et une révision du 30 novembre, « Correctif déployé : alerte close »
    """
    if alert.closed is None or alert.active or alert.withdrawn:
        return
    day = alert.closed.astimezone(PARIS).date()
    first, *later = alert.substantial or alert.revisions[:1] or (None,)
    if first is not None and first.date >= alert.closed:
        return
    if not any(item.date.astimezone(PARIS).date() >= day for item in later):
        yield Remark(
            f"L’alerte est close depuis le {_moment(alert.closed)}, et aucune révision ne le dit.",
            ("closed",),
            hint="Ajoutez à « revisions » : {date: …, change: …}, à la date de la clôture : les abonnés ne "
            "voient qu’elle.",
        )


@rule(Bulletin)
def deadline_after_publication(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une échéance ne doit pas précéder le jour de la publication.

    Mauvais : `published` au 23 novembre, `deadline: 2026-11-20`
    Bon : `published` au 23 novembre, `deadline: 2026-11-30`
    """
    if notice.action is None:
        return
    published = notice.published.astimezone(PARIS).date()
    for key in ("deadline", "exposed_deadline"):
        day: date | None = getattr(notice.action, key)
        if day is not None and day < published:
            yield Remark(
                f"L’échéance du {_day(day)} précède la publication, le {_day(published)}.",
                ("action", key),
                hint="Donnez une échéance que les lecteurs peuvent encore tenir.",
            )


@rule(Bulletin, gravity=Gravity.WARNING)
def deadline_near(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """Une échéance ne devrait pas être à plus de trois ans de la publication.

    Mauvais : `published` au 23 novembre 2026, `deadline: 2062-11-30`
    Bon : `published` au 23 novembre 2026, `deadline: 2026-11-30`
    """
    if notice.action is None:
        return
    published = notice.published.astimezone(PARIS).date()
    for key in ("deadline", "exposed_deadline"):
        day: date | None = getattr(notice.action, key)
        if day is not None and day - published > _LONG:
            yield Remark(
                f"L’échéance du {_day(day)} est à plus de trois ans de la publication.",
                ("action", key),
                hint="Vérifiez l’année.",
            )


@rule(Bulletin)
def exposed_deadline_first(notice: Bulletin, _context: Context) -> Iterator[Remark]:
    """L’échéance des systèmes exposés ne doit pas dépasser l’échéance générale.

    Mauvais : `deadline: 2026-11-25` et `exposed_deadline: 2026-11-30`
    Bon : `deadline: 2026-11-30` et `exposed_deadline: 2026-11-25`
    """
    action = notice.action
    if action and action.deadline and action.exposed_deadline and action.exposed_deadline > action.deadline:
        yield Remark(
            f"L’échéance des systèmes exposés, le {_day(action.exposed_deadline)}, dépasse "
            f"l’échéance générale, le {_day(action.deadline)}.",
            ("action", "exposed_deadline"),
            hint="Un système exposé à Internet se traite d’abord : échangez les deux dates.",
        )
