"""Files of lists that come with the program, as YAML nodes, under a portal's own entries."""

from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from cyberveille.reading import nodes
from cyberveille.reading.composing import parse
from cyberveille.reading.report import Report

LISTS, SCHEME = "default_vocabularies", "default_scheme"
"""Folders of the package."""


@cache
def supplied_nodes(folder: str, name: str) -> Mapping[str, nodes.Mapping]:
    """The entries of a list that comes with the program, by identifier, as its file writes them."""
    data = supplied_file(folder, name)
    root = None if data is None else parse(data.decode(), 1, Report(name))
    items = root.items if isinstance(root, nodes.Sequence) else ()
    return {
        item.entries["id"].text: item
        for item in items
        if isinstance(item, nodes.Mapping) and isinstance(item.entries["id"], nodes.Scalar)
    }


def supplied_file(folder: str, name: str) -> bytes | None:
    """The bytes of a list that comes with the program; None for one that it does not bring."""
    file = files("cyberveille").joinpath(folder, f"{name}.yml")
    return file.read_bytes() if file.is_file() else None


def completed(item: nodes.Node, supplied: Mapping[str, nodes.Mapping]) -> nodes.Node:
    """An entry with the keys that it leaves to the supplied one of the same identifier."""
    named = item.entries.get("id") if isinstance(item, nodes.Mapping) else None
    under = supplied.get(named.text.strip()) if isinstance(named, nodes.Scalar) else None
    if under is None or not isinstance(item, nodes.Mapping):
        return item
    lines = dict.fromkeys(under.entries, item.line)
    return nodes.Mapping(under.entries | item.entries, lines | item.key_lines, item.line)
