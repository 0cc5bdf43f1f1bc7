"""What YAML would swallow, guess or choke on."""

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
from cyberveille.model import Bulletin


@pytest.mark.parametrize(
    ("line", "rule"),
    [
        ("title: A: b", "header-syntax"),
        ("title: 'A", "header-syntax"),
        ('title: "A', "header-syntax"),
        ('title: "A" b', "header-syntax"),
        ('title: "A\\qb"', "header-syntax"),
        ("title: @A", "header-syntax"),
        ("title: `A`", "header-syntax"),
        ("title: %A", "header-syntax"),
        ("title: - A", "header-syntax"),
        ("title: ? A", "header-syntax"),
        ("title: [A", "header-syntax"),
        ("title: {A", "header-syntax"),
        ("title: A]: b", "header-syntax"),
        ("title", "header-syntax"),
        ("title:A", "header-syntax"),
        ("\ttitle: A", "header-syntax"),
        ("  title: A", "header-syntax"),
        ("title: *A", "header-anchor"),
        ("title: *", "header-syntax"),
        ("title: &A b", "header-anchor"),
        ("title: &A", "header-anchor"),
        ("title: !A b", "header-anchor"),
        ("title: !!str b", "header-anchor"),
        ("title: !!python/object:os.system b", "header-anchor"),
        ("title: ! b", "header-anchor"),
        ("title: !<x> b", "header-anchor"),
        ("&A title: b", "header-anchor"),
        ("!!str title: b", "header-anchor"),
        ("<<: {title: A}", "unknown-key"),
        ("[title]: A", "wrong-type"),
        ("{title: A}: b", "wrong-type"),
    ],
)
def test_a_broken_line_is_found_on_its_line(line: str, rule: str) -> None:
    """Whatever the editor's slip, the finding stands on the line of the slip and says how to mend it."""
    record = read(with_title(line))
    assert record.subject is None
    finding = next(item for item in record.findings if item.line == TITLE_LINE)
    assert finding.rule == rule
    assert finding.message.endswith(".")
    assert finding.hint


def test_a_colon_in_a_title_asks_for_quotes() -> None:
    """The most common slip gets the hint that mends it, and the mended line reads."""
    finding = only(read(with_title("title: A: b")).findings)
    assert "guillemets" in finding.hint
    assert bulletin(read(with_title('title: "A: b"'))).title == "A: b"


@pytest.mark.parametrize("line", ["\ttitle: A", "title:\n\tA", "title: A\n\tb", "title:\n  -\t- A", "\t- A"])
def test_a_tab_is_called_a_tab(line: str) -> None:
    """It looks like spaces: nothing else would tell an editor what is wrong with the line."""
    finding = only(read(with_title(line)).findings)
    assert finding.line == TITLE_LINE + line.count("\n")
    assert "Tabulation" in finding.message


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("title: >important", "« > »"),
        ("title: |A", "« | »"),
        ('title: !"A"', "« ! »"),
        ("title: !!", "« ! »"),
        ("title: A !!x", ""),
        ("%title: A", "« % »"),
        ("%YAML: A", "« % »"),
        ('title: "C:\\xampp"', "Barre oblique inverse"),
        ("title: [&a b, &a c]", "Ancre"),
    ],
)
def test_what_yaml_says_is_said_in_french(line: str, said: str) -> None:
    """Signs at the wrong place are named; libyaml's own words never show."""
    for finding in read(with_title(line)).findings:
        assert french(said) in finding.message
        assert "YAML que" not in finding.message


def test_a_quote_that_runs_on_is_found_where_it_opens() -> None:
    """A quote closed by the next one, lines below, is reported on the line that opened it."""
    finding = only(read(with_title('title: "Passerelle')).findings)
    assert (finding.rule, finding.line) == ("header-syntax", TITLE_LINE)
    assert "guillemet fermant" in finding.hint


@pytest.mark.parametrize(
    ("text", "line"),
    [
        (with_title("title: Passerelle #1 exposée"), TITLE_LINE),
        (with_title("title: # tout le titre"), TITLE_LINE),
        (with_title("title: #tout"), TITLE_LINE),
        (with_title("title: A\n  b # c"), TITLE_LINE + 1),
        (with_title("title: # a\n  b"), TITLE_LINE),
        (with_line("technologies:", "technologies: [imagerie, #bio\n  biologie]"), 7),
        (with_line("technologies:", "technologies: [imagerie #bio\n  ]"), 7),
        (with_line("technologies:", "technologies:\n  - imagerie #bio"), 8),
        (with_line("technologies:", "technologies:\n  - #bio\n  - imagerie"), 8),
        (with_line("action:", "action: {deadline: 2026-10-30 #b\n  }"), 12),
        (with_line("action:", "action: { #b\n  deadline: 2026-10-30}"), 12),
    ],
)
def test_swallowed_text_is_found(text: str, line: int) -> None:
    """A « # » that YAML would take for a comment beside a bare value is refused, on its line."""
    assert (line, "swallowed-text") in found(read(text))


