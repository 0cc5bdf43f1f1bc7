"""The rules every notice, page and list must pass, and the renderings of what they find."""

from cyberveille.checking.examine import all_rules, check_catalogue, check_subject
from cyberveille.checking.index import Entry, Index
from cyberveille.checking.rule import Context, Observation, Place, Policy, Remark, Rule, Subject

__all__ = [
    "Context",
    "Entry",
    "Index",
    "Observation",
    "Place",
    "Policy",
    "Remark",
    "Rule",
    "Subject",
    "all_rules",
    "check_catalogue",
    "check_subject",
]
