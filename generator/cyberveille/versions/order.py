"""How two versions stand to each other, and where a version stands to a range: unsaid is an answer."""

from collections.abc import Sequence
from enum import Enum
from itertools import takewhile


class Order(Enum):
    """The answer of a comparison; `UNCOMPARABLE` where the way of numbering does not tell."""

    LESS = "less"
    EQUAL = "equal"
    GREATER = "greater"
    UNCOMPARABLE = "uncomparable"

    @property
    def reversed(self) -> "Order":
        return _REVERSED.get(self, self)


_REVERSED = {Order.LESS: Order.GREATER, Order.GREATER: Order.LESS}


class Where(Enum):
    """Where a version stands; `UNKNOWN` is for a person to check."""

    INSIDE = "inside"
    OUTSIDE = "outside"
    UNKNOWN = "unknown"

    @classmethod
    def of(cls, *, inside: bool | None) -> "Where":
        if inside is None:
            return cls.UNKNOWN
        return cls.INSIDE if inside else cls.OUTSIDE


def order_of(left: object, right: object) -> Order:
    """The order of two values of one totally ordered kind."""
    if left == right:
        return Order.EQUAL
    return Order.LESS if left < right else Order.GREATER  # type: ignore[operator]


def both(left: bool | None, right: bool | None) -> bool | None:
    """And, where None is unknown (Kleene's strong logic)."""
    if left is False or right is False:
        return False
    return None if left is None or right is None else True


def either(left: bool | None, right: bool | None) -> bool | None:
    """Or, where None is unknown (Kleene's strong logic)."""
    if left is True or right is True:
        return True
    return None if left is None or right is None else False


def begun_alike(left: Sequence[object], right: Sequence[object]) -> int:
    """How many values two sequences have in common, from the left."""
    pairs = zip(left, right, strict=False)
    return sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], pairs))
