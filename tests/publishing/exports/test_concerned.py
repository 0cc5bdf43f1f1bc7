"""The rules of « Suis-je concerné ? »: made again when what they tell changed, and only then."""

import json
from unittest.mock import patch

import msgspec
from tests.concerned.labelled import matcher
from tests.portal import Portal, bulletin

from cyberveille.concerned import encoded
from cyberveille.publishing.exports import concerned
from cyberveille.publishing.exports.concerned_format import (
    ConcernedBranch,
    ConcernedIndex,
    ConcernedLadder,
    ConcernedSpan,
    ConcernedVersion,
    ConcernedYear,
)
from cyberveille.publishing.exports.kept_rules import KeptRules

INDEX, YEAR = "donnees/concerne/index.json", "donnees/concerne/2026.json"


def test_a_publish_leaves_the_index_alone(portal: Portal) -> None:
    """It is neither rendered nor written for a notice of a year that it knows; it is for another year."""
    portal.build()
    portal.write("bulletins/2026/CV-2026-BUL-0009.md", bulletin(9))
    with patch.object(concerned, "_index", side_effect=AssertionError("rendered for nothing")):
        report = portal.build()
    assert YEAR in report.written
    assert INDEX not in report.written
    portal.write("bulletins/2023/CV-2023-BUL-0003.md", bulletin(3).replace("2026", "2023"))
    assert INDEX in portal.build().written
    years = json.loads((portal.output / INDEX).read_bytes())["years"]
    assert [item["year"] for item in years] == ["2026", "2023"]


def test_a_care_service_has_its_present_name(portal: Portal) -> None:
    """A new label in the list reaches the rules, though no notice changed."""
    path = "content/vocabulaires/services.yml"
    portal.write(
        "bulletins/2026/CV-2026-BUL-0009.md",
        bulletin(9, extra="care_impact: {services: [imagerie], level: mode-degrade}\n"),
    )
    portal.build()
    portal.edit(path, "label: Imagerie", "label: Nouvelle imagerie")
    assert YEAR in portal.build().written
    assert "Nouvelle imagerie" in (portal.output / YEAR).read_text("utf-8")


def test_the_files_are_as_their_schemas_say(portal: Portal) -> None:
    """What is described is what is written: nothing more, and every row of its shape."""
    portal.build()
    for path, shape in ((INDEX, ConcernedIndex), (YEAR, ConcernedYear)):
        data = (portal.output / path).read_bytes()
        assert msgspec.to_builtins(msgspec.json.decode(data, type=shape)).keys() == json.loads(data).keys()
    year = msgspec.json.decode((portal.output / YEAR).read_bytes(), type=ConcernedYear)
    assert len(year.notices) >= len(year.rules) > 0
    described = json.loads((portal.output / "donnees/openapi.json").read_bytes())["paths"]
    assert {"/donnees/concerne/index.json", "/donnees/concerne/{year}.json"} <= described.keys()


def test_the_shapes_say_what_any_rule_writes() -> None:
    """The rules of the labelled notices have every sort of clause and of piece."""
    part = {"version": 1, "notices": [["n01"]], **encoded(matcher().rules, {})}
    year = msgspec.json.decode(msgspec.json.encode(part), type=ConcernedYear)
    assert {type(piece) for clause in year.clauses for piece in clause.pieces} == {
        ConcernedVersion, ConcernedBranch, ConcernedSpan, ConcernedLadder,
    }  # fmt: skip
    assert {clause.says for clause in year.clauses} == {"r", "a", "b", "u"}


def test_what_is_kept_of_a_year_is_worth_nothing_when_it_was_altered(portal: Portal) -> None:
    """Cut, foreign or changed by one bit: the notices are read again, and the same file comes out."""
    portal.build()
    before = (portal.output / YEAR).read_bytes()
    (kept,) = (portal.folder / ".cyberveille/rules").iterdir()
    sound = kept.read_bytes()
    rules = KeptRules(portal.folder / ".cyberveille", "public")
    assert rules.read("2026")
    for spoilt in (b"", sound[:-3], b"other" * 20, sound[:-1] + bytes([sound[-1] ^ 1])):
        kept.write_bytes(spoilt)
        assert not rules.read("2026")
    portal.edit("bulletins/2026/CV-2026-BUL-0001.md", "title: ", "title: Correction - ")
    portal.build()
    assert json.loads((portal.output / YEAR).read_bytes())["rules"] == json.loads(before)["rules"]
    assert rules.read("2026")


def test_nothing_is_kept_of_a_year_without_notices(portal: Portal) -> None:
    """What was published of it is no longer."""
    rules = KeptRules(portal.folder / ".cyberveille", "public")
    rules.keep("1999", {b"key": ()})
    portal.build()
    assert not rules.read("1999")
    assert rules.read("2026")
