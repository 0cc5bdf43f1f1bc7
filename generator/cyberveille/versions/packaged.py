"""Versions of packages: of Debian, of RPM, and of Python."""

import re
from functools import total_ordering

from packaging.version import InvalidVersion, Version

from cyberveille.expressions import expression
from cyberveille.versions.keyed import Keyed

_LONGEST = 120
_DEBIAN = expression(r"(?:([0-9]{1,9}):)?([0-9][A-Za-z0-9.+~:-]*?)(?:-([A-Za-z0-9.+~]+))?")
_RPM = expression(r"(?:([0-9]{1,9}):)?([A-Za-z0-9._+~^]+)(?:-([A-Za-z0-9._+~^]+))?")
_END = 0
"""The end of a text sorts after a tilde and before all else."""


def debian(text: str) -> Keyed | None:
    """`epoch:upstream-revision`, as dpkg compares it (deb-version(7), Debian Policy 5.6.12)."""
    found = _DEBIAN.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    epoch, upstream, revision = int(found[1] or 0), found[2], found[3] or ""
    return Keyed(
        (epoch, _debian_key(upstream), _debian_key(revision)), tuple(re.split(r"[.-]", text.strip()))
    )


def _debian_key(text: str) -> tuple[tuple[tuple[int, ...], int], ...]:
    """Runs that are no digits, letters before the rest, and numbers, in turn; a number left out is 0."""
    runs = re.findall(r"([^0-9]*)([0-9]*)", text)
    key = [((*map(_debian_weight, word), _END), int(digits or 0)) for word, digits in runs]
    while key and key[-1] == ((_END,), 0):
        key.pop()
    return (*key, ((_END,), 0))


def _debian_weight(character: str) -> int:
    if character == "~":
        return -1
    return ord(character) if character.isalpha() else ord(character) + 256


@total_ordering
class _RpmText:
    """A version or release as rpmvercmp orders it (rpm, rpmio/rpmvercmp.cc; rpm-version(7))."""

    __slots__ = ("runs",)

    def __init__(self, text: str) -> None:
        self.runs = tuple(re.findall(r"[0-9]+|[A-Za-z]+|[~^]", text))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _RpmText) and self.key == other.key

    def __hash__(self) -> int:
        return hash(self.key)

    def __lt__(self, other: "_RpmText") -> bool:
        return self.key < other.key

    @property
    def key(self) -> tuple[tuple[int, int, str], ...]:
        """A tilde comes before the end, the end before a caret, letters before numbers."""
        return (*map(self._weight, self.runs), (1, 0, ""))

    @staticmethod
    def _weight(run: str) -> tuple[int, int, str]:
        if run in {"~", "^"}:
            return (0 if run == "~" else 2, 0, "")
        return (4, int(run), "") if run.isdecimal() else (3, 0, run)


def rpm(text: str) -> Keyed | None:
    """`epoch:version-release`, as RPM compares it."""
    found = _RPM.fullmatch(text.strip()) if len(text) <= _LONGEST else None
    if found is None:
        return None
    key = (int(found[1] or 0), _RpmText(found[2]), _RpmText(found[3] or ""))
    return Keyed(key, tuple(re.split(r"[.-]", text.strip())))


def python(text: str) -> Keyed | None:
    """A version of a Python package (PEP 440, by the library `packaging`)."""
    try:
        version = Version(text) if len(text) <= _LONGEST else None
    except InvalidVersion:
        return None
    return None if version is None else Keyed(version, (version.epoch, *version.release))
