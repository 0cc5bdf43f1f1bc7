"""The frame of every page: drawn once, stamped around each page's own part."""

from cyberveille.publishing.frame.stamping import Frame, FrameError

__all__ = ["Frame", "FrameError"]
