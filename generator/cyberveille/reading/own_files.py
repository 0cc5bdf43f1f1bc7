"""The folders `templates/` and `static/` of a portal: blocks of its own, and the files that these need."""

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

from jinja2 import TemplateSyntaxError, nodes

from cyberveille.expressions import expression
from cyberveille.looks.language import OwnBlocks, Wrong, parsed, unknown_names, wrongs
from cyberveille.looks.markup import unbalanced, unsafe
from cyberveille.looks.picture import PictureError, is_png, png
from cyberveille.looks.promised import BLOCKS, SAMPLES, variables_of
from cyberveille.looks.sheet import wrong_rules
from cyberveille.looks.svg import cleaned
from cyberveille.looks.typeface import typeface
from cyberveille.map import BY_NAME, Place
from cyberveille.model import Configuration
from cyberveille.model.folders import OWN_FOLDERS
from cyberveille.model.identity import OwnFile
from cyberveille.reading.faults import Fault
from cyberveille.reading.front_matter import decode_text
from cyberveille.reading.looking import is_folder, is_link, names_in, read_within
from cyberveille.reading.report import Report
from cyberveille.reading.scalars import nearest

TEMPLATES, STATIC = OWN_FOLDERS
_LIMIT, _TEMPLATE_LIMIT = 512 * 1024, 64 * 1024
_NAME = expression(r"[a-z0-9][a-z0-9-]*\.(?:css|js|svg|png|woff2)")
_NAMING = "Nommez-le en minuscules sans accent : css, js, svg, png ou woff2 ; sans sous-dossier."


def read_templates(
    folder: Path, configuration: Configuration, files: tuple[OwnFile, ...]
) -> tuple[tuple[OwnFile, ...], list[Report]]:
    """The templates of a portal whose every block can be printed, and what is wrong in the others."""
    found: list[OwnFile] = []
    reports: list[Report] = []
    values = _tried_with(configuration, {item.name for item in files})
    for name, data, report in _files(folder, TEMPLATES):
        reports.append(report)
        if data is None:
            continue
        if name not in BLOCKS:
            report.add(Fault.TEMPLATE, 0, f"Aucun gabarit ne s’appelle « {name} ».", nearest(name, BLOCKS))
            continue
        text = decode_text(data, report)
        if text is None:
            continue
        if len(data) > _TEMPLATE_LIMIT:
            report.add(Fault.FILE_SIZE, 0, "Le gabarit pèse plus de 64 Kio.", "Allégez-le.")
            continue
        for wrong in _wrongs(name, text, values):
            hint = f"Blocs de {name} : {', '.join(BLOCKS[name])}. Voir « Changer l’apparence »."
            report.add(Fault.TEMPLATE, wrong.line, wrong.message, hint)
        if not report.refused:
            found.append(OwnFile(name, data))
    return tuple(found), reports


def _tried_with(configuration: Configuration, files: set[str]) -> dict[str, object]:
    """The variables and functions of blocks, as they are in the portal itself but for notices and pages."""

    def asset(name: str) -> str:
        if name not in files:
            raise LookupError(f"« {name} » n’est pas un fichier de « static/ »")
        return f"/{name}"

    def place(name: str) -> Place:
        if name not in BY_NAME:
            raise LookupError(f"« {name} » n’est pas un lieu. {nearest(name, BY_NAME)}")
        return BY_NAME[name]

    functions = {
        "asset": asset,
        "path": "/{}".format,
        "to": lambda name: f"/{place(name).address}",
        "titled": lambda name: place(name).title,
        "there": lambda name: bool(place(name)),
    }
    own = {name: getattr(configuration, name) for name in ("portal", "publisher", "reporting")}
    return {**SAMPLES, **functions, **own}


def _wrongs(name: str, text: str, values: Mapping[str, object]) -> Iterator[Wrong]:
    tree = parsed(text)
    if isinstance(tree, Wrong):
        yield tree
        return
    found = list(wrongs(tree))
    unread = bool(found)
    for block in tree.body:
        if not isinstance(block, nodes.Block):
            continue
        if block.name in BLOCKS[name]:
            # Of what Jinja would not compile, no name can be looked for.
            found += () if unread else unknown_names(block, variables_of(name, block.name))
        else:
            near = nearest(block.name, BLOCKS[name])
            found.append(Wrong(block.lineno, f"{name} n’a aucun bloc « {block.name} ». {near}"))
    found += unsafe(text)
    yield from found
    if not found:
        yield from _tried(text, values)


