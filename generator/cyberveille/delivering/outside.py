"""A restricted portal looked at from outside, without a session: nothing of it may answer.

Every file of the edition is asked for, then a few of them in the ways that have opened other portals:
spellings of the path, methods, headers that claim an identity. Nothing is written.
"""

import http.client
import ssl
from collections.abc import Iterable, Iterator, Mapping
from contextlib import closing
from pathlib import Path
from urllib.parse import quote, urlsplit

from msgspec import Struct

_TIMEOUT = 20.0
_PAGE = {"Accept": "text/html,application/xhtml+xml"}
_REDIRECTIONS = {301, 302, 303, 307, 308}
_CLOSED = {400, 401, 403, 404, 405, 406, 411, 413, 414, 416, 501}
_METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE")
_FORGED: tuple[Mapping[str, str], ...] = (
    {"OIDC_CLAIM_sub": "membre", "OIDC_CLAIM_groups": "cyberveille-correspondants"},
    {"OIDC-CLAIM-sub": "membre", "OIDC-CLAIM-groups": "cyberveille-correspondants"},
    {"Remote-User": "membre"},
    {"X-Remote-User": "membre"},
    {"X-Forwarded-User": "membre", "X-Forwarded-Groups": "cyberveille-correspondants"},
    {"X-Cyberveille-Subject": "membre", "X-Cyberveille-Role": "moderation"},
    {"Authorization": "Basic bWVtYnJlOm1lbWJyZQ=="},
    {"Authorization": "Bearer e30.e30."},
    {"Cookie": "mod_auth_openidc_session=membre"},
    {"Cookie": "mod_auth_openidc_session=; REMOTE_USER=membre"},
    {"X-Original-URL": "/acces/sortie.html"},
    {"X-Rewrite-URL": "/acces/sortie.html"},
    {"X-Forwarded-Host": "localhost", "X-Forwarded-For": "127.0.0.1"},
    {"X-HTTP-Method-Override": "GET"},
    {"Range": "bytes=0-99"},
    {"If-Modified-Since": "Thu, 01 Jan 1970 00:00:00 GMT"},
    {"If-None-Match": "*"},
    {"X-Requested-With": "XMLHttpRequest"},
)
_NEVER_THERE = (
    "/.git/HEAD",
    "/.git/config",
    "/.htaccess",
    "/.htpasswd",
    "/.env",
    "/.serveur/acces.conf",
    "/.serveur/apache.conf",
    "/site_config.yml",
    "/index.html~",
    "/index.html.bak",
    "/index.html.orig",
    "/server-status",
    "/server-info",
)
_SERVICE = (
    "/echanges/membre/derniers",
    "/echanges/membre/messages/1",
    "/echanges/moderation/attente",
    "/echanges/moderation/messages/1",
)
"""What the discussion answers, to those whom the server lets through."""


class Answer(Struct, frozen=True):
    status: int
    headers: Mapping[str, str]
    """Names are in lower case; the values of a header sent twice are joined by a newline."""
    body: bytes


class Refusal(Struct, frozen=True):
    """Something answers that should not: what was asked, and what came, in French."""

    asked: str
    why: str


class Inspection(Struct, frozen=True):
    asked: int
    """How many requests were made."""
    refusals: tuple[Refusal, ...]


def inspect(url: str, tree: Path) -> Inspection:
    """Ask the portal at `url` for the files of `tree`, the edition it serves, as a stranger.

    Raises OSError when the portal does not answer at all.
    """
    stranger = _Stranger(url)
    refusals = list(_everything(stranger, tree))
    for address in _telling(tree):
        refusals += _spelt_otherwise(stranger, address)
        refusals += _asked_otherwise(stranger, address)
    for address in _SERVICE:
        refusals += _asked_otherwise(stranger, address)
    for address in (*_NEVER_THERE, *_SERVICE):
        answer = stranger.ask("GET", address)
        if answer.status not in _CLOSED:
            refusals.append(_refusal("GET", address, answer))
    stranger.close()
    return Inspection(stranger.asked, tuple(refusals))


