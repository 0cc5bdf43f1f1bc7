"""Where a value of a portal comes from: a line of one of its files, or what comes with the program."""

from collections.abc import Iterator, Mapping
from typing import Any

import msgspec
from msgspec import Struct

from cyberveille.catalogue.project import Project
from cyberveille.checking.nearest import nearest
from cyberveille.looks.wording import plain
from cyberveille.model import Pointer, Vocabularies
from cyberveille.reading import (
    CONFIGURATION_FILE,
    REGISTRY_FOLDER,
    SCHEME_FOLDER,
    VOCABULARIES_FOLDER,
    nodes,
    shown_path,
)
from cyberveille.reading.composing import parse
from cyberveille.reading.labels import interface_texts
from cyberveille.reading.report import Report
from cyberveille.reading.supplied_pages import default_pages
from cyberveille.reporting import Scheme

PROGRAM = "fourni par le programme"
UNSET = "valeur du programme"


class Provenance(Struct, frozen=True):
    """A value, by the name it is asked for, and where it comes from: `file:line`, or a phrase in French."""

    name: str
    value: str
    origin: str


def provenance(project: Project, name: str) -> tuple[Provenance, ...]:
    """What stands under a name: `portal.url`, `technologies/imagerie`, `/accessibilite/`.

    Nothing for a name that the portal does not know.
    """
    if name.startswith("/"):
        return tuple(_page(project, name.strip("/")))
    if plain(name) in interface_texts():
        return (_label(project, name),)
    first, _, rest = name.partition("/")
    if rest or first in _lists(project):
        return tuple(_entries(project, first, rest.rstrip("/")))
    return tuple(_keys(project, name))


def nearest_name(project: Project, name: str) -> str | None:
    """The name that was most probably meant."""
    if name.startswith("/"):
        return nearest(name, [f"/{page.address}" for page in default_pages()])
    first, slash, rest = name.partition("/")
    lists = _lists(project)
    if not slash:
        known = (*_flat(msgspec.to_builtins(project.configuration)), *lists)
        return nearest(name, known) or nearest(name, interface_texts().values())
    if first not in lists:
        found = nearest(first, list(lists))
        return f"{found}/{rest}" if found else None
    found = nearest(rest, list(lists[first]))
    return f"{first}/{found}" if found else None


def _page(project: Project, slug: str) -> Iterator[Provenance]:
    path = f"content/pages/{slug}.md"
    for root in project.configuration.sources:
        if (project.path_of(root) / path).is_file():
            yield Provenance(f"/{slug}/", "page du portail", f"{shown_path(root.path, path)}:1")
            return
    for page in default_pages():
        if page.address.strip("/") == slug:
            yield Provenance(f"/{slug}/", page.title, f"{PROGRAM} ; {path} prendrait sa place")


def _label(project: Project, name: str) -> Provenance:
    """A text of the interface: the program's, or what the portal says in its place."""
    root = _nodes(project, CONFIGURATION_FILE)
    for position, label in enumerate(project.configuration.labels):
        if plain(label.text) == plain(name):
            line = _line(root, ("labels", position, "said"))
            return Provenance(label.text, label.said, f"{CONFIGURATION_FILE}:{line}")
    text = interface_texts()[plain(name)]
    return Provenance(text, text, f"{PROGRAM} ; « labels: » le dirait autrement")


def _keys(project: Project, name: str) -> Iterator[Provenance]:
    """Each value of the configuration under a key; `audiences.0.name` is that of the first."""
    wanted: Pointer = tuple(int(step) if step.isdigit() else step for step in name.split("."))
    root = _nodes(project, CONFIGURATION_FILE)
    for at, value in _leaves(msgspec.to_builtins(project.configuration), ()):
        if at[: len(wanted)] == wanted:
            line = _line(root, at)
            yield Provenance(
                ".".join(map(str, at)), _shown(value), f"{CONFIGURATION_FILE}:{line}" if line else UNSET
            )


