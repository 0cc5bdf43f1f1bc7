"""What the schemas take is what the reader takes, as far as a schema can tell."""

import json
import re
from collections.abc import Iterator
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import Any

import pytest
import yaml
from click.testing import CliRunner
from hypothesis import example, given
from hypothesis import strategies as st
from tests.editing.conftest import ROOT, Validator, ValidatorOf, Yaml12, said, validators
from tests.exploring import examples
from tests.portal import SITES, Portal

from cyberveille.cli import main
from cyberveille.editing.patterns import DAY, MOMENT, TIME
from cyberveille.editing.schemas import id_pattern
from cyberveille.model import Kind
from cyberveille.reading.described import CONFIGURATION, SOURCES
from cyberveille.reading.scalars import read_day, read_moment, read_time

EXAMPLES = ROOT / "tests/checking/fixtures"
TELLABLE = {
    "wrong-value",
    "date-form",
    "date-zone",
    "missing-key",
    "unknown-key",
    "wrong-type",
    "id-form",
    "id-kind",
    "odd-quotes",
    "technology-known",
    "structure-known",
    "risk-known",
    "care-level-known",
    "care-service-known",
    "theme-known",
    "form-known",
}
"""The rules that a schema tells as well."""
BULLETIN = """id: CV-2026-BUL-0042
title: Un titre
tlp: CLEAR
published: 2026-11-23T09:30:00+01:00
revisions: [{date: 2026-11-23T09:30:00+01:00, change: Version initiale}]
"""


def _described(root: Path) -> Iterator[tuple[str, Path]]:
    for described in SOURCES:
        for file in sorted(root.glob(described.pattern)):
            yield described.name, file


def _faults(validator: Validator, value: Any) -> list[str]:  # noqa: ANN401
    return [f"{error.json_path}: {error.message}" for error in validator.iter_errors(value)]


@pytest.mark.parametrize("name", [described.name for described in (*SOURCES, CONFIGURATION)])
def test_a_schema_is_one(name: str, validator: ValidatorOf) -> None:
    """Of JSON Schema 2020-12, with words in French for every key."""
    schema: Any = validator(name).schema
    Validator.check_schema(schema)
    assert schema["$schema"].endswith("2020-12/schema")
    properties = schema.get("items", schema)["properties"]
    assert all(told["description"] for told in properties.values())


@pytest.mark.parametrize("root", [".", "demo/correspondants", "tests/sites/minimal"])
def test_every_file_of_a_valid_portal_passes(root: str) -> None:
    """Notices, pages, lists, the directory, vendors: whatever `check` takes."""
    home = ROOT / root if root.startswith("tests") else ROOT
    found = {
        file.relative_to(ROOT).as_posix(): faults
        for name, file in _described(ROOT / root)
        if (faults := _faults(validators(home)[name], said(file)))
    }
    assert found == {}


@pytest.mark.parametrize("home", [ROOT, SITES / "minimal", SITES / "broken"])
def test_the_configuration_of_a_portal_passes(home: Path) -> None:
    assert _faults(validators(home)["site_config"], said(home / "site_config.yml")) == []


def test_every_good_example_of_a_rule_passes(validator: ValidatorOf) -> None:
    """Those that the rules are tested by; they name terms of the demonstration's lists."""
    found = {}
    for good in sorted(EXAMPLES.glob("*/*/good*")):
        if any(good.glob("content/vocabulaires/*.yml")):
            continue  # their terms are their own
        for name, file in _described(good):
            if faults := _faults(validator(name), said(file)):
                found[file.relative_to(EXAMPLES).as_posix()] = faults
    assert found == {}


def test_what_a_schema_can_tell_of_a_broken_portal_it_tells() -> None:
    """Each file with such a finding is refused; one that has none passes."""
    broken = SITES / "broken"
    told: dict[str, set[str]] = {}
    for line in (broken / "expected").read_text(encoding="utf-8").splitlines():
        place, rule = line.split()[:2]
        told.setdefault(place.partition(":")[0], set()).add(rule)
    wrong = []
    for name, file in _described(broken):
        path = file.relative_to(broken).as_posix()
        try:
            value = said(file)
        except (yaml.YAMLError, ValueError, IndexError):
            continue  # YAML itself says so
        refused = bool(_faults(validators(broken)[name], value))
        expected = bool(told.get(path, set()) & TELLABLE)
        if refused is not expected:
            wrong.append((path, refused, told.get(path)))
    assert wrong == []


@pytest.mark.parametrize(
    "line",
    [
        "severity: critque",
        "severity: [critique]",
        "technologies: [imagrie]",
        "technologies: imagerie",
        "tlp: WHITE",
        "published: 2026-11-23T09:30:00",
        "published: 2026-02-30T09:30:00+01:00",
        "published: 2026-11-23T24:00:00+01:00",
        "published: 2026-11-23",
        "action: {deadline: 30/11/2026}",
        "action: {deadline: 2026-06-31}",
        "care_impact: {services: [imagerie], level: grave}",
        "care_impact: {services: [], level: mode-degrade}",
        "products: [{vendor: X}]",
        "products: [{}]",
        "draft: oui",
        "draft: {true}",
        "severite: critique",
        "id: CV-2026-ALE-0042",
        "revisions: []",
        "title:",
        "audiences: [laboratoire]\nstructures: [laboratoire]",
    ],
)
def test_a_wrong_line_is_underlined(line: str, validator: ValidatorOf) -> None:
    """A wrong severity, term, date, key, form."""
    assert _faults(validator("bulletin"), yaml.load(BULLETIN + line, Loader=Yaml12))  # noqa: S506


