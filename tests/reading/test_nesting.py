"""Headers made to exhaust the stack or the clock: each is a finding, soon, and the process lives on."""

import pytest
from tests.reading.samples import NOTICE, TITLE, found, read, with_title

from cyberveille.reading import line_of

DEEP = 60_000
BOMBS = {
    "brackets": "x: " + "[" * 200_000,
    "braces": "x: " + "{" * 200_000,
    "closed brackets": "x: " + "[" * DEEP + "]" * DEEP,
    "brackets and braces": "x: " + "[{" * DEEP,
    "dashes": "x:\n  " + "- " * 100_000,
    "dashes at the margin": "- " * 100_000,
    "dashes and tabs": "-\t" * DEEP,
    "question marks": "? " * 100_000,
    "question marks and dashes": "? - " * 50_000,
    "colons": ": " * 100_000,
    "indentation": "".join(" " * depth + "a:\n" for depth in range(600)),
    "indented dashes": "x:\n" + "".join(" " * depth + "-\n" for depth in range(1, 600)),
    "indented question marks": "".join(" " * depth + "?\n" for depth in range(600)),
    "a bracket a line": "x:\n" + "  [\n" * DEEP,
    "ten brackets a line": "x:\n" + ("  " + "[" * 10 + "\n") * 6_000,
    "a brace a line": "x:\n" + " {a:\n" * 40_000,
    "a few dashes a line": "x:\n" + "".join("  " * depth + "- - - - - - -\n" for depth in range(1, 300)),
}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_a_finding(bomb: str) -> None:
    """A header that would overflow libyaml's recursive composer is refused."""
    record = read(with_title(f"{bomb}\n{TITLE}"))
    assert record.subject is None
    assert {rule for _, rule in found(record)} & {"header-nesting", "header-syntax", "wrong-type"}


@pytest.mark.parametrize("bomb", BOMBS.values(), ids=BOMBS.keys())
def test_a_bomb_is_located_without_harm(bomb: str) -> None:
    """Asking for a line of such a file gives one."""
    assert line_of(with_title(f"{bomb}\n{TITLE}").encode(), ("title",)) >= 1


@pytest.mark.parametrize("depth", [13, 40, 390])
def test_nesting_below_the_alarm_is_refused_too(depth: int) -> None:
    """Depths that libyaml bears are refused all the same, without a recursion of ours."""
    lines = "\n".join(" [" * 10 for _ in range(depth // 10 + 1))
    closing = "]" * (10 * (depth // 10 + 1))
    record = read(with_title(f"aliases:\n{lines}\n {closing}\n{TITLE}"))
    assert "header-nesting" in {rule for _, rule in found(record)}


def test_the_line_of_the_nesting_is_true() -> None:
    """The finding names the line on which the thirteenth level starts."""
    lines = "\n".join("  " * depth + "- " for depth in range(1, 20))
    record = read(with_title(f"aliases:\n{lines}\n{TITLE}"))
    assert (3 + 12, "header-nesting") in found(record)


def test_many_brackets_in_a_text_are_no_nesting() -> None:
    """Brackets between quotes nest nothing."""
    record = read(with_title('title: "' + "[" * 1_000 + '"'))
    assert record.findings == ()


def test_many_entries_are_no_nesting() -> None:
    """A long list of groups is as deep as a short one."""
    entry = '  - {title: Avis, url: "https://example.org/avis"}\n'
    record = read(NOTICE.replace(entry, entry * 600))
    assert record.findings == ()
