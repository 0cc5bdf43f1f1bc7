"""How an address written by an editor is judged."""

import ipaddress
import re
import unicodedata
from enum import Enum
from functools import lru_cache

from cyberveille.expressions import expression
from cyberveille.signs import named

# RFC 3986, with the letters of other scripts that RFC 3987 adds.
_HTTP = expression(
    r"(?:https?|ftp)://(?P<user>[^\s/?#@<>\"\\^`{|}]+@)?"
    r"(?P<host>[\w-]+(?:\.[\w-]+)*\.?|\[[0-9a-f:.]+\])(?::(?P<port>\d{1,5}))?"
    r"(?:[/?#][^\s<>\"\\^`]*)?",
    re.IGNORECASE,
)
# Nearly all of them: short labels of ASCII that end by letters, and nothing else before the path.
_USUAL = expression(
    r"(?:https?|ftp)://(?:(?!xn--)[a-z0-9-]{1,30}\.){1,6}[a-z]{2,30}(?:[/?#]|$)", re.IGNORECASE | re.ASCII
)
_SCHEME = expression(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
WEB = frozenset({"https", "http", "ftp"})
"""The schemes of addresses that browsers open, or used to."""
_REMEMBERED = 256
"""Addresses: several rules ask about each of those of a notice, one after another."""
_LAST_PORT = 65_535
_LABEL_LENGTH, _HOST_LENGTH = 63, 253
# What browsers read as an IPv4 address (WHATWG URL, 3.5): the last label is a number, in any base.
_NUMBER = expression(r"[0-9]+|0x[0-9a-f]*", re.IGNORECASE)
_IPV4 = expression(r"(?:(?:25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(?:\.(?!$)|$)){4}", re.ASCII)
# Letters that have no other use than to resemble, or to be read as, others.
_FULL_WIDTH = expression("[\uff01-\uff5e\u3002\uff61\u2024\u2044\u2215\u29f8]")
# Without IGNORECASE, for which « ı » and « ſ » are an i and an s.
_FRENCH = expression(r"(?:(?!xn--)[a-zA-Z0-9àâæçéèêëîïôœùûüÿÀÂÆÇÉÈÊËÎÏÔŒÙÛÜŸ_-]+\.?)+")


class WebAddress(Enum):
    """What an absolute address is worth to a reader."""

    SECURE = "https"
    PLAIN = "http or ftp: the reader cannot be sure who answers"
    INVALID = "not a valid address"
    OTHER = "of another scheme"


@lru_cache(_REMEMBERED)
def judge(address: str) -> WebAddress:
    """The worth of `address`, which must stand for itself: without a scheme it is invalid."""
    scheme = _SCHEME.match(address)
    if scheme is None:
        return WebAddress.INVALID
    name = scheme[1].lower()
    if name not in WEB:
        return WebAddress.OTHER
    if not _HTTP.fullmatch(address):
        return WebAddress.INVALID
    return WebAddress.SECURE if name == "https" else WebAddress.PLAIN


def deceit(address: str) -> str | None:
    """Why a reader would believe that `address`, which has a valid form, leads elsewhere than it does.

    A French phrase that goes on « L’adresse … »; None when there is nothing to fear.
    """
    match = None if _is_usual(address) else _HTTP.fullmatch(address)
    if match is None:
        return None
    host, port = match["host"], match["port"]
    if match["user"]:
        return f"mène à {host} : ce qui précède « @ » n’est qu’un nom d’utilisateur"
    if port and not 0 < int(port) <= _LAST_PORT:
        return f"a un port qui n’existe pas : {port}"
    return _host_deceit(host) if address.isprintable() else "contient un signe invisible"


def international(address: str) -> tuple[str, str] | None:
    """(the site's name as it is shown, the one it bears), where a reader cannot tell one by the other.

    None for a name in ASCII, or written with the letters of French.
    """
    match = None if _is_usual(address) else _HTTP.fullmatch(address)
    if match is None or _FRENCH.fullmatch(match["host"]):
        return None
    labels = match["host"].split(".")
    if all(label.isascii() and not label.lower().startswith("xn--") for label in labels):
        return None
    return ".".join(_decoded(label) or label for label in labels), ".".join(map(_ascii, labels))


def out_of_reach(address: str) -> str | None:
    """The site of `address`, where only one machine or one network knows it.

    Special names (RFC 6761, RFC 6762, RFC 8375, and `internal`, which ICANN reserved in 2024), names of one
    label, and addresses of private networks; those of examples (RFC 5737, RFC 3849) stand for public ones.
    """
    match = None if _is_usual(address) and not _LOCAL.search(address) else _HTTP.fullmatch(address)
    if match is None:
        return None
    host = match["host"].lower().removesuffix(".")
    try:
        number = ipaddress.ip_address(host.strip("[]"))
    except ValueError:
        local = "." not in host or _LOCAL.search(f"//{host}") is not None
        return host if local and not _NUMBER.fullmatch(host) else None
    shown = any(number in network for network in _EXAMPLES if network.version == number.version)
    return host if number.is_private and not shown else None


_EXAMPLES = tuple(
    map(ipaddress.ip_network, ("192.0.2.0/24", "198.51.100.0/24", "203.0.113.0/24", "2001:db8::/32"))
)
_LOCAL = expression(
    r"//[^/?#]*\.(?:localhost|local|internal|lan|intranet|home\.arpa)\.?(?:[/:?#]|$)", re.IGNORECASE
)


@lru_cache(_REMEMBERED)
def _is_usual(address: str) -> bool:
    return address.isascii() and _USUAL.match(address) is not None


def _host_deceit(host: str) -> str | None:
    labels = host.removesuffix(".").split(".")
    if host.startswith("["):
        return None
    if _NUMBER.fullmatch(labels[-1]):
        return None if _IPV4.fullmatch(host) else f"écrit « {host} » une adresse IP d’une façon détournée"
    if len(host) > _HOST_LENGTH or any(len(label) > _LABEL_LENGTH for label in labels):
        return "a un nom de site plus long que ce qui peut exister"
    if sign := _FULL_WIDTH.search(host):
        return f"écrit « {host} » avec des signes qui en imitent d’autres, {named(sign.group())}"
    return next(filter(None, map(_label_deceit, labels)), None)


def _label_deceit(label: str) -> str | None:
    shown = _decoded(label)
    if shown is None:
        return f"contient « {label} », qui n’est pas un nom international valide"
    if shown.isascii():
        return None
    scripts = _scripts(shown)
    if len(scripts) > 1:
        mixed = ", ".join(sorted(scripts))
        return (
            f"mêle des alphabets dans « {shown} » ({mixed} ; {_stranger(shown)}) : ce nom est en réalité "
            f"{_ascii(label)}"
        )
    if scripts & _RESEMBLING and _all_resemble(shown):
        return (
            f"imite des lettres latines dans « {shown} » ({_stranger(shown)}) : ce nom est en réalité "
            f"{_ascii(label)}"
        )
    return None


def _stranger(label: str) -> str:
    """The first letter that is not Latin, named."""
    sign = next(sign for sign in label if sign.isalpha() and "LATIN" not in unicodedata.name(sign, "?"))
    return named(sign)


_RESEMBLING = {"CYRILLIC", "GREEK", "ARMENIAN", "CHEROKEE"}
_TWINS = frozenset("асеорхуѕіјһԁԛԝӏьгпкмтвнαικνορτυχωοցհոսօքՕ")
"""Letters of other alphabets that are drawn as a Latin one is, in most fonts."""


def _all_resemble(label: str) -> bool:
    return all(sign in _TWINS for sign in label.lower() if sign.isalpha())


def _scripts(label: str) -> set[str]:
    """The alphabets of the letters of a label, by the first word of their names in Unicode."""
    found = {unicodedata.name(sign, "?").partition(" ")[0] for sign in label if sign.isalpha()}
    # Japanese is written in three, and Chinese names may bear Latin letters (Unicode TS 39, 5.2).
    east = {"CJK", "HIRAGANA", "KATAKANA", "HANGUL", "BOPOMOFO"}
    return found if not found & east else (found - east - {"LATIN"}) | {"CJK"}


def _decoded(label: str) -> str | None:
    """A label as it is shown; None for an international one that decodes to nothing, or to what it is not."""
    if not label.lower().startswith("xn--"):
        return label
    try:
        shown = label[4:].encode("ascii").decode("punycode")
    except UnicodeError:
        return None
    valid = shown.isprintable() and not shown.isascii() and _ascii(shown) == label.lower()
    return shown if valid else None


def _ascii(label: str) -> str:
    """A label as the name system knows it."""
    folded = unicodedata.normalize("NFKC", label).lower()
    return folded if folded.isascii() else f"xn--{folded.encode('punycode').decode()}"
