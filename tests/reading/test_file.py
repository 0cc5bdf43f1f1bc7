"""A file's bytes: encoding, line ends, invisible signs, fences, sizes."""

import pytest
from tests.reading.samples import BODY_LINE, NOTICE, PATH, TITLE_LINE, bulletin, found, only, read, with_title

from cyberveille.locale import french
from cyberveille.model import Gravity


def test_a_good_notice_has_no_finding() -> None:
    """The sample reads without a word."""
    record = read(NOTICE)
    assert record.findings == ()
    assert bulletin(record).source.path == PATH


@pytest.mark.parametrize("data", [b"", b"\n", b"  \n\t\n"])
def test_an_empty_file_is_a_finding(data: bytes) -> None:
    """A file of nothing, or of blanks, concerns the file as a whole."""
    assert found(read(data)) == [(0, "empty-file")]


@pytest.mark.parametrize("encoding", ["utf-16", "utf-32"])
def test_utf_16_is_named(encoding: str) -> None:
    """A file saved as Unicode by an old editor is told so, not called binary."""
    finding = only(read(NOTICE.encode(encoding)).findings)
    assert (finding.rule, finding.line) == ("encoding", 1)
    assert "UTF-16" in finding.message


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_mark_is_named_too(encoding: str) -> None:
    """Without its mark, its zero bytes betray it."""
    assert found(read(NOTICE.encode(encoding))) == [(1, "encoding")]


def test_latin_1_is_refused_where_it_starts() -> None:
    """The first byte that is not UTF-8 is shown, with its line."""
    finding = only(read(NOTICE.encode("latin-1")).findings)
    assert (finding.rule, finding.line) == ("encoding", TITLE_LINE)
    assert "0xE9" in finding.message


def test_byte_order_mark_is_a_warning() -> None:
    """The mark is dropped and the notice read."""
    record = read(b"\xef\xbb\xbf" + NOTICE.encode())
    finding = only(record.findings)
    assert (finding.rule, finding.gravity) == ("byte-order-mark", Gravity.WARNING)
    assert bulletin(record).title == bulletin(read(NOTICE)).title


@pytest.mark.parametrize("end", ["\r\n", "\r"])
def test_foreign_line_ends_are_a_warning(end: str) -> None:
    """Windows and old Mac line ends give the same notice, and one warning on the first line."""
    record = read(NOTICE.replace("\n", end))
    finding = only(record.findings)
    assert (finding.rule, finding.line, finding.gravity) == ("line-endings", 1, Gravity.WARNING)
    assert bulletin(record).body == bulletin(read(NOTICE)).body


def test_a_lone_carriage_return_is_located() -> None:
    """A carriage return in the middle of a file names its own line."""
    record = read(NOTICE.replace("dans une", "dans\rune"))
    assert found(record) == [(BODY_LINE + 2, "line-endings")]


@pytest.mark.parametrize("sign", ["\0", "\x07", "\x0b", "\x0c", "\x1e", "\x7f", "\x85", "\u2028", "\u2029"])
@pytest.mark.parametrize("place", ["DICOM", "défaut"])
def test_an_invisible_sign_is_refused(sign: str, place: str) -> None:
    """Control characters and the line ends of YAML alone are refused, in the header and in the body."""
    text = NOTICE.replace(place, f"{place}{sign}")
    line = text[: text.index(sign)].count("\n") + 1
    record = read(text)
    assert record.subject is None
    finding = only(record.findings)
    assert (finding.rule, finding.line) == ("control-character", line)
    assert f"U+{ord(sign):04X}" in finding.message


@pytest.mark.parametrize("sign", ["\u202e", "\u2066"])
def test_a_change_of_direction_is_refused(sign: str) -> None:
    """A sign that turns the text around could make a line read as what it is not."""
    assert found(read(NOTICE.replace("DICOM", f"{sign}DICOM"))) == [(TITLE_LINE, "control-character")]


