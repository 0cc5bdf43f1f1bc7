"""Where readers compose what they follow, and what the program writes for them there."""

FOLDER = "abonnements/"
CHOICES = f"{FOLDER}choix.json"
"""What may be followed, as the page that composes a subscription reads it."""
EVERYTHING = "flux/flux.opml"
"""All feeds, as an outline that feed readers import (OPML 2.0)."""
