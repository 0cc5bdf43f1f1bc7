"""The names of the parts of a plan that others ask for."""

from cyberveille.model import Kind

LIBRARY, CIRCLE = "library", "circle"


def part_of_notices(kind: Kind, year: int) -> str:
    """The part that holds the pages and the data of the notices of a kind and a year (UTC)."""
    if kind.watched:
        return f"notices/{kind.value}/{year}"
    return LIBRARY if kind is Kind.DOCUMENT else CIRCLE
