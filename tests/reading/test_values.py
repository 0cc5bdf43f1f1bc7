"""From text to typed values: dates, numbers, closed lists, groups of keys, and what counts as absent."""

from datetime import UTC, date, datetime

import pytest
from tests.reading.samples import (
    NOTICE,
    TITLE,
    TITLE_LINE,
    bulletin,
    found,
    only,
    read,
    with_line,
    with_title,
)

from cyberveille.locale import french
from cyberveille.model import Action, Alert, AlertStatus, Document, Page, PageTemplate, Severity, Tlp
from cyberveille.reading import Fault
from cyberveille.reading.scalars import nearest, read_boolean, read_day, read_integer, read_moment


def test_values_have_their_types() -> None:
    """The header becomes enums, tuples, aware times and days."""
    notice = bulletin(read(NOTICE))
    assert notice.tlp is Tlp.CLEAR
    assert notice.severity is Severity.HIGH
    assert notice.technologies == ("imagerie",)
    assert notice.published == datetime(2026, 10, 5, 8, tzinfo=UTC)
    assert notice.action == Action(deadline=date(2026, 10, 30))
    assert notice.vulnerabilities[0].exploited is True
    assert notice.products[0].affected == "< 4.10"


@pytest.mark.parametrize(
    "written",
    [
        "2026-10-05T10:00:00+02:00",
        "2026-10-05T08:00:00Z",
        "2026-10-05T08:00Z",
        "2026-10-05 10:00+02:00",
        "2026-10-04T22:00:00-10:00",
        "2026-10-05T10:00:00.000+02:00",
    ],
)
def test_one_instant_is_one_value(written: str) -> None:
    """Whatever its zone, the same instant is read as the same value, in UTC."""
    moment = bulletin(read(with_line("published:", f"published: {written}"))).published
    assert (moment, moment.tzinfo) == (datetime(2026, 10, 5, 8, tzinfo=UTC), UTC)


@pytest.mark.parametrize(
    ("written", "rule"),
    [
        ("2026-10-05T10:00:00", "date-zone"),
        ("2026-10-05 10:00", "date-zone"),
        ("2026-10-05", "date-form"),
        ("2026-02-29T10:00:00+01:00", "date-form"),
        ("2026-13-01T10:00:00+01:00", "date-form"),
        ("2026-10-05T24:01:00+01:00", "date-form"),
        ("2026-10-05T10:60:00+01:00", "date-form"),
        ("2026-10-05T10:00:00+25:00", "date-form"),
        ("2026-10-05T10:00:00+0200", "date-form"),
        ("2026-10-05T10:00:00+01:60", "date-form"),
        ("2026-10-05T10:00:00+01:99", "date-form"),
        ("2026-10-05T10:00:00+14:01", "date-form"),
        ("2026-10-05T10:00:00-12:30", "date-form"),
        ("2026-10-05T10:00:00-00:00", "date-form"),
        ("2026-10-05T24:00:00+01:00", "date-form"),
        ("2026-12-31T23:59:60Z", "date-form"),
        ("2026-10-05t10:00:00Z", "date-form"),
        ("2026-10-05T10:00:00z", "date-form"),
        ("2026-10-05T10:00:00+٠١:00", "date-form"),
        ("2026-W41-1T10:00:00Z", "date-form"),
        ("2026-10-05T10:00:00 Europe/Paris", "date-form"),
        ("0001-01-01T00:00:00+23:59", "date-form"),
        ("0206-10-05T10:00:00+02:00", "date-form"),
        ("9999-12-31T23:59:59-12:00", "date-form"),
        ("5 octobre 2026", "date-form"),
        ("05/10/2026 10:00", "date-form"),
        ("1791187200", "date-form"),
        ("٢٠٢٦-10-05T10:00:00Z", "date-form"),
    ],
)
def test_a_date_that_is_none_is_refused(written: str, rule: str) -> None:
    """A date without zone, or that no calendar has, is refused with an example of the right form."""
    finding = only(read(with_line("published:", f"published: {written}")).findings)
    assert (finding.rule, finding.line) == (rule, 5)
    assert written.split("T", maxsplit=1)[0][:4] in finding.message
    assert finding.hint


@pytest.mark.parametrize(
    "written", ["2026-02-30", "2026-10-05T10:00:00Z", "30/10/2026", "20261030", "1899-01-01"]
)
def test_a_deadline_is_a_day(written: str) -> None:
    """A deadline that is not a plain day of our time is refused."""
    record = read(with_line("action:", f"action: {{deadline: {written}}}".replace("10:00:00Z", "10")))
    assert found(record) == [(12, "date-form")]


