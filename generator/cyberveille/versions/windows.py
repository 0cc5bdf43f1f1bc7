"""Releases of Windows and their builds: 10 22H2, Server 2012 R2 SP1, 10.0.19045.3570."""

from functools import lru_cache

from cyberveille.expressions import expression
from cyberveille.versions.folding import folded
from cyberveille.versions.keyed import Keyed
from cyberveille.versions.suffixes import same_words

_BUILDS = {
    "nt 4.0": (4, 0, 1381), "2000": (5, 0, 2195), "xp": (5, 1, 2600), "server 2003": (5, 2, 3790),
    "vista": (6, 0, 6000), "server 2008": (6, 0, 6001), "7": (6, 1, 7600), "server 2008 r2": (6, 1, 7600),
    "8": (6, 2, 9200), "server 2012": (6, 2, 9200), "8.1": (6, 3, 9600), "server 2012 r2": (6, 3, 9600),
    "server 2016": (10, 0, 14393), "server 2019": (10, 0, 17763), "server 2022": (10, 0, 20348),
    "server 2025": (10, 0, 26100),
}  # fmt: skip
_RELEASES = {
    "10": {
        "1507": 10240, "1511": 10586, "1607": 14393, "1703": 15063, "1709": 16299, "1803": 17134,
        "1809": 17763, "1903": 18362, "1909": 18363, "2004": 19041, "20h2": 19042, "21h1": 19043,
        "21h2": 19044, "22h2": 19045,
    },
    "11": {"21h2": 22000, "22h2": 22621, "23h2": 22631, "24h2": 26100},
    "server": {
        "1709": 16299, "1803": 17134, "1903": 18362, "1909": 18363, "2004": 19041, "20h2": 19042,
        "23h2": 25398,
    },
}  # fmt: skip
_NOISE = expression(
    r"\b(?:microsoft|windows|version|edition|editions|x64|x86|64|32|bits?|pour|systemes|standard|datacenter"
    r"|enterprise|entreprise|professionnel|professional|pro|std|essentials|lts[bc]|rtm)\b|[,()-]"
)
_BUILD = expression(r"(?:10\.0\.|6\.[0-3]\.|5\.[0-2]\.)[0-9]{4,5}(?:\.[0-9]{1,6})?|[0-9]{5}(?:\.[0-9]{1,6})?")
_SERVICE_PACK = expression(r" ?sp ?([0-9])$")


@lru_cache(maxsize=4096)
def windows(text: str) -> Keyed | None:
    """A release by the number of its build, or that number itself with the revision of its update.

    Numbers: Microsoft, "Windows 10 release information", "Windows 11 release information", "Windows Server
    release information", "Operating System Version (Win32)". A service pack follows its release; a build
    without revision, and 10 without release, are cut short.
    """
    plain = same_words(folded(text[:121]))
    if found := _BUILD.fullmatch(plain.removeprefix("build ").strip()):
        numbers = tuple(map(int, found[0].split(".")))
        numbers = numbers if "." in found[0] and numbers[0] <= 10 else (10, 0, *numbers)  # noqa: PLR2004
        return Keyed((numbers, 0), _parts(numbers))
    plain = " ".join(_NOISE.sub(" ", plain).split())
    pack = _SERVICE_PACK.search(plain)
    name = plain[: pack.start()] if pack else plain
    build = _BUILDS.get(name)
    if build is None:
        kind, _, release = name.partition(" ")
        if kind in {"10", "11"} and not release:
            return Keyed((_LATEST_BEFORE[kind], 0), (10, 0, int(kind)))
        number = _RELEASES.get(kind, {}).get(release)
        build = None if number is None else (10, 0, number)
    if build is None:
        return None
    service = int(pack[1]) if pack else 0
    return Keyed((build, service), (*_parts(build), *((f"sp{service}",) if service else ())))


_FIRST_OF_11 = 22000
_LATEST_BEFORE = {"10": (10, 0), "11": (10, 0, _FIRST_OF_11 - 1)}
"""A release that is not told comes before the first one of its name."""


def _parts(numbers: tuple[int, ...]) -> tuple[int, ...]:
    """10 and 11 are branches of their own of the builds 10.0."""
    if numbers[:2] != (10, 0) or len(numbers) == len((10, 0)):
        return numbers
    return (10, 0, 11 if numbers[2] >= _FIRST_OF_11 else 10, *numbers[2:])
