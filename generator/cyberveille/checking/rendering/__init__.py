"""Findings as text, as JSON, and as annotations of a merge request; the rules as a manual."""
