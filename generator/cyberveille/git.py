"""What git answers about the repository of a folder; it writes nothing there and asks nobody."""

import os
import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

_NO_PROMPT = {"GIT_OPTIONAL_LOCKS": "0", "GIT_TERMINAL_PROMPT": "0", "LC_ALL": "C"}
_MOST_CONFLICTS = 127
"""What `git merge-file` counts up to (its manual, EXIT STATUS); more is an error."""
_SOURCES_OF_ANOTHER = ("GIT_DIR", "GIT_WORK_TREE", "GIT_INDEX_FILE")


def git(folder: Path, *arguments: str, given: bytes = b"") -> bytes:
    """What git answers; nothing when it refuses or is not installed."""
    return asked(folder, *arguments, given=given) or b""


def asked(folder: Path, *arguments: str, given: bytes = b"") -> bytes | None:
    """What git answers; None when it refuses or is not installed."""
    done = ran(folder, *arguments, given=given)
    return done.stdout if done is not None and done.returncode == 0 else None


def ran(folder: Path, *arguments: str, given: bytes = b"") -> subprocess.CompletedProcess[bytes] | None:
    """How git ended and what it answered; None when it is not installed."""
    around = {name: value for name, value in os.environ.items() if name not in _SOURCES_OF_ANOTHER}
    try:
        return subprocess.run(  # noqa: S603 - our own arguments
            ["git", "-C", str(folder), *arguments],  # noqa: S607
            input=given,
            capture_output=True,
            check=False,
            env=around | _NO_PROMPT,
        )
    except OSError:
        return None


def merged_text(ours: str, then: str, theirs: str) -> tuple[str, int] | None:
    """Three texts merged line by line (`git merge-file`), and how many times both changed the same lines.

    There, ours stay. None without git.
    """
    # It loads much, and few commands ask for this.
    import tempfile  # noqa: PLC0415

    with tempfile.TemporaryDirectory(prefix="cyberveille-") as scratch:
        folder = Path(scratch)
        names = ("ours", "then", "theirs")
        for name, text in zip(names, (ours, then, theirs), strict=True):
            (folder / name).write_text(text, encoding="utf-8", newline="\n")
        plain = ran(folder, "merge-file", "-p", "-q", *names)
        if plain is None or plain.returncode < 0 or plain.returncode > _MOST_CONFLICTS:
            return None
        if not plain.returncode:
            return plain.stdout.decode(), 0
        kept = ran(folder, "merge-file", "-p", "-q", "--ours", *names)
        return None if kept is None else (kept.stdout.decode(), plain.returncode)


def blobs(folder: Path, names: Sequence[str]) -> Iterator[bytes | None]:
    """The bytes of each object, None for one that is missing: `git cat-file --batch`."""
    wanted = "".join(f"{name}\n" for name in names).encode(errors="surrogateescape")
    output = git(folder, "cat-file", "--batch", given=wanted)
    place = 0
    for _ in names:
        head, _, _ = output[place:].partition(b"\n")
        fields = head.split()
        if len(fields) != 3 or fields[1] != b"blob":  # noqa: PLR2004 - hash, type, size
            yield None
            place += len(head) + 1
            continue
        start = place + len(head) + 1
        yield output[start : start + int(fields[2])]
        place = start + int(fields[2]) + 1
