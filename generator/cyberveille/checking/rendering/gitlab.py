"""Findings as a GitLab Code Quality report.

Source: docs.gitlab.com, « Code Quality », report format: description, check_name, fingerprint,
severity, location.path and location.lines.begin are required.
"""

from collections import Counter
from collections.abc import Iterable
from hashlib import sha256

import msgspec

from cyberveille.model import Finding, Gravity

_SEVERITIES = {Gravity.ERROR: "major", Gravity.WARNING: "minor"}


def render(findings: Iterable[Finding]) -> str:
    """A JSON array, sorted.

    A fingerprint stays the same when lines move: it is made of the path, the rule, the message, and
    the rank among findings that share these three.
    """
    ranks: Counter[tuple[str, str, str]] = Counter()
    issues = []
    for finding in sorted(findings):
        same = (finding.path, finding.rule, finding.message)
        ranks[same] += 1
        issues.append(
            {
                "description": " ".join(filter(None, (finding.message, finding.hint))),
                "check_name": finding.rule,
                "fingerprint": sha256("\0".join((*same, str(ranks[same]))).encode()).hexdigest(),
                "severity": _SEVERITIES[finding.gravity],
                "location": {"path": finding.path, "lines": {"begin": max(finding.line, 1)}},
            }
        )
    return msgspec.json.format(msgspec.json.encode(issues), indent=2).decode() + "\n"