@pytest.mark.parametrize(
    "line",
    [
        "severity: critique",
        "severity:",
        'severity: ""',
        "technologies: []",
        "technologies:",
        "draft: true",
        'draft: "false"',
        "audiences: [laboratoire]",
        "published: 2026-11-23 09:30Z",
        "products: [{product: 7, affected: 4.10, fixed: none}]",
        "withdrawn: {date: , reason: ''}",
        "withdrawn: {}",
        "action: {deadline: , exposed_deadline: 2026-11-25}",
        "aliases: [2023]",
        "title: true",
    ],
)
def test_what_the_reader_takes_is_not_underlined(line: str, validator: ValidatorOf) -> None:
    """Numbers and booleans where text is meant, empty keys, former names, every form of a moment."""
    key = line.partition(":")[0]
    kept = "".join(f"{one}\n" for one in BULLETIN.splitlines() if not one.startswith(f"{key}:"))
    assert _faults(validator("bulletin"), yaml.load(kept + line, Loader=Yaml12)) == []  # noqa: S506


@pytest.mark.parametrize(
    ("entry", "faulty"),
    [
        ("{id: imagerie, label: Radiologie}", False),
        ("{id: imagerie, removed: true}", False),
        ("{id: imagerie}", False),
        ("{id: robotique}", True),
        ("{id: robotique, label: Robotique}", False),
        ("{label: Radiologie}", True),
        ("{id: imagerie, libelle: Radiologie}", True),
    ],
)
def test_an_entry_of_the_program_says_only_what_differs(
    entry: str, faulty: bool, validator: ValidatorOf
) -> None:
    """As `check` reads it, in a portal whose lists are laid over the program's; one of its own says all."""
    value = yaml.load(f"[{entry}]", Loader=Yaml12)  # noqa: S506
    assert bool(_faults(validator("liste"), value)) is faulty
    alone = validators(SITES / "minimal")["liste"]
    assert bool(_faults(alone, value)) is (faulty or "label" not in entry)


def test_an_erased_notice_needs_no_more_than_it_keeps(validator: ValidatorOf) -> None:
    """Without `erase`, the same header lacks its title."""
    told = "id: CV-2026-BUL-0042\ntlp: CLEAR\npublished: 2026-11-23T09:30:00+01:00\n"
    for erase, faulty in (("true", False), ("false", True)):
        withdrawn = f"withdrawn: {{date: 2026-11-24T10:00:00+01:00, reason: Par erreur, erase: {erase}}}"
        value = yaml.load(told + withdrawn, Loader=Yaml12)  # noqa: S506
        assert bool(_faults(validator("bulletin"), value)) is faulty


@pytest.mark.parametrize(
    "line", ["prefixe: CV", "lists: {per_page: beaucoup}", "audiences: [{name: public, tlp_max: WHITE}]"]
)
def test_a_wrong_line_of_the_configuration_is_underlined(line: str, validator: ValidatorOf) -> None:
    value = said(ROOT / "site_config.yml") | yaml.load(line, Loader=Yaml12)  # noqa: S506
    assert _faults(validator("site_config"), value)


_MOMENTS = st.builds(
    lambda moment, minutes, sep: moment.replace(tzinfo=timezone(timedelta(minutes=minutes))).isoformat(sep),
    st.datetimes(datetime(1969, 1, 1), datetime(2201, 1, 1)),  # noqa: DTZ001 - the zone is drawn apart
    st.integers(-13 * 60, 15 * 60),
    st.sampled_from("T "),
)
_HOUR = r"[T ][0-2][0-9]:[0-6][0-9](:[0-6][0-9])?(Z|[+-][01][0-9]:[0-6][0-9])"
_ODD = st.from_regex(rf"\A[12][0-9]{{3}}-[01][0-9]-[0-3][0-9]({_HOUR})?\Z")


@examples(300)
@given(_MOMENTS | _ODD | st.dates(date(1969, 1, 1), date(2201, 1, 1)).map(str))
@example("2026-11-23T09:30+14:00")
@example("2026-11-23T09:30-00:00")
@example("2026-11-23T09:30:00.123456Z")
def test_dates_are_refused_as_the_reader_refuses_them(text: str) -> None:
    """But for a 29 February that its year lacks, and moments that end beyond the years that are read."""
    for form, read in ((MOMENT, read_moment), (DAY, read_day), (TIME, read_time)):
        taken = not isinstance(read(text), tuple)
        matched = re.fullmatch(form, text) is not None
        unforeseen = "-02-29" in text or text[:10] in {"1970-01-01", "1969-12-31", "2199-12-31", "2200-01-01"}
        assert matched == taken or unforeseen


@pytest.mark.parametrize("text", ["09:00", "9:00", "24:00", "23:59", "23:60"])
def test_hours_are_refused_as_the_reader_refuses_them(text: str) -> None:
    assert (re.fullmatch(TIME, text) is not None) is not isinstance(read_time(text), tuple)


def test_an_identifier_has_the_form_that_the_rule_asks_for() -> None:
    """The kind's own code, the portal's prefix."""
    form = re.compile(id_pattern(Kind.ALERT, "CV"))
    assert form.search("CV-2026-ALE-0003")
    others = ("CV-2026-BUL-0003", "XX-2026-ALE-0003", "CV-26-ALE-3", "CV-2026-ALE-0003-B")
    assert not any(map(form.search, others))


def test_one_schema_is_printed_and_nothing_is_written(portal: Portal) -> None:
    """For a tool that is no VS Code."""
    before = sorted(portal.folder.rglob("*"))
    done = CliRunner().invoke(main, ["schema", "alert", "--root", str(portal.folder)])
    assert json.loads(done.stdout)["properties"]["status"]["enum"] == ["active", "closed"]
    assert sorted(portal.folder.rglob("*")) == before
