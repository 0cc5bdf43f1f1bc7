"""The rules of « Suis-je concerné ? » for programs and for its page: an index, and a file a year."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from cyberveille.concerned import Vendors, encoded, vocabulary
from cyberveille.map.data import CONCERNED, concerned
from cyberveille.model import Headline
from cyberveille.publishing.concerned import asked, rules_of_year
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.concerned_format import VERSION
from cyberveille.publishing.output import Output, digest, sources


def outputs(edition: Edition) -> Iterator[Output]:
    """A year's file is made again when one of its notices changes, the registry or a name.

    The index is when the registry does, or when there is a first notice of a year.
    """
    years = asked(edition)
    registry = digest(VERSION, edition.registry.vendors)
    yield Output(CONCERNED, digest(registry, tuple(years)), partial(_index, edition, tuple(years)))
    services = edition.vocabularies.services
    for year, items in years.items():
        key = digest(registry, services, sources(items))
        yield Output(concerned(year), key, partial(_year, edition, items))


def _index(edition: Edition, years: tuple[str, ...]) -> bytes:
    known = Vendors(edition.registry)
    value = {
        "version": VERSION,
        "years": [{"year": year, "address": concerned(year)} for year in years],
        "vocabulary": msgspec.json.decode(vocabulary.text()),
        "vendors": known.keys,
        "words": {vendor: sorted(words) for vendor, words in known.words.items()},
    }
    return msgspec.json.encode(value) + b"\n"


def _year(edition: Edition, items: tuple[Headline, ...]) -> bytes:
    rules = rules_of_year(edition, items)
    value = {"version": VERSION, "notices": [_told(edition, item) for item in items]}
    return msgspec.json.encode(value | encoded(rules, Vendors(edition.registry).keys)) + b"\n"


def _told(edition: Edition, item: Headline) -> list[Any]:
    """`[id, title, updated, severity, exploited, deadline, services, aliases]`, cut where nothing follows."""
    days = [day for day in (item.deadline, item.exposed_deadline) if day]
    row: list[Any] = [
        item.id,
        item.title,
        item.updated.date().isoformat(),
        item.severity.value if item.severity else "",
        int(item.exploited),
        min(days).isoformat() if days else "",
        [edition.vocabularies.services.label(name) for name in item.services],
        list(edition.notice(item.id).aliases),
    ]
    while not row[-1]:
        row.pop()
    return row
