"""The HTTP headers that the portal asks its host to send."""

from collections.abc import Iterator

from cyberveille.map import FILE_SETS, Cache, FileSet
from cyberveille.map.files import OTHERS, cache_of
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.policy import content_security_policy

Headers = tuple[tuple[str, str], ...]

_UNUSED_FEATURES = (
    "accelerometer",
    "camera",
    "geolocation",
    "gyroscope",
    "magnetometer",
    "microphone",
    "payment",
    "usb",
)


_SHARED: Headers = (
    ("Access-Control-Allow-Origin", "*"),
    # What a program asks for again: only if it changed (Fetch standard, 3.2.2: these want a preflight).
    ("Access-Control-Allow-Headers", "Cache-Control, If-Modified-Since, If-None-Match"),
    ("Access-Control-Expose-Headers", "ETag"),
    ("Access-Control-Max-Age", "86400"),
)
"""Of an edition that anyone may read, whatever the origin of the script that reads it."""

SPECIALS = tuple(item for item in FILE_SETS if item.special)
"""Sets of files that want more than the headers of all."""


def headers_of_all(edition: Edition) -> Headers:
    """The headers that every answer of the portal carries.

    The public edition may be shown by feed readers and read by scripts of any origin: it holds
    nothing that depends on the reader. An edition that shows more stays with its own origin, out of
    shared caches and of search engines.
    """
    portal_is_https = edition.absolute("").startswith("https://")
    public = edition.audience.open
    return (
        ("Content-Security-Policy", content_security_policy(header=True)),
        *((("Strict-Transport-Security", "max-age=31536000"),) if portal_is_https else ()),
        ("X-Content-Type-Options", "nosniff"),
        ("Referrer-Policy", "same-origin"),
        ("Permissions-Policy", ", ".join(f"{feature}=()" for feature in _UNUSED_FEATURES)),
        ("Cross-Origin-Opener-Policy", "same-origin"),
        ("Cross-Origin-Resource-Policy", "cross-origin" if public else "same-origin"),
        *(_SHARED if public else (("X-Robots-Tag", "noindex"),)),
    )


def caching(edition: Edition, files: FileSet | None = None) -> str:
    """The Cache-Control of a set of files, or of all others."""
    return cache_of(files or OTHERS, everyone=edition.audience.open)


def outputs(edition: Edition) -> Iterator[Output]:
    """`_headers`, as Netlify and Cloudflare Pages read it.

    These join the values of rules that overlap, so no header stands in two of them; what they do by
    default (revalidate every page) is what we ask of other hosts.
    """
    rules = [_rule(edition.path("*"), headers_of_all(edition))]
    for special in SPECIALS:
        own: list[tuple[str, str]] = []
        if special.cache is not Cache.REVALIDATE:
            own.append(("Cache-Control", caching(edition, special)))
        if special.media:
            own.append(("Content-Type", special.media.content_type))
        rules.extend(_rule(edition.path(glob), tuple(own)) for glob in special.globs)
    text = "\n".join(rules)
    yield Output("_headers", digest("_headers", text), text.encode)


def _rule(path: str, headers: Headers) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers)
