"""Sets of files that hosts serve, cache and receive alike.

A file of none of them is served by how its name ends, asked for again at each visit, and put in place
with the pages.
"""

import re
from enum import Enum, IntEnum

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.map.combinations import NAME as COMBINED
from cyberveille.map.data import FOLDER as DATA
from cyberveille.map.feeds import FAMILIES, FeedFormat
from cyberveille.map.feeds import FOLDER as FEEDS
from cyberveille.map.interests import CALENDARS, INTERESTS
from cyberveille.map.media import (
    ARCHIVE,
    BINARY,
    CALENDAR,
    CSV,
    MEDIA,
    OUTLINE,
    PIECE,
    PLAIN,
    SCHEMA,
    TABLE,
    Media,
)
from cyberveille.map.places import CALENDAR as DATES
from cyberveille.map.places import (
    CHOICES,
    EVERYTHING,
    IDENTITY,
    OBSERVATORY,
    PLACES,
    ROBOTS,
    SEARCH,
    SECURITY,
    STATE,
    SUBSCRIPTIONS,
    WELL_KNOWN,
)
from cyberveille.map.product_places import PRODUCTS
from cyberveille.map.series import OLDER, SERIES
from cyberveille.model import Kind

ASSETS = "assets/"
INDEX = "pagefind/"
SCHEMAS = "schemas/"
IDENTIFIERS = f"{SEARCH.address}identifiants/"
SERVERS = ".serveur/"
"""What operators include in their servers' configuration: delivered with the tree, served to nobody."""
INDICATORS = "indicateurs.csv"
"""Beside the page of a notice."""


class Rank(IntEnum):
    """The order of putting in place: what a page needs comes before it, what announces it after."""

    NEEDED = 0
    PAGE = 1
    LIST = 2
    FRONT = 3
    ANNOUNCED = 4
    IDENTITY = 5


class Cache(Enum):
    """How long a copy may be used (RFC 9111 section 5.2), in an edition that anyone may read."""

    REVALIDATE = "no-cache"
    IMMUTABLE = "public, max-age=31536000, immutable"
    BRIEFLY = "public, max-age=60"


class Reader(Enum):
    """For whom files are made."""

    ANYONE = "anyone"
    SERVER = "server"
    """Who configures a web server, from the tree that it serves."""
    HOST = "host"
    """A host of pages that reads them where they are served, such as Netlify or Cloudflare Pages."""


class FileSet(Struct, frozen=True, kw_only=True):
    """How some files are handled.

    `pattern` is a regular expression over the path relative to the portal's root, without anchors, that
    nginx and Apache understand; `globs` are the same files for hosts that know no more than a trailing `*`.
    """

    pattern: str
    globs: tuple[str, ...] = ()
    rank: Rank = Rank.PAGE
    cache: Cache = Cache.REVALIDATE
    media: Media | None = None
    """Where it does not follow from how the names end."""
    telling: bool = True
    """Whether they say anything of what is published."""
    reserved: tuple[str, ...] = ()
    """What nobody but the program may write, as globs: a whole folder even where a file of it is enough."""
    gathered: bool = False
    """Whether they hold other files of the edition as they are, in an archive."""
    reader: Reader = Reader.ANYONE
    """For any other, a server that we configure answers that there is nothing."""

    @property
    def own(self) -> bool:
        """Whether only the program writes there."""
        return bool(self.reserved)

    @property
    def special(self) -> bool:
        """Whether servers must be told about them."""
        return self.cache is not Cache.REVALIDATE or self.media is not None


_OF_INTERESTS = (f"{COMBINED}/", *(place for interest in INTERESTS for place in interest.places))


def _feeds(form: FeedFormat) -> FileSet:
    return FileSet(
        pattern=f"{FEEDS}(?:[a-z0-9-]+/)*[a-z0-9-]+\\.{re.escape(form.ending)}",
        globs=tuple(family.address(form) for family in FAMILIES),
        rank=Rank.ANNOUNCED,
        media=form.media,
        reserved=tuple(f"{FEEDS}{place}*" for place in _OF_INTERESTS),
    )


_OF_THE_INDEX = (f"{INDEX}*",)
_LISTS = "|".join(dict.fromkeys(series.pattern for series in SERIES))
_FRONT = "|".join(map(re.escape, dict.fromkeys((*(kind.listing for kind in Kind), PRODUCTS.address))))

