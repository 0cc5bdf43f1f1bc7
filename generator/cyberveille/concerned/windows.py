"""The release of Windows that a text names: « Windows 2003 R2 Std x64 », « Windows 10 Version 1809 »."""

import re

from cyberveille.expressions import expression

_SERVER = expression(
    r"\bwindows (?:server |serveur )*(2000|2003|2008|2012|2016|2019|2022|2025)(?: (r2))?(?![0-9.])"
)
_SEMI_ANNUAL = expression(
    r"\bwindows (?:server|serveur),? (?:version )?(1709|1803|1903|1909|2004|20h2|23h2)(?![0-9.])"
)
_CLIENT = expression(
    r"\bwindows (?:desktop |rt |professionnel |pro )?(nt 4\.0|xp|vista|7|8\.1|8|10|11)(?![0-9.a-z])"
)
_OLD = expression(r"\bwindows (?:95|98|9x|(me)|nt(?! 4\.0))\b")
_MILLENNIUM = expression(r"\bwindows millenn?ium\b")
_RELEASE = expression(r"\b(1507|1511|1607|1703|1709|1803|1809|1903|1909|2004|2[0-9]h[12])\b")
_PACK = expression(r"\b(?:sp|service pack) ?([1-6])\b")
_BUILD = expression(r"\b10\.0\.([0-9]{5})\b")


_SERVER_APART = expression(
    r"\bwindows (?:server|serveur)\b[^;]{0,60}?\bversions? ?:? ?"
    r"(20(?:00|03|08|12|16|19|22|25))(?: (r2))?(?![0-9.])"
)
_CLIENT_APART = expression(r"\bwindows\b[^;]{0,60}?\bversions? ?:? ?(xp|vista|7|8\.1|8|10|11)(?![0-9.a-z])")
"""Where the release stands further on: « Windows Server (salle 12), version 2008 R2 »."""


def release_of(text: str) -> str | None:
    """How the scheme of Windows writes it, of a plain text; None where no release is named."""
    if "windows" not in text:
        return None
    if found := _SERVER.search(text):
        return _of_server(found, text)
    if found := _SEMI_ANNUAL.search(text):
        return f"server {found[1]}"
    if found := _CLIENT.search(text):
        return _of_client(found, text)
    if found := _SERVER_APART.search(text):
        return _of_server(found, text)
    found = _CLIENT_APART.search(text)
    return _of_client(found, text) if found else None


def _of_server(found: re.Match[str], text: str) -> str:
    year, r2 = found[1], found[2]
    name = "2000" if year == "2000" else f"server {year}"
    if r2 and year != "2003":
        name += " r2"
    return _with_pack(name, text, found.end())


def _of_client(found: re.Match[str], text: str) -> str:
    name = found[1]
    if name not in {"10", "11"}:
        return _with_pack(name, text, found.end())
    if release := _RELEASE.search(text, found.end()):
        return f"{name} {release[1]}"
    build = _BUILD.search(text)
    return f"10.0.{build[1]}" if build else name


def _with_pack(name: str, text: str, after: int) -> str:
    pack = _PACK.search(text, after)
    return f"{name} sp{pack[1]}" if pack else name


def of_millennium(text: str) -> str:
    """A plain text, in which Windows Millennium is called as most call it: other products have that name."""
    return _MILLENNIUM.sub("windows me", text) if "millen" in text else text


def told_apart(text: str) -> str:
    """The text, in which a server's Windows and a client's have names of their own."""
    if "windows" not in text:
        return text
    text = of_millennium(text)
    text = _OLD.sub(lambda found: f"windows windowsancien {found[1] or ''}", text)
    text = _SERVER.sub(lambda found: f"windows windowsserveur {found[1]} {found[2] or ''}", text)
    text = _SEMI_ANNUAL.sub(lambda found: f"windows windowsserveur {found[1]}", text)
    return _CLIENT.sub(lambda found: f"windows windowsposte {found[1]} ", text)


_BEGINS = expression(
    r"(?:(?:les?|la|tous|toutes|tout|systemes?|versions?|editions?|de|du|des|microsoft|micosoft|ms)[ ,]+"
    r"|d'|l')*"
    r"windows\b"
)


def begins_with_windows(text: str) -> str:
    """A plain text, or nothing where Windows is only what something else runs on."""
    return text if "windows" in text and _BEGINS.match(text) else ""
