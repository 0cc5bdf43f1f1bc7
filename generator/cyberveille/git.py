"""What git answers about the repository of a folder; it writes nothing there and asks nobody."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_NO_PROMPT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_SOURCES_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers; nothing when it refuses or is not installed."""
    return asked(folder, *arguments, given=given) or b""


def asked(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git answers; None when it refuses or is not installed."""
    around = {name: value for name, value in os.environ.items() if name not in _SOURCES_OF_ANOTHER}
    try:
        done = subprocess.run(  # noqa: S603 - our own arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env=around | _NO_PROMPT,
        )
    except OSError:
        return None
    return done.stdout if done.returncode == 0 else None


def blobs(folder: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """The bytes of each object, None for one that is missing: `git cat-file --batch`."""
    wanted = "".join(f"{name}\n" for name in names).encode(errors="surrogateescape")
    told = git(folder, "cat-file", "--batch", given=wanted)
    place = 0
    for _ in names:
        head, _, _ = told[place:].partition(b"\n")
        fields = head.split()
        if len(fields) != 3 or fields[1] != b"blob":  # noqa: PLR2004 - hash, type, size
            yield None
            place += len(head) + 1
            continue
        start = place + len(head) + 1
        yield told[start : start + int(fields[2])]
        place = start + int(fields[2]) + 1
