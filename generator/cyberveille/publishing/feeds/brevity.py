"""How an entry is kept short: thousands of feeds hold the same notices, each in 1.5 kB at most."""

from collections.abc import Iterable
from html import escape

from cyberveille.publishing.feeds.categories import Category

MOST = 1500
"""Bytes of an entry in any format, once what it says is escaped."""
TITLE = 120
"""The most characters of a title."""
_AROUND = 340
"""Bytes of the tags, the dates, the identifier and the publisher's name."""
_SAID = 240
"""Bytes kept for the facts and the summary, whatever it is filed under."""
_OF_A_CATEGORY = 45
_CUT = len("…".encode())
_ALWAYS = frozenset({"nature", "changement", "gravite", "exploitation"})


def room(title: str, url: str) -> int:
    """The bytes left for categories and for what is said."""
    return MOST - _AROUND - _size(title) - _size(url)


def fewer(categories: Iterable[Category], left: int, schemes: str) -> tuple[Category, ...]:
    """Of what a notice touches, the first of each sort, then others, as long as there is room for them.

    `left` are bytes; `schemes` is the URL that the names of category schemes are added to.
    """
    held = tuple(categories)
    chosen = [item for item in held if item.scheme in _ALWAYS]
    others = [item for item in held if item.scheme not in _ALWAYS]
    firsts = {item.scheme: item for item in reversed(others)}.values()
    left -= _SAID + weight(chosen, schemes)
    for item in dict.fromkeys((*firsts, *others)):
        cost = weight((item,), schemes)
        if cost <= left:
            chosen.append(item)
            left -= cost
    kept = set(chosen)
    return tuple(item for item in held if item in kept)


def weight(categories: Iterable[Category], schemes: str) -> int:
    """Bytes, where a format says the most of each."""
    return sum(
        _OF_A_CATEGORY + len(schemes) + len(item.scheme) + _size(item.term) + _size(item.label)
        for item in categories
    )


def cut(text: str, left: int) -> str:
    """The text, ended after a word when it takes more than `left` bytes."""
    if _size(text) <= left:
        return text
    words = text.split(" ")
    sizes = [_size(word) + 1 for word in words]
    taken = sum(sizes) - 1
    while len(words) > 1 and taken + _CUT > left:
        words.pop()
        taken -= sizes.pop()
    return f"{' '.join(words).rstrip(' ,;:.·')}…"


def _size(text: str) -> int:
    return len(escape(text).encode())
