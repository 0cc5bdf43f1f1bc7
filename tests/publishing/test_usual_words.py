"""What belongs to the trade is known by who says it: many notices, far apart, or the name of a product."""

from datetime import UTC, datetime, timedelta

import pytest

from cyberveille.publishing.usual_words import UsualWords
from cyberveille.publishing.words import text_words

PASSAGE = text_words("vulnérabilité dans Exemple 4.2 permet à un attaquant de")
START = datetime(2020, 1, 1, tzinfo=UTC)


def _seen(days: list[int], *, notices: int = 3, product: str = "Exemple") -> UsualWords:
    usual = UsualWords(frozenset({PASSAGE}), notices)
    text = text_words("Une vulnérabilité permet à un attaquant de nuire dans le service.")
    for day in days:
        usual.count(text, text_words(product), START + timedelta(days=day))
    return usual


@pytest.mark.parametrize(
    ("days", "notices", "product", "expected"),
    [
        ([0, 10, 100], 3, "Exemple", True),
        ([0, 10, 80], 3, "Exemple", False),
        ([0, 100], 3, "Exemple", False),
        ([0, 10, 100], 3, "Autre", False),
        ([0, 10, 100], 5000, "Exemple", False),
        ([0, 10, 50, 70, 100], 5000, "Exemple", True),
    ],
    ids=["usual", "in one season", "too few", "a word of its own", "a large archive", "as often there"],
)
def test_a_passage_is_usual_when_each_of_its_words_is(
    days: list[int], notices: int, product: str, expected: bool
) -> None:
    assert (PASSAGE in _seen(days, notices=notices, product=product)) is expected


@pytest.mark.parametrize("words", ["appelez le 06 39 98 45 67 ce soir", "le code est 8675309 ce soir ami"])
def test_numbers_that_mean_something_are_not_usual(words: str) -> None:
    """A telephone, a long number: even where all the other words are."""
    passage = text_words(words)
    usual = UsualWords(frozenset({passage}), 3)
    for day in (0, 50, 100):
        text = text_words("".join(letter for letter in words if not letter.isdigit()))
        usual.count(text, b"", START + timedelta(days=day))
    assert passage not in usual
