"""A header and a body to the text of a notice file, as an editor would lay it out."""

import json
import os
import re
from collections.abc import Iterable, Mapping
from datetime import date, datetime
from enum import Enum
from pathlib import Path

from msgspec import Struct

from cyberveille.expressions import expression
from cyberveille.locale import PARIS
from cyberveille.system_errors import naming
from cyberveille.whole_files import write_whole

LINE_WIDTH = 120
"""A group of keys that is longer stands on several lines."""

ORDER = (
    "id", "title", "tlp", "pap", "draft", "status", "closed", "published", "theme", "form",
    "structure", "origin", "period", "duration", "lead", "starts", "ends",
    "summary", "version", "level", "supersedes", "severity", "technologies", "structures", "products",
    "vulnerabilities", "risks",
    "care_impact", "action", "in_brief", "timeline", "indicators", "attachments", "related",
    "references", "aliases", "redirect_from", "declassifies", "withdrawn", "revisions",
)  # fmt: skip
"""Header keys, in the order in which a notice gives them."""

_RANK = {key: rank for rank, key in enumerate(ORDER)}
BARE_KEYS = {
    "id", "cve", "cwe", "technologies", "structures", "risks", "services", "level", "theme", "form",
    "source", "language", "related", "aliases", "declassifies", "supersedes", "structure", "origin",
}  # fmt: skip
_BARE = expression(r"[A-Za-z0-9][A-Za-z0-9._+-]*")
_KEY = expression(r"^(?:(\w+)|\"(\w+)\"|'(\w+)')[ \t]*:(?=\s)", re.MULTILINE)
"""A key at the left margin, quoted or not (YAML 1.2 section 7.3)."""
_ESCAPED = expression("[\x7f-\x9f\u2028\u2029\ufeff\ufffe\uffff\ud800-\udfff]")


def rank(key: str) -> int:
    """The place of a key in a header; those that no notice has come last."""
    return _RANK.get(key, len(ORDER))


def notice_text(header: Mapping[str, object], body: str) -> str:
    """The file's text. Absent values (None, empty, false) are left out.

    `header` holds what the model's fields hold: text, dates, enums, Structs and tuples of these. A group of
    keys has a line a key; in a list, it stands on one line when that is short. Free text is written between
    double quotes, with the escapes of JSON, which YAML shares; times are printed in Europe/Paris.
    """
    blocks = {key: entry(key, value) for key, value in header.items() if not absent(value)}
    ordered = sorted(blocks, key=rank)
    lines = "".join(blocks[key] for key in ordered)
    return f"---\n{lines}---\n\n{body.strip()}\n"


def with_body(text: str, body: str) -> str:
    """A notice file with another body; every line of the header stays."""
    header, known = split_file(text)
    return text if body == known else f"---\n{header}---\n\n{body.strip()}\n"


def split_file(text: str) -> tuple[str, str]:
    """The header's lines and the body; no header without the two lines around it."""
    if not text.startswith("---\n"):
        return "", text
    end = text.find("\n---\n", 3)
    return (text[4 : end + 1], text[end + 5 :]) if end >= 0 else ("", text)


def key_blocks(header: str) -> list[tuple[str, tuple[int, int]]]:
    """Each key at the left margin of a header, with where its lines start and end."""
    starts = list(_KEY.finditer(header))
    ends = [start.start() for start in starts[1:]] + [len(header)]
    return [
        (start[start.lastindex or 0], (start.start(), end)) for start, end in zip(starts, ends, strict=True)
    ]


def write_atomically(path: Path, text: str) -> None:
    """Write a file so that a reader sees the old text or the new one whole. Raises OSError."""
    with naming(path):
        write_whole(path, text.encode())


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet, or nothing. Raises OSError, FileExistsError among them."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with naming(path), path.open("x", encoding="utf-8", newline="\n") as handle:
        try:
            handle.write(text)
            handle.flush()
            os.fsync(handle.fileno())
        except BaseException:
            path.unlink(missing_ok=True)
            raise


def quoted(text: str) -> str:
    """`text` as a YAML double-quoted scalar (YAML 1.2 section 7.3.1)."""
    return _ESCAPED.sub(lambda found: f"\\u{ord(found.group()):04x}", json.dumps(text, ensure_ascii=False))


def absent(value: object) -> bool:
    """Whether a value says what the lack of its key says."""
    return value is None or value is False or value in ("", (), [])


def scalar_text(key: str, value: object) -> str:
    """A value that is no list nor group, as it stands after its key."""
    if isinstance(value, Enum):
        return str(value.value)
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return str(value)
    if isinstance(value, datetime):
        return value.astimezone(PARIS).isoformat(timespec="seconds")
    if isinstance(value, date):
        return value.isoformat()
    text = str(value)
    return text if key in BARE_KEYS and _BARE.fullmatch(text) else quoted(text)


def _pairs(group: Struct) -> list[tuple[str, str]]:
    values = ((name, getattr(group, name)) for name in _reading_order(group))
    return [(name, _value(name, value)) for name, value in values if not absent(value)]


def _reading_order(group: Struct) -> tuple[str, ...]:
    """A product is read vendor first."""
    fields = group.__struct_fields__
    return tuple(sorted(fields, key=lambda name: name != "vendor"))


def _value(key: str, value: object) -> str:
    if isinstance(value, tuple | list):
        return "[" + ", ".join(scalar_text(key, item) for item in value) + "]"
    return scalar_text(key, value)


def group_keys(group: Struct) -> list[str]:
    """Each key of a group with its value, as it may stand on a line of its own."""
    return [f"{name}: {value}" for name, value in _pairs(group)]


def flow_group(group: Struct) -> str:
    """A group of keys on one line, within braces."""
    return "{" + ", ".join(group_keys(group)) + "}"


def flow_entries(items: Iterable[Struct]) -> str:
    """A file that is a list of groups, a line each."""
    return "".join(f"- {flow_group(item)}\n" for item in items)


def _group(group: Struct, indent: str) -> str:
    """The lines of one group of keys, without the indent of the first."""
    flow = flow_group(group)
    if len(indent) + len(flow) <= LINE_WIDTH:
        return flow + "\n"
    return indent.join(f"{line}\n" for line in group_keys(group))


def entry(key: str, value: object) -> str:
    """The lines of a key at the left margin."""
    if isinstance(value, Struct):
        return f"{key}:\n" + "".join(f"  {name}: {text}\n" for name, text in _pairs(value))
    if isinstance(value, tuple | list) and any(isinstance(item, Struct) for item in value):
        return f"{key}:\n" + "".join(f"  - {_group(item, '    ')}" for item in value)
    return f"{key}: {_value(key, value)}\n"
