"""Incidents: what follows from the answers, when the cell answers, what is counted."""
