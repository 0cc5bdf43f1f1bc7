"""How the lines of a file end: a change of some of them leaves the others as they were."""

from difflib import SequenceMatcher
from pathlib import Path

_UNIX, _WINDOWS = "\n", "\r\n"


def raw_text(file: Path) -> str:
    """A file's text, its line ends as they are. Raises OSError, UnicodeDecodeError."""
    return file.read_bytes().decode("utf-8")


def unix(text: str) -> str:
    return text.replace(_WINDOWS, _UNIX)


def with_ends_of(raw: str, text: str) -> str:
    """`text`, which has Unix line ends, with those of `raw`; a new line ends as the one above it.

    The first line, where it is new, ends as the first one of `raw` did.
    """
    if _WINDOWS not in raw:
        return text
    former = [f"{line}{_UNIX}" for line in raw.split(_UNIX)]
    bare, lines = [unix(line) for line in former], [f"{line}{_UNIX}" for line in text.split(_UNIX)]
    windows = [line.endswith(_WINDOWS) for line in former]
    ended: list[str] = []
    above = windows[0]
    for _, first, last, start, stop in SequenceMatcher(None, bare, lines, autojunk=False).get_opcodes():
        same = last - first == stop - start
        for position, line in enumerate(lines[start:stop]):
            above = windows[first + position] if same else above
            ended.append(line[:-1] + (_WINDOWS if above else _UNIX))
    return "".join(ended)[: -len(_WINDOWS if above else _UNIX)]
