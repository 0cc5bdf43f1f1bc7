"""Where what used to stand elsewhere now stands."""

from collections.abc import Iterator
from functools import partial
from urllib.parse import quote, unquote

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.map import MADE, PRODUCTS, SEARCH, VENDORS, FeedFormat, feed_address, json_of
from cyberveille.map.lookups import CVE, asked
from cyberveille.model import Headline, Page
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node

_NOTICE = expression(r"(?:[^/]+/)+[A-Z][A-Z0-9]*-\d{4}-[A-Z]{3}-\d{4}/")


class Redirect(Struct, frozen=True, order=True):
    """An address that moved for good; both are relative to the portal's root, not quoted."""

    old: str
    new: str
    title: str


def moves_key(edition: Edition) -> bytes:
    """Changes with whatever leads from one address to another."""
    moved = tuple(part.facts.digest for part in edition.parts if part.facts.redirected)
    pages = tuple((page.address, page.title, page.redirect_from) for page in edition.pages)
    return digest(moved, pages, _renamed(edition))


def redirects(edition: Edition) -> tuple[Redirect, ...]:
    """Every `redirect_from` of the edition's notices and pages, in the order of the old addresses.

    Vendors and products have redirects too, from what they were called before.

    The data beside the page of a notice moves with it, and so does what it said before.
    An old address that two claim goes to the first in that order. One that leads to itself is left
    out, and so is one that, once decoded, could climb out of the site or end a line of a server's
    configuration.
    """
    parts = (part for part in edition.parts if part.facts.redirected)
    notices = {item.address: item for part in parts for item in part.headlines if item.redirect_from}
    places: tuple[Headline | Page, ...] = (*notices.values(), *edition.pages)
    moved = sorted(
        Redirect(unquote(old).lstrip("/"), here.address, here.title)
        for here in places
        for old in here.redirect_from
    )
    first = {item.old: item for item in reversed(moved) if _sound(item)}
    data = (
        Redirect(json_of(item.old), json_of(item.new), item.title)
        for item in first.values()
        if item.new in notices and of_notice(item.old)
    )
    past = (
        Redirect(item.old + page, item.new + page, item.title)
        for item in first.values()
        if item.new in notices and of_notice(item.old)
        for page in edition.stages(notices[item.new]).pages
    )
    return tuple(sorted((*first.values(), *data, *past, *_renamed(edition))))


def _renamed(edition: Edition) -> tuple[Redirect, ...]:
    """From the addresses that vendors and products had under another name."""
    return tuple(Redirect(old, to.address, to.label) for old, to in edition.renamed)


def subscriptions(edition: Edition) -> Iterator[tuple[str, str]]:
    """Where the feeds and the calendar of a renamed vendor or product stood, and where they stand.

    For servers that can be told: a program that reads feeds does not follow what a page says.
    """
    of = {interest.name: interest for interest in edition.interests}
    for item in _renamed(edition):
        old, new = (address.removeprefix(PRODUCTS.address).rstrip("/") for address in (item.old, item.new))
        interest = of[(MADE if "/" in new else VENDORS).name]
        if (interest.name, new) not in edition.followed:
            continue
        for form in FeedFormat:
            yield feed_address(interest.path(old), form), feed_address(interest.path(new), form)
        if edition.has_calendar(interest, new):
            yield interest.calendar(old), interest.calendar(new)


def of_notice(old: str) -> bool:
    """Whether an address is one at which a notice stood, with data beside it."""
    return _NOTICE.fullmatch(old) is not None


def is_data(old: str) -> bool:
    """Whether an old address is that of data: there stands a copy, for hosts that do not redirect."""
    return old.endswith(".json")


def former_data(item: Headline) -> tuple[str, ...]:
    """Where the data of a notice stood before."""
    former = (unquote(old).lstrip("/") for old in item.redirect_from)
    return tuple(dict.fromkeys(json_of(old) for old in former if of_notice(old) and old != item.address))


def _sound(item: Redirect) -> bool:
    climbs = {".", ".."} & set(item.old.replace("\\", "/").split("/"))
    return bool(item.old) and item.old != item.new and item.old.isprintable() and not climbs


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    key = digest("redirects", common, moves_key(edition), SEARCH in edition.places)
    yield Node("redirects", key, partial(outputs, edition))


def outputs(edition: Edition) -> Iterator[Output]:
    """`_redirects`, as Netlify and Cloudflare Pages read it; nothing when nothing leads elsewhere.

    Hosts that do not read it serve the HTML page that stands at the old address instead, or the one for an
    address that leads nowhere.
    """
    moved = tuple(
        f"{quote(edition.path(item.old))} {quote(edition.path(item.new))} 301\n"
        for item in redirects(edition)
    )
    named = (f"{edition.path(CVE)}:id {edition.path(asked(':id'))} 302\n",)
    lines = (*moved, *(named if SEARCH in edition.places else ()))
    if lines:
        yield Output("_redirects", digest("_redirects", *lines), partial(_joined, lines))


def _joined(lines: tuple[str, ...]) -> bytes:
    return "".join(lines).encode()
