"""An entry of a feed of one interest: facts and a summary, in at most 1.5 kB whatever the format."""

from collections.abc import Iterator

from cyberveille.locale import date_fr, french, paris
from cyberveille.map import json_of
from cyberveille.model import AnyNotice, Headline
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.excerpt import xml_text
from cyberveille.publishing.feeds.entry import (
    Category,
    Entry,
    categories,
    shortened,
    summary,
    title_of,
)
from cyberveille.publishing.feeds.spacing import Item

MOST = 1500
"""Bytes of an entry, in the longest of the formats."""
_MARKUP, _OF_CATEGORY = 400, 85
"""Bytes of what stands around the texts of an entry (tags, identifier, dates) and of a category."""
_TITLE, _LABEL = 150, 60
_CATEGORIES = 750
_LEAST, _LONGEST = 60, 280
"""Signs of a summary."""


def make_short(edition: Edition, item: Item) -> Entry:
    notice = edition.notice(item.notice)
    url = edition.absolute(notice.address)
    title = xml_text(shortened(french(title_of(notice)), _TITLE))
    headline = Headline.of(notice)
    told = tuple(_few(categories(edition, headline, None)))
    room = MOST - _MARKUP - 2 * len(url) - _bytes(title) - sum(map(_cost, told))
    text = french(f"{_facts(edition, notice, headline)} {summary(notice)}")
    return Entry(
        id=item.id,
        notice=notice.id,
        kind=notice.kind,
        tlp=notice.tlp,
        withdrawn=notice.withdrawn is not None,
        title=title,
        url=url,
        json_url=edition.absolute(json_of(notice.address)),
        published=paris(item.published),
        updated=paris(item.updated),
        summary=xml_text(shortened(text, max(_LEAST, min(_LONGEST, room * 4 // 5)))),
        html="",
        categories=told,
    )


def _facts(edition: Edition, notice: AnyNotice, item: Headline) -> str:
    """Until when to act, what is exploited, who is touched, in a line; nothing once it no longer holds."""
    if notice.withdrawn:
        return ""
    told = []
    if item.deadline:
        told.append(f"À traiter avant la fin du {date_fr(item.deadline)}.")
    if item.exploited:
        told.append("Exploitation constatée.")
    if item.services:
        services = ", ".join(map(edition.vocabularies.services.label, item.services))
        told.append(f"Soins touchés : {services}.")
    return " ".join(told)


def _few(found: Iterator[Category]) -> Iterator[Category]:
    """The first of each scheme, as far as there is room: a notice may name hundreds of products."""
    seen: set[str] = set()
    left = _CATEGORIES
    for category in found:
        if category.scheme in seen:
            continue
        short = Category(category.scheme, category.term, shortened(category.label, _LABEL))
        if _cost(short) <= left:
            seen.add(category.scheme)
            left -= _cost(short)
            yield short


def _cost(category: Category) -> int:
    return _OF_CATEGORY + _bytes(category.term) + _bytes(category.label)


def _bytes(text: str) -> int:
    return len(text.encode())
