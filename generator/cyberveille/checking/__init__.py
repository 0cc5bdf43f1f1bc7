"""The rules every notice, page and list must pass, and the renderings of what they find."""

from cyberveille.checking.apply import all_rules, check_catalogue, check_subject
from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.rule import Context, Observation, Policy, Remark, Rule, SourcePath, Subject

__all__ = [
    "CatalogueEntry",
    "Context",
    "Index",
    "Observation",
    "Policy",
    "Remark",
    "Rule",
    "SourcePath",
    "Subject",
    "all_rules",
    "check_catalogue",
    "check_subject",
]
