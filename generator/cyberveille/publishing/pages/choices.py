"""Ways to narrow a list: plain links, with what each would show."""

from msgspec import Struct

from cyberveille.model import Scope


class FilterLink(Struct, frozen=True):
    """`address` is relative to the portal's root; `count`, when told, is how many notices it leads to."""

    label: str
    address: str
    count: int | None
    current: bool
    scope: Scope | None = None


class FilterGroup(Struct, frozen=True):
    """`name` is that of the series of lists it leads to."""

    title: str
    items: tuple[FilterLink, ...]
    name: str = ""
