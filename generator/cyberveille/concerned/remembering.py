"""The rules of notices, made again of those alone that changed: what others know of vendors is the same."""

from collections.abc import Mapping, Sequence
from hashlib import blake2b

import msgspec

from cyberveille.concerned.compiling import Compiler
from cyberveille.concerned.encoding import Encoding, Group, group_of, vendors_told
from cyberveille.concerned.stating import Told
from cyberveille.concerned.vendors import Vendors
from cyberveille.registry import Registry

Groups = Mapping[bytes, tuple[Group, ...]]
"""What each notice says, by a digest of all that it was made of."""


def encoded_again(
    notices: Sequence[tuple[int, bytes, Told]], registry: Registry, made_of: bytes, kept: Groups
) -> tuple[dict[str, object], Groups]:
    """The same as `encoded` of the `compiled` notices, and what to keep of it for the next time.

    Each notice has its number, and a digest that changes with anything of it; `made_of` changes with the
    registry and with the program. A notice that teaches the name of a vendor is read each time: those after
    it depend on what it teaches.
    """
    compiler = Compiler(registry)
    compiler.know_all(told for _, _, told in notices)
    encoding = Encoding()
    found: dict[bytes, tuple[Group, ...]] = {}
    state = _state(made_of, compiler.vendors)
    for number, digest, told in notices:
        key = _digest(state, digest)
        groups = kept.get(key)
        if groups is None:
            learnt = compiler.vendors.learnt
            groups = tuple(group_of(names, clauses) for names, clauses in compiler.groups(told))
            if compiler.vendors.learnt != learnt:
                state = key
                encoding.add(number, groups)
                continue
        found[key] = groups
        encoding.add(number, groups)
    vendors, known = compiler.vendors, Vendors(registry).keys
    return vendors_told(vendors.keys, vendors.words, known) | encoding.told(), found


def _state(made_of: bytes, vendors: Vendors) -> bytes:
    words = {vendor: sorted(found) for vendor, found in vendors.words.items()}
    return _digest(made_of, msgspec.msgpack.encode((vendors.keys, words), order="deterministic"))


def _digest(*parts: bytes) -> bytes:
    state = blake2b(digest_size=16)
    for part in parts:
        state.update(len(part).to_bytes(4, "big") + part)
    return state.digest()