FILE_SETS: tuple[FileSet, ...] = (
    FileSet(
        pattern=f"{ASSETS}.+",
        globs=(f"{ASSETS}*",),
        rank=Rank.NEEDED,
        cache=Cache.IMMUTABLE,
        telling=False,
        reserved=(f"{ASSETS}*",),
    ),
    # Pieces of the search index that are named after their content.
    FileSet(
        pattern=f"{INDEX}.+\\.pf_(meta|filter)",
        rank=Rank.NEEDED,
        cache=Cache.IMMUTABLE,
        media=PIECE,
        reserved=_OF_THE_INDEX,
    ),
    FileSet(
        pattern=f"{INDEX}.+\\.pf_index",
        rank=Rank.NEEDED,
        cache=Cache.IMMUTABLE,
        reserved=_OF_THE_INDEX,
    ),
    # What the search page fetches ahead, for a program that asks for one thing after another.
    FileSet(
        pattern=f"{INDEX}[a-z0-9-]+/(pagefind-entry\\.json|pagefind(-worker)?\\.js|wasm\\..+)",
        rank=Rank.NEEDED,
        cache=Cache.BRIEFLY,
        telling=False,
        reserved=_OF_THE_INDEX,
    ),
    FileSet(pattern=f"{INDEX}.+", rank=Rank.NEEDED, reserved=_OF_THE_INDEX),
    FileSet(
        pattern=re.escape(STATE.address),
        globs=(STATE.address,),
        rank=Rank.ANNOUNCED,
        cache=Cache.BRIEFLY,
        reserved=(STATE.address,),
    ),
    *map(_feeds, FeedFormat),
    FileSet(
        pattern=f"{CALENDARS.rstrip('/')}(?:/[a-z0-9-]+)*\\.ics",
        globs=(DATES.address,),
        rank=Rank.ANNOUNCED,
        media=CALENDAR,
        reserved=(DATES.address, f"{CALENDARS}*"),
    ),
    # An archive of a year's notices is no sibling of another file, though its name ends like one.
    FileSet(
        pattern=f"{DATA}[0-9]{{4}}\\.jsonl\\.gz",
        rank=Rank.ANNOUNCED,
        media=ARCHIVE,
        reserved=(f"{DATA}*",),
        gathered=True,
    ),
    FileSet(pattern=f"{DATA}.+\\.json", rank=Rank.ANNOUNCED, reserved=(f"{DATA}*",)),
    FileSet(
        pattern=re.escape(EVERYTHING.address),
        globs=(EVERYTHING.address,),
        rank=Rank.ANNOUNCED,
        media=OUTLINE,
        reserved=(EVERYTHING.address,),
    ),
    FileSet(pattern=re.escape(CHOICES.address), rank=Rank.ANNOUNCED, reserved=(f"{SUBSCRIPTIONS.address}*",)),
    FileSet(pattern=f"{SCHEMAS}.+\\.json", globs=(f"{SCHEMAS}*",), media=SCHEMA, reserved=(f"{SCHEMAS}*",)),
    # RFC 9116 section 3 and RFC 9309 section 2.3 ask for this very type.
    FileSet(
        pattern=re.escape(ROBOTS.address),
        globs=(ROBOTS.address,),
        rank=Rank.ANNOUNCED,
        media=PLAIN,
        reserved=(ROBOTS.address,),
    ),
    FileSet(
        pattern=re.escape(SECURITY.address),
        globs=(SECURITY.address,),
        media=PLAIN,
        reserved=(f"{WELL_KNOWN}*",),
    ),
    FileSet(pattern="sitemap(-[a-z0-9-]+)?\\.xml", rank=Rank.ANNOUNCED, reserved=("sitemap*",)),
    FileSet(pattern=re.escape(IDENTITY.address), rank=Rank.IDENTITY, reserved=(IDENTITY.address,)),
    FileSet(
        pattern=f"{re.escape(SERVERS)}.+",
        globs=(f"{SERVERS}*",),
        reserved=(f"{SERVERS}*",),
        reader=Reader.SERVER,
    ),
    FileSet(
        pattern="_(headers|redirects)",
        globs=("_headers", "_redirects"),
        reserved=("_headers", "_redirects"),
        reader=Reader.HOST,
    ),
    *(
        FileSet(
            pattern=re.escape(place.address),
            globs=(place.address,),
            rank=Rank.ANNOUNCED,
            media=place.media,
        )
        for place in PLACES
        if place.media
    ),
    # Many servers know no type for these; that of the portal's own says their charset too.
    FileSet(pattern=f"({re.escape(OBSERVATORY.address)}[^/]+\\.csv|.+/{re.escape(INDICATORS)})", media=CSV),
    FileSet(pattern=".+\\.csv", media=TABLE),
    FileSet(pattern=f"({_FRONT}|)index\\.html", rank=Rank.FRONT),
    FileSet(pattern=f"({_LISTS}|{_FRONT})({OLDER}/[0-9]+/)?index\\.html", rank=Rank.LIST),
)
"""The first one whose pattern a path matches."""

_MATCH = expression("|".join(f"(?P<set{number}>{item.pattern})" for number, item in enumerate(FILE_SETS)))
_COMPRESSED = expression(r"\.(?:br|gz)$")
OTHERS = FileSet(pattern=".+")


def set_of(path: str) -> FileSet:
    """The set of a file, or of the file of which it is the compressed sibling."""
    found = _MATCH.fullmatch(path) or _MATCH.fullmatch(_COMPRESSED.sub("", path))
    return FILE_SETS[int(str(found.lastgroup).removeprefix("set"))] if found else OTHERS


def cache_of(files: FileSet, *, everyone: bool) -> str:
    """The Cache-Control of a set of files, in an edition that `everyone` may read or not."""
    if everyone:
        return files.cache.value
    # What only members may read leaves no copy behind, pieces of its index included; the frame's own
    # files and the search program say nothing of it.
    return "private, no-store" if files.telling else files.cache.value.replace("public", "private")


def is_compressed(path: str) -> bool:
    """Whether a file is another one's sibling, for servers that choose by what browsers accept."""
    return _COMPRESSED.search(path) is not None and not set_of(path).gathered


def media_of(path: str) -> Media:
    """The media type of a file of the portal."""
    return set_of(path).media or _by_ending(_COMPRESSED.sub("", path))


def is_textual(path: str) -> bool:
    """Whether a file is text, and worth a compressed sibling."""
    return not _COMPRESSED.search(path) and media_of(path).textual


def _by_ending(path: str) -> Media:
    return MEDIA.get(path[path.rfind(".") :], BINARY)
