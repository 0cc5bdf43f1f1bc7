"""The pages of an edition, one module a kind; each yields its files and what they depend on."""

from collections.abc import Iterator

from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output
from cyberveille.publishing.pages import (
    circle,
    content,
    home,
    library,
    lists,
    moved,
    notices,
    observatory,
    signalement,
    standing,
)
from cyberveille.publishing.press import Press


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Every page, notices first."""
    made: list[Output] = []
    for room in (notices, library, circle, content, observatory, lists, moved, standing, home):
        made += room.outputs(edition, press)
    yield from made
    yield from signalement.outputs(edition, press, made)


__all__ = ["outputs"]
