"""`close` and `reopen`: an alert ends, or goes on, and its history tells it."""

from datetime import datetime

from cyberveille.drafting.amending import (
    Amended,
    Opened,
    going_back,
    refused,
    unpublished,
    with_revision,
)
from cyberveille.locale import datetime_fr
from cyberveille.model import Alert, AlertStatus

CLOSED, REOPENED = "Alerte close", "Alerte rouverte"
"""What the history says when an editor says nothing else."""


def closed(opened: Opened, change: str, now: datetime) -> Amended:
    """The alert, over since `now`."""
    alert = opened.notice
    if not isinstance(alert, Alert):
        return refused(f"{alert.id} n’est pas une alerte.")
    if alert.status is AlertStatus.CLOSED:
        return refused(f"{alert.id} est déjà close{_since(alert)}.")
    problem = unpublished(opened, now) or going_back(opened, now)
    if problem:
        return refused(problem)
    header = opened.header.with_value("status", AlertStatus.CLOSED).with_value("closed", now)
    return with_revision(opened, header, now, change or CLOSED)


def reopened(opened: Opened, change: str, now: datetime) -> Amended:
    """The alert, active again."""
    alert = opened.notice
    if not isinstance(alert, Alert):
        return refused(f"{alert.id} n’est pas une alerte.")
    if alert.status is AlertStatus.ACTIVE:
        return refused(f"{alert.id} est déjà en cours.")
    problem = unpublished(opened, now) or going_back(opened, now)
    if problem:
        return refused(problem)
    header = opened.header.with_value("status", AlertStatus.ACTIVE).without("closed")
    return with_revision(opened, header, now, change or REOPENED)


def _since(alert: Alert) -> str:
    return f" depuis le {datetime_fr(alert.closed)}" if alert.closed else ""
