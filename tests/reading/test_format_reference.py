"""The reference of the format says all that the model accepts."""

import pytest
from msgspec import Struct

from cyberveille.model import Alert, Bulletin, Configuration, Document, Page, Term, group_of
from cyberveille.reading import Fault
from cyberveille.reading.format_reference import configuration_manual, format_manual
from cyberveille.reading.keys import keys_of


def _all_keys(struct: type[Struct]) -> set[str]:
    names: set[str] = set()
    for key in keys_of(struct):
        names.add(key.name)
        group = group_of(key.type)
        if group is not None:
            names |= _all_keys(group)
    return names


@pytest.mark.parametrize("struct", [Bulletin, Alert, Document, Page, Term])
def test_every_key_of_a_source_is_documented(struct: type[Struct]) -> None:
    """Each key, those of groups included, has its row and its description."""
    manual = format_manual()
    assert {name for name in _all_keys(struct) if f"| `{name}` |" not in manual} == set()


def test_every_option_is_documented() -> None:
    """Each option of the configuration has its row, however deep its group lies."""
    manual = configuration_manual()
    assert {name for name in _all_keys(Configuration) if f"| `{name}` |" not in manual} == set()
    assert "## Groupe `audit`" in manual


@pytest.mark.parametrize("struct", [Bulletin, Alert, Document, Page, Term, Configuration])
def test_every_key_has_a_french_description(struct: type[Struct]) -> None:
    """A key without a description would not be read at all: each ends its sentence."""
    for key in keys_of(struct):
        assert key.description.endswith((".", ")")), key.name


def test_what_the_caller_fills_is_no_key() -> None:
    """The body and the source of a notice are not written in its header."""
    assert not {"body", "source"} & {key.name for key in keys_of(Alert)}


def test_closed_lists_show_their_values() -> None:
    """The values of a closed list, and the keys required, can be read from the table."""
    manual = format_manual()
    assert "`critique` · `elevee` · `moyenne` · `faible` · `information`" in manual
    assert "| `id` | texte | oui |" in manual
    assert "| `deadline` | jour |  |" in manual
    assert "| `technologies` | liste : texte |" in manual
    assert "| `products` | liste : groupe `products` |" in manual


def test_tables_are_whole() -> None:
    """Every row has as many cells as its head."""
    for manual in (format_manual(), configuration_manual()):
        rows = [line for line in manual.splitlines() if line.startswith("|")]
        assert {row.count("|") for row in rows} == {6}


@pytest.mark.parametrize("fault", Fault)
def test_every_fault_is_documented(fault: Fault) -> None:
    """Each fault of the reader says what it demands, in a sentence."""
    assert len(fault.documentation) > 20
    assert fault.documentation.endswith(".")
