"""The rules every notice, page and list must pass, and the renderings of what they find."""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.checking.apply import all_rules, check_catalogue, check_changes, check_subject, is_near
    from cyberveille.checking.comparing import Present, changes
    from cyberveille.checking.index import CatalogueEntry, Index
    from cyberveille.checking.lasting import lasting_until
    from cyberveille.checking.place import SourcePath
    from cyberveille.checking.published import Change, Published, former_files, of_notice, of_subject
    from cyberveille.checking.rule import Context, Observation, Policy, Remark, Rule, Subject
else:
    __getattr__ = lazily(
        __name__,
        {
            "apply": (
                "all_rules",
                "check_catalogue",
                "check_changes",
                "check_subject",
                "is_near",
            ),
            "comparing": (
                "Present",
                "changes",
            ),
            "index": (
                "CatalogueEntry",
                "Index",
            ),
            "lasting": ("lasting_until",),
            "place": ("SourcePath",),
            "published": (
                "Change",
                "Published",
                "former_files",
                "of_notice",
                "of_subject",
            ),
            "rule": (
                "Context",
                "Observation",
                "Policy",
                "Remark",
                "Rule",
                "Subject",
            ),
        },
    )

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
    "is_near",
    "lasting_until",
    "of_notice",
    "of_subject",
]
