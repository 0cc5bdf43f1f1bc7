"""What the portal's scripts know of the map."""

import pytest
from tests.scripts import Evaluate

from cyberveille.model import Kind


@pytest.mark.parametrize("kind", list(Kind), ids=lambda kind: kind.value)
@pytest.mark.parametrize("prefix", ["CV", "CV-EST"])
def test_a_found_notice_has_the_address_of_its_page(evaluate: Evaluate, kind: Kind, prefix: str) -> None:
    """Of every kind, those for correspondents included: an identifier typed or found leads to its page."""
    typed = f"{prefix}-2026-{kind.code}-0001"
    asked = f"m.named(' {typed.lower().replace('-', '–')} ').map(m.addressOf)"
    year = "2026/" if kind.by_year else ""
    assert evaluate("identifiers.js", asked) == [f"{kind.section}/{year}{typed}"]
