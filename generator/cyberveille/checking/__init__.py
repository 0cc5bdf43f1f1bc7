"""The rules every notice, page and list must pass, and the renderings of what they find."""

from cyberveille.checking.apply import all_rules, check_catalogue, check_changes, check_subject
from cyberveille.checking.comparing import Present, changes
from cyberveille.checking.index import CatalogueEntry, Index
from cyberveille.checking.published import Change, Published, former_files, of_notice, of_subject
from cyberveille.checking.rule import Context, Observation, Policy, Remark, Rule, SourcePath, Subject

__all__ = [
    "CatalogueEntry",
    "Change",
    "Context",
    "Index",
    "Observation",
    "Policy",
    "Present",
    "Published",
    "Remark",
    "Rule",
    "SourcePath",
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
