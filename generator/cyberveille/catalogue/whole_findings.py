"""What the rules said of the catalogue as a whole, and of what they said it."""

from datetime import datetime

from msgspec import Struct

from cyberveille.model import Finding


class Whole(Struct, frozen=True, array_like=True):
    """`key` is the digest of all that the rules read; said at `since`, it holds before `until`."""

    key: bytes
    rest: bytes
    """The digest of what they read but for the sources."""
    folders: tuple[tuple[str, str, bytes], ...]
    """Root, path and content of each folder."""
    since: datetime | None
    until: datetime | None
    findings: tuple[Finding, ...]

    def holds(self, key: bytes, now: datetime | None) -> bool:
        if self.key != key or (now is None) != (self.since is None):
            return False
        if now is None or self.since is None:
            return True
        return self.since <= now and (self.until is None or now < self.until)

    def still(self, rest: bytes, now: datetime | None) -> bool:
        """Whether it holds but for the sources that changed since."""
        return self.rest == rest and self.holds(self.key, now)
