"""Which lines of an inventory a notice concerns: notices to rules, inventories to lines, both to answers.

    rules = compiled(enumerate(notices), registry)
    found = Matcher(rules).answers(Line(1, "FortiOS 7.2.3"))

A line is concerned, to be checked, or not; in doubt it is to be checked: a false « non » is the worst answer.
"""

from typing import TYPE_CHECKING

from cyberveille.lazily import lazily

if TYPE_CHECKING:
    from cyberveille.concerned.compiling import compiled
    from cyberveille.concerned.encoding import encoded
    from cyberveille.concerned.inventory import Inventory, UnreadableInventory, read_inventory
    from cyberveille.concerned.joining import together_of
    from cyberveille.concerned.line import Line
    from cyberveille.concerned.matching import Answer, Found, Matcher
    from cyberveille.concerned.rules import Clause, Name, Rule, Rules, Says
    from cyberveille.concerned.stating import Told, told_by
    from cyberveille.concerned.vendors import Vendors
    from cyberveille.concerned.wording import why
else:
    __getattr__ = lazily(
        __name__,
        {
            "compiling": ("compiled",),
            "encoding": ("encoded",),
            "inventory": ("Inventory", "UnreadableInventory", "read_inventory"),
            "joining": ("together_of",),
            "line": ("Line",),
            "matching": ("Answer", "Found", "Matcher"),
            "rules": ("Clause", "Name", "Rule", "Rules", "Says"),
            "stating": ("Told", "told_by"),
            "vendors": ("Vendors",),
            "wording": ("why",),
        },
    )

__all__ = [
    "Answer",
    "Clause",
    "Found",
    "Inventory",
    "Line",
    "Matcher",
    "Name",
    "Rule",
    "Rules",
    "Says",
    "Told",
    "UnreadableInventory",
    "Vendors",
    "compiled",
    "encoded",
    "read_inventory",
    "together_of",
    "told_by",
    "why",
]
