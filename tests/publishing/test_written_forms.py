"""The forms in which an address or a number leads to the same place, and those that lead elsewhere."""

import pytest

from cyberveille.publishing.words import text_words
from cyberveille.publishing.written_forms import Subscribers, forms_of_address, forms_of_identifier, held_in


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("https://relais.example.net/agent", "hxxp://relais[.]example[.]net/agent"),
        ("https://relais.example.net/agent", "relais.example.net/agent"),
        ("2001:db8::1", "2001:0DB8:0000:0000:0000:0000:0000:0001"),
        ("2001:db8::1", "2001:db8:0:0:0:0:0:1"),
        ("203.0.113.47", "203.0.113[dot]47"),
        ("a.b@relais.example.net", "a.b (at) relais (point) example (point) net"),
    ],
)
def test_an_address_is_known_however_it_is_written(value: str, written: str) -> None:
    """As analysts make it harmless, with or without its scheme."""
    assert any(text_words(form) in text_words(f"Vu : {written} hier") for form in forms_of_address(value))


def test_a_host_alone_is_not_the_address_of_a_page_on_it() -> None:
    """A page on a host that everybody uses does not forbid to name the host."""
    forms = set(map(text_words, forms_of_address("https://github.com/quelquun/chose")))
    assert text_words("github.com") not in forms


def test_an_identifier_has_no_short_form() -> None:
    """Digits alone, or a few letters, are anybody's."""
    assert list(forms_of_identifier("20-26-00-42")) == ["20-26-00-42"]
    assert list(forms_of_identifier("A-1")) == ["A-1"]
    assert list(forms_of_identifier("CV-2026-BUL-0008")) == ["CV-2026-BUL-0008", "CV2026BUL0008"]


@pytest.mark.parametrize(
    "written", ["0033639984567", "+33 (0)6 39 98 45 67", "0639 984 567", "06.39.98.45.67"]
)
def test_a_number_is_known_in_whatever_groups(written: str) -> None:
    """Prefixes and spaces do not make another number; one digit does."""
    number = text_words("+33 6 39 98 45 67")
    assert held_in(text_words(f"Appeler le {written} la nuit"), number)
    assert not held_in(text_words(f"Appeler le {written[:-1]}8 la nuit"), number)


def test_each_number_is_found_and_nothing_else() -> None:
    """Groups of digits run into each other within a text, and never from one text into the next."""
    first, second = text_words("+33 6 39 98 45 67"), text_words("01 02 03 04 05")
    numbers = Subscribers([first, second, text_words("relais.example.net"), text_words("12 34 56 78")])
    assert numbers.found_in(text_words("0033 639 984 567, puis le 0102030405")) == {first, second}
    assert numbers.found_in(text_words("06 39 98") + text_words("45 67")) == set()
    assert numbers.found_in(text_words("12 34 56 78 relais.example.net")) == set()
    assert Subscribers([]).found_in(first) == set()
