"""The frame of every page: drawn once, stamped around each page's own part."""

from cyberveille.publishing.frame.drawer import Drawer, Material, Propre, drawer_of
from cyberveille.publishing.frame.stamping import SLOTS, Frame, FrameError

__all__ = ["SLOTS", "Drawer", "Frame", "FrameError", "Material", "Propre", "drawer_of"]
