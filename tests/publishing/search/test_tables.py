"""The tables of contents of the index: those of the first stage in one file, and where each word stands."""

import gzip
from pathlib import Path

import cbor2
import msgspec
import pytest
from tests.portal import Portal, bulletin

from cyberveille.publishing.search import generations
from cyberveille.publishing.search.canon import SIGNATURE


@pytest.fixture
def output(portal: Portal, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The index of the newest notices and of a year, in pieces of few words."""
    monkeypatch.setattr(generations, "STEP", 4)
    monkeypatch.setattr("cyberveille.publishing.search.pagefind._CHUNK_SIZE", "20")
    for number in range(10, 20):
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", bulletin(number, title=f"Pompe {number}"))
    portal.build(search=True)
    return portal.output


def _table(data: bytes) -> list[list[tuple[str, str, str]]]:
    decoded: list[list[tuple[str, str, str]]] = cbor2.loads(data.removeprefix(SIGNATURE))
    return decoded


def test_the_tables_of_the_first_stage_are_one_file(output: Path) -> None:
    """One behind the other; a first line says how long each is, by what it is named after."""
    (file,) = output.glob("pagefind/first/tables.*.pf_meta")
    told, _, data = file.read_bytes().partition(b"\n")
    for tag, size in msgspec.json.decode(told, type=list[tuple[str, int]]):
        (own,) = output.glob(f"pagefind/*/pagefind.fr_{tag}.pf_meta")
        assert own.read_bytes() == data[:size]
        data = data[size:]
    assert not data
    assert f"#{file.name.split('.')[1]}" in (output / "recherche/index.html").read_text(encoding="utf-8")


def test_each_word_stands_between_the_ends_of_its_piece_alone(output: Path) -> None:
    """A question fetches one piece of a shard for a word of it: no other says that it may have it."""
    for file in output.glob("pagefind/*/pagefind.fr_*.pf_meta"):
        chunks = _table(file.read_bytes())[2]
        assert len(chunks) > 2
        for _, _, name in chunks:
            piece = gzip.decompress((file.parent / f"index/{name}.pf_index").read_bytes())
            for word, *_ in _table(piece)[0]:
                assert [other for start, end, other in chunks if start <= word <= end] == [name]
