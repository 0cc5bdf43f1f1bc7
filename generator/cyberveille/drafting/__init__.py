"""Notices to be filled by an editor."""

from cyberveille.drafting.new_notice import Drafted, Wish, draft_notice, is_source_address, one_line
from cyberveille.drafting.renumbering import Renumbered, renumbered

__all__ = [
    "Drafted",
    "Renumbered",
    "Wish",
    "draft_notice",
    "is_source_address",
    "one_line",
    "renumbered",
]
