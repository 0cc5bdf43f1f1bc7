"""Words that belong to the trade: a passage made of nothing else may be in two notices by chance.

« Une vulnérabilité a été découverte dans X, elle permet à un attaquant de » is said of every product. A word
is the trade's when one public notice in a thousand says it, or when a public notice names a product so or the
title of a source. Short numbers, of which versions and dates are made, are everybody's; long ones are not,
nor many in a row, which may be a telephone or an address.

Measured by `benchmarks.quoting` on an archive of 14,091 notices: of passages of eight words written for a
circle of hospitals, one in six is made of such words, and of their whole texts one in 45.
"""

from collections import Counter
from datetime import datetime, timedelta

from cyberveille.expressions import expression

SHARE = 1000
FEWEST = 3
SPAN = timedelta(days=90)
"""How far apart the first and the last of the notices that say a word are, at least."""
_SHORT_NUMBER = expression(rb"(?<= )\d{1,4}(?= )")
_NUMBERS = expression(rb"(?: \d+){4}")


def enough(notices: int) -> int:
    """How many of so many public notices must say a word that is the trade's."""
    return max(FEWEST, notices // SHARE)


class UsualWords:
    """What public notices were seen to say of some passages, as `text_words` writes them.

    `notices` is how many public notices there are.
    """

    def __init__(self, passages: frozenset[bytes], notices: int) -> None:
        self._enough = enough(notices)
        self._words = {passage: frozenset(_words(passage)) for passage in passages}
        self._unsettled = set[bytes]().union(*self._words.values())
        self._counts: Counter[bytes] = Counter()
        self._first: dict[bytes, datetime] = {}
        self._last: dict[bytes, datetime] = {}

    def count(self, words: bytes, quoted: bytes, published: datetime) -> None:
        """Take a public notice into account: its words, and those it takes from its sources."""
        present = self._unsettled.intersection(words.split())
        self._counts.update(present)
        for word in present:
            first = self._first[word] = min(published, self._first.get(word, published))
            last = self._last[word] = max(published, self._last.get(word, published))
            if self._counts[word] >= self._enough and last - first >= SPAN:
                self._unsettled.discard(word)
        self._unsettled.difference_update(quoted.split())

    def __contains__(self, passage: bytes) -> bool:
        """Whether nothing in a passage is out of the ordinary, as far as has been seen."""
        words = self._words.get(passage)
        return bool(words) and not _NUMBERS.search(passage) and self._unsettled.isdisjoint(words or ())


def _words(passage: bytes) -> list[bytes]:
    """Its words, less short numbers."""
    return _SHORT_NUMBER.sub(b"", passage).split()