def test_scalar_readers_give_values_or_problems() -> None:
    """Each scalar reader gives its type, or the fault with a message and a hint."""
    assert read_boolean("true") is True
    assert read_boolean("false") is False
    assert read_integer("007") == 7
    assert read_day("2028-02-29") == date(2028, 2, 29)
    for problem in (
        read_boolean("True"),
        read_boolean("yes"),
        read_integer("-1"),
        read_integer("1.0"),
        read_integer("٣"),
        read_integer("9" * 5000),
        read_day("2026-2-3"),
        read_moment("T"),
    ):
        assert isinstance(problem, tuple)
        fault, message, hint = problem
        assert isinstance(fault, Fault)
        assert message.endswith(".")
        assert hint.endswith(".")


@pytest.mark.parametrize(
    ("line", "hint"),
    [
        ("severity: critque", "« critique »"),
        ("severity: Elevee", "« elevee »"),
        ("severity: rouge", "Valeurs possibles : critique, elevee"),
        ("tlp: WHITE", "Valeurs possibles : CLEAR, GREEN"),
        ("tlp: AMBER+STRIC", "« AMBER+STRICT »"),
        ("tlp: clear", "Vouliez-vous dire « CLEAR »"),
    ],
)
def test_a_word_outside_its_list_gets_the_nearest(line: str, hint: str) -> None:
    """The hint proposes the nearest valid word, or the whole list."""
    key = line.partition(":")[0]
    finding = only(read(with_line(f"{key}:", line)).findings)
    assert finding.rule == "wrong-value"
    assert french(hint) in finding.hint


def test_nearest_ignores_case() -> None:
    """A word in capitals is near to the same in small letters."""
    assert nearest("IMAGERIE", ["imagerie", "biologie"]) == "Vouliez-vous dire « imagerie » ?"


@pytest.mark.parametrize(
    ("line", "text"),
    [
        ("title:", "title: [a]"),
        ("title:", "title: {a: b}"),
        ("technologies:", "technologies: imagerie"),
        ("technologies:", "technologies: {imagerie: oui}"),
        ("technologies:", "technologies: [[imagerie]]"),
        ("action:", "action: 2026-10-30"),
        ("action:", "action: [2026-10-30]"),
        ("  - {title: Avis", "  - https://example.org/avis"),
    ],
)
def test_a_value_of_another_form_is_refused(line: str, text: str) -> None:
    """A list where a text is expected, and so on, is refused with an example."""
    finding = only(read(with_line(line, text)).findings)
    assert finding.rule == "wrong-type"
    assert finding.hint


EMPTY = ["", " ''", ' ""', ' "  "', " []"]


@pytest.mark.parametrize("empty", EMPTY)
def test_an_empty_optional_key_is_absent(empty: str) -> None:
    """Content editors such as Decap write every key: one without value is as if it were not there."""
    record = read(
        with_line("severity:", f"severity:{empty}\npap:{empty}\ncare_impact:{empty}\naliases:{empty}")
    )
    assert record.findings == ()
    notice = bulletin(record)
    assert (notice.severity, notice.pap, notice.care_impact, notice.aliases) == (None, None, None, ())


@pytest.mark.parametrize("empty", [*EMPTY, " {}"])
def test_an_empty_required_key_is_refused(empty: str) -> None:
    """A required key without value is refused on its own line."""
    finding = only(read(with_title(f"title:{empty}")).findings)
    assert (finding.rule, finding.line) == ("missing-key", TITLE_LINE)
    assert "vide" in finding.message


BRACES = [
    "{true}",
    "{AMBER}",
    "{a, b}",
    "{a: }",
    "{a: {b}}",
    "{a: {b: }}",
    '{"": ""}',
    "{eps: [], x: {}}",
    "{true: []}",
]
SCALARS_AND_LISTS = [
    *("draft", "pap", "severity", "structures", "risks", "technologies", "aliases"),
    *("products", "vulnerabilities", "indicators", "redirect_from"),
]


@pytest.mark.parametrize(
    "braces", [*BRACES, "{}", "!!set {a}", "!!binary YQ==", "&a {a}", "{<<: {a: b}}", "[[]]", "[{}]"]
)
@pytest.mark.parametrize("key", SCALARS_AND_LISTS)
def test_braces_are_never_absence(key: str, braces: str) -> None:
    """A mapping whose keys have no value is no absent value: `draft: {true}` would be published."""
    kept = NOTICE
    for line in NOTICE.split("\n"):
        if line.startswith(f"{key}:"):
            block = line + "\n"
            rest = NOTICE.partition(block)[2].split("\n")
            below = next(at for at, text in enumerate(rest) if not text.startswith("  "))
            kept = NOTICE.replace(block + "".join(f"{text}\n" for text in rest[:below]), "")
    record = read(kept.replace(TITLE, f"{TITLE}\n{key}: {braces}"))
    assert record.subject is None
    assert any(finding.line == TITLE_LINE + 1 for finding in record.findings)


