"""What replaces what, and where that leads in a circle."""

from collections.abc import Mapping

_SHOWN = 6
"""Steps of a circle that are told."""


def circles_of(replacements: Mapping[str, str | None]) -> dict[str, tuple[str, ...]]:
    """Of each entry that ends by replacing itself, the way around; of a long one, its beginning."""
    found: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for start in replacements:
        way: dict[str, None] = {}
        at: str | None = start
        while at is not None and at not in done and at not in way:
            way[at] = None
            at = replacements.get(at)
        if at is not None and at in way:
            passed = list(way)
            circle = passed[passed.index(at) :]
            shown = (*circle[:_SHOWN], *(("…",) if len(circle) > _SHOWN else ()), at)
            found |= dict.fromkeys(circle, shown)
        done |= way.keys()
    return found
