"""The order in which an editor reads findings."""

from cyberveille.model import Finding, Gravity


def test_findings_follow_the_file() -> None:
    """By path, then line by line: 9 comes before 10, and what is about the whole file first."""
    ordered = [
        Finding("alerts/2026/a.md", 3, "x", ""),
        Finding("bulletins/2026/a.md", 0, "z", ""),
        Finding("bulletins/2026/a.md", 9, "b", ""),
        Finding("bulletins/2026/a.md", 10, "a", ""),
        Finding("bulletins/2026/a.md", 10, "b", ""),
    ]
    assert sorted(ordered[position] for position in (3, 0, 4, 2, 1)) == ordered


def test_only_errors_refuse_an_edition() -> None:
    """And of two findings that say the same, the error is read first."""
    error = Finding("a", 1, "r", "m", "h")
    warning = Finding("a", 1, "r", "m", "h", Gravity.WARNING)
    assert (error.refuses, warning.refuses) == (True, False)
    assert sorted([warning, error]) == [error, warning]
