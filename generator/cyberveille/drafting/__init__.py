"""Notices to be filled by an editor."""

from cyberveille.drafting.new_notice import Drafted, Wish, draft_notice, is_source_address, one_line

__all__ = ["Drafted", "Wish", "draft_notice", "is_source_address", "one_line"]
