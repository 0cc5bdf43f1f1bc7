"""Findings as text, as JSON, and as annotations of a merge request; the rules as a manual."""

from cyberveille.checking.rendering import github, gitlab, manual, text
from cyberveille.checking.rendering import json_report as json

__all__ = ["github", "gitlab", "json", "manual", "text"]
