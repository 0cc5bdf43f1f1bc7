"""What is remembered of notices gives the bytes that all of them read anew give."""

import random
import sys
from collections.abc import Sequence
from functools import _lru_cache_wrapper
from hashlib import blake2b

import msgspec
import pytest

from cyberveille.concerned import Vendors, compiled, encoded
from cyberveille.concerned.compiling import Compiler
from cyberveille.concerned.forgetting import forget
from cyberveille.concerned.remembering import Groups, encoded_again
from cyberveille.concerned.stating import Told
from cyberveille.model import Product
from tests.concerned.labelled import REGISTRY, read

_KNOWN = Vendors(REGISTRY).keys
_TEACHES = Told("Vulnérabilité dans Zorglub", (Product(product="Zorglub Engine (by Acme Widgets)"),), ())
_ROOM = [module for name, module in sys.modules.items() if name.startswith("cyberveille.concerned.")]


def _notices() -> list[Told]:
    return [
        Told(notice["title"], tuple(msgspec.convert(notice["products"], list[Product])), ())
        for notice in read("notices.jsonl")
    ]


def _anew(notices: Sequence[Told]) -> bytes:
    return msgspec.json.encode(encoded(compiled(enumerate(notices), REGISTRY), _KNOWN))


def _again(notices: Sequence[Told], kept: Groups, made_of: bytes = b"") -> tuple[bytes, Groups]:
    told = [(n, blake2b(repr(one).encode()).digest(), one) for n, one in enumerate(notices)]
    value, groups = encoded_again(told, REGISTRY, made_of, kept)
    return msgspec.json.encode(value), groups


@pytest.fixture
def read_notices(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The titles of the notices that were read, one after another."""
    titles: list[str] = []
    groups = Compiler.groups

    def counted(self: Compiler, notice: Told) -> object:
        titles.append(notice.title)
        return groups(self, notice)

    monkeypatch.setattr(Compiler, "groups", counted)
    return titles


def test_a_notice_that_did_not_change_is_not_read_again(read_notices: list[str]) -> None:
    """One that teaches the name of a vendor is; the bytes are the same."""
    notices = _notices()
    first, kept = _again(notices, {})
    assert len(read_notices) == len(notices)
    assert first == _anew(notices)
    read_notices.clear()
    second, _ = _again(notices, kept)
    assert second == first
    assert len(read_notices) == len(notices) - len(kept) < len(notices) / 10


def test_any_change_gives_what_all_of_them_read_anew_give() -> None:
    """Notices that come, go, change and change places, with what was kept of those before."""
    chance = random.Random(7)
    notices = _notices()
    kept: Groups = {}
    for _ in range(12):
        change = chance.choice(("add", "remove", "move", "replace"))
        place = chance.randrange(len(notices))
        if change == "add":
            notices.insert(place, chance.choice([_TEACHES, *_notices()]))
        elif change == "replace":
            notices[place] = Told(f"{notices[place].title} (2)", notices[place].products[:1], ())
        else:
            taken = notices.pop(place)
            if change == "move":
                notices.insert(chance.randrange(len(notices)), taken)
        told, kept = _again(notices, kept)
        assert told == _anew(notices)


def test_another_registry_or_program_reads_all_of_them(read_notices: list[str]) -> None:
    """What was kept under other rules says nothing."""
    notices = _notices()
    _, kept = _again(notices, {})
    read_notices.clear()
    _again(notices, kept, made_of=b"another one")
    assert len(read_notices) == len(notices)


def test_what_is_remembered_of_words_can_be_let_go() -> None:
    """The answers of every module of the room; they are worked out again, the same."""
    notices = _notices()[:20]
    before = _anew(notices)
    held = [value for name in _ROOM for value in vars(name).values() if isinstance(value, _lru_cache_wrapper)]
    assert len(held) > 5
    assert any(value.cache_info().currsize for value in held)
    forget()
    assert not any(value.cache_info().currsize for value in held)
    assert _anew(notices) == before
