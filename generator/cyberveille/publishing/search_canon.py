"""The search index in an order of its own: Pagefind writes its filters in the order of a hash table.

Two runs over the same documents differ in the order of the values of each filter, hence in the names of
its files. Here values and filters are sorted, and the names follow from the bytes.
"""

import gzip
from hashlib import sha256
from pathlib import Path
from typing import Any

import cbor2
import msgspec

SIGNATURE = b"pagefind_dcd"
"""What Pagefind's pieces begin with once decompressed; its loader takes them as they are, too."""
_FILTERS = 3
"""Where the list of [name, hash] of the filters stands in the index's table of contents."""


def canonicalise(index: Path) -> None:
    """Rewrite the filters of the index in the folder `index`, and what names them."""
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
        table[_FILTERS] = sorted([name, names[value]] for name, value in table[_FILTERS])
        data = _written(table)
        language["hash"] = f"{code}_{sha256(data).hexdigest()[:10]}"
        table_file.unlink()
        table_file.with_name(f"pagefind.{language['hash']}.pf_meta").write_bytes(data)
    entry_file.write_bytes(msgspec.json.encode(entry))


def _read(file: Path) -> Any:  # noqa: ANN401 - CBOR
    return cbor2.loads(gzip.decompress(file.read_bytes()).removeprefix(SIGNATURE))


def _written(value: Any) -> bytes:  # noqa: ANN401 - CBOR
    return SIGNATURE + cbor2.dumps(value)
