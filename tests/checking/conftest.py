"""A small portal is read and checked as the command does it, without its cache."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

from cyberveille.catalogue.attached import attached_pdf_facts, defects
from cyberveille.catalogue.examined import marked
from cyberveille.catalogue.listing import list_sources
from cyberveille.catalogue.naming import named
from cyberveille.checking import (
    CatalogueEntry,
    Change,
    Context,
    Index,
    Policy,
    Present,
    Published,
    SourcePath,
    changes,
    check_catalogue,
    check_changes,
    check_subject,
    of_subject,
)
from cyberveille.model import Configuration, Finding, Page, Vocabularies
from cyberveille.reading import (
    base_registry,
    line_of,
    nodes,
    read_configuration,
    read_registry,
    read_scheme,
    read_source,
    read_vocabularies,
)
from cyberveille.reading.composing import parse
from cyberveille.reading.report import Report
from cyberveille.registry import Registry, RegistryFile, overlaid

FIXTURES = Path(__file__).parent / "fixtures"
PORTAL = FIXTURES / "portal"
CLOCK = datetime(2026, 12, 1, tzinfo=UTC)

Check = Callable[[Path], tuple[Finding, ...]]


def _configuration(root: Path) -> Configuration:
    own = root / "site_config.yml"
    file = own if own.exists() else PORTAL / "site_config.yml"
    configuration = read_configuration(file.name, file.read_bytes()).configuration
    assert configuration is not None
    return configuration


def _vocabularies(root: Path) -> Vocabularies:
    has_own = (root / "content" / "vocabulaires").is_dir()
    vocabularies, faults = read_vocabularies(root if has_own else PORTAL)
    assert faults == ()
    return vocabularies


def _registered(root: Path) -> tuple[RegistryFile, ...]:
    registered, faults = read_registry(root)
    assert faults == ()
    return registered


def _registry(root: Path) -> Registry:
    """Empty for a folder that says nothing of products: its notices are about something else."""
    own = [file.vendor for file in _registered(root)]
    return Registry(overlaid((base_registry(), own)) if own else ())


def _check(root: Path) -> tuple[Finding, ...]:
    configuration, vocabularies = _configuration(root), _vocabularies(root)
    policy = Policy(
        configuration.prefix,
        configuration.sources[0].tlp_max,
        vocabularies,
        demonstration=bool(configuration.portal.demonstration),
        homes=configuration.homes,
        registry=_registry(root),
    )
    sources, findings = list_sources(root, ".")
    entries: list[CatalogueEntry] = []
    for source in sources:
        data = (root / source.path).read_bytes()
        record = read_source(source.path, data, files=source.beside)
        findings += record.findings
        if record.subject is None:
            continue
        subject = named(marked(record.subject, policy.tlp_max), policy.registry)
        entries.append(CatalogueEntry.of(subject, homes=policy.homes))
        removed = tuple((removal.line, removal.what) for removal in record.removed)
        kept = frozenset(item.number for item in source.kept) if (root / "revisions").is_dir() else None
        context = Context(policy, removed, source.beside, record.unread, record.left, record.unusual, kept)
        findings += [
            observation.finding(line_of(data, observation.remark.at))
            for observation in check_subject(subject, context)
        ]

    def locate(place: SourcePath, at: tuple[str | int, ...]) -> int:
        data = (root / place.path).read_bytes()
        if place.path.endswith(".md"):
            return line_of(data, at)
        return nodes.locate(parse(data.decode(), 1, Report(place.path)), at, 1)

    if (root / "before").is_dir():
        findings += check_changes(_changes(root, configuration), locate)
    scheme, faults = read_scheme(root)
    assert faults == ()
    with TemporaryDirectory() as work:
        pdf_facts = attached_pdf_facts(Path(work), root, entries)
        defective = defects(Path(work), root, entries)
    index = Index(
        configuration,
        vocabularies,
        tuple(entries),
        clock=CLOCK,
        vendors=base_registry(),
        registers=((".", _registered(root)),),
        scheme=scheme,
        pdf_facts=pdf_facts,
        defects=defective,
    )
    return tuple(sorted((*findings, *check_catalogue(index, locate))))


def _published(root: Path, configuration: Configuration) -> dict[str, Published]:
    """What the sources in a folder publish for everybody, by name."""
    found: dict[str, Published] = {}
    for source in list_sources(root, ".")[0]:
        subject = read_source(source.path, (root / source.path).read_bytes(), files=source.beside).subject
        assert subject is not None
        subject = marked(subject, configuration.sources[0].tlp_max)
        beside = (root / source.path).with_suffix("")
        files = {name: (beside / name).read_text("utf-8") for name in source.beside}
        shown = isinstance(subject, Page) or configuration.audiences[0].shows(
            draft=subject.draft, tlp=subject.tlp, published=subject.published, clock=CLOCK
        )
        if shown:
            thing = of_subject(subject, files)
            found[thing.name] = thing
    return found


def _changes(root: Path, configuration: Configuration) -> list[Change]:
    """What became of what the folder `before` had published; feeds reach one month back."""
    then = _published(root / "before", configuration)
    now = _published(root, configuration)
    answers = {address for thing in now.values() for address in thing.addresses}
    moved = {former: thing.address for thing in now.values() for former in thing.former}
    since = CLOCK - timedelta(days=30)

    def fed(name: str) -> bool:
        updated = now[name].updated
        return updated is not None and updated >= since

    present = Present(now, answers.__contains__, moved, fed, lambda _: "", "public")
    return list(changes(then.values(), present))


@pytest.fixture
def check() -> Check:
    """Every finding of the portal in a folder; what the folder lacks comes from `fixtures/portal`."""
    return _check
