"""A year of figures as it may be published: tables by one or two criteria, small cells held back."""

from collections import Counter
from collections.abc import Iterator

from msgspec import Struct

from cyberveille.locale import MONTHS
from cyberveille.model import Nature, Vocabularies
from cyberveille.observatory.figures import IncidentTable
from cyberveille.observatory.suppression import Relation, suppressed
from cyberveille.reporting import Figure

TOTAL = "total"


class Cell(Struct, frozen=True):
    """`keys` are identifiers, one a criterion; `count` is None when it is held back."""

    keys: tuple[str, ...]
    labels: tuple[str, ...]
    count: int | None


class Table(Struct, frozen=True):
    """`name` is part of addresses; cells are in the order of their lists, those of zero left out."""

    name: str
    title: str
    criteria: tuple[str, ...]
    cells: tuple[Cell, ...]


class PublishedYear(Struct, frozen=True):
    """What is published of a year. `malicious` is a share between 0 and 1, None when it is held back."""

    year: int
    demonstration: bool
    source: str
    threshold: int
    total: int | None
    malicious: float | None
    tables: tuple[Table, ...]

    def table(self, name: str) -> Table:
        return next(item for item in self.tables if item.name == name)


Keys = tuple[str, tuple[str, ...]]
"""A table's name and the identifiers of one of its cells."""


def published_year(data: IncidentTable, vocabularies: Vocabularies, threshold: int) -> PublishedYear:
    """The tables of a year, with what must be held back (see `suppression`)."""
    natures = {term.id: (term.nature or Nature.UNKNOWN).value for term in vocabularies.origines.terms}
    counts = _counts(data.rows, natures)
    places = {key: place for place, key in enumerate(counts)}
    relations = tuple(_relations(places, natures))
    held = suppressed(tuple(counts.values()), relations, threshold)
    shown = {key: None if place in held else counts[key] for key, place in places.items()}
    labels = _labels(data.year, vocabularies)
    total, malicious = shown[TOTAL, ()], shown.get(("nature", (Nature.MALICIOUS.value,)), 0)
    return PublishedYear(
        year=data.year,
        demonstration=data.data_set.demonstration,
        source=data.data_set.source,
        threshold=threshold,
        total=total,
        malicious=malicious / total if total and malicious is not None else None,
        tables=tuple(_tables(shown, labels)),
    )


def _counts(rows: tuple[Figure, ...], natures: dict[str, str]) -> dict[Keys, int]:
    counts: Counter[Keys] = Counter({(TOTAL, ()): 0})
    for row in rows:
        nature = natures.get(row.origin, Nature.UNKNOWN.value)
        counts[TOTAL, ()] += row.count
        counts["mois", (row.period,)] += row.count
        counts["structure", (row.structure,)] += row.count
        counts["nature", (nature,)] += row.count
        counts["origine", (row.origin,)] += row.count
        counts["soins", (row.impact,)] += row.count
        counts["structure-nature", (row.structure, nature)] += row.count
    return dict(counts)


def _relations(places: dict[Keys, int], natures: dict[str, str]) -> Iterator[Relation]:
    """Every sum that readers can check between the published tables."""
    for name in ("mois", "structure", "nature", "soins"):
        yield Relation(places[TOTAL, ()], _parts(places, name))
    for key, place in places.items():
        name, (first, *_) = key[0], (*key[1], "")
        if name == "nature":
            origins = (
                place
                for (table, keys), place in places.items()
                if table == "origine" and natures.get(keys[0]) == first
            )
            yield Relation(place, tuple(origins))
            yield Relation(place, _parts(places, "structure-nature", at=1, equal_to=first))
        elif name == "structure":
            yield Relation(place, _parts(places, "structure-nature", at=0, equal_to=first))


def _parts(places: dict[Keys, int], name: str, at: int = 0, equal_to: str | None = None) -> tuple[int, ...]:
    return tuple(
        place
        for (table, keys), place in places.items()
        if table == name and (equal_to is None or keys[at] == equal_to)
    )


_TITLES = {
    "mois": ("Par mois", ("mois",)),
    "structure": ("Par type de structure", ("structure",)),
    "nature": ("Actes malveillants et autres causes", ("nature",)),
    "origine": ("Par origine", ("origine",)),
    "soins": ("Effet sur les soins", ("soins",)),
    "structure-nature": ("Par type de structure et nature", ("structure", "nature")),
}


def _labels(year: int, vocabularies: Vocabularies) -> dict[str, dict[str, str]]:
    """The words of each criterion, in the order in which its cells are shown."""
    return {
        "mois": {f"{year}-{number:02d}": name for number, name in enumerate(MONTHS, 1)},
        "structure": {term.id: term.label for term in vocabularies.structures.terms},
        "nature": {nature.value: nature.label for nature in Nature},
        "origine": {term.id: term.label for term in vocabularies.origines.terms},
        "soins": {term.id: term.label for term in vocabularies.impacts.terms},
    }


def _tables(shown: dict[Keys, int | None], labels: dict[str, dict[str, str]]) -> Iterator[Table]:
    for name, (title, criteria) in _TITLES.items():
        orders = [list(labels[criterion]) for criterion in criteria]

        def rank(keys: tuple[str, ...], orders: list[list[str]] = orders) -> tuple[int, ...]:
            return tuple(
                order.index(key) if key in order else len(order)
                for key, order in zip(keys, orders, strict=True)
            )

        found = sorted((keys for table, keys in shown if table == name), key=rank)
        yield Table(
            name,
            title,
            criteria,
            tuple(
                Cell(
                    keys,
                    tuple(labels[c].get(key, key) for c, key in zip(criteria, keys, strict=True)),
                    shown[name, keys],
                )
                for keys in found
            ),
        )
