"""A version with a place in a total order: dates, packages of a distribution, Python's own."""

from typing import Any

from msgspec import Struct

from cyberveille.versions.order import Order, begun_alike, order_of


class Keyed(Struct, frozen=True):
    """`key` gives the order; `parts` say of which branch it is, from the left."""

    key: Any
    parts: tuple[object, ...]

    def compare(self, other: "Keyed") -> Order:
        return order_of(self.key, other.key)

    def cut_short_of(self, other: "Keyed") -> bool:
        mine = len(self.parts)
        return mine < len(other.parts) and other.parts[:mine] == self.parts

    def adds_to(self, other: "Keyed") -> bool:  # noqa: ARG002 -- no package is put on another
        return False

    def within(self, branch: "Keyed") -> bool | None:
        mine = self.parts[: len(branch.parts)]
        if mine != branch.parts[: len(mine)]:
            return False
        return True if len(mine) == len(branch.parts) else None

    def shares(self, other: "Keyed") -> int:
        return begun_alike(self.parts, other.parts)

    @property
    def depth(self) -> int:
        return max(1, len(self.parts) - 1)
