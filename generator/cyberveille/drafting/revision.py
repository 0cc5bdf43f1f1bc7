"""`revise`: a published notice says something else, and its history tells it."""

from datetime import datetime

from cyberveille.drafting.amending import (
    Amended,
    Opened,
    going_back,
    refused,
    unpublished,
    with_revision,
)


def revised(opened: Opened, change: str, now: datetime, *, minor: bool = False) -> Amended:
    """The notice with one more revision; with `minor`, one that moves no feed."""
    problem = unpublished(opened, now) or going_back(opened, now)
    if problem:
        return refused(problem)
    return with_revision(opened, opened.header, now, change, minor=minor)
