"""What replaces what."""

from cyberveille.registry import circles_of


def test_only_what_replaces_itself_is_in_a_circle() -> None:
    """Not what leads into one, nor what ends somewhere or nowhere."""
    found = circles_of({"a": "b", "b": "a", "c": "a", "d": "e", "e": None, "f": "gone", "g": "g"})
    assert found == {"a": ("a", "b", "a"), "b": ("a", "b", "a"), "g": ("g", "g")}


def test_a_long_circle_is_told_by_its_beginning() -> None:
    """Ten thousand entries are looked at once each."""
    many = {str(number): str((number + 1) % 10_000) for number in range(10_000)}
    found = circles_of(many)
    assert len(found) == 10_000
    assert found["0"] == ("0", "1", "2", "3", "4", "5", "…", "0")
