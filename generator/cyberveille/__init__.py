"""Cyberveille: Markdown notices in git go in, a whole edition of a security-watch portal comes out."""

__version__ = "0.2.0"
