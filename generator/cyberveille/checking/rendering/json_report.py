"""Findings for another program."""

from collections.abc import Iterable

import msgspec

from cyberveille.checking.rendering.count import Count
from cyberveille.model import Finding


def render(findings: Iterable[Finding]) -> str:
    """A JSON object: `findings`, sorted, each as the model has it; and `counts`."""
    ordered = sorted(findings)
    report = {"findings": ordered, "counts": Count.of(ordered)._asdict()}
    return msgspec.json.format(msgspec.json.encode(report), indent=2).decode() + "\n"
