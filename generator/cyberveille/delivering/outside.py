"""A restricted portal looked at from outside, without a session: nothing of it may answer.

Every file of the edition is asked for, then a few of them in the ways that have opened other portals:
spellings of the path, methods, headers that claim an identity. Then the way in, up to the provider's page,
and the way out. Nothing is written.
"""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path
from urllib.parse import quote

from msgspec import Struct

from cyberveille.delivering.login import login_refusals
from cyberveille.delivering.logout import WORKER, logout_refusals
from cyberveille.delivering.stranger import PAGE, REDIRECTIONS, Answer, Refusal, Stranger, refusal

_CLOSED = {400, 401, 403, 404, 405, 406, 411, 413, 414, 416, 501}
_METHODS = ("HEAD", "OPTIONS", "POST", "PUT", "DELETE", "PATCH", "PROPFIND", "TRACE")
_FORGED: tuple[Mapping[str, str], ...] = (
    {"OIDC_CLAIM_sub": "membre", "OIDC_CLAIM_groups": "cyberveille-correspondants"},
    {"OIDC-CLAIM-sub": "membre", "OIDC-CLAIM-groups": "cyberveille-correspondants"},
    {"Remote-User": "membre"},
    {"X-Remote-User": "membre"},
    {"X-Forwarded-User": "membre", "X-Forwarded-Groups": "cyberveille-correspondants"},
    {"X-Cyberveille-Subject": "membre", "X-Cyberveille-Role": "moderation"},
    {"X-Cyberveille-Subject": "membre", "X-Cyberveille-Token": '{"groups":["cyberveille-correspondants"]}'},
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


class Inspection(Struct, frozen=True):
    asked: int
    """How many requests were made."""
    refusals: tuple[Refusal, ...]


def inspect(url: str, addresses: Path | Sequence[str]) -> Inspection:
    """Ask the portal at `url` for the addresses of the edition it serves, or for the files of its folder.

    Raises OSError when the portal does not answer at all, HTTPException when what answers is no web server.
    """
    stranger = Stranger(url)
    if isinstance(addresses, Path):
        addresses = addresses_of(addresses)
    refusals = list(_everything(stranger, addresses))
    for address in _telling(addresses):
        refusals += _spelt_otherwise(stranger, address)
        refusals += _asked_otherwise(stranger, address)
    for address in _SERVICE:
        refusals += _asked_otherwise(stranger, address)
    for address in (*_NEVER_THERE, *_SERVICE):
        answer = stranger.ask("GET", address)
        if answer.status not in _CLOSED:
            refusals.append(refusal("GET", address, answer))
    refusals += logout_refusals(stranger)
    refusals += login_refusals(stranger)
    stranger.close()
    return Inspection(stranger.asked, tuple(refusals))


def _everything(stranger: Stranger, addresses: Iterable[str]) -> Iterator[Refusal]:
    """A page leads to the provider, anything else is refused."""
    for address in addresses:
        page = address.endswith(("/", ".html"))
        answer = stranger.ask("GET", f"{stranger.base}{address}", PAGE)
        if page and answer.status in REDIRECTIONS and stranger.leads_away(answer):
            yield from _careless(stranger, address, answer)
        elif page or answer.status not in {401, 404}:
            yield refusal("GET", address, answer)
        if "no-store" not in answer.headers.get("cache-control", "") and answer.status != 404:  # noqa: PLR2004
            yield Refusal(f"GET {address}", "la réponse peut rester dans un cache (pas de « no-store »)")


def _careless(stranger: Stranger, address: str, answer: Answer) -> Iterator[Refusal]:
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


def _spelt_otherwise(stranger: Stranger, address: str) -> Iterator[Refusal]:
    for spelling in _spellings(stranger.base, address, stranger.origin):
        answer = stranger.ask("GET", spelling, PAGE)
        if not _shut(stranger, answer):
            yield refusal("GET", spelling, answer)


def _asked_otherwise(stranger: Stranger, address: str) -> Iterator[Refusal]:
    path = f"{stranger.base}{address}"
    for method in _METHODS:
        answer = stranger.ask(method, path, PAGE | {"Content-Length": "0"})
        if not _shut(stranger, answer):
            yield refusal(method, path, answer)
    for headers in _FORGED:
        answer = stranger.ask("GET", path, headers)
        if not _shut(stranger, answer):
            shown = ", ".join(f"{name}: {value}" for name, value in headers.items())
            yield refusal("GET", f"{path} ({shown})", answer)


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


def _shut(stranger: Stranger, answer: Answer) -> bool:
    """Refused, or sent to the provider; sent elsewhere on the portal is refused there in its turn."""
    if answer.status in REDIRECTIONS:
        return stranger.leads_away(answer) or not answer.headers.get("location", "").endswith(".html")
    return answer.status in _CLOSED


def _files(tree: Path) -> Iterator[str]:
    for file in sorted(tree.rglob("*")):
        if file.is_file():
            yield file.relative_to(tree).as_posix()


def addresses_of(tree: Path) -> tuple[str, ...]:
    """Every address that an edition answers at, from its folder: the list that may be taken elsewhere."""
    return tuple(
        f"/{quote(path).removesuffix('index.html')}"
        for path in _files(tree)
        if not path.startswith(".serveur/") and path not in {"_headers", "_redirects", WORKER}
    )


def _telling(addresses: Iterable[str]) -> Iterable[str]:
    """One file of each ending, the deepest first: what is true of it is true of its like."""
    by_ending: dict[str, str] = {}
    for address in sorted(addresses, key=lambda item: (-item.count("/"), item)):
        ending = "/" if address.endswith("/") else Path(address).suffix
        by_ending.setdefault(ending, address)
    return by_ending.values()
