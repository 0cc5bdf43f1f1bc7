"""Whom the preview's server answers: browsers that know its name and, if need be, its token."""

import secrets
from collections.abc import Sequence
from email.message import Message
from http import HTTPStatus
from http.cookies import CookieError, SimpleCookie
from urllib.parse import parse_qsl, urlsplit

PARAMETER = "jeton"
_NAMES = ("localhost", "127.0.0.1", "[::1]")
_OWN = {"same-origin", "none", ""}
_READS = ("GET", "HEAD")


class Door:
    """For the server at `port`; with a token when what it serves is for members alone."""

    def __init__(self, port: int, *, restricted: bool) -> None:
        self.token = secrets.token_urlsafe(32) if restricted else ""
        self.cookie = f"cyberveille-apercu-{port}"
        """Cookies are shared by all the ports of a host (RFC 6265 section 8.5): each server has a name."""
        self._hosts = {f"{name}:{port}" for name in _NAMES} | (set(_NAMES) if port == 80 else set())  # noqa: PLR2004

    def refusal(self, method: str, target: str, headers: Message) -> tuple[HTTPStatus, str] | None:
        """Why a request gets nothing: its status, and words for whoever made it; None when it is admitted."""
        if not self._knows(headers.get_all("Host", [])) or not target.startswith("/"):
            return HTTPStatus.MISDIRECTED_REQUEST, "Cette adresse n’est pas celle de l’aperçu."
        if method not in _READS:
            return HTTPStatus.METHOD_NOT_ALLOWED, "L’aperçu ne fait que montrer."
        if not _is_own(headers):
            return HTTPStatus.FORBIDDEN, "Une page d’un autre site ne lit pas l’aperçu."
        if not self.bears_token(target) and not self._admits("; ".join(headers.get_all("Cookie", []))):
            message = "Cette édition est restreinte : ouvrez l’adresse complète que la commande affiche."
            return HTTPStatus.FORBIDDEN, message
        return None

    def _knows(self, hosts: Sequence[str]) -> bool:
        """Whether the request names this server, once (RFC 9112 section 3.2).

        A page of another site may have its own name resolve to this machine; it cannot choose what its
        browser says in `Host`.
        """
        return len(hosts) == 1 and hosts[0].strip().lower() in self._hosts

    def _admits(self, cookies: str) -> bool:
        """Whether the browser has shown the token before."""
        if not self.token:
            return True
        try:
            shown = SimpleCookie(cookies).get(self.cookie)
        except CookieError:
            return False
        return shown is not None and self._is_token(shown.value)

    def bears_token(self, path: str) -> bool:
        """Whether the address is the one that the command has printed."""
        given = [value for name, value in parse_qsl(urlsplit(path).query) if name == PARAMETER]
        return bool(self.token) and len(given) == 1 and self._is_token(given[0])

    def keeping(self) -> str:
        """The `Set-Cookie` of a browser that has shown the token: for no script, nor another site."""
        return f"{self.cookie}={self.token}; Path=/; HttpOnly; SameSite=Strict"

    def _is_token(self, text: str) -> bool:
        return secrets.compare_digest(text.encode(), self.token.encode())


def _is_own(headers: Message) -> bool:
    """Whether a page of this server, or its reader, asks: another site may lead here, but load nothing.

    Fetch Metadata Request Headers (W3C); « same-site » is another port of this machine.
    """
    if headers.get("Sec-Fetch-Site", "") in _OWN:
        return True
    return (headers.get("Sec-Fetch-Mode"), headers.get("Sec-Fetch-Dest")) == ("navigate", "document")
