"""Addresses as sources write them, made valid where that takes no guess."""

import re
from urllib.parse import SplitResult, urljoin, urlsplit

from cyberveille.expressions import expression

CERTFR_SITE = "https://www.cert.ssi.gouv.fr/"

_SCHEME_TWICE = expression(r"^(https?)://(?:www\.)?https?:?//", re.IGNORECASE)
_ESCAPED = expression(r"\\([_*~#&])")
_ALLOWED = expression(r"[^A-Za-z0-9._~:/?#@!$&'()*+,;=%-]")
_STRAY_PERCENT = expression(r"%(?![0-9A-Fa-f]{2})")
_MAIL = expression(r"mailto:[\w.+-]+@[\w.-]+", re.ASCII | re.IGNORECASE)
_HOST = expression(r"[a-z0-9](?:[a-z0-9.-]*[a-z0-9])?")


def web_address(text: str | None) -> str | None:
    """An http or https URL (RFC 3986), illegal characters percent-encoded; None otherwise."""
    if not text:
        return None
    text = _ESCAPED.sub(r"\1", text.strip()).removeprefix("None")
    text = _SCHEME_TWICE.sub(r"\1://", text)
    try:
        parts = urlsplit(text)
        host = (parts.hostname or "").encode("idna").decode("ascii").lower()
        port = parts.port
    except ValueError:
        return None
    if parts.scheme not in {"http", "https"} or not _HOST.fullmatch(host) or "." not in host:
        return None
    netloc = host if port is None else f"{host}:{port}"
    rebuilt = SplitResult(parts.scheme, netloc, parts.path, parts.query, parts.fragment).geturl()
    return _STRAY_PERCENT.sub("%25", _ALLOWED.sub(_percent, rebuilt))


def link_target(text: str, base: str) -> str | None:
    """The address of a link in a text that was published at `base`; None when it leads nowhere."""
    target = text.strip()
    if not target or target.startswith("#"):
        return None
    if target.lower().startswith("mailto:"):
        return target if _MAIL.fullmatch(target) else None
    if target.startswith("/"):
        try:
            target = urljoin(base, target)
        except ValueError:
            return None
    return web_address(target)


def _percent(match: re.Match[str]) -> str:
    return "".join(f"%{byte:02X}" for byte in match.group().encode("utf-8", "replace"))