class _Stranger:
    """A connection without a session; paths go out as they are written."""

    def __init__(self, url: str) -> None:
        parts = urlsplit(url)
        self.origin = f"{parts.scheme}://{parts.netloc}"
        self.base = parts.path.rstrip("/")
        self.secure = parts.scheme == "https"
        self.asked = 0
        host, port = parts.hostname or "", parts.port
        self._connection: http.client.HTTPConnection = (
            http.client.HTTPSConnection(host, port, timeout=_TIMEOUT, context=ssl.create_default_context())
            if self.secure
            else http.client.HTTPConnection(host, port, timeout=_TIMEOUT)
        )

    def ask(self, method: str, path: str, headers: Mapping[str, str] | None = None) -> Answer:
        """Once more on a new connection when the server has closed the last one."""
        self.asked += 1
        try:
            return self._ask(method, path, headers or {})
        except (http.client.RemoteDisconnected, ConnectionResetError, BrokenPipeError):
            self.close()
            return self._ask(method, path, headers or {})

    def _ask(self, method: str, path: str, headers: Mapping[str, str]) -> Answer:
        self._connection.putrequest(method, path, skip_accept_encoding=True)
        for name, value in headers.items():
            self._connection.putheader(name, value)
        self._connection.endheaders()
        with closing(self._connection.getresponse()) as response:
            told: dict[str, str] = {}
            for name, value in response.getheaders():
                key = name.lower()
                told[key] = f"{told[key]}\n{value}" if key in told else value
            return Answer(response.status, told, response.read())

    def close(self) -> None:
        self._connection.close()


def _everything(stranger: _Stranger, tree: Path) -> Iterator[Refusal]:
    """A page leads to the provider, anything else is refused."""
    for address in _addresses(tree):
        page = address.endswith(("/", ".html"))
        answer = stranger.ask("GET", f"{stranger.base}{address}", _PAGE)
        if page and answer.status in _REDIRECTIONS and _leads_away(stranger, answer):
            yield from _careless(stranger, address, answer)
        elif page or answer.status not in {401, 404}:
            yield _refusal("GET", address, answer)
        if "no-store" not in answer.headers.get("cache-control", "") and answer.status != 404:  # noqa: PLR2004
            yield Refusal(f"GET {address}", "la réponse peut rester dans un cache (pas de « no-store »)")


def _careless(stranger: _Stranger, address: str, answer: Answer) -> Iterator[Refusal]:
    """What a first answer should say to the browser: cookies out of reach of scripts, TLS only."""
    for cookie in filter(None, answer.headers.get("set-cookie", "").split("\n")):
        flags = {part.strip().lower().partition("=")[0] for part in cookie.split(";")[1:]}
        missing = {"httponly", "samesite", *(("secure",) if stranger.secure else ())} - flags
        if missing:
            yield Refusal(
                f"GET {address}", f"un cookie n’est pas protégé : il manque {', '.join(sorted(missing))}"
            )
    if stranger.secure and "strict-transport-security" not in answer.headers:
        yield Refusal(f"GET {address}", "l’en-tête Strict-Transport-Security manque")


def _spelt_otherwise(stranger: _Stranger, address: str) -> Iterator[Refusal]:
    for spelling in _spellings(stranger.base, address, stranger.origin):
        answer = stranger.ask("GET", spelling, _PAGE)
        if not _shut(stranger, answer):
            yield _refusal("GET", spelling, answer)


