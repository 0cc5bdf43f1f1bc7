"""Files written or joined, whatever wraps them: what a reader sees in them, and what stays closed."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.publishing.containers.budget import Budget, Limit, Limits
    from cyberveille.publishing.containers.found import Closed, Found, Inner, Sealed, Words
    from cyberveille.publishing.containers.reading import LIMITS, read
else:
    __getattr__ = lazily(
        __name__,
        {
            "budget": ("Budget", "Limit", "Limits"),
            "found": ("Closed", "Found", "Inner", "Sealed", "Words"),
            "reading": ("LIMITS", "read"),
        },
    )

__all__ = ["LIMITS", "Budget", "Closed", "Found", "Inner", "Limit", "Limits", "Sealed", "Words", "read"]
