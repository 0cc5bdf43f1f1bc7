"""A saved declaration: its published schema, and what is said of one that does not fit."""

import json
from typing import Any

import jsonschema
import pytest

from cyberveille.model import Vocabularies
from cyberveille.reading import read_declarations
from cyberveille.reporting import declaration_schema

PLAIN: dict[str, Any] = {
    "format": "declaration-1",
    "id": "0123456789abcdef",
    "declared": "2026-11-24T12:49:12.635Z",
    "structure": "eps",
    "origin": "rancongiciel",
    "effects": ["indisponibilite"],
    "care_level": "interruption",
    "activity": True,
    "unknown": ["territory"],
    "department": "2A",
    "description": "Postes chiffrés 😷\n\tà 8 h\\ « tout »",
}
WRONG: dict[str, tuple[dict[str, Any], str]] = {
    "format": ({"format": "declaration-9"}, "wrong-value"),
    "id": ({"id": "court"}, "wrong-value"),
    "naive": ({"declared": "2026-11-24T12:49:12"}, "date-zone"),
    "structure": ({"structure": "hopital"}, "wrong-value"),
    "origin": ({"origin": "rançongiciel"}, "wrong-value"),
    "list": ({"effects": "indisponibilite"}, "wrong-type"),
    "flag": ({"activity": "peut-être"}, "wrong-value"),
    "unknown": ({"unknown": ["meteo"]}, "wrong-value"),
    "department": ({"department": "99"}, "wrong-value"),
    "long": ({"description": "a" * 5001}, "wrong-value"),
    "key": ({"coupable": "moi"}, "unknown-key"),
}


def _read(content: object, vocabularies: Vocabularies) -> Any:  # noqa: ANN401
    text = json.dumps(content, indent=2, ensure_ascii=False)
    return read_declarations("d.json", text.encode(), vocabularies)


@pytest.fixture(scope="session")
def schema(vocabularies: Vocabularies) -> dict[str, Any]:
    made = declaration_schema("https://example.org/schemas/declaration-1.json", vocabularies)
    jsonschema.Draft202012Validator.check_schema(made)
    return made


def test_a_declaration_is_read_as_it_was_written(vocabularies: Vocabularies, schema: dict[str, Any]) -> None:
    jsonschema.validate(PLAIN, schema)
    read = _read(PLAIN, vocabularies)
    assert read.findings == ()
    [declaration] = read.declarations
    assert declaration.description == PLAIN["description"]
    assert declaration.answers.care_level == "interruption"


@pytest.mark.parametrize("case", WRONG)
def test_what_the_schema_refuses_is_a_finding_at_its_line(
    case: str, vocabularies: Vocabularies, schema: dict[str, Any]
) -> None:
    """The independent validator and the reader refuse the same declarations."""
    changed, rule = WRONG[case]
    content = {**PLAIN, **changed}
    validator = jsonschema.Draft202012Validator(
        schema, format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )
    assert case == "naive" or not validator.is_valid(content)
    read = _read(content, vocabularies)
    assert read.declarations == ()
    [finding] = read.findings
    [key] = changed
    lines = json.dumps(content, indent=2, ensure_ascii=False).splitlines()
    assert finding.rule == rule
    assert f'"{key}":' in lines[finding.line - 1]


def test_one_that_does_not_fit_does_not_stop_the_others(vocabularies: Vocabularies) -> None:
    read = _read([PLAIN, {**PLAIN, "origin": "rien"}, 3, {**PLAIN, "id": "fedcba9876543210"}], vocabularies)
    assert [item.id for item in read.declarations] == ["0123456789abcdef", "fedcba9876543210"]
    assert len(read.findings) == 2


@pytest.mark.parametrize("data", [b"", b"{", b"[" * 100_000, b"\xff\xfe", b"null", b'{"a":\x00}', b"12"])
def test_what_is_no_declaration_is_a_finding(data: bytes, vocabularies: Vocabularies) -> None:
    read = read_declarations("d.json", data, vocabularies)
    assert read.declarations == ()
    assert read.findings


def test_an_export_is_read_row_by_row(vocabularies: Vocabularies) -> None:
    rows = (
        "format;id;declared;structure;origin;effects;care_level;activity\n"
        "declaration-1;0000000001;2026-11-24T12:49:12Z;eps;minage;indisponibilite,integrite;aucun;oui\n"
        "declaration-1;0000000002;2026-11-24T12:49:12Z;eps;inconnu;;aucun;non\n"
        "declaration-1;0000000003;2026-11-24T12:49:12Z;ehpad;fraude;;mode-degrade;non\n"
    )
    read = read_declarations("export.csv", rows.encode(), vocabularies)
    assert [item.id for item in read.declarations] == ["0000000001", "0000000003"]
    assert read.declarations[0].effects == ("indisponibilite", "integrite")
    assert read.declarations[0].activity
    assert [(finding.line, finding.rule) for finding in read.findings] == [(3, "wrong-value")]


def test_a_column_of_another_format_is_refused_as_a_whole(vocabularies: Vocabularies) -> None:
    read = read_declarations("export.csv", b"id,origine\n1,fraude\n", vocabularies)
    assert read.declarations == ()
    assert [finding.rule for finding in read.findings] == ["unknown-key"]


def test_half_a_sign_is_refused(vocabularies: Vocabularies) -> None:
    """JSON's escapes can name what no text holds: no file could be written of it."""
    read = read_declarations("a.json", b'{"format": "\\ud800"}', vocabularies)
    assert read.declarations == ()
    assert any("U+D800" in finding.message for finding in read.findings)
