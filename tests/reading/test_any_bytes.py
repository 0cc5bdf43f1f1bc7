"""Whatever the bytes: a notice, or findings that can be shown; never an exception."""

import re
from collections.abc import Callable

import msgspec
from hypothesis import given
from hypothesis import strategies as st
from tests.exploring import examples
from tests.reading.samples import NOTICE, PATH, read

from cyberveille.model import Bulletin
from cyberveille.reading import Fault, Record, line_of

RULES = {fault.value for fault in Fault}
LIBYAML = re.compile(r"\b(?:did not|found|expected|while|parsing|scanning)\b")
LINES = NOTICE.split("\n")
SPICES = [
    *":#-?[]{}&*!|>'\"%@`,~<=\\\t\r\0\x85\u2028\u202e\ufeff",
    ": ",
    " #",
    "- ",
    "? ",
    "\n",
    "\n---\n",
    "...",
    "<<: ",
    "&a ",
    "*a ",
    "!!str ",
    "é",
    "𝄞",
    "{{",
    "[[",
    "```\n",
    "    ",
    "<b>",
    "](",
]
SETTINGS = examples(500, any_shape=True)
POINTERS = st.lists(
    st.sampled_from(["id", "title", "references", "url", "revisions", "date", "x"]) | st.integers(-3, 3),
    max_size=4,
).map(tuple)


def holds(record: Record, data: bytes) -> None:
    """Either a subject or a finding that refuses; every finding can be shown to an editor."""
    assert (record.subject is None) == any(finding.refuses for finding in record.findings)
    lines = data.replace(b"\r\n", b"\n").replace(b"\r", b"\n").count(b"\n") + 1
    assert list(record.findings) == sorted(record.findings)
    for finding in record.findings:
        assert finding.path == PATH
        assert finding.rule in RULES
        assert 0 <= finding.line <= lines
        assert finding.message.endswith((".", "?"))
        assert not LIBYAML.search(finding.message)
        assert finding.hint
    encoded = msgspec.msgpack.encode(record.findings)
    assert msgspec.msgpack.decode(encoded, type=type(record).__annotations__["findings"]) == record.findings
    if record.subject is not None:
        assert isinstance(record.subject, Bulletin)
        encoded = msgspec.msgpack.encode(record.subject)
        assert msgspec.msgpack.decode(encoded, type=Bulletin) == record.subject


def _insert(data: str, at: int, spice: str) -> str:
    return data[: at % len(data)] + spice + data[at % len(data) :]


def _delete(data: str, at: int, spice: str) -> str:
    start = at % len(data)
    return data[:start] + data[start + len(spice) :]


def _replace(data: str, at: int, spice: str) -> str:
    start = at % len(data)
    return data[:start] + spice + data[start + 1 :]


def _duplicate(data: str, at: int, _spice: str) -> str:
    lines = data.split("\n")
    start = at % len(lines)
    return "\n".join([*lines[: start + 1], *lines[start:]])


def _drop(data: str, at: int, _spice: str) -> str:
    lines = data.split("\n")
    start = at % len(lines)
    return "\n".join(lines[:start] + lines[start + 1 :]) or "-"


def _swap(data: str, at: int, spice: str) -> str:
    lines = data.split("\n")
    first, second = at % len(lines), (at * 7 + len(spice)) % len(lines)
    lines[first], lines[second] = lines[second], lines[first]
    return "\n".join(lines)


Change = Callable[[str, int, str], str]
CHANGES: list[Change] = [_insert, _delete, _replace, _duplicate, _drop, _swap]
MUTATIONS = st.lists(
    st.tuples(st.sampled_from(CHANGES), st.integers(0, 10_000), st.sampled_from(SPICES)),
    min_size=1,
    max_size=5,
)


@st.composite
def _mutated(draw: st.DrawFn) -> str:
    text = NOTICE
    for change, at, spice in draw(MUTATIONS):
        text = change(text, at, spice) or "-"
    return text


@SETTINGS
@given(st.binary(max_size=300))
def test_any_bytes_give_a_record(data: bytes) -> None:
    """Bytes from anywhere are refused with findings."""
    holds(read(data), data)


@SETTINGS
@given(st.text(st.sampled_from("abé:#-?[]{}&*!|>'\"%@`, \n\t~<=\\0"), max_size=120))
def test_any_header_gives_a_record(header: str) -> None:
    """Any text between two fences, in YAML's own alphabet, gives findings or a notice."""
    data = f"---\n{header}\n---\nTexte.\n".encode()
    holds(read(data), data)


@SETTINGS
@given(_mutated())
def test_a_damaged_notice_gives_a_record(text: str) -> None:
    """A good notice with slips of the hand gives findings, or still a notice."""
    data = text.encode("utf-8", "surrogatepass")
    holds(read(data), data)


@SETTINGS
@given(_mutated(), st.integers(0, 2_000), st.integers(0, 255))
def test_a_damaged_byte_gives_a_record(text: str, at: int, value: int) -> None:
    """A single wrong byte, whatever it is, raises nothing."""
    data = bytearray(text.encode())
    data[at % len(data)] = value
    holds(read(bytes(data)), bytes(data))


@SETTINGS
@given(st.text(max_size=200))
def test_a_quoted_title_is_read_as_written(title: str) -> None:
    """Any text that JSON can quote is read back to the letter, or refused; never altered."""
    quoted = msgspec.json.encode(title.encode("utf-8", "replace").decode()).decode()
    subject = read(NOTICE.replace(LINES[2], f"title: {quoted}")).subject
    if isinstance(subject, Bulletin):
        assert subject.title == title.encode("utf-8", "replace").decode().strip()


@SETTINGS
@given(_mutated(), POINTERS)
def test_a_line_can_always_be_told(text: str, pointer: tuple[str | int, ...]) -> None:
    """The line of any pointer, in any file, is one of the file's lines."""
    assert 1 <= line_of(text.encode(), pointer) <= text.replace("\r", "\n").count("\n") + 1


@SETTINGS
@given(st.binary(max_size=200), POINTERS)
def test_a_line_can_be_told_of_anything(data: bytes, pointer: tuple[str | int, ...]) -> None:
    """Asking for a line of any bytes raises nothing."""
    assert line_of(data, pointer) >= 1
