"""Ways to narrow a list: plain links, with what each would show."""

from dataclasses import dataclass

from cyberveille.model import Scope


@dataclass(frozen=True, slots=True)
class FilterLink:
    """`address` is relative to the portal's root; `count`, when told, is how many notices it leads to."""

    label: str
    address: str
    count: int | None
    current: bool
    scope: Scope | None = None


@dataclass(frozen=True, slots=True)
class FilterGroup:
    """`name` is that of the series of lists it leads to."""

    title: str
    items: tuple[FilterLink, ...]
    name: str = ""
