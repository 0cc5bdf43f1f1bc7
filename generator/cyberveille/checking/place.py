"""Where a source stands."""

from typing import NamedTuple


class SourcePath(NamedTuple):
    """A source file: a root of `sources:` and the path inside it, with `/` separators."""

    root: str
    path: str
