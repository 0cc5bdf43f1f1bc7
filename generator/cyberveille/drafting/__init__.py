"""Notices to be filled by an editor."""

from cyberveille.drafting.new_notice import Drafted, Wish, draft_notice
from cyberveille.drafting.renumbering import Renumbered, renumbered

__all__ = ["Drafted", "Renumbered", "Wish", "draft_notice", "renumbered"]
