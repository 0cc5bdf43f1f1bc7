"""The beginning of a portal: what its folder holds before anything is written for it."""

from cyberveille.starting.portal import Beginning, Wish, beginning_of

__all__ = ["Beginning", "Wish", "beginning_of"]