def _asked_otherwise(stranger: _Stranger, address: str) -> Iterator[Refusal]:
    path = f"{stranger.base}{address}"
    for method in _METHODS:
        answer = stranger.ask(method, path, _PAGE | {"Content-Length": "0"})
        if not _shut(stranger, answer):
            yield _refusal(method, path, answer)
    for headers in _FORGED:
        answer = stranger.ask("GET", path, headers)
        if not _shut(stranger, answer):
            shown = ", ".join(f"{name}: {value}" for name, value in headers.items())
            yield _refusal("GET", f"{path} ({shown})", answer)


def _spellings(base: str, address: str, origin: str) -> Iterator[str]:
    """The same file under other names, as servers and proxies have been known to read them."""
    bare = address.lstrip("/")
    head, _, name = bare.rstrip("/").rpartition("/")
    end = "/" if bare.endswith("/") else ""
    yield from (f"{base}//{bare}", f"{base}/./{bare}", f"{base}/%2e/{bare}", f"{base}///{bare}")
    yield from (f"{base}/acces/../{bare}", f"{base}/acces/%2e%2e/{bare}", f"{base}/acces/..%2f{bare}")
    yield from (f"{base}/acces/sortie.html/../../{bare}", f"{base}/acces/.%2e/{bare}")
    yield from (f"{base}/acces/..;/{bare}", f"{base}/acces/..%5c{bare}", f"{base}/acces%2f..%2f{bare}")
    yield from (f"{base}/acces/acces.css/../../{bare}", f"{base}/acces/sortie.html%2f..%2f..%2f{bare}")
    yield from (f"{base}/{bare.upper()}", f"{base}/{bare.title()}", f"{base}/{head}//{name}{end}")
    yield from (
        f"{base}/{head}%2f{name}{end}",
        f"{base}/{head}%5c{name}{end}",
        f"{base}/{head}/{name}%00{end}",
    )
    yield from (f"{base}/{bare}?acces=1", f"{base}/{bare}#acces", f"{base}/{bare};x=1", f"{base}/{bare}%20")
    yield from (f"{base}/{bare.rstrip('/')}.", f"{base}/{bare.rstrip('/')}/", f"{base}/{bare}%3f")
    yield from (
        f"{base}/{bare.rstrip('/')}{more}" for more in (".br", ".gz", "~", ".bak", ".orig", ".swp", ".old")
    )
    yield f"{base}/{''.join(f'%{byte:02x}' for byte in bare.encode())}"
    yield f"{origin}{base}/{bare}"


def _shut(stranger: _Stranger, answer: Answer) -> bool:
    """Refused, or sent to the provider; sent elsewhere on the portal is refused there in its turn."""
    if answer.status in _REDIRECTIONS:
        return _leads_away(stranger, answer) or not answer.headers.get("location", "").endswith(".html")
    return answer.status in _CLOSED


def _leads_away(stranger: _Stranger, answer: Answer) -> bool:
    target = urlsplit(answer.headers.get("location", ""))
    return bool(target.netloc) and f"{target.scheme}://{target.netloc}" != stranger.origin


def _refusal(method: str, path: str, answer: Answer) -> Refusal:
    where = answer.headers.get("location", "")
    told = f"{answer.status}, {len(answer.body)} octets" + (f", vers {where}" if where else "")
    return Refusal(f"{method} {path}", told)


def _files(tree: Path) -> Iterator[str]:
    for file in sorted(tree.rglob("*")):
        if file.is_file():
            yield file.relative_to(tree).as_posix()


def _addresses(tree: Path) -> Iterator[str]:
    for path in _files(tree):
        if not path.startswith(".serveur/") and path not in {"_headers", "_redirects"}:
            yield f"/{quote(path).removesuffix('index.html')}"


def _telling(tree: Path) -> Iterable[str]:
    """One file of each ending, the deepest first: what is true of it is true of its like."""
    by_ending: dict[str, str] = {}
    for address in sorted(_addresses(tree), key=lambda item: (-item.count("/"), item)):
        ending = "/" if address.endswith("/") else Path(address).suffix
        by_ending.setdefault(ending, address)
    return by_ending.values()
