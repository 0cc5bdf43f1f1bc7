"""What holds of every value of the model: it never changes, and it survives the store."""

from random import Random
from typing import Any, get_origin

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import Struct
from tests.exploring import examples
from tests.model.values import any_value, hints_of, parts_of, structs

from cyberveille.model import Finding
from cyberveille.reading import Subject

SETTINGS = examples(60, any_shape=True)
STRUCTS = structs()
CHANGEABLE = (list, dict, set, bytearray, Any, object)


@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_a_value_cannot_be_changed(struct: type[Struct]) -> None:
    """Neither the value nor anything that one of its fields may hold."""
    held = {part for hint in hints_of(struct).values() for part in parts_of(hint)}
    assert struct.__struct_config__.frozen
    assert not [part for part in held if (get_origin(part) or part) in CHANGEABLE]


@pytest.mark.hypothesis
@pytest.mark.parametrize("struct", STRUCTS, ids=lambda struct: struct.__name__)
def test_a_value_comes_back_from_the_store_as_it_was(struct: type[Struct]) -> None:
    """Encoded and decoded, it is equal and has the same hash: it may be a key on both sides."""

    @SETTINGS
    @given(any_value(struct))
    def holds(value: Struct) -> None:
        again = msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=struct)
        assert again == value
        assert hash(again) == hash(value)

    holds()


@SETTINGS
@given(any_value(Subject))
def test_a_subject_comes_back_as_what_it_was(subject: Subject) -> None:
    """Of the four kinds of source, the store tells which; an alert is no bulletin."""
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(subject), type=Subject)
    assert type(again) is type(subject)
    assert again == subject


@SETTINGS
@given(any_value(Finding))
def test_a_finding_comes_back_from_json(finding: Finding) -> None:
    """`check --format json` can be read by another program of ours."""
    assert msgspec.json.decode(msgspec.json.encode(finding), type=Finding) == finding


@SETTINGS
@given(st.lists(any_value(Finding), max_size=5), st.randoms(use_true_random=False))
def test_findings_have_one_order(findings: list[Finding], random: Random) -> None:
    """Any of them can be sorted, and the order they come in does not matter."""
    twins = [msgspec.structs.replace(finding, path="a", line=1, rule="r", message="") for finding in findings]
    shuffled = random.sample(twins + findings, len(twins + findings))
    assert sorted(shuffled) == sorted(twins + findings)
