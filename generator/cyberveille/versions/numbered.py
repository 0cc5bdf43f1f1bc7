"""Versions made of numbers and what follows them: 7.2.10, V2.9.4, B.02, R1.2 SP3, 9.7 FP11, 17.3(3).

The usual case needs no word about its scheme. Where two versions differ in a way that says nothing of their
order (a build number against none, two trains, a fix pack against a fourth number), they are not comparable.
"""

from msgspec import Struct

from cyberveille.versions.order import Order, begun_alike, order_of
from cyberveille.versions.suffixes import AFTER, BEFORE, CORRECTIONS


class Part(Struct, frozen=True, gc=False):
    """What follows the numbers: a word and its number (-1 without one), or the letters of 1.0.2k."""

    word: str
    number: int = -1
    letters: str = ""

    @property
    def before(self) -> bool:
        return self.word in BEFORE

    def against_nothing(self) -> Order:
        """How a version with this part stands to the same without it."""
        if self.before:
            return Order.LESS
        # A lone a or b may be a first correction as well as an alpha or a beta.
        later = self.word in AFTER or (self.word == "" and self.letters not in {"a", "b"})
        return Order.GREATER if later else Order.UNCOMPARABLE

    def compare(self, other: "Part") -> Order:
        if self.word == other.word:
            if bool(self.letters) != bool(other.letters) or (self.number < 0) != (other.number < 0):
                return Order.UNCOMPARABLE
            # After z comes za (OpenSSL 0.9.8za).
            return order_of(
                (self.number, len(self.letters), self.letters),
                (other.number, len(other.letters), other.letters),
            )
        if self.before and other.before:
            return order_of(BEFORE[self.word], BEFORE[other.word])
        if self.before and other.against_nothing() is Order.GREATER:
            return Order.LESS
        if other.before and self.against_nothing() is Order.GREATER:
            return Order.GREATER
        return Order.UNCOMPARABLE


class Numbered(Struct, frozen=True, gc=False):
    """`prefix` is the B of B.11.31, or tells that the number is a year.

    `train` is the SXF of 12.2(18)SXF5: two trains are not comparable.
    """

    prefix: str
    release: tuple[int, ...]
    train: str = ""
    tail: tuple[Part, ...] = ()

    @property
    def late(self) -> bool:
        """Whether a part follows that belongs to exactly these numbers, not to the same with zeros more."""
        return bool(self.tail) and not self.tail[0].before

    def compare(self, other: "Numbered") -> Order:
        if self.train != other.train:
            return Order.UNCOMPARABLE
        if self.prefix != other.prefix:
            if len(self.prefix) == len(other.prefix) == 1:
                return order_of(self.prefix, other.prefix)
            return Order.UNCOMPARABLE
        return self._compare_numbers(other)

    def _compare_numbers(self, other: "Numbered") -> Order:
        common = min(len(self.release), len(other.release))
        if self.release[:common] != other.release[:common]:
            return order_of(self.release[:common], other.release[:common])
        if len(self.release) > len(other.release):
            return _compare_longer(other, self).reversed
        if len(self.release) < len(other.release):
            return _compare_longer(self, other)
        return self.compare_tails(other)

    def compare_tails(self, other: "Numbered") -> Order:
        """The order of two with the same numbers, by what follows them."""
        for mine, theirs in zip(self.tail, other.tail, strict=False):
            if mine != theirs:
                return mine.compare(theirs)
        common = min(len(self.tail), len(other.tail))
        if len(self.tail) > common:
            return self.tail[common].against_nothing()
        if len(other.tail) > common:
            return other.tail[common].against_nothing().reversed
        return Order.EQUAL

    def cut_short_of(self, other: "Numbered") -> bool:
        numbers = len(self.release)
        return (
            not self.tail
            and self.train in {"", other.train}
            and self.prefix == other.prefix
            and (other.release[:numbers] == self.release)
            and (numbers < len(other.release) or bool(other.tail) or self.train != other.train)
        )

    def adds_to(self, other: "Numbered") -> bool:
        return self.release == other.release and bool(self.tail) and self.tail[0].word in CORRECTIONS

    def within(self, branch: "Numbered") -> bool | None:
        if self.prefix != branch.prefix:
            return None if self.release or branch.release else False
        numbers = branch.release
        mine = self.release[: len(numbers)]
        if mine != numbers[: len(mine)]:
            return False
        if len(mine) < len(numbers):
            return None
        if self.train != branch.train and (branch.train or len(numbers) > 1):
            return False if branch.train and (self.train or self.tail) else None
        return self._follows(branch)

    def _follows(self, branch: "Numbered") -> bool | None:
        """Whether what follows the numbers begins as it does in `branch`."""
        if not branch.tail:
            return True
        if len(self.release) > len(branch.release):
            return None
        mine = self.tail[: len(branch.tail)]
        if mine == branch.tail:
            return True
        if mine == branch.tail[: len(mine)]:
            return None
        return None if self.compare_tails(branch) is Order.UNCOMPARABLE else False

    def shares(self, other: "Numbered") -> int:
        if self.train != other.train or self.prefix != other.prefix:
            return 0
        return begun_alike(self.parts, other.parts)

    @property
    def parts(self) -> tuple[int | Part, ...]:
        return (*self.release, *self.tail)

    @property
    def depth(self) -> int:
        return max(1, len(self.release) - 1) if not self.tail else len(self.release)


def _compare_longer(shorter: Numbered, longer: Numbered) -> Order:
    """9.7 FP11 says nothing of 9.7.0.3; 9.7 is earlier than it."""
    more = any(longer.release[len(shorter.release) :])
    if shorter.late and (more or longer.late):
        return Order.UNCOMPARABLE
    return Order.LESS if more else shorter.compare_tails(longer)
