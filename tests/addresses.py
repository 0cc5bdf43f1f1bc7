"""What an address of a package index, or a path of one machine, looks like, whoever keeps it."""

import re

_HOST = r"[\w.-]+(?::\d+)?"
_REGISTRY = r"[\w-]*(?:pypi|npm|registry|artifactory|nexus|mirror)[\w-]*"
_INDEX = (
    rf"https?://(?:\S+@)?{_HOST}/(?:\S*/)?(?:simple|packages|pypi|wheels)/",
    rf"https?://{_HOST}/\S+\.(?:whl|tgz)\b",
    rf"https?://(?:\S+@)?(?:[\w-]+\.)*{_REGISTRY}\.[\w.-]*\w",
    rf"\b{_REGISTRY}(?:\.[\w-]+)*\.(?:org|com|net|io|dev|eu|fr)\b",
    r"\b(?:files|packages|index|proxy)\.[\w-]+\.(?:org|com|net|io|dev|eu|fr)\b",
    r"[\"']?resolved[\"']?\s*[:=]\s*[\"']?[\w+]+://",
    r"--(?:extra[-_])?index[-_]url|\bindex[-_]url\s*[:=]|--(?:default-)?index[ =]\S*://",
    r"--find[-_]links|\bfind[-_]links\s*[:=]",
    r"--registry[ =]|\bregistry[\"']?\s*[:=]\s*[\"']?https?:|trusted[-_]host",
    r"\b(?:PIP|UV|NPM_CONFIG)_\w*(?:INDEX|REGISTRY|FIND_LINKS)\w*|\bGO[P]ROXY\b",
    r"\[\[(?:tool\.(?:uv\.index|poetry\.source|pdm\.source)|source)\]\]",
    rf"^\s*deb(?:-src)? (?:\[.*\] )?https?://{_HOST}",
    rf"\bpip3?\b.* -[if] *https?://{_HOST}",
)
INDEX = re.compile("|".join(_INDEX), re.IGNORECASE | re.MULTILINE)
"""A package index by the shape of its addresses and by the options that name one."""
MACHINE = re.compile(r"(?<![\w.])/(?:root|(?:home|Users|work|workspace)/[\w.-]+|tmp/[\w.-]+/\.venv)/")
"""A path that only one machine has."""
