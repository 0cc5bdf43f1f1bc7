"""The pieces of a thing by which it is recognised: its names, and every passage of eight words in a row."""

import re
from collections.abc import Iterator
from urllib.parse import urlsplit

from cyberveille.model import (
    Bulletin,
    Contact,
    Document,
    MinistryAction,
    Notice,
    Page,
    Paper,
    Rex,
    Term,
)
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.words import text_words
from cyberveille.publishing.written_forms import forms_of_address, forms_of_identifier, forms_of_number

RUN = 8
"""How many words in a row make a passage that cannot be a coincidence."""
_ANCHOR = 5
_NEAR = 1000
"""In how many bytes the words next to an anchor are looked for."""
_SHORTEST_NAME = 8
_FEWEST_WORDS = 3
"""A shorter title is made of words that any page may hold; its notice is betrayed by its other texts."""
_IDENTIFIER = re.compile(r"(?=.*\d)(?=.*[-_:./])\S{6,}")
_PERSON = re.compile(r"(?:[A-ZÉÈÎ][\w’-]+ )+[A-ZÉÈÎ][\w’-]+")


def names_of(notice: Notice) -> Iterator[bytes]:
    """What a notice alone is called, as `text_words` writes it."""
    yield from filter(None, map(text_words, _names(notice)))


def texts_of(notice: Notice) -> Iterator[bytes]:
    """What a notice says itself, as `text_words` writes it."""
    yield from map(text_words, _texts(notice))


def identifiers_of(notice: Notice) -> Iterator[bytes]:
    """The names that are nobody else's: never words of the trade."""
    for value in (notice.id, *notice.aliases, *notice.redirect_from):
        yield from map(text_words, forms_of_identifier(value))


def names_quoted_by(notice: Notice) -> Iterator[bytes]:
    """What a notice names that is not its own: pages it refers to, vulnerabilities."""
    for reference in notice.references:
        if urlsplit(reference.url).path.strip("/"):
            yield text_words(reference.url)
    if isinstance(notice, Bulletin):
        yield from (text_words(item.cve) for item in notice.vulnerabilities)


def texts_quoted_by(notice: Notice) -> Iterator[bytes]:
    """What a notice takes from its sources as they write it: their titles, products and versions."""
    yield from (text_words(item.title) for item in notice.references)
    if isinstance(notice, Bulletin):
        for item in notice.products:
            named = (item.vendor, item.product, item.affected, item.fixed)
            yield text_words(" ".join(filter(None, named)))


def names_of_page(page: Page) -> Iterator[bytes]:
    """A content page's title; its address alone says nothing."""
    if len(page.title.split()) >= _FEWEST_WORDS:
        yield text_words(page.title)


def texts_of_page(page: Page) -> Iterator[bytes]:
    yield text_words(page.description)
    for section in page.body.sections:
        yield text_words(f"{section.title} {plain_text(section.html)}")


def names_of_contact(contact: Contact) -> Iterator[bytes]:
    """How to reach someone, and who it is when the name is more than a common word."""
    if contact.email:
        yield from map(text_words, forms_of_address(contact.email))
    if contact.phone:
        yield from map(text_words, forms_of_number(contact.phone))
    if len(contact.name.split()) >= _FEWEST_WORDS or _PERSON.fullmatch(contact.name):
        yield text_words(contact.name)


def text_of_contact(contact: Contact) -> bytes:
    """Why one would call."""
    return text_words(f"{contact.name} {contact.purpose} {contact.hours or ''}")


def names_of_term(term: Term) -> Iterator[bytes]:
    """The label of an entry of a list, when it is more than common words."""
    if len(term.label.split()) >= _FEWEST_WORDS:
        yield text_words(term.label)


def text_of_term(term: Term) -> bytes:
    return text_words(f"{term.label} {term.description or ''}")


def passages(words: bytes) -> Iterator[bytes]:
    """Every run of words of a text, as `text_words` writes both."""
    yield from _rows(words.split(), RUN, 1)


def anchors(words: bytes) -> Iterator[bytes]:
    """Shorter runs, few of them: wherever a passage of the text stands, one of these stands within it."""
    row = words.split()
    if len(row) >= RUN:
        yield from _rows(row, _ANCHOR, RUN - _ANCHOR + 1)


def passages_around(words: bytes, start: int, end: int) -> Iterator[bytes]:
    """The runs of words that hold the anchor found from `start` to `end`."""
    reach = RUN - _ANCHOR
    before = words[max(0, start - _NEAR) : start].split()[-reach:]
    after = words[end : end + _NEAR].split()[:reach]
    yield from _rows([*before, *words[start:end].split(), *after], RUN, 1)


def _rows(row: list[bytes], length: int, step: int) -> Iterator[bytes]:
    for start in range(0, len(row) - length + 1, step):
        yield b" " + b" ".join(row[start : start + length]) + b" "


def _names(notice: Notice) -> Iterator[str]:
    yield from forms_of_identifier(notice.id)
    if len(notice.title.split()) >= _FEWEST_WORDS:
        yield notice.title
    for value in filter(_IDENTIFIER.fullmatch, (*notice.aliases, *notice.redirect_from)):
        yield from forms_of_identifier(value)
    if isinstance(notice, Document):
        yield from (item.file for item in notice.attachments if len(item.file) >= _SHORTEST_NAME)
    if isinstance(notice, Bulletin | Rex):
        for item in notice.indicators:
            if len(item.value) >= _SHORTEST_NAME:
                yield item.shown
                yield from forms_of_address(item.value) if item.type.on_the_net else (item.value,)


def _texts(notice: Notice) -> Iterator[str]:
    """The sentences an editor wrote; values from controlled lists and dates give nothing away."""
    yield notice.title
    for section in notice.body.sections:
        yield f"{section.title} {plain_text(section.html)}"
    yield from (item.change for item in notice.revisions)
    if notice.withdrawn:
        yield notice.withdrawn.reason
    if isinstance(notice, Bulletin):
        yield from _bulletin_texts(notice)
    if isinstance(notice, Paper):
        yield notice.summary
    if isinstance(notice, Document):
        yield from (item.title for item in notice.attachments)
    if isinstance(notice, Rex):
        yield " ".join(f"{step.when} {step.event}" for step in notice.timeline)
        yield notice.duration or ""
    if isinstance(notice, MinistryAction):
        yield notice.lead
    if isinstance(notice, Bulletin | Rex):
        yield from (item.comment for item in notice.indicators if item.comment)


def _bulletin_texts(notice: Bulletin) -> Iterator[str]:
    if notice.in_brief:
        yield notice.in_brief.what
        yield notice.in_brief.concerned
        yield notice.in_brief.action
    if notice.care_impact and notice.care_impact.fallback:
        yield notice.care_impact.fallback
    yield from (item.title for item in notice.vulnerabilities if item.title)
