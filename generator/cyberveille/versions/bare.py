"""A name that bears its version, or none: Ubuntu 14.04 LTS, Windows Server 2008 R2, Infusion Pump 3000."""

import re
from collections.abc import Sequence

from cyberveille.expressions import expression
from cyberveille.versions.bounds import Named, Unread
from cyberveille.versions.naming import may_be_a_range, named, refuse_elision
from cyberveille.versions.numbered_text import numbered
from cyberveille.versions.order import Order
from cyberveille.versions.ranges import Reading, Stated
from cyberveille.versions.remainder import OF_A_VERSION, condition_of
from cyberveille.versions.runs import NUMBERS
from cyberveille.versions.sense import Sense
from cyberveille.versions.tokens import Token

_FAMILIES = frozenset(
    [
        "windows",
        "office",
        "word",
        "excel",
        "outlook",
        "powerpoint",
        "access",
        "publisher",
        "project",
        "visio",
        "onenote",
        "infopath",
        "sharepoint",
        "exchange",
        "explorer",
        "sql",
        "studio",
        "biztalk",
        "lync",
        "skype",
        "works",
        "suse",
        "opensuse",
        "leap",
        "rhel",
        "fedora",
        "debian",
        "ubuntu",
        "mandrake",
        "mandriva",
        "mandrakelinux",
        "slackware",
        "centos",
        "solaris",
        "sunos",
        "linux",
        "freebsd",
        "netbsd",
        "openbsd",
        "aix",
        "macos",
        "android",
        "firefox",
        "thunderbird",
        "seamonkey",
        "acrobat",
        "reader",
        "coldfusion",
        "java",
        "jdk",
        "jre",
        "photoshop",
        "illustrator",
        "foundation",
    ]
)
"""Names whose plain number is a release and not a model, as the national archive has them."""


def bare(text: str, found: Sequence[Token]) -> Reading:
    """The single versions that a name bears.

    A dotted number, or one with a service pack, is a version; a plain one is a version only in a family of
    software that counts so, since « 3000 » may be a model: it is then left unread, never guessed.
    """
    first = _first_version(found)
    if first is None:
        return _nothing(text, found)
    if any(token.plain in OF_A_VERSION for token in found[max(0, first - 1) : first]) or not _own(
        found[:first]
    ):
        raise Unread
    first = _whole_list(found, first)
    if (
        any(_may_be_the_version(token) for token in found[:first])
        and found[first].sense is not Sense.SUFFIXED
    ):
        raise Unread
    name = {token.plain for token in found[:first] if token.sense is Sense.WORD}
    versions: list[Named] = []
    at = first
    while at < len(found):
        versions.append(named(found[at], _before(found, at)))
        if may_be_a_range(versions[-1].version):
            raise Unread
        if versions[1:]:
            refuse_elision(versions[-2], versions[-1], found[at - 1])
        at += 1
        following = at
        while following < len(found) and (
            found[following].sense in {Sense.AND, Sense.VERSION_WORD} or found[following].plain in name
        ):
            following += 1
        again = following == at and following < len(found) and _same(found[at - 1], found[at])
        if (
            following >= len(found)
            or found[following].sense not in NUMBERS
            or (following == at and not again)
        ):
            break
        at = following
    if _names_it_again(found[at:], name):
        raise Unread
    condition = condition_of(text, found[at:])
    pieces = tuple(dict.fromkeys(version.alone for version in versions))
    return Reading(text, Stated.RANGES, pieces, condition)


def _first_version(found: Sequence[Token]) -> int | None:
    """The first token that is a version for certain, before any condition."""
    family = False
    suffixed = max((place for place, token in enumerate(found) if token.sense is Sense.SUFFIXED), default=-1)
    for place, token in enumerate(found):
        if token.sense in {Sense.CONDITION, Sense.WITH}:
            return None
        # The service pack of « 2000 Server Service Pack 4 » comes after its edition.
        if _counts(found, place, family=family, edition=place > suffixed):
            return place
        family = family or token.plain in _FAMILIES
    return None


