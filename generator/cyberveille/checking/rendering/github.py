"""Findings as GitHub's workflow commands, shown beside the lines of a pull request.

Source: docs.github.com, « Workflow commands for GitHub Actions », and the escapes of
`actions/toolkit` (packages/core/src/command.ts).
"""

from collections.abc import Iterable

from cyberveille.model import Finding
from cyberveille.printable import printable


def render(findings: Iterable[Finding]) -> str:
    """One command a line, sorted."""
    return "".join(f"{_command(finding)}\n" for finding in sorted(findings))


def _command(finding: Finding) -> str:
    properties = {"file": finding.path}
    if finding.line:
        properties["line"] = str(finding.line)
    if finding.column:
        properties["col"] = str(finding.column)
    properties["title"] = finding.rule
    written = ",".join(f"{key}={_property(value)}" for key, value in properties.items())
    message = "\n".join(filter(None, (finding.message, finding.hint)))
    return f"::{finding.gravity.value} {written}::{_message(message)}"


def _message(text: str) -> str:
    lines = map(printable, text.split("\n"))
    return "%0A".join(line.replace("%", "%25") for line in lines)


def _property(text: str) -> str:
    return _message(text).replace(":", "%3A").replace(",", "%2C")
