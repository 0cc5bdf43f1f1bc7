"""What is remembered of a file that was written, and of a part of the plan."""

import os
from datetime import datetime
from typing import NamedTuple

from msgspec import Struct


class Written(Struct, frozen=True, gc=False):
    """A file of the last edition: the key it was made from, the digest of its bytes, its state on disk."""

    key: bytes
    digest: bytes
    size: int
    mtime_ns: int

    def lies_in(self, file: str) -> bool:
        """Whether `file` is as it was written, by its size and its time."""
        return self.state_in(file) is not None

    def state_in(self, file: str) -> os.stat_result | None:
        """The state of a `file` that is as it was written; None of another one."""
        try:
            state = os.stat(file)  # noqa: PTH116 - thousands of times, as text
        except OSError:
            return None
        return state if (state.st_size, state.st_mtime_ns) == (self.size, self.mtime_ns) else None


class Row(NamedTuple):
    """A file with the part of the plan that wrote it."""

    path: str
    part: str
    written: Written


class PartKey(Struct, frozen=True):
    """A part of the plan under its parent, and the digest of all that its plan reads.

    It holds for clocks from `since` on, before `until`, in whole seconds since 1970; for all where that is 0.
    """

    name: str
    parent: str
    key: bytes
    since: int = 0
    until: int = 0

    def holds(self, key: bytes, clock: datetime) -> bool:
        """Whether the part is as it was planned, by the digest of what its plan reads now."""
        return self.key == key and (not self.until or self.since <= clock.timestamp() < self.until)
