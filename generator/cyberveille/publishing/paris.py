"""Moments as machine formats write them: with the offset of Europe/Paris, to the second."""

from datetime import datetime

from cyberveille.reporting import PARIS


def paris(moment: datetime) -> datetime:
    """The same moment with the offset in force in Paris."""
    return moment.astimezone(PARIS).replace(microsecond=0)
