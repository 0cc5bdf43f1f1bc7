"""The discussion between correspondents, without the server that stands in front of it."""
