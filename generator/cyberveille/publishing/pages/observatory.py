"""The observatory: incident figures as pages, charts and files."""

import csv
import io
from collections.abc import Callable, Iterator
from functools import cached_property, partial

import msgspec
from msgspec import Struct, structs

from cyberveille.locale import NBSP, NNBSP, SHORT_MONTHS, number_fr
from cyberveille.looks.palette import palette_in
from cyberveille.map import BY_NAME, COMPARISON, FIGURES, OBSERVATORY, of_year
from cyberveille.model.identity import Palette
from cyberveille.observatory import Cell, IncidentTable, NationalYear, PublishedYear, Table, published_year
from cyberveille.publishing.charts import WIDTH, Bar, Chart, Theme, draw
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.output import Output, digest
from cyberveille.publishing.press import Press

_FORMAT = "incident-figures-1"
_CHARTED = ("mois", "nature", "structure", "origine", "soins")
_COMPARED = tuple(name for name in _CHARTED if name != "mois")
_HEAD = ("table", "key_1", "key_2", "label", "incidents", "published")


class Year(Struct, frozen=True, dict=True):
    """A year's figures, worked out when a file that shows them is rendered."""

    edition: Edition
    data: IncidentTable

    @property
    def licence(self) -> str:
        return self.edition.configuration.licences.data.url

    @cached_property
    def released(self) -> PublishedYear:
        threshold = self.edition.configuration.figures.threshold
        return published_year(self.data, self.edition.vocabularies, threshold)


class Row(Struct, frozen=True):
    """A line of a comparison: a label, the count of each year, and how the last two differ."""

    label: str
    counts: tuple[int | None, ...]

    @property
    def change(self) -> str:
        before, after = self.counts[-2:]
        if before is None or after is None:
            return "–"
        sign = "+" if after > before else "−" if after < before else ""
        share = f" ({sign}{number_fr(round(100 * abs(after - before) / before))}{NBSP}%)" if before else ""
        return f"{sign}{number_fr(abs(after - before))}{share}"


def outputs(edition: Edition, press: Press) -> Iterator[Output]:
    """Nothing at all for a portal without figures."""
    observatory = edition.observatory
    if observatory.empty:
        return
    years = tuple(Year(edition, data) for data in observatory.tables)
    threshold = edition.configuration.figures.threshold
    licence = edition.configuration.licences.data
    key = digest(press.key, observatory, threshold, licence)
    yield Output(OBSERVATORY.file, key, partial(_home, edition, press, years))
    yield Output(FIGURES.file, key, partial(_dictionary, edition, press, years))
    if len(years) > 1:
        yield Output(COMPARISON.file, key, partial(_compare, press, years))
    for year in years:
        own = digest(press.key, year.data, threshold, licence)
        page, table, data = of_year(year.data.year)
        yield Output(page.file, own, partial(_year, press, year))
        yield Output(table.file, own, partial(_year_csv, year))
        yield Output(data.file, own, partial(_year_json, year))
        for name in _CHARTED:
            yield from _drawn(edition, f"{page.address}{name}", own, partial(_chart_of, year, name))
    national = observatory.national
    if national:
        own = digest(national, licence)
        yield Output(BY_NAME["national_csv"].file, own, partial(_national_csv, national))
        yield Output(BY_NAME["national_json"].file, own, partial(_national_json, national, licence.url))
        for name, chart in _national_charts(national):
            yield from _drawn(edition, f"{OBSERVATORY.address}{name}", own, partial(_constant, chart))


def _capital(label: str) -> str:
    return label[:1].upper() + label[1:]


def _constant(chart: Chart) -> Chart:
    return chart


def _drawn(edition: Edition, address: str, key: bytes, chart: Callable[[], Chart]) -> Iterator[Output]:
    palette = palette_in(edition.looks)
    for theme in Theme:
        own = digest(key, theme.colours(palette))
        yield Output(f"{address}-{theme.value}.svg", own, partial(_draw, chart, theme, palette))


def _draw(chart: Callable[[], Chart], theme: Theme, palette: Palette) -> bytes:
    return draw(chart(), theme, palette)


def _chart_of(year: Year, name: str) -> Chart:
    table = year.released.table(name)
    title = f"Incidents de {year.data.year}, {table.title[:1].lower()}{table.title[1:]}"
    short = name == "mois"
    bars = tuple(
        Bar.counted(
            SHORT_MONTHS[int(cell.keys[0][-2:]) - 1] if short else _capital(cell.labels[0]), cell.count
        )
        for cell in table.cells
    )
    return Chart(title, bars, upright=short)