@pytest.mark.parametrize(
    "text",
    [
        with_title(f"# une note\n{TITLE}\n  # une autre"),
        with_title("title: Passerelle#1"),
        with_title('title: "Passerelle #1"'),
        with_title("title: 'Passerelle #1'"),
        with_title('title: "Passerelle" # une note'),
        with_title("title: |\n  Passerelle #1"),
        with_title("title: >-\n  Passerelle\n  #1"),
        with_line("technologies:", "technologies: [imagerie]   # liste contrôlée"),
        with_line("technologies:", "technologies:\n  # une note\n  - imagerie"),
        with_line("  - {title: Avis", '  - {title: Avis, url: "https://example.org/#a"}'),
        with_line("  - {title: Avis", "  - {title: Avis, url: https://example.org/a#b}"),
    ],
)
def test_a_harmless_hash_is_left_alone(text: str) -> None:
    """A comment that swallows nothing, and a « # » inside a value, are no faults."""
    record = read(text)
    assert record.findings == ()
    assert record.subject is not None


def test_a_duplicate_key_names_both_lines() -> None:
    """The second of two equal keys is refused, and says where the first stands."""
    finding = only(read(with_title(f"{TITLE}\ntitle: Autre")).findings)
    assert (finding.rule, finding.line) == ("duplicate-key", TITLE_LINE + 1)
    assert f"ligne {TITLE_LINE}" in finding.message


def test_a_duplicate_key_is_found_at_any_depth() -> None:
    """A group of keys may not repeat one either."""
    record = read(with_line("action:", "action: {deadline: 2026-10-30, deadline: 2026-10-31}"))
    assert found(record) == [(12, "duplicate-key")]


def test_an_alias_bomb_does_not_go_off() -> None:
    """Nine levels of nine aliases are refused without being unfolded."""
    levels = "\n".join(f"x{n}: &x{n} [{', '.join([f'*x{n - 1}'] * 9)}]" for n in range(1, 10))
    record = read(with_title(f"x0: &x0 [lol]\n{levels}\n{TITLE}"))
    assert record.subject is None
    assert (TITLE_LINE, "header-anchor") in found(record)
    assert len(record.findings) < 100


@pytest.mark.parametrize("mark", ["...", "--- ", "%YAML 1.1"])
def test_several_documents_are_refused(mark: str) -> None:
    """A mark of YAML documents inside the header is refused."""
    record = read(with_title(f"{TITLE}\n{mark}\nautre: chose"))
    assert record.subject is None
    assert any(finding.rule == "header-syntax" for finding in record.findings)


@pytest.mark.parametrize(
    "value",
    ["4.10", "010", "no", "yes", "on", "1e3", "nullement", "true", "0x1F", "2026-11-23", "1_000", "="],
)
def test_nothing_is_guessed(value: str) -> None:
    """A value stays the text that was written, whatever YAML 1.1 would make of it."""
    record = read(
        with_line("  - {vendor:", f"  - {{product: {value}, affected: {value}, fixed: {value}}}").replace(
            TITLE, f"title: {value}"
        )
    )
    notice = bulletin(record)
    assert notice.title == value
    assert (notice.products[0].product, notice.products[0].fixed) == (value, value)


@pytest.mark.parametrize("value", ["null", "Null", "NULL", "~"])
def test_what_yaml_calls_nothing_is_nothing(value: str) -> None:
    """As content editors write an empty field; between quotation marks it is text (YAML 1.2.2, 10.2.1.1)."""
    record = read(with_line("  - {vendor:", f"  - {{product: X, vendor: {value}, fixed: '{value}'}}"))
    product = bulletin(record).products[0]
    assert (product.vendor, product.fixed) == (None, value)
    assert [finding.rule for finding in read(with_title(f"title: {value}")).findings] == ["missing-key"]


@pytest.mark.parametrize("header", ["", "# rien\n", "- un\n- deux\n", "texte\n", "[]\n", "{}\n", '""\n'])
def test_a_header_that_is_no_mapping_is_refused(header: str) -> None:
    """A header without keys says which are missing, or that keys are expected."""
    record = read(f"---\n{header}---\nTexte.\n")
    assert record.subject is None
    assert {rule for _, rule in found(record)} <= {"missing-key", "wrong-type"}
    assert record.findings


def test_all_faults_come_at_once() -> None:
    """A header with seven faults of form gives seven findings, in the order of its lines."""
    text = (
        NOTICE.replace("tlp: CLEAR", "tlp: WHITE")
        .replace("severity: elevee", "severty: elevee")
        .replace("[imagerie]", "imagerie")
        .replace("2026-10-30", "30/10/2026")
        .replace("vendor:", "vendeur:")
        .replace("exploited: true", "exploited: oui")
        .replace("{date: 2026-10-05T10:00:00+02:00", "{date: 2026-10-05T10:00:00")
    )
    assert found(read(text)) == [
        (4, "wrong-value"),
        (6, "unknown-key"),
        (7, "wrong-type"),
        (9, "unknown-key"),
        (11, "wrong-value"),
        (12, "date-form"),
        (16, "date-zone"),
    ]


def test_multi_line_values_are_text() -> None:
    """YAML's forms for long texts are read as YAML reads them."""
    notice = read(with_title("title: >-\n  Passerelle\n  exposée")).subject
    assert isinstance(notice, Bulletin)
    assert notice.title == "Passerelle exposée"
