"""`withdraw`: a notice is not to be followed any more; its page stays, with the reason."""

from datetime import datetime

from cyberveille.drafting.amending import Amended, Opened, amended, refused, unpublished
from cyberveille.model import Withdrawal


def withdrawn(opened: Opened, reason: str, now: datetime) -> Amended:
    """The notice, withdrawn since `now`."""
    problem = unpublished(opened, now)
    if problem:
        return refused(problem)
    header = opened.header.with_value("withdrawn", Withdrawal(date=now, reason=reason))
    return amended(opened, header)