def _national_charts(national: tuple[NationalYear, ...]) -> tuple[tuple[str, Chart], ...]:
    declared = tuple(
        Bar(str(item.year), item.declarations, _about(item, "declarations", number_fr(item.declarations)))
        for item in national
    )
    malicious = tuple(
        Bar(str(item.year), item.malicious, _about(item, "malicious", f"{item.malicious}{NBSP}%"))
        for item in national
        if item.malicious is not None
    )
    return (
        ("declarations", Chart("Déclarations par an", declared, upright=True)),
        ("malveillance", Chart("Part d’actes malveillants, par an", malicious, upright=True)),
    )


def _about(item: NationalYear, key: str, shown: str) -> str:
    return f"≈{NNBSP}{shown}" if key in item.approximate else shown


def _home(edition: Edition, press: Press, years: tuple[Year, ...]) -> bytes:
    national = edition.observatory.national
    return press.page(
        "observatory.html",
        structs.replace(
            OBSERVATORY,
            description="Chiffres des incidents de sécurité numérique déclarés dans le secteur de la santé.",
        ),
        national=national,
        charts=dict(_national_charts(national)) if national else {},
        about=_about,
        years=tuple(reversed(years)),
        width=WIDTH,
    )


def _year(press: Press, year: Year) -> bytes:
    shown = year.released
    return press.page(
        "observatory_year.html",
        of_year(shown.year)[0],
        released=shown,
        charts={name: _chart_of(year, name) for name in _CHARTED},
        tables=tuple(shown.table(name) for name in _CHARTED),
        crossed=_crossed(shown.table("structure-nature")),
        width=WIDTH,
    )


def _crossed(table: Table) -> tuple[tuple[str, ...], tuple[tuple[str, tuple[Cell | None, ...]], ...]]:
    """The columns' labels, and each row's label with its cells; None where nothing was declared."""
    columns = {cell.keys[1]: cell.labels[1] for cell in sorted(table.cells, key=lambda cell: cell.keys[1])}
    rows: dict[str, dict[str, Cell]] = {}
    for cell in table.cells:
        rows.setdefault(cell.labels[0], {})[cell.keys[1]] = cell
    return tuple(columns.values()), tuple(
        (label, tuple(cells.get(column) for column in columns)) for label, cells in rows.items()
    )


def _compare(press: Press, years: tuple[Year, ...]) -> bytes:
    released = tuple(year.released for year in years)
    groups = tuple((released[0].table(name).title, tuple(_compared(released, name))) for name in _COMPARED)
    return press.page(
        "observatory_compare.html",
        COMPARISON,
        released=released,
        total=Row("Total", tuple(item.total for item in released)),
        groups=groups,
    )


def _compared(released: tuple[PublishedYear, ...], name: str) -> Iterator[Row]:
    """A line for each term that a year knows; a term that a year does not know counted nothing."""
    by_year = [{cell.keys: cell for cell in item.table(name).cells} for item in released]
    for keys, label in {keys: cell.labels[0] for cells in by_year for keys, cell in cells.items()}.items():
        counts = tuple(cells[keys].count if keys in cells else 0 for cells in by_year)
        yield Row(_capital(label), counts)


def _dictionary(edition: Edition, press: Press, years: tuple[Year, ...]) -> bytes:
    return press.page(
        "observatory_data.html",
        FIGURES,
        years=tuple(reversed(years)),
        national=edition.observatory.national,
        threshold=edition.configuration.figures.threshold,
    )


def _year_csv(year: Year) -> bytes:
    rows = (
        (
            table.name,
            cell.keys[0],
            cell.keys[1] if len(cell.keys) > 1 else "",
            " · ".join(cell.labels),
            "" if cell.count is None else cell.count,
            "no" if cell.count is None else "yes",
        )
        for table in year.released.tables
        for cell in table.cells
    )
    total = year.released.total
    first = ("total", "", "", "Total", "" if total is None else total, "no" if total is None else "yes")
    return _csv((_HEAD, first, *rows))


def _year_json(year: Year) -> bytes:
    content = {"format": _FORMAT, "licence": year.licence, **msgspec.to_builtins(year.released)}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _national_csv(national: tuple[NationalYear, ...]) -> bytes:
    head = ("year", "declarations", "structures", "malicious_percent", "approximate", "source")
    return _csv(
        (
            head,
            *(
                (
                    item.year,
                    item.declarations,
                    "" if item.structures is None else item.structures,
                    "" if item.malicious is None else item.malicious,
                    " ".join(item.approximate),
                    item.source,
                )
                for item in national
            ),
        )
    )


def _national_json(national: tuple[NationalYear, ...], licence: str) -> bytes:
    content = {"format": "national-figures-1", "licence": licence, "years": msgspec.to_builtins(national)}
    return msgspec.json.format(msgspec.json.encode(content), indent=2) + b"\n"


def _csv(rows: tuple[tuple[object, ...], ...]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode()
