"""What a build made, packed: every file is found again as it was told, and takes a hundred bytes."""

import pytest

from cyberveille.publishing import made
from cyberveille.publishing.commit import Move
from cyberveille.publishing.made import Made, packed


def _move(number: int, *, staged: str = "", part: str = "notices/bulletin/2026") -> Move:
    path = f"bulletins/2026/cv-2026-bul-{number:04d}/index.html"
    state = number.to_bytes(16)
    return Move(path, staged or path, state, state[::-1], 20_000 + number, 1_795_000_000_000_000_000, part)


MOVES = [_move(number) for number in range(300)]
OTHERS = [_move(number, staged=f"p1-{number}", part=f"part {number % 3}") for number in range(300, 310)]


def test_moves_come_back_in_their_order() -> None:
    """Under a name of their own in the staging folder too, whatever their parts."""
    both = Made(MOVES)
    both.take(packed(OTHERS))
    assert list(both) == [*MOVES, *OTHERS]
    assert list(both) == [*MOVES, *OTHERS]
    assert len(both) == 310


def test_each_is_found_by_its_path() -> None:
    """Nothing is, under the path of none."""
    both = Made(MOVES)
    both.extend(OTHERS)
    assert [both.find(move.path) for move in (*OTHERS, *MOVES)] == [*OTHERS, *MOVES]
    assert both.find("index.html") is None
    assert MOVES[0].path in both
    assert "index.html" not in both
    assert Made().find("index.html") is None


def test_what_is_added_to_a_copy_is_not_in_the_other() -> None:
    """Nor the other way round."""
    one = Made(MOVES)
    other = one.copy()
    other.extend(OTHERS[:1])
    one.extend(OTHERS[1:])
    assert OTHERS[0].path not in one
    assert OTHERS[1].path not in other
    assert (len(one), len(other)) == (309, 301)


def test_two_files_of_one_path_are_told() -> None:
    """Of two packets, or of one."""
    assert Made(MOVES).twin() is None
    both = Made(MOVES)
    both.extend([*OTHERS, MOVES[17]])
    assert both.twin() == MOVES[17].path
    assert Made([MOVES[3], MOVES[3]]).twin() == MOVES[3].path


def test_paths_of_one_hash_are_told_apart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Whatever the hashes are, what is found is what was asked for."""
    monkeypatch.setattr(made, "hash", lambda path: len(path) % 2, raising=False)
    both = Made(MOVES[:20])
    both.extend(OTHERS)
    assert all(both.find(move.path) == move for move in (*MOVES[:20], *OTHERS))
    assert both.find("elsewhere.html") is None
    assert both.twin() is None
    both.extend(MOVES[5:6])
    assert both.twin() == MOVES[5].path


def test_a_file_takes_little() -> None:
    """Not much more than its path and its two digests."""
    assert len(packed(MOVES)) < 120 * len(MOVES)


def test_few_are_there_at_a_time(monkeypatch: pytest.MonkeyPatch) -> None:
    """While all are gone through, those of one packet; while one is looked for, of two."""
    unpacked: list[int] = []
    unpack = made._unpacked

    def noted(packet: bytes) -> tuple[Move, ...]:
        unpacked.append(len(found := unpack(packet)))
        return found

    monkeypatch.setattr(made, "_unpacked", noted)
    many = Made()
    for start in range(0, 300, 10):
        many.extend(MOVES[start : start + 10])
    assert not unpacked
    assert next(iter(many)) == MOVES[0]
    assert unpacked == [10]
    assert many.find(MOVES[155].path) == MOVES[155]
    assert many.find(MOVES[157].path) == MOVES[157]
    assert unpacked == [10, 10]