@pytest.mark.parametrize("key", ["services", "level", "fallback"])
@pytest.mark.parametrize("braces", BRACES)
def test_braces_within_a_group_are_never_absence(key: str, braces: str) -> None:
    """Nor do they make the whole group vanish."""
    record = read(with_line("severity:", f"care_impact: {{{key}: {braces}}}"))
    assert record.subject is None


def test_a_missing_required_key_is_refused() -> None:
    """A required key that is not there is reported at the head of the file, with what it means."""
    finding = only(read(NOTICE.replace("tlp: CLEAR\n", "")).findings)
    assert (finding.rule, finding.line) == ("missing-key", 1)
    assert french("« tlp »") in finding.message
    assert "TLP 2.0" in finding.hint


@pytest.mark.parametrize(
    "group", ["{}", '{deadline: "", exposed_deadline: ""}', "{deadline: , exposed_deadline: }"]
)
def test_an_empty_group_is_absent(group: str) -> None:
    """A group of which every key is empty is absent, as Decap writes an optional object."""
    record = read(with_line("action:", f"action: {group}"))
    assert record.findings == ()
    assert bulletin(record).action is None


def test_an_empty_group_with_required_keys_is_absent() -> None:
    """An optional group asks for its required keys only once one of them is filled."""
    empty = with_line("severity:", 'in_brief: {what: "", concerned: "", action: ""}')
    assert bulletin(read(empty)).in_brief is None
    begun = with_line("severity:", 'in_brief: {what: Un défaut, concerned: "", action: ""}')
    assert found(read(begun)) == [(6, "missing-key"), (6, "missing-key")]


def test_an_empty_group_still_refuses_unknown_keys() -> None:
    """A misspelt key is found even where it has no value."""
    assert found(read(with_line("action:", 'action: {dealine: ""}'))) == [(12, "unknown-key")]


@pytest.mark.parametrize("item", ['""', "", "{}", '{title: "", url: ""}'])
def test_an_empty_item_is_refused(item: str) -> None:
    """An empty entry of a list is an oversight: it is neither kept nor passed over in silence."""
    record = read(with_line("  - {title: Avis", f"  - {item}"))
    assert found(record) == [(14, "wrong-type")]


def test_a_group_says_which_of_its_keys_is_missing() -> None:
    """A missing key of an entry is reported on the entry's line, with the list it is in."""
    finding = only(read(with_line("  - {title: Avis", "  - {title: Avis}")).findings)
    assert (finding.rule, finding.line) == ("missing-key", 14)
    assert french("« url » manque dans « references »") in finding.message


def test_an_unknown_key_gets_the_nearest() -> None:
    """A misspelt key is refused with the key that was meant."""
    finding = only(read(with_line("technologies:", "technolgies: [imagerie]")).findings)
    assert (finding.rule, finding.line) == ("unknown-key", 7)
    assert finding.hint == french("Vouliez-vous dire « technologies » ?")


def test_keys_of_another_kind_are_unknown() -> None:
    """A bulletin has no status: only an alert has."""
    assert found(read(with_line("severity:", "status: active"))) == [(6, "unknown-key")]


def test_values_are_trimmed() -> None:
    """Blanks around a quoted value are no part of it."""
    assert bulletin(read(with_title('title: "  Passerelle  "'))).title == "Passerelle"


def test_an_alert_reads() -> None:
    """An alert has a bulletin's keys, and its status."""
    text = with_line("severity:", "status: closed\nclosed: 2026-10-06T10:00:00+02:00")
    alert = read(text, "alerts/2026/CV-2026-ALE-0001.md").subject
    assert isinstance(alert, Alert)
    assert alert.status is AlertStatus.CLOSED
    assert alert.closed == datetime(2026, 10, 6, 8, tzinfo=UTC)


def test_a_document_reads() -> None:
    """A document has its own keys, among them a version that stays text."""
    text = """---
id: CV-2026-DOC-0001
title: Premiers gestes
tlp: CLEAR
published: 2026-08-01T10:00:00+02:00
theme: reagir
form: fiche-reflexe
summary: En une page.
version: 1.10
attachments:
  - {file: fiche.pdf, title: Fiche}
revisions:
  - {date: 2026-08-01T10:00:00+02:00, change: Version initiale}
---
Texte.
"""
    document = read(text, "content/documents/CV-2026-DOC-0001.md").subject
    assert isinstance(document, Document)
    assert document.version == "1.10"
    assert document.attachments[0].language == "fr"


def test_a_page_reads() -> None:
    """A page has a title, a description and, perhaps, a template; its slug is its file's name."""
    text = "---\ntitle: S’abonner\ndescription: Les flux.\ntemplate: flux\n---\nTexte.\n"
    page = read(text, "content/pages/flux.md").subject
    assert isinstance(page, Page)
    assert (page.slug, page.template) == ("flux", PageTemplate.FEEDS)
