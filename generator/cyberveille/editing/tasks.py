"""The task of VS Code that checks the portal: each finding is underlined at its line, whatever its rule."""

from typing import Any

from cyberveille.model import Gravity

LABEL = "Vérifier les notices"
_LINE = r"^(.+?):(\d+)(?::(\d+))?  {}  (.+)  \[([a-z0-9-]+)\]$"
"""A finding as `checking.rendering.text` prints it, of one gravity: file, line, column, message, rule."""
_SEVERITIES = {Gravity.ERROR: "error", Gravity.WARNING: "warning"}


def with_our_task(present: dict[str, Any]) -> dict[str, Any]:
    """The tasks of a workspace, ours among them; others stay."""
    others = present.get("tasks")
    kept = [task for task in others if task.get("label") != LABEL] if isinstance(others, list) else []
    return present | {"version": "2.0.0", "tasks": [*kept, _task()]}


def _task() -> dict[str, Any]:
    return {
        "label": LABEL,
        "detail": "cyberveille check : souligne chaque constat à sa ligne",
        "type": "shell",
        "command": ".venv/bin/cyberveille",
        # Each file has its own underlines: none is folded.
        "args": ["check", "--all"],
        "options": {"env": {"NO_COLOR": "1"}},
        "group": {"kind": "build", "isDefault": True},
        "presentation": {"reveal": "silent", "clear": True},
        "problemMatcher": [_matcher(gravity) for gravity in _SEVERITIES],
    }


def _matcher(gravity: Gravity) -> dict[str, Any]:
    fields = {"file": 1, "line": 2, "column": 3, "message": 4, "code": 5}
    return {
        "owner": f"cyberveille-{_SEVERITIES[gravity]}",
        "source": "cyberveille",
        "severity": _SEVERITIES[gravity],
        "fileLocation": ["relative", "${workspaceFolder}"],
        "pattern": {"regexp": _LINE.format(gravity.label), **fields},
    }
