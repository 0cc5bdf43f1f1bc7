"""Which colours stand on which, and how much they must stand out: WCAG 2.2, criteria 1.4.3 and 1.4.11."""

from collections.abc import Iterator
from typing import Final

from msgspec import Struct

TEXT: Final = 4.5
"""1.4.3: text below 24 px, or below 18.66 px when bold."""
PART: Final = 3.0
"""1.4.11: what a part of the interface is recognised by; 1.4.3: large text."""


class Pair(Struct, frozen=True):
    """`front` is what is to be seen on `back`, both by name."""

    front: str
    back: str
    least: float


class Demand(Struct, frozen=True):
    """What a given colour must stand out from: `told` says what it is there, `criterion` who demands it."""

    given: str
    back: str
    least: float
    told: str

    @property
    def criterion(self) -> str:
        return "1.4.3" if self.least == TEXT else "1.4.11"


DEMANDS: Final = (
    Demand("primary", "primary-ink", TEXT, "le texte blanc de l’en-tête"),
    Demand("accent", "paper", TEXT, "le fond des pages, où sont les liens"),
    Demand("accent", "panel", TEXT, "le fond des encadrés, où sont aussi des liens"),
    Demand("call", "primary", PART, "l’en-tête, où est le bouton « Signaler »"),
)
"""What an organisation's own colours are asked."""


def _pairs() -> Iterator[Pair]:
    for back in ("paper", "panel"):
        for front in ("ink", "ink-soft", "link", "link-hover"):
            yield Pair(front, back, TEXT)
        for front in ("critique", "elevee", "moyenne", "faible", "information"):
            yield Pair(front, back, TEXT)
        for front in ("rule-strong", "focus"):
            yield Pair(front, back, PART)
    yield Pair("primary-ink", "primary", TEXT)
    yield Pair("primary-soft", "primary", PART)
    yield Pair("call", "primary", PART)
    for front, back in (
        ("button-ink", "button"),
        ("call-ink", "call"),
        ("field-ink", "field"),
        ("field-hint", "field"),
        ("field-mark", "field"),
        ("ink", "mark"),
        ("ink", "critique-soft"),
        ("ink", "elevee-soft"),
        ("critique", "critique-soft"),
        ("elevee", "elevee-soft"),
        ("paper", "critique"),
        ("band-ink", "band"),
    ):
        yield Pair(front, back, TEXT)


PAIRS: Final = tuple(_pairs())
"""What holds of every palette."""
