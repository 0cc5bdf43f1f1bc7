"""How the lines of a file end: a change of some of them leaves the others as they were."""

from collections.abc import Iterator, Sequence
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
    for first, last, start, stop in _runs(bare, lines):
        same = last - first == stop - start
        for position, line in enumerate(lines[start:stop]):
            above = windows[first + position] if same else above
            ended.append(line[:-1] + (_WINDOWS if above else _UNIX))
    return "".join(ended)[: -len(_WINDOWS if above else _UNIX)]


def _runs(before: Sequence[str], after: Sequence[str]) -> Iterator[tuple[int, int, int, int]]:
    """Where lines stay or are others; only those between the first and the last change are compared."""
    shorter = min(len(before), len(after))
    head = next((at for at in range(shorter) if before[at] != after[at]), shorter)
    rest = shorter - head
    tail = next((at for at in range(rest) if before[-1 - at] != after[-1 - at]), rest)
    inner = before[head : len(before) - tail], after[head : len(after) - tail]
    yield 0, head, 0, head
    for _, first, last, start, stop in SequenceMatcher(None, *inner, autojunk=False).get_opcodes():
        yield first + head, last + head, start + head, stop + head
    yield len(before) - tail, len(before), len(after) - tail, len(after)
