"""What a build did, or why it did not."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from msgspec import Struct, field

from cyberveille.model import Finding
from cyberveille.publishing.verdict import Ground

if TYPE_CHECKING:
    from cyberveille.publishing.clearance import Quotation
    from cyberveille.publishing.guard import Leak


class TwinFiles(Exception):  # noqa: N818 - what editors wrote, not a fault of the program
    """Two things of the edition claim the same file."""


class OutputRefused(Exception):  # noqa: N818 - nothing is broken: the folder is somebody else's
    """The output folder holds files that no edition for this audience wrote."""


class BuildReport(Struct, frozen=True):
    """What a build did; paths are relative to the output. `seconds` follows the steps of the design."""

    files: int
    rendered: int
    written: tuple[str, ...]
    removed: tuple[str, ...]
    leaks: "tuple[Leak, ...]" = ()
    quotations: "tuple[Quotation, ...]" = ()
    cleared: Mapping[Ground, int] = field(default_factory=dict)
    """How many pieces of withheld things may be shown, and why."""
    sealed: "tuple[Leak, ...]" = ()
    """Public files that the guard cannot open: said, since nothing tells that they leak."""
    recovered: bool = False
    broken: tuple[Finding, ...] = ()
    """What was published and would not last: it refuses the edition."""
    seconds: Mapping[str, float] = field(default_factory=dict)
