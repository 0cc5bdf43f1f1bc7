"""Notices to be filled by an editor."""

from cyberveille.drafting.new_notice import Drafted, Wish, draft_notice

__all__ = ["Drafted", "Wish", "draft_notice"]
