"""What a revision changed in a notice: its facts one by one, its text word by word."""

from cyberveille.publishing.comparing.budget import Budget
from cyberveille.publishing.comparing.facts import MOST, Fact, facts
from cyberveille.publishing.comparing.texts import Passage, passages

__all__ = ["MOST", "Budget", "Fact", "Passage", "facts", "passages"]
