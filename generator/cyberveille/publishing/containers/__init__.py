"""Files written or joined, whatever wraps them: what a reader sees in them, and what stays closed."""

from cyberveille.publishing.containers.budget import Budget, Limit, Limits
from cyberveille.publishing.containers.found import Closed, Found, Inner, Sealed, Words
from cyberveille.publishing.containers.reading import LIMITS, read

__all__ = ["LIMITS", "Budget", "Closed", "Found", "Inner", "Limit", "Limits", "Sealed", "Words", "read"]
