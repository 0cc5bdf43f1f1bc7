"""The portal on the editor's own machine: served, rebuilt on save, reloaded in the browser."""

from cyberveille.serving.preview import Preview
from cyberveille.serving.server import Server

__all__ = ["Preview", "Server"]
