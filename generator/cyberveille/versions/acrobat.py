"""Versions of Acrobat and Reader, whose year is written in full or not: 20.009.20074 is 2020.009.20074."""

from msgspec.structs import replace

from cyberveille.versions.numbered import Numbered
from cyberveille.versions.numbered_text import numbered

_FIRST_YEAR, _LAST_YEAR = 15, 99
_NUMBERS = 3


def acrobat(text: str) -> Numbered | None:
    """Numbers, of which the first is the year since 2015 (Adobe, "Release notes for Acrobat DC products").

    11.0.23 and 9.5.5 are of the time before; 20 alone, or 20.009, is of the branch 2020.
    """
    version = numbered(text)
    if version is None or version.prefix or not 1 <= len(version.release) <= _NUMBERS:
        return version
    year, *rest = version.release
    if not _FIRST_YEAR <= year <= _LAST_YEAR:
        return version
    return replace(version, prefix="year", release=(2000 + year, *rest))
