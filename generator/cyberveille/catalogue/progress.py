"""How far a load has come."""

from collections.abc import Callable

Progress = Callable[[int, int], None]
"""(files done, files to do)."""
