"""What every way of numbering can answer about a version."""

from typing import Protocol, Self

from cyberveille.versions.order import Order


class Comparable(Protocol):
    """A version that was read by one scheme; its methods take versions of the same scheme."""

    def compare(self, other: Self, /) -> Order:
        """A partial order: `UNCOMPARABLE` where the numbering does not tell."""

    def cut_short_of(self, other: Self, /) -> bool:
        """Whether `other` says the same and then more numbers, as 7.4.1 does to 7.4.

        A person who writes 7.4 may mean 7.4.0 or any 7.4.x.
        """

    def adds_to(self, other: Self, /) -> bool:
        """Whether this is a correction of exactly `other`, as 1.8.4 SP1 is of 1.8.4: who has it says so."""

    def within(self, branch: Self, /) -> bool | None:
        """Whether this is a release of a branch (7.4.1 of 7.4); None when it is too short to say."""

    def shares(self, other: Self, /) -> int:
        """How many parts both have in common, from the left."""

    @property
    def depth(self) -> int:
        """How many parts name the branch of this version: 2 for 7.4.1, of the branch 7.4."""
