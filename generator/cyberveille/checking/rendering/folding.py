"""Which findings a person reads at once: a rule that warns of thousands of notices is told in a line."""

from collections import defaultdict
from collections.abc import Iterable
from typing import NamedTuple

from cyberveille.locale import counted
from cyberveille.model import Finding

MOST, SHOWN = 20, 3
"""How many warnings of one rule are read one by one, and how many examples are shown of more."""


class Folded(NamedTuple):
    """What is shown one by one, and a sentence for each rule of which there is more."""

    shown: tuple[Finding, ...]
    told: tuple[str, ...]


def folded(findings: Iterable[Finding]) -> Folded:
    """The findings in their order, but for most of the warnings of a rule that has more than `MOST`.

    Nothing that refuses is left out.
    """
    ordered = sorted(findings)
    warnings: defaultdict[str, list[Finding]] = defaultdict(list)
    for finding in ordered:
        if not finding.refuses:
            warnings[finding.rule].append(finding)
    hidden = {rule: found[SHOWN:] for rule, found in sorted(warnings.items()) if len(found) > MOST}
    if not hidden:
        return Folded(tuple(ordered), ())
    shown = [finding for finding in ordered if finding.refuses or finding.rule not in hidden]
    shown += [finding for rule in hidden for finding in warnings[rule][:SHOWN]]
    return Folded(tuple(sorted(shown)), tuple(_told(rule, found) for rule, found in hidden.items()))


def _told(rule: str, found: list[Finding]) -> str:
    files = counted(len({finding.path for finding in found}), "fichier")
    return f"{counted(len(found), 'autre avertissement')} dans {files}  [{rule}]"
