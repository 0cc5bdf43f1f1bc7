"""What an editor most probably meant."""

import pytest

from cyberveille.checking.nearest import did_you_mean, nearest, nearest_term
from cyberveille.model import Term, Vocabulary

RISKS = Vocabulary(
    "risques",
    (
        Term(id="execution-code-distance", label="Exécution de code à distance", spellings=("RCE",)),
        Term(id="deni-service", label="Déni de service"),
    ),
)


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("deni-servise", "deni-service"),
        ("Déni de service", "deni-service"),
        ("rce", "execution-code-distance"),
        ("EXECUTION-CODE-DISTANCE", "execution-code-distance"),
        ("zzz", None),
    ],
)
def test_a_term_is_found_by_its_identifier_label_or_spelling(written: str, meant: str | None) -> None:
    """Whatever its case and accents."""
    assert nearest_term(written, RISKS) == meant


def test_a_beginning_is_enough() -> None:
    """From three letters on."""
    assert nearest("labo", ["laboratoire", "radiotherapie"]) == "laboratoire"
    assert nearest("la", ["laboratoire"]) is None


def test_likeness_is_asked_for() -> None:
    """A far word is no suggestion when a close one is demanded."""
    assert nearest("/signaler/", ["/alertes/"], likeness=0.75) is None


def test_a_whole_text_is_no_misspelling() -> None:
    """It is not compared at all."""
    assert nearest("a" * 100_000, ["a" * 99_999]) is None


def test_the_hint_is_empty_without_suggestion() -> None:
    """So that a rule can say something else instead."""
    assert did_you_mean("critque", "critique") == "critque : vouliez-vous dire « critique » ?"
    assert did_you_mean("zzz", None) == ""
