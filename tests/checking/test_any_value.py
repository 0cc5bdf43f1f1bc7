"""Whatever the reader lets through, the rules speak of it and do not fail."""

from datetime import UTC, date, datetime

from hypothesis import given
from hypothesis import strategies as st

from cyberveille.checking import CatalogueEntry, Context, Policy, check_subject
from cyberveille.model import (
    Action,
    Alert,
    AlertStatus,
    Attachment,
    Body,
    CareImpact,
    Document,
    Link,
    Reference,
    Revision,
    Section,
    Severity,
    SourceLocation,
    Tlp,
    Vocabularies,
    Vulnerability,
    Withdrawal,
)

POLICY = Policy("CV", Tlp.CLEAR, Vocabularies())
texts = st.one_of(
    st.text(max_size=40),
    st.sampled_from(
        ("CV-2026-BUL-0042", "CVE-2026-1234", "https://[", "//", "#", "mailto:", "a:b", "À compléter")
    ),
)
moments = st.datetimes(
    min_value=datetime(1970, 1, 2),  # noqa: DTZ001 - hypothesis adds the zone
    max_value=datetime(9000, 1, 1),  # noqa: DTZ001
    timezones=st.just(UTC),
)
days = st.dates(min_value=date(1970, 1, 1))
lines = st.integers(min_value=1, max_value=9)


def _many(values: st.SearchStrategy[object]) -> st.SearchStrategy[tuple[object, ...]]:
    return st.lists(values, max_size=3).map(tuple)


bodies = st.builds(
    Body,
    _many(st.builds(Section, texts, texts, texts, lines)),
    _many(st.builds(Link, texts, lines, st.booleans(), texts)),
)
common = {
    "id": texts,
    "title": texts,
    "tlp": st.sampled_from(Tlp),
    "published": moments,
    "revisions": _many(st.builds(Revision, date=moments, change=texts)),
    "draft": st.booleans(),
    "structures": _many(texts),
    "references": _many(st.builds(Reference, title=texts, url=texts)),
    "aliases": _many(texts),
    "redirect_from": _many(texts),
    "withdrawn": st.none() | st.builds(Withdrawal, date=moments, reason=texts),
    "body": bodies,
    "source": st.builds(SourceLocation, st.just("."), texts, st.just("")),
}
alerts = st.builds(
    Alert,
    **common,
    severity=st.none() | st.sampled_from(Severity),
    technologies=_many(texts),
    vulnerabilities=_many(st.builds(Vulnerability, cve=texts, cvss=st.none() | texts, cwe=st.none() | texts)),
    care_impact=st.none() | st.builds(CareImpact, services=_many(texts), level=texts),
    action=st.none() | st.builds(Action, deadline=days, exposed_deadline=st.none() | days),
    status=st.sampled_from(AlertStatus),
    closed=st.none() | moments,
)
documents = st.builds(
    Document,
    **common,
    theme=texts,
    form=texts,
    summary=texts,
    version=texts,
    attachments=_many(st.builds(Attachment, file=texts, title=texts, language=texts)),
    related=_many(texts),
)
removals = _many(st.tuples(lines, texts))


@given(subject=alerts | documents, removed=removals, files=st.frozensets(texts, max_size=3))
def test_any_value_gives_remarks_and_never_an_exception(
    subject: Alert | Document, removed: tuple[tuple[int, str], ...], files: frozenset[str]
) -> None:
    """Every remark is a sentence, twice the same."""
    context = Context(POLICY, removed, files)
    found = check_subject(subject, context)
    assert all(item.finding(1).message for item in found)
    assert found == check_subject(subject, context)
    assert CatalogueEntry.of(subject).id == subject.id
