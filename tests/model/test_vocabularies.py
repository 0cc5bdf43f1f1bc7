"""Controlled lists by the names that people use."""

import pytest

from cyberveille.model import Term, Vocabulary

VENDORS = Vocabulary(
    "editeurs",
    (Term(id="ge-healthcare", label="GE HealthCare", spellings=("GE Medical Systems", "GEHC")),),
)


@pytest.mark.parametrize("name", ["GE HealthCare", "ge healthcare", "G.E. Healthcare", "GEHC"])
def test_a_thing_is_known_by_each_of_its_names(name: str) -> None:
    """Whatever their case and signs."""
    assert VENDORS.names_of(name) == ("GE HealthCare", "GE Medical Systems", "GEHC")


def test_nothing_is_known_of_others() -> None:
    """Not of one that merely begins alike either."""
    assert VENDORS.names_of("GE Vernova") == ()