def _counts(found: Sequence[Token], place: int, *, family: bool, edition: bool) -> bool:
    token = found[place]
    if token.sense in {Sense.WILD, Sense.SUFFIXED}:
        return True
    if token.sense is not Sense.VERSION:
        return False
    if "." in token.plain or " " in token.plain or "-sp" in token.plain:
        return True
    last = place + 1 == len(found) or found[place + 1].sense in _ENDS
    return family and (last or (edition and found[place + 1].plain in _EDITIONS))


_ENDS = frozenset({Sense.AND, Sense.PLATFORM, Sense.CONDITION, Sense.WITH, Sense.OPEN, Sense.CLOSE})
_EDITIONS = frozenset(
    {
        "server", "serveur", "advanced", "enterprise", "edition", "professional", "professionnel", "standard",
        "datacenter", "terminal", "rt", "pro", "click-to-run", "desktop", "workstation", "premium", "home",
    }
)  # fmt: skip
"""Words that follow the release of a name and say how it is sold: « Windows 2000 Advanced Server »."""


def _whole_list(found: Sequence[Token], first: int) -> int:
    """Where the list begins in which the first sure version stands: « 6, 7.0.0.0 et 7.0.0.1 »."""
    while first > 1 and (found[first - 2].sense, found[first - 1].sense) == (Sense.VERSION, Sense.AND):
        first -= 2
    return first


_MODEL = 2100


def _may_be_the_version(token: Token) -> bool:
    """« Outlook Express 6 Windows Server 2003 » is the release 6; « ASA 5500 Series 7.1 » the release 7.1."""
    digits = token.plain.lstrip("rv")
    return token.sense is Sense.VERSION and not (digits.isdecimal() and int(digits) >= _MODEL)


def _names_it_again(rest: Sequence[Token], name: set[str]) -> bool:
    """« 2008 pour architecture x64 et Windows Server 2008 SP2 » says more than its first version."""
    joined = False
    for token in rest:
        if joined and token.plain in name:
            return True
        joined = token.sense is Sense.AND
    return False


def _same(before: Token, after: Token) -> bool:
    """« 15 SP3 LTSS 15-SP3 » says one version twice."""
    first, second = numbered(before.text), numbered(after.text)
    return first is not None and second is not None and first.compare(second) is Order.EQUAL


_MADE_FOR = frozenset({"red", "suse"})
"""« Red Hat Enterprise Linux for Real Time 8 » is a release of Linux; elsewhere « for » names a platform."""


def _own(name: Sequence[Token]) -> bool:
    """Whether the version that follows is the product's own, and not that of its platform."""
    on_platform = any(token.sense is Sense.PLATFORM for token in name)
    return not on_platform or name[0].plain in _MADE_FOR


_VERSION_NAMES = frozenset({"xp", "vista", "me", "nt", "xg"})


def _before(found: Sequence[Token], place: int) -> str | None:
    """What a service pack alone is one of: 2000 in « 2000 Server SP4 », XP in « XP Service Pack 2 »."""
    before = found[:place]
    version = next((token for token in reversed(before) if token.sense is Sense.VERSION), None)
    named_so = next((token for token in reversed(before) if token.plain in _VERSION_NAMES), None)
    if version is not None and named_so is not None:
        raise Unread  # « Outlook Express 6 Windows XP SP2 »
    if version is not None:
        return _SERVICE_PACK.sub("", version.text)
    return named_so.text if named_so is not None else None


_SERVICE_PACK = expression(r"[ \-]*(?:sp|service pack) ?[0-9]+$", re.IGNORECASE)


def _nothing(text: str, found: Sequence[Token]) -> Reading:
    """A bare name; a number at its end, or in the name of a family that counts so, may be a version."""
    condition = next((token for token in found if token.sense in {Sense.CONDITION, Sense.WITH}), None)
    end = len(found)
    while end and found[end - 1].sense in _ENDS:
        end -= 1
    family = any(token.plain in _FAMILIES for token in found)
    numbers = [token for token in found if token.sense is Sense.VERSION and _may_be_the_version(token)]
    ends_so = end > 0 and found[end - 1].sense in NUMBERS
    if condition is None and (ends_so or (family and numbers) or any(_announced(token) for token in numbers)):
        raise Unread
    return Reading(text, Stated.NOTHING, (), text[condition.start :].strip() if condition else None)


def _announced(token: Token) -> bool:
    """« r11 » and « v2 » are versions wherever they stand in a name."""
    return token.plain[0] in "rv"
