"""What the notices of a year say of products, kept beside the portal from one build to the next."""

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING

from cyberveille.kept_file import KeptFile
from cyberveille.whole_files import forget_others

if TYPE_CHECKING:
    from cyberveille.concerned.remembering import Groups


class KeptRules:
    """A folder with a file for each year of an audience; one that was altered counts for nothing."""

    def __init__(self, work: Path | None, audience: str) -> None:
        """Without `work`, nothing is kept."""
        self._folder = None if work is None else work / "rules"
        self._audience = audience

    def read(self, year: str) -> "Groups":
        from cyberveille.concerned.encoding import Group  # noqa: PLC0415 - by who makes rules alone

        if self._folder is None:
            return {}
        return KeptFile(self._file(self._folder, year), dict[bytes, tuple[Group, ...]]).read() or {}

    def keep(self, year: str, groups: "Groups") -> None:
        """Nothing else of the year stays. What cannot be written is made anew the next time."""
        if self._folder is not None:
            KeptFile(self._file(self._folder, year), dict).keep(dict(groups))

    def forget_others(self, years: Iterable[str]) -> None:
        """Remove what is kept of years of which nothing is published any more."""
        if self._folder is None:
            return
        kept = {self._file(self._folder, year).name for year in years}
        forget_others(self._folder, kept.__contains__, among=f"{self._audience}.*.msgpack")

    def _file(self, folder: Path, year: str) -> Path:
        return folder / f"{self._audience}.{year}.msgpack"
