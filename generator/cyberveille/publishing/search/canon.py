"""The search index in an order and under names of its own.

Pagefind writes its filters in the order of a hash table: two runs over the same documents differ. Here values
and filters are sorted, and the names follow from the bytes. The piece that shows a notice is named after
its date and its identifier rather than a digest: results sort by date without another table, and the
index's table of contents, which every search fetches, takes half the room once compressed.
"""

import gzip
from collections.abc import Iterable, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any

import cbor2
import msgspec

from cyberveille.expressions import expression

ENTRY = "pagefind-entry.json"
"""What names the tables of contents, one a language."""
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


def canonical(index: Mapping[str, bytes], fragments: Mapping[str, str]) -> dict[str, bytes]:
    """The files of an index by path, rewritten; `fragments` gives each document its fragment's name.

    The table of contents is named after its bytes, which name all the others: `tags` reads it from the
    path, so that a page can ask for it before it is told. Raises EOFError, KeyError, ValueError, OSError
    or zlib.error for an index that is not whole.
    """
    found = dict(index)
    entry = msgspec.json.decode(found[ENTRY])
    names: dict[str, str] = {}
    for path in sorted(path for path in index if path.startswith("filter/")):
        name, values = _read(found.pop(path))
        data = _written([name, sorted(values)])
        language, _, old = path.removeprefix("filter/").removesuffix(".pf_filter").partition("_")
        new = f"{language}_{sha256(data).hexdigest()[:7]}"
        names[f"{language}_{old}"] = new
        found[f"filter/{new}.pf_filter"] = data
    for code, language in sorted(entry["languages"].items()):
        table = _read(found.pop(f"pagefind.{language['hash']}.pf_meta"))
        for *_, chunk in table[_CHUNKS]:
            gzip.decompress(found[f"index/{chunk}.pf_index"])
        if len(table[_PAGES]) != len(fragments):
            raise ValueError(language)
        for page in table[_PAGES]:
            data = found.pop(f"fragment/{page[0]}.pf_fragment")
            page[0] = fragments[_address_in(data)]
            found[f"fragment/{page[0]}.pf_fragment"] = data
        table[_CHUNKS] = [*_bounded(table[_CHUNKS])]
        table[_SORTS] = []
        table[_FILTERS] = sorted([name, names[value]] for name, value in table[_FILTERS])
        data = _written(table)
        language["hash"] = f"{code}_{tag_of(data)}"
        found[f"pagefind.{language['hash']}.pf_meta"] = data
    found[ENTRY] = msgspec.json.encode(entry)
    return found


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


def _address_in(fragment: bytes) -> str:
    return msgspec.json.decode(gzip.decompress(fragment).removeprefix(SIGNATURE), type=_Fragment).url


def _read(data: bytes) -> Any:  # noqa: ANN401 - CBOR
    return cbor2.loads(gzip.decompress(data).removeprefix(SIGNATURE))


def _written(value: Any) -> bytes:  # noqa: ANN401 - CBOR
    return SIGNATURE + cbor2.dumps(value)
