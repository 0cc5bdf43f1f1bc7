"""The pieces of a thing by which it is recognised: its names, and every passage of eight words in a row."""

from collections.abc import Iterator
from itertools import groupby
from urllib.parse import urlsplit

from msgspec import Struct

from cyberveille.checking.rules.leftover import SOURCE_SECTION
from cyberveille.expressions import expression
from cyberveille.model import Body, Contact, Held, Notice, Page, Role, Term, Tlp, held
from cyberveille.model.roles import OWN_NAMES, OWN_TEXTS, QUOTED_NAMES, QUOTED_TEXTS
from cyberveille.publishing.excerpt import plain_text
from cyberveille.publishing.words import text_words
from cyberveille.publishing.written_forms import forms_of_address, forms_of_identifier, forms_of_number
from cyberveille.registry import Vendor

RUN = 8
"""How many words in a row make a passage that cannot be a coincidence."""
_ANCHOR = 5
_NEAR = 1000
"""In how many bytes the words next to an anchor are looked for."""
_SHORTEST_NAME = 8
_FEWEST_WORDS = 3
"""A shorter title is made of words that any page may hold; its notice is betrayed by its other texts."""
_IDENTIFIERS = frozenset({Role.IDENTIFIER, Role.NAME})
_IDENTIFIER = expression(r"(?=.*\d)(?=.*[-_:./])\S{6,}")
_PERSON = expression(r"(?:[A-ZÉÈÎ][\w’-]+ )+[A-ZÉÈÎ][\w’-]+")


def names_of(record: Notice | Page | Contact) -> Iterator[bytes]:
    """What a record alone is called, as `text_words` writes it."""
    for item in held(record, OWN_NAMES):
        if not _is_of_source(record, item):
            yield from filter(None, map(text_words, _names(item)))


def texts_of(record: Notice | Page) -> Iterator[bytes]:
    """What a notice or page says itself, as `text_words` writes it."""
    yield from map(text_words, _lines(record, OWN_TEXTS))
    yield from map(text_words, _sections(record.body if not quotes_openly(record) else _own(record.body)))


def quotes_openly(record: Notice | Page) -> bool:
    """Whether it is a draft for everybody, in which the text of a source is another's, who published it."""
    return record.draft and record.tlp is Tlp.CLEAR


def _is_of_source(record: Notice | Page | Contact, item: Held) -> bool:
    """Whether a name is the one that a public source has at home: anybody may write it."""
    return item.key == "aliases" and not isinstance(record, Contact) and quotes_openly(record)


def _own(body: Body) -> Body:
    return Body(body.without(SOURCE_SECTION))


def identifiers_of(notice: Notice) -> Iterator[bytes]:
    """The names that are nobody else's: never words of the trade."""
    for item in held(notice, _IDENTIFIERS):
        if not _is_of_source(notice, item):
            yield from map(text_words, forms_of_identifier(item.value))


def names_quoted_by(notice: Notice | Page) -> Iterator[bytes]:
    """What a notice names that is not its own: pages it refers to, vulnerabilities."""
    for item in held(notice, QUOTED_NAMES):
        if item.holds.role is not Role.ADDRESS or urlsplit(item.value).path.strip("/"):
            yield text_words(item.value)
    for item in held(notice, OWN_NAMES):
        if _is_of_source(notice, item):
            yield from map(text_words, forms_of_identifier(item.value))


def texts_quoted_by(notice: Notice | Page) -> Iterator[bytes]:
    """What a notice takes from its sources as they write it: their titles, products and versions."""
    yield from map(text_words, _lines(notice, QUOTED_TEXTS))


def text_of_contact(contact: Contact) -> bytes:
    """Whom one would call, and why."""
    return text_words(" ".join(_lines(contact, OWN_TEXTS)))


def names_of_term(term: Term) -> Iterator[bytes]:
    """The label of an entry of a list, when it is more than common words."""
    if len(term.label.split()) >= _FEWEST_WORDS:
        yield text_words(term.label)


def names_of_registered(vendor: Vendor) -> Iterator[bytes]:
    """The names of a vendor and of its products, when they are more than common words."""
    names = [vendor.label, *vendor.aliases]
    for product in vendor.products:
        names += (product.label, *product.aliases)
    yield from (text_words(name) for name in names if len(name.split()) >= _FEWEST_WORDS)


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


def anchors_of(passage: bytes) -> Iterator[bytes]:
    """The runs of a passage one of which is an anchor, in whatever text it stands."""
    return _rows(passage.split(), _ANCHOR, 1)


def passages_over(words: bytes, rank: int) -> Iterator[bytes]:
    """The passages of a text that hold its anchor of that rank."""
    row, reach = words.split(), RUN - _ANCHOR
    start = rank * (reach + 1)
    yield from _rows(row[max(0, start - reach) : start + RUN], RUN, 1)


def passages_around(words: bytes, start: int, end: int) -> Iterator[bytes]:
    """The runs of words that hold the anchor found from `start` to `end`."""
    reach = RUN - _ANCHOR
    before = words[max(0, start - _NEAR) : start].split()[-reach:]
    after = words[end : end + _NEAR].split()[:reach]
    yield from _rows([*before, *words[start:end].split(), *after], RUN, 1)


def _rows(row: list[bytes], length: int, step: int) -> Iterator[bytes]:
    for start in range(0, len(row) - length + 1, step):
        yield b" " + b" ".join(row[start : start + length]) + b" "


def _names(item: Held) -> Iterator[str]:
    """A value as it may be written, when it is not one that anybody may write."""
    value = item.value
    long = len(value) >= _SHORTEST_NAME
    match item.holds.role:
        case Role.TITLE if len(value.split()) >= _FEWEST_WORDS:
            yield value
        case Role.PERSON if len(value.split()) >= _FEWEST_WORDS or _PERSON.fullmatch(value):
            yield value
        case Role.IDENTIFIER:
            yield from forms_of_identifier(value)
        case Role.NAME if _IDENTIFIER.fullmatch(value):
            yield from forms_of_identifier(value)
        case Role.FILE if long:
            yield value
        case Role.TRACE if long:
            yield from item.forms
            if len(item.forms) > 1:
                yield from forms_of_address(value)
        case Role.CONTACT:
            yield from forms_of_address(value) if "@" in value else forms_of_number(value)


def _lines(record: Struct, roles: frozenset[Role]) -> Iterator[str]:
    """The texts of a header; those that make one text are read in a row."""
    for _, items in groupby(held(record, roles), key=lambda item: item.text):
        yield " ".join(item.value for item in items)


def _sections(body: Body) -> Iterator[str]:
    for section in body.sections:
        yield f"{section.title} {plain_text(section.html)}"
