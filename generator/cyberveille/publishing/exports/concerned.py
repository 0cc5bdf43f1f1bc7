"""The rules of « Suis-je concerné ? » for programs and for its page: an index, and a file a year."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec

from cyberveille.map.data import CONCERNED, concerned
from cyberveille.model import Headline
from cyberveille.package import package_digest
from cyberveille.publishing.concerned import asked, notices_of_year, told_in
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.exports.concerned_format import VERSION
from cyberveille.publishing.exports.kept_rules import KeptRules
from cyberveille.publishing.headlines import Part
from cyberveille.publishing.output import Output, digest, sources
from cyberveille.publishing.tree import Node


def nodes(edition: Edition, common: bytes) -> Iterator[Node]:
    """A year's file is planned again when one of its notices changes, the registry or a name.

    The index is when the registry does, or when there is a first notice of a year.
    """
    years = asked(edition)
    registry = digest(VERSION, edition.registry.vendors)
    key = digest(registry, tuple(years))
    yield Node("concerned", digest(common, key), partial(_whole, edition, key, tuple(years)))
    for year, parts in years.items():
        told = tuple(part.facts.standing[year].digest for part in parts)
        making = partial(_of_year, edition, registry, year, parts)
        key = digest("concerned", common, registry, told)
        yield Node(f"concerned {year}", key, making, long=True, forget=_forget)


def _forget() -> None:
    from cyberveille.concerned.forgetting import forget  # noqa: PLC0415 - by who made rules alone

    forget()


def _whole(edition: Edition, key: bytes, years: tuple[str, ...]) -> Iterator[Output]:
    yield Output(CONCERNED, key, partial(_index, edition, years))


def _of_year(edition: Edition, registry: bytes, year: str, parts: tuple[Part, ...]) -> Iterator[Output]:
    items = notices_of_year(year, parts)
    key = digest(registry, edition.vocabularies.services, sources(items))
    yield Output(concerned(year), key, partial(_year, edition, registry, year, items))


def _index(edition: Edition, years: tuple[str, ...]) -> bytes:
    # What makes rules is loaded when some are written.
    from cyberveille.concerned import Vendors, vocabulary  # noqa: PLC0415

    _kept(edition).forget_others(years)
    known = Vendors(edition.registry)
    value = {
        "version": VERSION,
        "years": [{"year": year, "address": concerned(year)} for year in years],
        "vocabulary": msgspec.json.decode(vocabulary.text()),
        "vendors": known.keys,
        "words": {vendor: sorted(words) for vendor, words in known.words.items()},
    }
    return msgspec.json.encode(value) + b"\n"


def _year(edition: Edition, registry: bytes, year: str, items: tuple[Headline, ...]) -> bytes:
    from cyberveille.concerned.remembering import encoded_again  # noqa: PLC0415 - as above

    kept = _kept(edition)
    told = tuple(told_in(edition, items))
    notices = [(number, item.digest.encode(), said) for number, item, said in told]
    made_of = digest(registry, package_digest())
    rules, groups = encoded_again(notices, edition.registry, made_of, kept.read(year))
    kept.keep(year, groups)
    value = {"version": VERSION, "notices": [_told(edition, item, said.aliases) for _, item, said in told]}
    return msgspec.json.encode(value | rules) + b"\n"


def _kept(edition: Edition) -> KeptRules:
    return KeptRules(edition.shelf.work, edition.audience.name)


def _told(edition: Edition, item: Headline, aliases: tuple[str, ...]) -> list[Any]:
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
        list(aliases),
    ]
    while not row[-1]:
        row.pop()
    return row
