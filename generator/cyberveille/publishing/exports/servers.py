"""Ready-to-include configurations for nginx and Apache: headers, media types, redirects.

They are made with the edition because they follow from it: the policy from the frame, the
redirects from the notices. They stand in `.serveur/`, inside the tree so that whatever delivers the
tree delivers them, and hold nothing that an answer of the server does not show; both refuse to
serve that folder. Include a copy, reloaded after each change, rather than the file itself: who may
write the site should not configure the server.
"""

import re
from collections.abc import Iterable, Iterator
from functools import partial
from urllib.parse import quote, urlsplit

import msgspec

from cyberveille.map import FILE_SETS, NOT_FOUND, SEARCH, Cache
from cyberveille.map.files import SERVERS, Reader
from cyberveille.map.lookups import PATTERN, asked
from cyberveille.model import Exchanges, ExchangeSettings
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.headers import SPECIALS, Headers, caching, headers_of_all
from cyberveille.publishing.exports.redirects import moves_key, redirects, subscriptions
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

FOLDER = SERVERS.rstrip("/")
_CLOSED = tuple(glob for item in FILE_SETS if item.reader is not Reader.ANYONE for glob in item.globs)
"""What the tree holds for others than its readers."""


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """One part: beside the configuration, what these files say depends on addresses that lead elsewhere."""
    there = tuple(place.address for place in edition.places)
    key = digest("servers", common, moves_key(edition), there, tuple(subscriptions(edition)))
    yield Node("servers", key, partial(outputs, edition))


def outputs(edition: Edition) -> Iterator[Output]:
    """`.serveur/nginx.conf`, `.serveur/apache.conf`; who may do what in a restricted edition."""
    files = [("nginx.conf", nginx(edition)), ("apache.conf", apache(edition))]
    if not edition.audience.open:
        files.append(("acces.conf", access(edition)))
    if edition.audience.exchanges is not None:
        files.append(("moderation.conf", moderation(edition.audience.exchanges)))
        files.append(("echanges.json", exchanges(edition, edition.audience.exchanges)))
    for name, lines in files:
        text = "".join(f"{line}\n" for line in lines)
        yield Output(f"{FOLDER}/{name}", digest(name, text), text.encode)


def nginx(edition: Edition) -> Iterator[str]:
    """To include in a `server` block whose `root` holds the portal, or in the `location` of its path.

    A location with headers of its own inherits none of those around it (ngx_http_headers_module, add_header),
    and what answers a method does not hold in the locations inside: each repeats both.
    """
    shared = headers_of_all(edition)
    yield "# Cyberveille, à inclure dans un bloc server { }, ou dans le bloc location { } de son chemin."
    yield from _preflight(edition)
    yield from _added((*shared, ("Cache-Control", caching(edition))))
    if edition.audience.open:
        yield f"error_page 404 {edition.path(NOT_FOUND.address)};"
        # A folder without a page of its own.
        yield f"error_page 403 =404 {edition.path(NOT_FOUND.address)};"
    for glob in _CLOSED:
        address = edition.path(glob.removesuffix("*"))
        yield f"location {'^~' if glob.endswith('*') else '='} {address} {{ return 404; }}"
    for pattern, address in _lookups(edition):
        yield f'location ~* "^{pattern}$" {{ return 302 "{address}"; }}'
    for special in SPECIALS:
        yield f'location ~ "^{re.escape(edition.path(""))}{special.pattern}$" {{'
        yield from (f"    {line}" for line in _preflight(edition))
        if special.media:
            yield "    types { }"
            yield f"    default_type {special.media.type};"
            yield f"    charset {special.media.charset or 'off'};"
            if special.media.charset:
                yield f"    charset_types {special.media.type};"
        cached = (*shared, ("Cache-Control", caching(edition, special)))
        yield from (f"    {line}" for line in _added(cached))
        yield "}"
    for old, new in _moves(edition):
        for spelling in _spellings(old):
            yield f'location = "{_quoted(spelling)}" {{ return 301 "{new}"; }}'


def _preflight(edition: Edition) -> Iterator[str]:
    """What answers a browser that asks for a script of another origin (Fetch standard, 3.2.2)."""
    if edition.audience.open:
        yield "if ($request_method = OPTIONS) { return 204; }"


