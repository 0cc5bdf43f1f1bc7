"""The rules every notice, page and list must pass, and the renderings of what they find."""

from cyberveille.checking.comparing import Present, changes
from cyberveille.checking.examine import all_rules, check_catalogue, check_changes, check_subject
from cyberveille.checking.index import Entry, Index
from cyberveille.checking.published import Change, Published, former_files, of_notice, of_subject
from cyberveille.checking.rule import Context, Observation, Place, Policy, Remark, Rule, Subject

__all__ = [
    "Change",
    "Context",
    "Entry",
    "Index",
    "Observation",
    "Place",
    "Policy",
    "Present",
    "Published",
    "Remark",
    "Rule",
    "Subject",
    "all_rules",
    "changes",
    "check_catalogue",
    "check_changes",
    "check_subject",
    "former_files",
    "of_notice",
    "of_subject",
]