def _entries(project: Project, name: str, entry_id: str) -> Iterator[Provenance]:
    """Each key of an entry of a list, or the name of each entry."""
    entries = _lists(project).get(name, {})
    for known, entry in entries.items():
        if entry_id not in {"", known}:
            continue
        own = tuple(_own(project, name, known))
        if not entry_id:
            origin = own[0][0] if own else PROGRAM
            yield Provenance(f"{name}/{known}", _shown(entry.get("label", "")), origin)
            continue
        for key, value in entry.items():
            places = (f"{file.rpartition(':')[0]}:{lines[key]}" for file, lines in own if key in lines)
            if value not in (None, [], (), {}, False):
                yield Provenance(f"{name}/{known}.{key}", _shown(value), next(places, PROGRAM))


def _own(project: Project, name: str, entry_id: str) -> Iterator[tuple[str, Mapping[str, int]]]:
    """Where the portal's own files speak of an entry: `file:line`, and the line of each key."""
    for root in project.configuration.sources:
        for path in _files(name, entry_id):
            node = _nodes(project, path if root.path == "." else f"{root.path}/{path}")
            items = node.items if isinstance(node, nodes.Sequence) else (node,)
            for item in items:
                if isinstance(item, nodes.Mapping) and _is(item.entries.get("id"), entry_id):
                    yield f"{shown_path(root.path, path)}:{item.line}", item.key_lines


def _files(name: str, entry_id: str) -> tuple[str, ...]:
    if name == "produits":
        return (f"{REGISTRY_FOLDER}/{entry_id}.yml",)
    folder = VOCABULARIES_FOLDER if name in Vocabularies.__struct_fields__ else SCHEME_FOLDER
    return (f"{folder}/{name}.yml",)


def _is(node: nodes.Node | None, text: str) -> bool:
    return isinstance(node, nodes.Scalar) and node.text.strip() == text


def _lists(project: Project) -> Mapping[str, Mapping[str, Mapping[str, Any]]]:
    """The entries of each list, by identifier, as they are in force."""
    told: dict[str, list[Any]] = {
        name: list(getattr(project.vocabularies, name).terms) for name in Vocabularies.__struct_fields__
    }
    told |= {file: list(getattr(project.scheme, name)) for name, file in Scheme.files.items()}
    own = [file.vendor for _, files in project.registers for file in files]
    told["produits"] = [*own, *project.vendors]
    lists: dict[str, dict[str, Mapping[str, Any]]] = {}
    for name, entries in told.items():
        for entry in map(msgspec.to_builtins, entries):
            lists.setdefault(name, {}).setdefault(entry["id"], entry)
    return lists


def _nodes(project: Project, path: str) -> nodes.Node | None:
    try:
        text = (project.folder / path).read_text(encoding="utf-8")
    except OSError:
        return None
    return parse(text, 1, Report(path))


def _line(node: nodes.Node | None, pointer: Pointer) -> int:
    """The line of the very thing that a pointer names; 0 when the file does not say it."""
    line = 0
    for step in pointer:
        if isinstance(node, nodes.Mapping) and isinstance(step, str) and step in node.entries:
            line, node = node.key_lines[step], node.entries[step]
        elif isinstance(node, nodes.Sequence) and isinstance(step, int) and step < len(node.items):
            node = node.items[step]
            line = node.line
        else:
            return 0
    return line


def _leaves(value: object, at: Pointer) -> Iterator[tuple[Pointer, object]]:
    if isinstance(value, dict) and value:
        for key, part in value.items():
            yield from _leaves(part, (*at, key))
    elif isinstance(value, list | tuple) and value:
        for rank, part in enumerate(value):
            yield from _leaves(part, (*at, rank))
    else:
        yield at, value


def _flat(value: object) -> list[str]:
    """Every name of the configuration, groups included."""
    names: dict[str, None] = {}
    for at, _ in _leaves(value, ()):
        for length in range(1, len(at) + 1):
            names[".".join(map(str, at[:length]))] = None
    return list(names)


def _shown(value: object) -> str:
    if value is None or value in ([], (), {}, ""):
        return "rien"
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, list | tuple):
        return ", ".join(map(_shown, value))
    if isinstance(value, dict):
        return ", ".join(f"{key}: {_shown(part)}" for key, part in value.items())
    return str(value)