def apache(edition: Edition) -> Iterator[str]:
    """To include in a `VirtualHost` section; needs mod_headers and mod_alias.

    Mod_rewrite answers the browsers that ask for a script of another origin.
    """
    base = edition.path("")
    root = re.escape(base)
    everyone = edition.audience.open
    yield "# Cyberveille, à inclure dans une section <VirtualHost>."
    if base != "/":
        # What else the host serves keeps its own.
        yield f'<Location "{base}">'
    yield from _set(headers_of_all(edition))
    yield f'Header set Cache-Control "{caching(edition)}"'
    if everyone:
        yield f"ErrorDocument 404 {edition.path(NOT_FOUND.address)}"
    if base != "/":
        yield "</Location>"
    if everyone:
        yield "<IfModule mod_rewrite.c>"
        yield "    RewriteEngine On"
        yield '    RewriteCond "%{REQUEST_METHOD}" "=OPTIONS"'
        yield f'    RewriteRule "^{root}" - [R=204,L]'
        yield "</IfModule>"
    closed = "|".join(re.escape(glob.removesuffix("*")) for glob in _CLOSED)
    if everyone:
        yield f'RedirectMatch 404 "^{root}({closed})"'
    yield f'<LocationMatch "^{root}({closed})">'
    yield "    Require all denied"
    yield "</LocationMatch>"
    for pattern, address in _lookups(edition):
        yield f'RedirectMatch 302 "^{pattern}$" "{address}"'
    yield from _specials(edition, root)
    for old, new in _moves(edition):
        bare = old.removesuffix("/")
        pattern = re.escape(bare) + ("/?" if bare != old else "")
        yield f'RedirectMatch 301 "^{_quoted(pattern)}$" "{new}"'


def _specials(edition: Edition, root: str) -> Iterator[str]:
    """For Apache. Of two that a path matches, the last one counts."""
    for special in reversed(SPECIALS):
        yield f'<LocationMatch "^{root}{special.pattern}$">'
        if special.media:
            yield f'    ForceType "{special.media.content_type}"'
        if special.cache is not Cache.REVALIDATE:
            yield f'    Header set Cache-Control "{caching(edition, special)}"'
        yield "</LocationMatch>"


def access(edition: Edition) -> Iterator[str]:
    """Who may read the edition, for mod_auth_openidc inside a `RequireAll`; nobody without a group."""
    yield f"# Édition « {edition.audience.name} » : groupes du fournisseur d’identité qui l’ouvrent."
    yield from _of_groups(edition.audience.groups)


def moderation(rules: Exchanges) -> Iterator[str]:
    """Who may moderate the discussion, among those whom `access` lets in; nobody without a group."""
    yield "# Groupes du fournisseur d’identité qui modèrent la discussion."
    yield from _of_groups(rules.moderators)


def _of_groups(groups: tuple[str, ...]) -> Iterator[str]:
    if not groups:
        yield "Require all denied"
        return
    yield "<RequireAny>"
    yield from (f'    Require claim "groups:{group}"' for group in groups)
    yield "</RequireAny>"


def exchanges(edition: Edition, rules: Exchanges) -> Iterator[str]:
    """What the service of the discussion reads, as JSON."""
    settings = ExchangeSettings(
        origin=_origin(edition.absolute("")),
        base=edition.configuration.portal.base,
        portal=edition.configuration.portal.name,
        rules=rules,
    )
    yield msgspec.json.format(msgspec.json.encode(settings), indent=2).decode()


def _origin(url: str) -> str:
    """As a browser serialises it (RFC 6454 section 6.2): no port where the scheme implies it."""
    parts = urlsplit(url)
    implied = {"https": 443, "http": 80}[parts.scheme]
    port = "" if parts.port in {None, implied} else f":{parts.port}"
    return f"{parts.scheme}://{parts.hostname}{port}"


def _lookups(edition: Edition) -> Iterator[tuple[str, str]]:
    """Patterns of addresses that name an identifier, and where each leads."""
    if SEARCH in edition.places:
        yield re.escape(edition.path("")) + PATTERN, edition.path(asked("$1"))


def _moves(edition: Edition) -> Iterator[tuple[str, str]]:
    """Old paths as the server matches them, decoded; new ones as it sends them, encoded.

    None for a restricted edition: a server redirects before it asks who is there, and an old address may name
    what it hides. The page left at each old address leads on, once its reader is known.
    """
    if not edition.audience.open:
        return
    for item in redirects(edition):
        yield edition.path(item.old), quote(edition.path(item.new))
    for old, new in subscriptions(edition):
        yield edition.path(old), quote(edition.path(new))


def _quoted(text: str) -> str:
    """`text` between the double quotes of either server, which both take a backslash for an escape."""
    return text.replace("\\", "\\\\").replace('"', '\\"')


def _spellings(old: str) -> tuple[str, ...]:
    return (old, old.removesuffix("/")) if old.endswith("/") else (old,)


def _added(headers: Headers) -> Iterable[str]:
    return (f'add_header {name} "{value}" always;' for name, value in headers)


def _set(headers: Headers) -> Iterable[str]:
    return (f'Header always set {name} "{value}"' for name, value in headers)
