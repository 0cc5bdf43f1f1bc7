"""What the state of a workspace keeps of the edition in place as a whole."""

from datetime import datetime

from msgspec import Struct

NAME = "edition"
"""Under which it is kept."""


class Remembered(Struct, frozen=True, array_like=True):
    """`key` is the digest of all that the edition was made of, `mark` that of what tells that it is in place.

    It holds for clocks from `since` on, before `until`. `files` is how many it has.
    """

    key: bytes
    mark: bytes
    since: datetime
    until: datetime
    files: int

    def stands(self, key: bytes, mark: bytes, clock: datetime) -> bool:
        return self.key == key and self.mark == mark and self.since <= clock < self.until
