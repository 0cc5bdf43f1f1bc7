"""A kind and its record say the same of each other."""

from types import SimpleNamespace
from typing import Any, cast

import pytest

from cyberveille.model import RECORDS, AnyNotice, Kind
from cyberveille.model.records import _record


def _kind(value: str, record: str, *, watched: bool = False) -> Any:  # noqa: ANN401 - stands for a kind
    return SimpleNamespace(value=value, facts=SimpleNamespace(record=record), watched=watched)


def test_every_kind_has_a_record_of_its_own() -> None:
    """Each is decoded as one of them."""
    assert list(RECORDS) == list(Kind)
    assert len(set(RECORDS.values())) == len(Kind)
    assert set(cast(Any, AnyNotice).__args__) == set(RECORDS.values())


@pytest.mark.parametrize(
    ("kind", "told"),
    [
        (_kind("meeting", "rex.Rex"), "kind and tag"),
        (_kind("rex", "rex.Nobody"), "Nobody"),
        (_kind("rex", "nowhere.Rex"), "nowhere"),
    ],
)
def test_a_record_that_is_not_the_kinds_is_an_error(kind: Any, told: str) -> None:  # noqa: ANN401
    """Wherever the declaration leads, and whatever is found there: nothing starts."""
    with pytest.raises((TypeError, AttributeError, ImportError), match=told):
        _record(kind)


def test_a_kind_that_is_watched_has_the_facts_of_a_bulletin(monkeypatch: pytest.MonkeyPatch) -> None:
    """Lists by severity would be empty, or missing."""
    monkeypatch.setattr(Kind.REX, "watched", True)
    with pytest.raises(TypeError, match="Rex: a kind that is watched"):
        _record(Kind.REX)
