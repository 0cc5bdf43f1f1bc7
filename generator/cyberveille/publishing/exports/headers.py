"""The HTTP headers that the portal asks its host to send."""

import re
from collections.abc import Iterator

from msgspec import Struct

from cyberveille.checking.addresses import FEEDS
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.policy import content_security_policy

Headers = tuple[tuple[str, str], ...]

REVALIDATE = "no-cache"
IMMUTABLE = "public, max-age=31536000, immutable"
BRIEFLY = "public, max-age=60"

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


class Special(Struct, frozen=True):
    """Files that want more than the headers of all: their paths, media type and caching.

    `pattern` is a regular expression over the path relative to the portal's root, without anchors,
    that nginx and Apache understand; `globs` are the same files for hosts that know no more than a
    trailing `*`.
    """

    pattern: str
    globs: tuple[str, ...]
    cache: str | None = None
    media_type: str | None = None
    charset: str | None = None
    telling: bool = True
    """Whether they say anything of what is published."""

    @property
    def content_type(self) -> str | None:
        if self.media_type and self.charset:
            return f"{self.media_type}; charset={self.charset}"
        return self.media_type


SPECIALS = (
    Special("assets/.+", ("assets/*",), cache=IMMUTABLE, telling=False),
    Special("etat\\.json", ("etat.json",), cache=BRIEFLY),
    *(
        Special(
            f"flux/[a-z]+\\.{re.escape(ending)}",
            tuple(f"flux/{name}.{ending}" for name in FEEDS),
            media_type=media_type,
            charset=charset,
        )
        for ending, media_type, charset in (
            ("rss.xml", "application/rss+xml", "utf-8"),
            ("atom.xml", "application/atom+xml", "utf-8"),
            ("feed.json", "application/feed+json", None),
        )
    ),
    # Pieces of the search index that are named after their content.
    Special("pagefind/.+\\.pf_(meta|filter)", (), cache=IMMUTABLE, media_type="application/x-pagefind"),
    Special("pagefind/.+\\.pf_index", (), cache=IMMUTABLE),
    # What the search page fetches ahead, for a program that asks for one thing after another.
    Special(
        "pagefind/[a-z0-9-]+/(pagefind-entry\\.json|pagefind(-worker)?\\.js|wasm\\..+)",
        (),
        cache=BRIEFLY,
        telling=False,
    ),
    Special("schemas/.+\\.json", ("schemas/*",), media_type="application/schema+json"),
    # RFC 9116 section 3 and RFC 9309 section 2.3 ask for this very type.
    Special(
        "(robots|\\.well-known/security)\\.txt",
        ("robots.txt", ".well-known/security.txt"),
        media_type="text/plain",
        charset="utf-8",
    ),
)


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
        ("Access-Control-Allow-Origin", "*") if public else ("X-Robots-Tag", "noindex"),
    )


def caching(edition: Edition, special: Special | None = None) -> str:
    """The Cache-Control of some files, or of all others."""
    wanted = special.cache if special and special.cache else REVALIDATE
    if edition.audience.open:
        return wanted
    # What only members may read leaves no copy behind, pieces of its index included; the frame's own
    # files and the search program say nothing of it.
    kept = special is not None and not special.telling
    return wanted.replace("public", "private") if kept else "private, no-store"


def outputs(edition: Edition) -> Iterator[Output]:
    """`_headers`, as Netlify and Cloudflare Pages read it.

    These join the values of rules that overlap, so no header stands in two of them; what they do by
    default (revalidate every page) is what we ask of other hosts.
    """
    rules = [_rule(edition.path("*"), headers_of_all(edition))]
    for special in SPECIALS:
        own: list[tuple[str, str]] = []
        if special.cache:
            own.append(("Cache-Control", caching(edition, special)))
        if special.content_type:
            own.append(("Content-Type", special.content_type))
        rules.extend(_rule(edition.path(glob), tuple(own)) for glob in special.globs)
    text = "\n".join(rules)
    yield Output("_headers", digest("_headers", text), text.encode)


def _rule(path: str, headers: Headers) -> str:
    return f"{path}\n" + "".join(f"  {name}: {value}\n" for name, value in headers)