def test_an_invisible_sign_does_not_hide_the_rest() -> None:
    """The faults below an invisible sign are found in the same reading."""
    record = read(NOTICE.replace("DICOM", "DI\u2028COM").replace("severity: elevee", "severity: rouge"))
    assert found(record) == [(TITLE_LINE, "control-character"), (6, "wrong-value")]


@pytest.mark.parametrize("escape", [r"\0", r"\x07", r"\e", r"\L", r"\P", r"\N", r"\u202E"])
def test_an_escaped_invisible_sign_is_refused(escape: str) -> None:
    """What the file may not hold cannot come in through an escape between quotes."""
    record = read(with_title(f'title: "a{escape}b"'))
    assert found(record) == [(TITLE_LINE, "control-character")]


def test_line_numbers_are_those_of_the_file() -> None:
    """A separator that only YAML takes for a line end shifts no line below it."""
    text = NOTICE.replace("DICOM", "\u2028DICOM").replace("change:", "chnge:")
    assert [line for line, rule in found(read(text)) if rule == "unknown-key"] == [16]


@pytest.mark.parametrize(
    ("text", "line", "words"),
    [
        (NOTICE.removeprefix("---\n"), 1, "« id: CV-2026-BUL-0001 »"),
        (f"\n{NOTICE}", 1, "vide"),
        (f" {NOTICE}", 1, "« --- »"),
        (f"--- {NOTICE[3:]}", 1, "suivie d’espaces"),
        (NOTICE.replace("\n---\n", "\n"), 1, "pas fermé"),
        (NOTICE.replace("\n---\n", "\n--- \n"), 17, "suivie d’espaces"),
        (NOTICE.replace("\n---\n", "\n----\n"), 1, "pas fermé"),
        (NOTICE.replace("---\n", "+++\n"), 1, "« +++ »"),
        ("# Résumé\n", 1, "« # Résumé »"),
        ("---", 1, "pas fermé"),
    ],
)
def test_fences_are_required(text: str, line: int, words: str) -> None:
    """A header without both of its fences is refused, and nothing of it is read as text."""
    record = read(text)
    assert record.subject is None
    finding = only(record.findings)
    assert (finding.rule, finding.line) == ("header-fence", line)
    assert french(words) in finding.message


def test_the_closing_fence_may_end_the_file() -> None:
    """A notice without body, and without a last line end, still reads."""
    header = NOTICE[: NOTICE.index("## Résumé")].rstrip("\n")
    assert bulletin(read(header)).body.sections == ()


def test_a_rule_in_the_body_is_not_a_fence() -> None:
    """Only the first closing line counts; the next is Markdown's."""
    record = read(NOTICE + "\n---\n\nLa suite.\n")
    assert record.findings == ()


def test_a_second_header_is_text() -> None:
    """What follows the header is the body, whatever it looks like."""
    record = read(NOTICE.replace("## Résumé", "---\nid: autre\n---\n## Résumé"))
    assert bulletin(record).id == "CV-2026-BUL-0001"


def test_a_header_beyond_the_limit_is_refused() -> None:
    """A header of a megabyte is refused before YAML sees it."""
    finding = only(read(with_title(f"title: {'x' * 1024 * 1024}")).findings)
    assert (finding.rule, finding.line) == ("header-size", 1)


def test_a_very_long_line_is_read() -> None:
    """A long line within the limit is a value like another."""
    assert len(bulletin(read(with_title(f"title: {'x' * 200_000}"))).title) == 200_000


def test_a_body_beyond_the_limit_is_refused() -> None:
    """A body of more than half a mebibyte is refused where it starts."""
    assert found(read(NOTICE + "mot " * 140_000)) == [(BODY_LINE, "body-size")]


def test_an_intricate_body_is_refused() -> None:
    """A body that would exhaust the Markdown parser is refused on its line."""
    assert found(read(NOTICE + "\n" + ">" * 500 + " a\n")) == [(BODY_LINE + 8, "body-intricate")]
