"""Ranges that cannot be meant."""

import pytest

from cyberveille.versions import read
from cyberveille.versions.fixed import read_fixed
from cyberveille.versions.impossible import before_its_bound, below_affected, empty_pieces, still_affected


@pytest.mark.parametrize(
    ("text", "empty"),
    [
        ("< 1, > 2", True),
        ("> 2, < 1", True),
        ("> 3, < 3", True),
        (">= 3, < 3.0", True),
        (">= 3, <= 3", False),
        (">= 1, < 2", False),
        (">= 9.7 FP11, < 9.7.0.3", False),
        ("< 1 || > 2", False),
        ("< 1 ou > 2", False),
        ("> 2 ou < 1", False),
        ("> 1 ou < 2", False),
        ("< 0", True),
        ("< 0.0", True),
        ("<= 0", False),
        ("< 0.1", False),
    ],
)
def test_a_range_that_holds_nothing(text: str, *, empty: bool) -> None:
    """Only where the order of the bounds is sure."""
    assert bool(empty_pieces(read(text))) is empty


@pytest.mark.parametrize(
    ("text", "backwards"),
    [
        ("7.4.2 à 7.2.0", True),
        ("entre 7.4 et 7.2", True),
        ("9.7 FP11 à 9.7 FP3", True),
        ("17.3(3) à 17.1(1)", True),
        ("de 2024-05 à 2023-01", True),
        ("7.2 à 7.4", False),
        ("entre 7.2 et 7.4", False),
        ("Visionneuse 7", False),
    ],
)
def test_the_later_end_first_is_no_range(text: str, *, backwards: bool) -> None:
    """It stays text, to be checked, and is known for what it is."""
    reading = read(text)
    assert reading.backwards is backwards
    assert not (backwards and reading.pieces)


@pytest.mark.parametrize(
    ("affected", "fixed", "below"),
    [
        (">= 7.2.0, < 7.2.7", "7.1.9", True),
        (">= 7.2.0, < 7.2.7", "7.2.7", False),
        ("7.2.x", "7.1", True),
        ("= 4.2", "4.1", True),
        ("7.2.x, 6.4.x", "7.0", False),
        ("< 4.2.1", "4.2.1", False),
        ("*", "4.1", False),
    ],
)
def test_a_correction_below_what_is_affected(affected: str, fixed: str, *, below: bool) -> None:
    """Earlier than every affected version, where the order is sure."""
    assert below_affected(fixed, read(affected)) is below


def test_a_correction_that_is_itself_affected() -> None:
    """4.0 corrects nothing of what is before 4.2.1."""
    assert still_affected("4.0", read("< 4.2.1"))
    assert not still_affected("4.2.1", read("< 4.2.1"))


@pytest.mark.parametrize(
    ("text", "versions"),
    [
        ("4.2.1", ("4.2.1",)),
        ("7.2.7 et 7.4.2", ("7.2.7", "7.4.2")),
        ("version 4.2.1 et ultérieures", ("4.2.1",)),
        (">= 4.2.1", ("4.2.1",)),
        ("9.7 FP11", ("9.7 FP11",)),
    ],
)
def test_versions_that_correct(text: str, versions: tuple[str, ...]) -> None:
    """One or several, each as written."""
    assert read_fixed(text).versions == versions


@pytest.mark.parametrize(
    "text", ["none", "Aucun", "pas de correctif", "Aucun correctif disponible.", "Pas encore de correctif"]
)
def test_no_correction_is_a_statement(text: str) -> None:
    """Readers act on it: it is not the same as nothing said."""
    assert read_fixed(text).none


@pytest.mark.parametrize("text", ["", "à venir", "4.2.1 à venir", "KB123456", "7.2.x", "4.2.1" + " " * 600])
def test_another_correction_is_to_be_checked(text: str) -> None:
    """A date, a patch, a promise."""
    assert read_fixed(text).to_be_checked


@pytest.mark.parametrize(
    ("affected", "fixed", "early"),
    [
        ("< 4.2.1", "4.0", True),
        ("< 4.2.1", "4.2.1", False),
        ("7.4.0 à 7.4.2", "7.4.1", True),
        ("2.0 et suivantes", "4.80", False),
        ("7.2.x", "7.2.9", False),
        ("antérieures à 1.2.50, 1.4.12", "1.2.50", False),
        ("N et antérieures", "M", False),
    ],
)
def test_a_correction_before_the_end_that_the_text_sets(affected: str, fixed: str, *, early: bool) -> None:
    """What has no end has it in the correction."""
    assert before_its_bound(fixed, read(affected)) is early
