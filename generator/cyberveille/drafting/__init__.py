"""Notices to be filled by an editor."""

from cyberveille.drafting.draft import Drafted, Wish, draft_notice

__all__ = ["Drafted", "Wish", "draft_notice"]
