"""The search index in an order and under names of its own.

Pagefind writes its filters in the order of a hash table: two runs over the same documents differ. Here values
and filters are sorted, and the names follow from the bytes. The piece that shows a notice is named after
its date and its identifier rather than a digest: results sort by date without another table, and the
index's table of contents, which every search fetches, takes half the room once compressed.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2
import msgspec

from cyberveille.expressions import expression

SIGNATURE = b"pagefind_dcd"
"""What Pagefind's pieces begin with once decompressed; its loader takes them as they are, too."""
_PAGES, _CHUNKS, _FILTERS, _SORTS = 1, 2, 3, 4
"""Where the index's table of contents lists pages [hash, words], chunks [from, to, hash], filters
[name, hash] and sorts."""
_TAG = 10
_BEYOND = "\uffff"
"""After all that begins alike."""
_TABLE = expression(r"/([^/]+)/pagefind\.[a-z]+_([0-9a-f]+)\.pf_meta$")


class _Fragment(msgspec.Struct):
    url: str


def canonicalise(index: Path, fragments: Mapping[str, str]) -> None:
    """Rewrite the index in the folder `index`; `fragments` gives each document its fragment's name.

    The table of contents is named after its bytes, which name all the others: `tags` reads it from the
    path, so that a page can ask for it before it is told. Raises FileNotFoundError, EOFError, KeyError,
    ValueError or zlib.error for an index that is not whole.
    """
    entry_file = index / "pagefind-entry.json"
    entry = msgspec.json.decode(entry_file.read_bytes())
    names: dict[str, str] = {}
    for file in sorted(index.glob("filter/*.pf_filter")):
        name, values = _read(file)
        data = _written([name, sorted(values)])
        language, _, old = file.name.removesuffix(".pf_filter").partition("_")
        new = f"{language}_{sha256(data).hexdigest()[:7]}"
        names[f"{language}_{old}"] = new
        file.unlink()
        file.with_name(f"{new}.pf_filter").write_bytes(data)
    for code, language in sorted(entry["languages"].items()):
        table_file = index / f"pagefind.{language['hash']}.pf_meta"
        table = _read(table_file)
        for *_, chunk in table[_CHUNKS]:
            gzip.decompress((index / f"index/{chunk}.pf_index").read_bytes())
        if len(table[_PAGES]) != len(fragments):
            raise ValueError(table_file)
        for page in table[_PAGES]:
            page[0] = _renamed(index / f"fragment/{page[0]}.pf_fragment", fragments)
        table[_CHUNKS] = [*_bounded(table[_CHUNKS])]
        table[_SORTS] = []
        table[_FILTERS] = sorted([name, names[value]] for name, value in table[_FILTERS])
        data = _written(table)
        language["hash"] = f"{code}_{tag_of(data)}"
        table_file.unlink()
        table_file.with_name(f"pagefind.{language['hash']}.pf_meta").write_bytes(data)
    entry_file.write_bytes(msgspec.json.encode(entry))


def tag_of(table: bytes) -> str:
    """What a table of contents is named after."""
    return sha256(table).hexdigest()[:_TAG]


def tags(paths: Iterable[str]) -> dict[str, str]:
    """What names the table of contents of each shard, among the paths of the index."""
    return {found[1]: found[2] for path in paths if (found := _TABLE.search(path))}


def _bounded(chunks: Sequence[tuple[str, str, str]]) -> Iterator[tuple[str, str, str]]:
    """Chunks whose ends hold their last words.

    Pagefind cuts the end of a chunk short of its last word, « servi » for « service », and loads for a word
    beyond it each chunk that ends like one of its beginnings: four where one has the word.
    """
    following = [start for start, *_ in chunks[1:]]
    for (start, end, name), after in zip(chunks, (*following, ""), strict=True):
        yield start, end if after.startswith(end) else f"{end}{_BEYOND}", name


def _renamed(fragment: Path, names: Mapping[str, str]) -> str:
    data = gzip.decompress(fragment.read_bytes()).removeprefix(SIGNATURE)
    name = names[msgspec.json.decode(data, type=_Fragment).url]
    fragment.rename(fragment.with_name(f"{name}.pf_fragment"))
    return name


def _read(file: Path) -> Any:  # noqa: ANN401 - CBOR
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))


def _written(value: Any) -> bytes:  # noqa: ANN401 - CBOR
    return SIGNATURE + cbor2.dumps(value)
