"""The facts of drafts, checked by a reading of the sources that shares nothing with the importer."""

from collections import Counter
from pathlib import Path

import pytest
from benchmarks.second_reading import TOLD, WRONG, compare
from benchmarks.sources import CORPUS, draft_text, measured
from tests.importing.advisories.made import SAMPLES, sample

FOLDERS = [folder for folder in (SAMPLES, CORPUS / "icsma", CORPUS / "cve") if folder.is_dir()]


@pytest.mark.parametrize("folder", FOLDERS, ids=lambda folder: folder.name)
def test_every_fact_is_right_or_told(folder: Path) -> None:
    """Every advisory gives a draft, with nothing in it that its source does not say."""
    found = measured(sorted(folder.glob("*.json")))
    assert found.faults == []
    assert found.refused == []
    assert found.drafts == len(list(folder.glob("*.json")))
    assert found.share(TOLD) < 0.05


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("< 2.10", "<= 2.10", "versions"),
        ("CWE-22", "CWE-23", "weakness"),
        ("CVE-2026-20001", "CVE-2026-20009", "cve"),
        ("PR:L", "PR:N", "vector"),
        ("Viewer Alpha", "Viewer Beta", "product"),
        ('fixed: "2.10"', 'fixed: "2.11"', "fixed"),
        ("tlp: CLEAR", "tlp: GREEN", "marking"),
        ("/support", "/autre", "reference"),
        ("EX-26-001]", "EX-26-002]", "name"),
    ],
)
def test_the_second_reading_finds_what_is_wrong(old: str, new: str, fault: str) -> None:
    """A fact that is changed in the draft is wrong for it, so that it is a check."""
    data = sample("csaf-20.json")
    header, end, body = draft_text(data).partition("\n---\n")
    assert old in header
    found = compare(data, header.replace(old, new) + end + body)
    wrong = Counter({kind: count for (kind, outcome), count in found.facts.items() if outcome == WRONG})
    assert wrong[fault]
