"""One source, read and checked: a pure function of its bytes and of the project."""

import time

import msgspec

from cyberveille.catalogue.earlier import texts_of
from cyberveille.catalogue.examined import Examined, digest_of, marked
from cyberveille.catalogue.former import former_of
from cyberveille.catalogue.listing import SourceFile
from cyberveille.catalogue.naming import named
from cyberveille.catalogue.project import Project
from cyberveille.catalogue.summary import Summary
from cyberveille.catalogue.with_earlier import with_earlier
from cyberveille.checking import Context, Policy, check_subject
from cyberveille.checking.index import CatalogueEntry
from cyberveille.locale import french
from cyberveille.model import Finding, Headline, Page, Tlp, erased
from cyberveille.reading import (
    SOURCE_LIMIT,
    Fault,
    notice_of,
    read_source,
    shown_path,
    too_large,
)
from cyberveille.reading.report import Report
from cyberveille.system_errors import reason

_ENCODER = msgspec.msgpack.Encoder()
_MOST = 65_536
"""Bytes of nearly every source: room for the limit, asked for each, would take longer than the reading."""


class Examiner:
    """Reads and checks sources under the configuration, the lists and the registry of a project."""

    def __init__(self, project: Project) -> None:
        configuration = project.configuration
        self._homes = configuration.homes
        self._policies = {
            (root.path, tlp): Policy(
                configuration.prefix,
                root.tlp_max,
                project.vocabularies,
                project.markings,
                bool(configuration.portal.demonstration),
                self._homes,
                project.registry_for(tlp),
            )
            for root in configuration.sources
            for tlp in Tlp
        }
        self._limits = {root.path: root.tlp_max for root in configuration.sources}

    def examine(self, source: SourceFile, data: bytes, read_ns: int = 0) -> Examined:
        """`read_ns` is a time just before the bytes were read, in nanoseconds."""
        record = read_source(source.path, data, root=source.root, files=source.beside)
        findings = list(record.findings)
        limit = self._limits[source.root]
        subject = record.subject and marked(record.subject, limit)
        texts = texts_of(source.kept)
        if source.kept and (whole := notice_of(subject)) is not None:
            subject, found = with_earlier(whole, source.kept, texts, limit)
            findings += found
        # A notice is told by the registry of those who may read it, wherever it lies.
        policy = self._policies[source.root, (subject and subject.tlp) or limit]
        subject = subject and named(subject, policy.registry)
        if subject is not None:
            context = Context(
                policy,
                tuple((removal.line, removal.what) for removal in record.removed),
                source.beside,
                record.unread,
                record.left,
                record.unusual,
                None if source.earlier is None else frozenset(item.number for item in source.kept),
            )
            for observation in check_subject(subject, context):
                line = observation.remark.line or record.line_of(observation.remark.at)
                findings.append(observation.finding(line))
            subject = erased(subject)
        page = subject if isinstance(subject, Page) else None
        headline = None
        if (notice := notice_of(subject)) is not None:
            headline = Headline.of(notice)
            if notice.earlier:
                former = former_of(notice, headline, policy.registry)
                headline = msgspec.structs.replace(headline, former=former)
        summary = Summary(
            CatalogueEntry.of(subject, headline, self._homes) if subject else None,
            headline,
            page,
            tuple(sorted(findings)),
        )
        return Examined(
            source,
            # What could not be read is tried again.
            "" if None in texts else digest_of(source, data, texts),
            _ENCODER.encode(summary),
            b"" if subject is None else _ENCODER.encode(subject),
            read_ns,
        )

    def unreadable(self, source: SourceFile, error: OSError) -> Examined:
        finding = Finding(
            shown_path(source.root, source.path),
            0,
            Fault.UNREADABLE.value,
            french(f"Le fichier ne peut pas être lu : {reason(error)}."),
            "Vérifiez ses droits d’accès.",
        )
        return _without_subject(source, (finding,))

    def too_large(self, source: SourceFile) -> Examined:
        report = Report(shown_path(source.root, source.path))
        own = source.size - sum(item.size + 1 for item in source.kept)
        too_large(own, SOURCE_LIMIT, report)
        return _without_subject(source, tuple(report.findings))


def examine_one(examiner: Examiner, source: SourceFile) -> Examined:
    read_ns = time.time_ns()
    try:
        with open(source.file, "rb", buffering=0) as file:  # noqa: PTH123 - thousands of times
            data = file.read(_MOST)
            if len(data) == _MOST:
                data += file.read(SOURCE_LIMIT + 1 - _MOST)
    except OSError as error:
        return examiner.unreadable(source, error)
    if len(data) > SOURCE_LIMIT:
        return examiner.too_large(source)
    return examiner.examine(source, data, read_ns)


def _without_subject(source: SourceFile, findings: tuple[Finding, ...]) -> Examined:
    return Examined(source, "", _ENCODER.encode(Summary(None, None, None, findings)), b"", 0)
