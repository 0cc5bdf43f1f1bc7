"""The text of a notice file."""

from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from cyberveille.model import (
    Action,
    Alert,
    AlertStatus,
    Attachment,
    Bulletin,
    CareImpact,
    Document,
    InBrief,
    Level,
    MinistryAction,
    Product,
    Reference,
    Revision,
    Rex,
    Severity,
    Tlp,
    Vulnerability,
)
from cyberveille.reading import read_source
from cyberveille.reading.front_matter import CONTROL
from cyberveille.reading.keys import keys_of
from cyberveille.reading.mojibake import is_spoilt
from cyberveille.reading.unseen import as_it_looks
from cyberveille.signs import UNSEEN
from cyberveille.writing import notice_text, write_atomically
from cyberveille.writing.notice_file import ORDER, quoted

MOMENT = datetime(2026, 7, 1, 10, 0, tzinfo=UTC)
BODY = "## Résumé\n\nA.\n\n## Mesures\n\nB."


def _header(**changes: object) -> dict[str, object]:
    return {
        "id": "CV-2026-ALE-0001",
        "title": "Un titre",
        "tlp": Tlp.CLEAR,
        "published": MOMENT,
        "revisions": (Revision(date=MOMENT, change="Version initiale"),),
    } | changes


def _alert(**changes: object) -> Alert:
    text = notice_text(_header(status=AlertStatus.ACTIVE, **changes), BODY)
    record = read_source("alerts/2026/CV-2026-ALE-0001.md", text.encode())
    assert record.findings == ()
    assert isinstance(record.subject, Alert)
    return record.subject


def test_every_key_has_its_place() -> None:
    """The order of keys knows each header key of the model, and nothing else."""
    keys = {
        key.name for struct in (Bulletin, Alert, Document, Rex, MinistryAction) for key in keys_of(struct)
    }
    assert set(ORDER) == keys


def test_the_layout_is_that_of_an_editor() -> None:
    """Short groups on a line, long ones on several, times of Paris, nothing that is absent."""
    text = notice_text(
        _header(
            products=(
                Product(vendor="Exemple", product="X", affected="< 4.10"),
                Product(product="Y" * 120),
            ),
            vulnerabilities=(Vulnerability(cve="CVE-2026-1234", exploited=True),),
            risks=("deni-service",),
            aliases=(),
        ),
        BODY,
    )
    assert text == (
        "---\n"
        "id: CV-2026-ALE-0001\n"
        'title: "Un titre"\n'
        "tlp: CLEAR\n"
        "published: 2026-07-01T12:00:00+02:00\n"
        "products:\n"
        '  - {vendor: "Exemple", product: "X", affected: "< 4.10"}\n'
        f'  - product: "{"Y" * 120}"\n'
        "vulnerabilities:\n"
        "  - {cve: CVE-2026-1234, exploited: true}\n"
        "risks: [deni-service]\n"
        "revisions:\n"
        '  - {date: 2026-07-01T12:00:00+02:00, change: "Version initiale"}\n'
        "---\n\n" + BODY + "\n"
    )


def test_what_is_written_is_what_is_read() -> None:
    """Every kind of value survives the way through a file."""
    facts: dict[str, object] = {
        "severity": Severity.CRITICAL,
        "technologies": ("imagerie",),
        "care_impact": CareImpact(services=("imagerie", "biologie"), level="aucun", fallback="Papier"),
        "action": Action(deadline=date(2026, 7, 9)),
        "in_brief": InBrief(what="A: b", concerned="# oui", action="« fin »"),
        "references": (Reference(title='Avis "X" {1}', url="https://example.org/?a=b#c"),),
    }
    notice = _alert(**facts)
    assert {name: getattr(notice, name) for name in facts} == facts


def test_a_document_is_written_too() -> None:
    """Attachments are groups, the theme and form stand bare."""
    header = _header(
        id="CV-2026-DOC-0001", theme="crise", form="fiche", summary="S.", version="1.10",
        level=Level.EXPERT, supersedes=("CV-2025-DOC-0001",),
        attachments=(Attachment(file="a.pdf", title="Fiche"),),
    )  # fmt: skip
    record = read_source(
        "content/documents/CV-2026-DOC-0001.md",
        notice_text(header, BODY).encode(),
        files=frozenset({"a.pdf"}),
    )
    assert record.findings == ()
    assert isinstance(record.subject, Document)
    assert record.subject.version == "1.10"


_LINES = 2


def _is_seen(text: str) -> bool:
    """Whether a notice may hold it.

    The reader refuses what cannot be seen, what passes for something else, or was read in another coding: it
    looks at the header as it is written, where lines that end one after the other pass for a path.
    """
    written = quoted(f"x{text}")
    seen = not CONTROL.search(text) and not UNSEEN.search(text) and len(text.splitlines()) < _LINES
    return seen and as_it_looks(written) == written and not is_spoilt(written)


@given(st.text(alphabet=st.characters(exclude_categories=["Cs"])).filter(_is_seen))
@example("\nseconde ligne : « fin » # non")
def test_any_text_can_be_a_title(text: str) -> None:
    """Quotes, colons, hashes and line ends are read back as written, whatever a notice may hold."""
    assert _alert(title=f"x{text}").title.strip() == f"x{text}".strip()


def test_characters_that_yaml_refuses_are_escaped() -> None:
    """C1 controls, separators and marks stand as escapes."""
    assert quoted('a"\\\x85\u2028\ufeffé') == '"a\\"\\\\\\u0085\\u2028\\ufeffé"'


def test_a_file_is_replaced_whole(tmp_path: Path) -> None:
    """No temporary file is left, and folders are made."""
    target = tmp_path / "bulletins" / "2026" / "a.md"
    write_atomically(target, "un")
    write_atomically(target, "deux")
    assert [path.name for path in target.parent.iterdir()] == ["a.md"]
    assert target.read_text(encoding="utf-8") == "deux"


def test_a_failed_write_leaves_the_old_file(tmp_path: Path) -> None:
    """Text that cannot be encoded does not harm what is there."""
    target = tmp_path / "a.md"
    write_atomically(target, "un")
    with pytest.raises(UnicodeEncodeError):
        write_atomically(target, "\ud800")
    assert [path.name for path in tmp_path.iterdir()] == ["a.md"]
    assert target.read_text(encoding="utf-8") == "un"
