"""Versions: how they compare, what a text says of them, and whether one lies in what was said."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.versions.beginning import begins_with_versions
    from cyberveille.versions.comparable import Comparable
    from cyberveille.versions.containing import where, where_among
    from cyberveille.versions.fixed import Fixed, read_fixed
    from cyberveille.versions.impossible import before_its_bound, below_affected, empty_pieces, holds_nothing
    from cyberveille.versions.order import Order, Where
    from cyberveille.versions.ranges import Bound, Branch, Ladder, Piece, Reading, Single, Span, Stated
    from cyberveille.versions.reading import read
    from cyberveille.versions.schemes import DEFAULT, SCHEMES, Scheme
else:
    __getattr__ = lazily(
        __name__,
        {
            "beginning": ("begins_with_versions",),
            "comparable": ("Comparable",),
            "containing": ("where", "where_among"),
            "fixed": ("Fixed", "read_fixed"),
            "impossible": ("before_its_bound", "below_affected", "empty_pieces", "holds_nothing"),
            "order": ("Order", "Where"),
            "ranges": ("Bound", "Branch", "Ladder", "Piece", "Reading", "Single", "Span", "Stated"),
            "reading": ("read",),
            "schemes": ("DEFAULT", "SCHEMES", "Scheme"),
        },
    )

__all__ = [
    "DEFAULT",
    "SCHEMES",
    "Bound",
    "Branch",
    "Comparable",
    "Fixed",
    "Ladder",
    "Order",
    "Piece",
    "Reading",
    "Scheme",
    "Single",
    "Span",
    "Stated",
    "Where",
    "before_its_bound",
    "begins_with_versions",
    "below_affected",
    "empty_pieces",
    "holds_nothing",
    "read",
    "read_fixed",
    "where",
    "where_among",
]