def _tried(text: str, values: Mapping[str, object]) -> Iterator[Wrong]:
    """What is wrong in what blocks print, each printed once."""
    try:
        own = OwnBlocks(text)
    except TemplateSyntaxError as error:
        yield Wrong(error.lineno, f"Jinja ne lit pas ce gabarit : {error.message}")
        return
    for block in sorted(own.names):
        line = _line_of(text, block)
        try:
            printed = own.printed(block, values, "")
        except Exception as error:  # noqa: BLE001 - whatever a template meets is a finding on it
            yield Wrong(line, f"Le bloc « {block} » ne s’imprime pas : {error}.")
            continue
        # What is worked out may be what is written nowhere.
        yield from (Wrong(line, wrong.message) for wrong in unsafe(printed))
        if odd := unbalanced(printed):
            yield Wrong(line, f"Dans le bloc « {block} », {odd} n’est pas ouvert et fermé une fois.")


def _line_of(text: str, block: str) -> int:
    match = re.search(rf"\{{%[-+]?\s*block\s+{block}\b", text)
    return text.count("\n", 0, match.start()) + 1 if match else 1


def read_static(folder: Path) -> tuple[tuple[OwnFile, ...], list[Report]]:
    """The files that an organisation adds, made safe, and what is wrong in the others."""
    found: list[OwnFile] = []
    reports: list[Report] = []
    listed = list(_files(folder, STATIC))
    names = {name for name, _, _ in listed}
    for name, data, report in listed:
        reports.append(report)
        if data is None:
            continue
        if not _NAME.fullmatch(name):
            report.add(Fault.IDENTITY_FILE, 0, f"« {name} » ne peut pas être servi sous ce nom.", _NAMING)
            continue
        safe = _safe(name, data, names, report)
        if safe is not None and not report.refused:
            found.append(OwnFile(name, safe))
    return tuple(found), reports


def _safe(name: str, data: bytes, names: set[str], report: Report) -> bytes | None:
    ending = name.rpartition(".")[2]
    try:
        if ending == "png" or is_png(data):
            return png(data).data
        if ending == "woff2":
            return typeface(data)
        if ending == "svg":
            drawn = cleaned(data)
            for removed in drawn.removed:
                report.add(Fault.IDENTITY_FILE, removed.line, f"Le dessin contient {removed.what}.", _REMOVE)
            return drawn.picture.data
    except PictureError as error:
        report.add(Fault.IDENTITY_FILE, error.line, error.message, _REMOVE)
        return None
    text = decode_text(data, report)
    if text is not None and ending == "css":
        for wrong in wrong_rules(text, names):
            report.add(Fault.IDENTITY_FILE, wrong.line, wrong.message, "Corrigez la feuille de style.")
    return data


_REMOVE = "Corrigez ce fichier : il est servi tel qu’il reste une fois nettoyé."


def _files(folder: Path, inside: str) -> Iterator[tuple[str, bytes | None, Report]]:
    """The files of a folder by name, in order; None, with a finding, for one that is not read."""
    place = folder / inside
    if not is_folder(place) or is_link(place):
        return
    for name in names_in(place):
        if name.startswith(".") or name.endswith("~"):
            continue
        report = Report(f"{inside}/{name.encode(errors='replace').decode()}")
        file = place / name
        data: bytes | int | None = None
        try:
            data = None if is_link(file) else read_within(file, _LIMIT)
        except OSError:
            data = None
        if data is None:
            report.add(Fault.UNREADABLE, 0, "Ce n’est pas un fichier que le portail peut lire.", _NAMING)
        elif isinstance(data, int):
            report.add(Fault.FILE_SIZE, 0, "Le fichier pèse plus de 512 Kio.", "Allégez-le.")
            data = None
        yield name, data, report
