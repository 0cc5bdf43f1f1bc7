"""A year of figures: its tables add up, and two whole years are attacked from their files."""

import csv
import json
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from scipy.optimize import linprog

from cyberveille.model import Vocabularies
from cyberveille.observatory import IncidentTable, Observatory, published_year
from cyberveille.reading import read_observatory, supplied_vocabularies

FIGURES = Path(__file__).parent / "figures"
THRESHOLD = 5


@pytest.fixture(scope="module")
def vocabularies() -> Vocabularies:
    return supplied_vocabularies()


@pytest.fixture(scope="module")
def observatory(vocabularies: Vocabularies) -> Observatory:
    read, findings = read_observatory(FIGURES, vocabularies)
    assert findings == ()
    assert len(read.national) == 6
    assert len(read.tables) == 2
    return read


@pytest.mark.parametrize("position", [0, 1])
def test_a_year_cannot_be_worked_out_from_what_is_published(
    observatory: Observatory, vocabularies: Vocabularies, position: int
) -> None:
    """With the published tables only, a linear program bounds each cell held back: no small one is narrow."""
    data = observatory.tables[position]
    shown = published_year(data, vocabularies, THRESHOLD)
    natures = {term.id: term.nature.value for term in vocabularies.origines.terms if term.nature}
    cells: dict[tuple[str, ...], int | None] = {
        (table.name, *cell.keys): cell.count for table in shown.tables for cell in table.cells
    }
    cells["total",] = shown.total
    names = [name for name, count in cells.items() if count is None]
    truth = _truth(data, natures)
    assert all(cells[name] in {None, truth[name]} for name in cells)
    rows, known = _equations(cells, names, natures)
    for name in names:
        if truth[name] >= THRESHOLD:
            continue
        ends = []
        for sign in (1, -1):
            objective = np.zeros(len(names))
            objective[names.index(name)] = sign
            found = linprog(objective, A_eq=rows, b_eq=known, bounds=(1, 1000), method="highs")
            assert found.status == 0
            ends.append(sign * found.fun)
        assert ends[1] - ends[0] >= 1, name
        assert ends[1] >= THRESHOLD - 1, name


def _truth(data: IncidentTable, natures: dict[str, str]) -> dict[tuple[str, ...], int]:
    counts: dict[tuple[str, ...], int] = {}
    for row in data.rows:
        nature = natures[row.origin]
        for name in (
            ("total",),
            ("mois", row.period),
            ("structure", row.structure),
            ("nature", nature),
            ("origine", row.origin),
            ("soins", row.impact),
            ("structure-nature", row.structure, nature),
        ):
            counts[name] = counts.get(name, 0) + row.count
    return counts


def _equations(
    cells: dict[tuple[str, ...], int | None], names: list[tuple[str, ...]], natures: dict[str, str]
) -> tuple[Any, list[int]]:
    sums: list[tuple[tuple[str, ...], list[tuple[str, ...]]]] = [
        (("total",), [name for name in cells if name[0] == table])
        for table in ("mois", "structure", "nature", "origine", "soins", "structure-nature")
    ]
    for name in cells:
        if name[0] == "structure":
            sums.append((name, [c for c in cells if c[0] == "structure-nature" and c[1] == name[1]]))
        if name[0] == "nature":
            sums.append((name, [c for c in cells if c[0] == "structure-nature" and c[2] == name[1]]))
            sums.append((name, [c for c in cells if c[0] == "origine" and natures[c[1]] == name[1]]))
    rows, known = [], []
    for total, parts in sums:
        row, rest = np.zeros(len(names)), 0
        for name, sign in ((total, -1), *((part, 1) for part in parts)):
            count = cells[name]
            if count is None:
                row[names.index(name)] += sign
            else:
                rest -= sign * count
        rows.append(row)
        known.append(rest)
    return np.array(rows), known


def test_the_files_hold_no_more_than_the_pages(tmp_path: Path) -> None:
    """The month of a structure's incident, or its origin, is in no file: only tables are."""
    from tests.portal import NOW, SITES, Portal  # noqa: PLC0415 - only this test builds

    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.write("site_config.yml", portal.read("site_config.yml") + "defaults: true\n")
    portal.write("content/observatoire/jeux.yml", "- {year: 2025, file: incidents-2025.csv, source: Essai}\n")
    rows = [
        "period,structure,origin,impact,count",
        "2025-01,eps,rancongiciel,aucun,40",
        "2025-02,ehpad,panne-dpi,mode-degrade,30",
        "2025-02,samu,rancongiciel,aucun,3",
    ]
    portal.write("content/observatoire/incidents-2025.csv", "\n".join(rows) + "\n")
    portal.build(NOW)
    files = portal.files()
    portal.close()
    assert not [path for path in files if path.endswith("incidents-2025.csv")]
    [total, *cells] = list(csv.DictReader(files["observatoire/2025.csv"].decode().splitlines()))
    assert (total["incidents"], total["published"]) == ("73", "yes")
    samu = next(cell for cell in cells if cell["key_1"] == "samu")
    assert (samu["incidents"], samu["published"]) == ("", "no")
    content = json.loads(files["observatoire/2025.json"])
    assert content["total"] == 73
    assert b"<text" in files["observatoire/2025/mois-clair.svg"]
    assert files["observatoire/2025/mois-clair.svg"] != files["observatoire/2025/mois-sombre.svg"]


BAD = {
    "period,structure,origin,impact\n": (1, "wrong-type"),
    "period,structure,origin,impact,count\n2024-01,eps,minage,aucun,3\n": (2, "date-form"),
    "period,structure,origin,impact,count\n2025-13,eps,minage,aucun,3\n": (2, "date-form"),
    "period,structure,origin,impact,count\n2025-01,clinique,minage,aucun,3\n": (2, "wrong-value"),
    "period,structure,origin,impact,count\n2025-01,eps,minage,aucun,-3\n": (2, "wrong-value"),
    "period,structure,origin,impact,count\n2025-01,eps,minage,aucun\n": (2, "wrong-type"),
    "period,structure,origin,impact,count\n2025-01,eps,minage,aucun,3\n2025-01,eps,minage,aucun,4\n": (
        3,
        "duplicate-key",
    ),
}


@pytest.mark.parametrize("text", BAD)
def test_a_row_that_cannot_be_counted_is_a_finding_at_its_line(
    text: str, vocabularies: Vocabularies, tmp_path: Path
) -> None:
    folder = tmp_path / "content/observatoire"
    folder.mkdir(parents=True)
    (folder / "jeux.yml").write_text("- {year: 2025, file: i.csv, source: Essai}\n", encoding="utf-8")
    (folder / "i.csv").write_text(text, encoding="utf-8")
    read, findings = read_observatory(tmp_path, vocabularies)
    assert [(finding.line, finding.rule) for finding in findings] == [BAD[text]]
    assert findings[0].path == "content/observatoire/i.csv"
    assert len(read.tables) == 1


def test_a_file_that_is_not_there_is_a_finding(vocabularies: Vocabularies, tmp_path: Path) -> None:
    folder = tmp_path / "content/observatoire"
    folder.mkdir(parents=True)
    (folder / "jeux.yml").write_text("- {year: 2025, file: ../../secret.csv, source: Essai}\n", "utf-8")
    read, findings = read_observatory(tmp_path, vocabularies)
    assert read.tables == ()
    assert [finding.rule for finding in findings] == ["unreadable-file"]
