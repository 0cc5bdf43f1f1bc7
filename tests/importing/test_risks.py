"""Risks of sources and our list."""

import pytest
from tests.importing.records import RISKS

from cyberveille.importing.risks import RiskIndex


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Déni de service", ("deni-service",)),
        ("déni  de service.", ("deni-service",)),
        ("DENI DE SERVICE", ("deni-service",)),
        ("É lévation de privilèges", ("elevation-privileges",)),
        ("Elévation deprivilèges", ("elevation-privileges",)),
        ("Exécution de code à distance", ("execution-code-distance",)),
        (
            "Exécution de code à distance ; déni de service",
            ("execution-code-distance", "deni-service"),
        ),
        (
            "déni de service et élévation de privilèges",
            ("deni-service", "elevation-privileges"),
        ),
        ("Déni de service et vol de cookies", ()),
        ("Déni de service local", ()),
        ("", ()),
    ],
)
def test_spellings_are_mapped_or_left(text: str, expected: tuple[str, ...]) -> None:
    """Case, accents, spaces and punctuation do not count; what is not understood is not guessed."""
    assert RiskIndex(RISKS).find(text) == expected
