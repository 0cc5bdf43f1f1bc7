"""Numbers, sizes and what is counted, as French readers write them."""

from collections.abc import Sequence

from cyberveille.locale.typography import NBSP, NNBSP

_UNITS = ("octets", "ko", "Mo", "Go")


def number_fr(number: float) -> str:
    """« 14 091 », « 8,6 »."""
    text = f"{number:,}".replace(",", NNBSP)
    return text.replace(".", ",")


def size_fr(size: int) -> str:
    """« 312 octets », « 48 ko », « 1,2 Mo »; decimal units."""
    amount = float(size)
    for unit in _UNITS:
        if amount < 1000 or unit == _UNITS[-1]:  # noqa: PLR2004 - decimal units
            precise = unit not in {"octets", "ko"} and amount < 10  # noqa: PLR2004 - two figures are enough
            shown = number_fr(round(amount, 1)) if precise else number_fr(round(amount))
            return f"{shown}{NBSP}{unit}"
        amount /= 1000
    raise AssertionError


def counted(number: int, words: str) -> str:
    """A number and its words, each in the plural from two on: « 1 notice créée », « 2 notices créées »."""
    ending = "s" if number > 1 else ""
    return f"{number_fr(number)} " + " ".join(f"{word}{ending}" for word in words.split())


def few(names: Sequence[str], most: int) -> str:
    """The first names, and how many more there are."""
    more = len(names) - most
    return ", ".join(names[:most]) + (f" et {counted(more, 'autre')}" if more > 0 else "")
