"""Incident figures: what may be published of them."""
