"""What a YAML header says, as text nodes that know their line.

Scalars stay text: YAML 1.1 would turn version 4.10 into 4.1, 010 into 8 and `no` into false.
"""

from msgspec import Struct


class Scalar(Struct, frozen=True, gc=False):
    text: str
    line: int


class Sequence(Struct, frozen=True):
    items: tuple["Node", ...]
    line: int


class Mapping(Struct, frozen=True):
    entries: dict[str, "Node"]
    key_lines: dict[str, int]
    line: int


Node = Scalar | Sequence | Mapping


def locate(node: Node | None, pointer: tuple[str | int, ...], line: int) -> int:
    """The file's line of what `pointer` names below `node`, or of the nearest thing above that exists.

    `line` is where to look for when there is nothing at all.
    """
    for step in pointer:
        if isinstance(node, Mapping) and isinstance(step, str) and step in node.entries:
            line = node.key_lines[step]
            node = node.entries[step]
        elif isinstance(node, Sequence) and isinstance(step, int) and 0 <= step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            break
    return line
