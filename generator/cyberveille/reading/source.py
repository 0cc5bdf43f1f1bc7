"""One source file to one typed subject."""

import functools
from typing import Any

from msgspec import Struct
from msgspec.structs import replace

from cyberveille.markup import Mark, Removal, Rendered, render_body
from cyberveille.model import (
    RECORDS,
    Body,
    Finding,
    Notice,
    SourceLocation,
    neutral_values,
)
from cyberveille.reading import nodes
from cyberveille.reading.code_signs import look_at_code
from cyberveille.reading.composing import parse
from cyberveille.reading.decode import decode
from cyberveille.reading.faults import Fault
from cyberveille.reading.former_keys import with_present_keys
from cyberveille.reading.front_matter import FrontMatter, decode_text, kibibytes, report_odd_fence, split
from cyberveille.reading.places import shown_path
from cyberveille.reading.remains import Leftover, left_in
from cyberveille.reading.report import Report
from cyberveille.reading.size import SOURCE_LIMIT, source_digest, too_large
from cyberveille.reading.spacing import spaced_body
from cyberveille.reading.subject import Subject, type_at
from cyberveille.signs import UNUSUAL

BODY_LIMIT = 512 * 1024


class Record(Struct, frozen=True):
    """What one file says: a subject unless its header could not be trusted, and what was found."""

    subject: Subject | None
    findings: tuple[Finding, ...]
    removed: tuple[Removal, ...] = ()
    header: nodes.Node | None = None
    unread: tuple[Mark, ...] = ()
    left: tuple[Leftover, ...] = ()
    """What stood there to be filled in or replaced."""
    unusual: bool = False
    """Whether a sign of the header could pass for another."""

    def line_of(self, pointer: tuple[str | int, ...]) -> int:
        """The line on which the header says what `pointer` names; 1 when it cannot be told."""
        return nodes.locate(self.header, pointer, 1)


def read_source(
    path: str,
    data: bytes,
    *,
    root: str = ".",
    files: frozenset[str] = frozenset(),
    record: type[Subject] | None = None,
) -> Record:
    """The subject that `data` describes, with every fault of form found on the way.

    `path` is relative to `root` and says what is read: a notice, a document or a page; with `record`,
    that. Any bytes give a record: nothing is raised.
    """
    struct = record or type_at(path)
    if struct is None:
        raise ValueError(f"{path} is not the path of a source")
    report = Report(shown_path(root, path))
    if too_large(len(data), SOURCE_LIMIT, report):
        return Record(None, tuple(report.findings))
    front = read_front_matter(data, report)
    if front is None:
        return Record(None, tuple(report.sorted()))
    front = replace(front, body=spaced_body(front.body, front.body_line, report))
    look_at_code(front.body, front.body_line, report)
    rendered = _render(front, report)
    faults = len(report.findings)
    header = parse(front.header, front.header_line, report)
    if header is None and len(report.findings) > faults:
        if report_odd_fence(front.header, report, sure=True):
            del report.findings[faults:-1]  # what YAML made of a text that is not the header's
        return Record(None, tuple(report.sorted()), rendered.removed)
    header = with_present_keys(struct, header, report)
    neutral = _neutral(struct, header)
    values = decode(struct, header, report, 1, neutral.keys())
    if report.refused:
        return Record(None, tuple(report.sorted()), rendered.removed)
    source = SourceLocation(root, path, source_digest(data, files))
    subject = struct(**neutral | values, body=rendered.body, source=source)
    unusual = report.unusual and UNUSUAL.search(front.header) is not None
    left = left_in(front.header, front.header_line, front.body, front.body_line)
    return Record(subject, tuple(report.sorted()), rendered.removed, header, rendered.unread, left, unusual)


def _neutral(struct: type[Subject], header: nodes.Node | None) -> dict[str, Any]:
    """The required keys that a notice to be erased need not give, with what stands for them."""
    withdrawn = header.entries.get("withdrawn") if isinstance(header, nodes.Mapping) else None
    erase = withdrawn.entries.get("erase") if isinstance(withdrawn, nodes.Mapping) else None
    if not isinstance(erase, nodes.Scalar) or erase.text.strip() in {"", "false"}:
        return {}
    return neutral_values(struct) if issubclass(struct, Notice) else {}


def _render(front: FrontMatter, report: Report) -> Rendered:
    """The body; an empty one, with a finding, when it is beyond what can be rendered."""
    if len(front.body.encode()) > BODY_LIMIT:
        report.add(
            Fault.BODY_SIZE,
            front.body_line,
            f"Le texte pèse {kibibytes(front.body)} Kio ; il ne doit pas dépasser 512 Kio.",
            "Un texte aussi long a sa place dans un fichier joint à un document.",
        )
        return Rendered(Body())
    rendered = render_body(front.body, front.body_line)
    if rendered.intricate:
        report.add(
            Fault.BODY_INTRICATE,
            rendered.intricate,
            "Le texte emboîte ou accumule trop de signes pour être lu en un temps raisonnable.",
            "Séparez-le par des lignes vides ; un texte à montrer tel quel va entre deux lignes « ``` ».",
        )
    return rendered


def read_front_matter(data: bytes, report: Report) -> FrontMatter | None:
    text = decode_text(data, report)
    return None if text is None else split(text, report)


def line_of(data: bytes, pointer: tuple[str | int, ...]) -> int:
    """The line of `data` on which the header says what `pointer` names; 1 when it cannot be told."""
    return nodes.locate(_header_of(data), pointer, 1)


@functools.lru_cache(maxsize=1)
def _header_of(data: bytes) -> nodes.Node | None:
    """The header's nodes; a file's findings are located one after another, so the last is kept."""
    front = read_front_matter(data, Report(""))
    if front is None:
        return None
    header = parse(front.header, front.header_line, Report(""))
    for struct in RECORDS.values():
        header = with_present_keys(struct, header, Report(""))
    return header
