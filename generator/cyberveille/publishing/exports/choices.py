"""What may be followed: for the page that composes a subscription, and whole, for feed readers (OPML 2.0)."""

from collections.abc import Iterator, Mapping
from functools import partial
from html import escape
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.map import CALENDAR, CHOICES, EVERYTHING, FAMILIES, FeedFamily, FeedFormat
from cyberveille.map.feeds import FOLDER
from cyberveille.model import Kind
from cyberveille.publishing import expected
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import xml_text
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.tree import Node


class Choice(Struct, frozen=True):
    """Something to follow: `name` is what the addresses of its feeds have in common, under `flux/`."""

    name: str
    label: str
    page: str
    """The address of the page that shows the same, relative to the portal's root."""
    calendar: str = ""
    """The address of its calendar, relative to the portal's root; empty without one."""
    also: tuple[str, ...] = ()
    """What else people call it."""


class Sort(Struct, frozen=True):
    """A sort of things to follow, in the order of the page."""

    title: str
    choices: tuple[Choice, ...]
    directory: str = ""
    """The address of the page from which all are found; empty where there is none."""


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """A part: what is to be expected of each feed decodes a year or two."""
    offered = sorts(edition)
    key = digest("choices", common, offered, expected.told(edition))
    yield Node("choices", key, partial(_files, edition, offered))


def outputs(edition: Edition) -> Iterator[Output]:
    """`abonnements/choix.json` and `flux/flux.opml`."""
    for node in nodes(edition, b""):
        yield from node.files()


def _files(edition: Edition, offered: tuple[Sort, ...]) -> Iterator[Output]:
    yearly = expected.yearly(edition)
    told = [_told(sort, yearly) for sort in offered]
    yield Output(CHOICES.address, digest(CHOICES.name, msgspec.json.encode(told)), partial(_choices, told))
    key = digest(EVERYTHING.name, offered, edition.configuration.portal)
    yield Output(EVERYTHING.address, key, partial(_outline, edition, offered))


def sorts(edition: Edition) -> tuple[Sort, ...]:
    """The feeds of every portal, then each sort of interest that something belongs to."""
    calendar = CALENDAR.address if edition.holdings.deadlines is not None else ""
    whole = tuple(
        Choice(family.name, family.title, family.listing, calendar if _of_everything(family) else "")
        for family in FAMILIES
    )
    return (Sort("Flux principaux", whole), *filter(lambda sort: sort.choices, _interests(edition)))


def _of_everything(family: FeedFamily) -> bool:
    """Whether it holds all that has a deadline."""
    return not family.changes and all(kind in family.kinds for kind in Kind if kind.watched)


def _interests(edition: Edition) -> Iterator[Sort]:
    for interest in edition.interests:
        members = interest.members(interest.own(edition.followed), edition.vocabularies)
        choices = []
        for member in members:
            pages = interest.pages(member, edition.lists)
            calendar = interest.calendar(member) if edition.has_calendar(interest, member) else ""
            term = interest.term(member, edition.vocabularies)
            choices.append(
                Choice(
                    interest.path(member),
                    interest.label(member, edition.vocabularies),
                    pages[0] if pages else "",
                    calendar,
                    term.spellings,
                )
            )
        yield Sort(interest.title, tuple(choices), interest.directory)


def _told(sort: Sort, yearly: Mapping[str, int]) -> dict[str, Any]:
    """What the page reads of a sort; what is empty is left out, and a page at the address of its name too."""
    choices = []
    for choice in sort.choices:
        told: dict[str, Any] = {"name": choice.name, "label": choice.label}
        if choice.page != f"{choice.name}/":
            told["page"] = choice.page
        if choice.calendar:
            told["calendar"] = choice.calendar
        if choice.also:
            told["also"] = choice.also
        if choice.name in yearly:
            told["yearly"] = yearly[choice.name]
        choices.append(told)
    made: dict[str, Any] = {"title": sort.title, "choices": choices}
    return made | {"directory": sort.directory} if sort.directory else made


def _choices(told: list[dict[str, Any]]) -> bytes:
    return msgspec.json.encode({"sorts": told}) + b"\n"


def _outline(edition: Edition, offered: tuple[Sort, ...]) -> bytes:
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        '<opml version="2.0">',
        f"<head><title>{_text(edition.configuration.portal.name)}</title></head>",
        "<body>",
    ]
    for sort in offered:
        lines.append(f'<outline text="{_text(sort.title)}">')
        lines += (_line(edition, choice) for choice in sort.choices)
        lines.append("</outline>")
    return "\n".join([*lines, "</body>", "</opml>", ""]).encode()


def _line(edition: Edition, choice: Choice) -> str:
    label = _text(choice.label)
    feed = edition.absolute(f"{FOLDER}{choice.name}.{FeedFormat.ATOM.ending}")
    page = edition.absolute(choice.page)
    return (
        f'<outline type="rss" text="{label}" title="{label}" xmlUrl="{_text(feed)}" htmlUrl="{_text(page)}"/>'
    )


def _text(text: str) -> str:
    return escape(xml_text(text))
