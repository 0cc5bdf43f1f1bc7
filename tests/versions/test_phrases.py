"""The phrases of the national archive, each with what it means."""

import pytest
from tests.versions.notation import written
from tests.versions.table import Phrase, phrases

from cyberveille.versions import read, where

_PHRASES = list(phrases())


def test_the_table_holds_phrases_of_notices() -> None:
    """At least 250, each from a notice that is named, and most with versions inside and outside."""
    assert len(_PHRASES) >= 250
    assert all(phrase.source.startswith(("CERTA-", "CERTFR-")) for phrase in _PHRASES)
    assert sum(len({place for _, place in phrase.versions}) > 1 for phrase in _PHRASES) >= 250


@pytest.mark.parametrize("phrase", _PHRASES, ids=lambda phrase: f"{phrase.source}-{phrase.text[:40]}")
def test_a_phrase_means_what_the_table_says(phrase: Phrase) -> None:
    """The range that is read is the one written down, and versions stand where they are told to."""
    reading = read(phrase.text)
    assert written(reading) == phrase.means
    assert [(version, where(version, reading)) for version, _ in phrase.versions] == list(phrase.versions)
