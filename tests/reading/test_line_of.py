"""Where in a file a header says what a rule speaks of."""

import pytest
from tests.reading.samples import NOTICE

from cyberveille.reading import line_in_yaml, line_of, nodes, yaml_files
from cyberveille.reading.composing import parse
from cyberveille.reading.report import Report

DATA = NOTICE.encode()


@pytest.mark.parametrize(
    ("pointer", "line"),
    [
        ((), 1),
        (("id",), 2),
        (("published",), 5),
        (("technologies", 0), 7),
        (("products",), 8),
        (("products", 0), 9),
        (("products", 0, "fixed"), 9),
        (("references", 0, "url"), 14),
        (("revisions", 0, "date"), 16),
    ],
)
def test_the_line_of_a_key(pointer: tuple[str | int, ...], line: int) -> None:
    """A pointer to a key, an entry or an entry's key gives its line in the file."""
    assert line_of(DATA, pointer) == line


@pytest.mark.parametrize(
    ("pointer", "line"),
    [(("pap",), 1), (("products", 5), 8), (("products", -1), 8), (("id", "x"), 2), (("id", 0), 2), ((0,), 1)],
)
def test_the_nearest_line_above(pointer: tuple[str | int, ...], line: int) -> None:
    """A pointer that leads nowhere gives the line of the nearest thing above it."""
    assert line_of(DATA, pointer) == line


@pytest.mark.parametrize(
    "data", [b"", b"\xff", b"pas de fence", b"---\na: [\n---\n", NOTICE.encode("utf-16")]
)
def test_a_file_that_cannot_be_read_has_a_first_line(data: bytes) -> None:
    """Where nothing can be told, the first line stands for the file."""
    assert line_of(data, ("title",)) == 1


def test_the_line_of_an_option() -> None:
    """In a file that is YAML from end to end, lines count from its first."""
    assert line_in_yaml(b"portal:\n  name: A\n  url: b\n", ("portal", "url")) == 3
    assert line_in_yaml(b"\xff", ("portal",)) == 1


def test_the_findings_of_a_long_file_are_located_in_one_reading(monkeypatch: pytest.MonkeyPatch) -> None:
    """However many there are: a registry of a thousand products may have three thousand."""
    read: list[str] = []

    def counted(text: str, line: int, report: Report) -> nodes.Node | None:
        read.append(text)
        return parse(text, line, report)

    monkeypatch.setattr(yaml_files, "parse", counted)
    data = b"id: acme\nproducts:\n" + b"".join(b"  - {id: p%d, label: P}\n" % n for n in range(100))
    lines = [line_in_yaml(data, ("products", n, "label")) for n in range(100)]
    assert lines == list(range(3, 103))
    assert len(read) == 1
