"""What is held of a part: some of its notices are told and decoded without the others."""

from collections.abc import Iterable
from pathlib import Path

import msgspec
import pytest
from tests.portal import Portal, bulletin

from cyberveille.catalogue import Store, held, load
from cyberveille.catalogue.facts import Facts
from cyberveille.catalogue.held import Decoded, Held
from cyberveille.catalogue.parts import CataloguePart
from cyberveille.catalogue.rows import encoded, rows_in
from cyberveille.map import Sorting, followed_in, memberships
from cyberveille.model import Headline

MANY, RARE = 40, 20


@pytest.fixture
def part(portal: Portal, tmp_path: Path) -> CataloguePart:
    """The bulletins of 2026, read, kept, and read from what was kept: nearly all are on one product."""
    for number in range(MANY):
        product = "Passerelle" if number % RARE else "Rare"
        extra = f"products:\n  - {{vendor: Exemple, product: {product}}}\n"
        text = bulletin(100 + number, title=f"Défaut {number}", extra=extra)
        portal.write(f"bulletins/2026/CV-2026-BUL-{100 + number:04d}.md", text)
    load(portal.project(), Store(tmp_path / "kept.sqlite3"))
    catalogue = load(portal.project(), Store(tmp_path / "kept.sqlite3"))
    assert catalogue.read == 0
    return next(part for part in catalogue.parts if part.facts.count >= MANY)


@pytest.fixture
def sorting(portal: Portal) -> Sorting:
    return portal.project().sorting


def _standing(items: Iterable[Headline], sorting: Sorting, name: str) -> tuple[str, ...]:
    """Those of a list, looked for one by one."""
    return tuple(
        item.id
        for item in items
        if name in {f"{series}/{member}" for _, series, member in memberships(item, sorting.vocabularies)}
    )


def _belonging(items: Iterable[Headline], sorting: Sorting, name: str) -> tuple[str, ...]:
    return tuple(
        item.id
        for item in items
        if name in map("/".join, followed_in(sorting.interests, item, sorting.vocabularies))
    )


def _names(items: Iterable[Headline] | None) -> tuple[str, ...]:
    assert items is not None
    return tuple(item.id for item in items)


def test_those_of_a_list_or_of_an_interest_are_the_ones_that_say_so(
    part: CataloguePart, sorting: Sorting
) -> None:
    found = {name: _names(part.listed(name)) for name in part.facts.lists}
    followed = {name: _names(part.followed(name)) for name in part.facts.followed}
    assert found == {name: _standing(part.headlines, sorting, name) for name in found}
    assert followed == {name: _belonging(part.headlines, sorting, name) for name in followed}
    assert len(found["produit/exemple/rare"]) == MANY // RARE
    assert part.listed("produit/exemple/absent") == ()


def test_few_are_decoded_where_few_are_asked_for(
    part: CataloguePart, monkeypatch: pytest.MonkeyPatch
) -> None:
    """One alone is decoded alone; nothing is decoded to tell where each stands; of many, all are at once."""
    alone: list[int] = []
    one, every = held._ONE, held._ALL

    class Counted:
        def decode(self, encoded: msgspec.Raw) -> Headline:
            alone.append(1)
            return one.decode(encoded)

    class Refused:
        def decode(self, _: msgspec.Raw) -> tuple[Headline, ...]:
            raise AssertionError("all are decoded")

    monkeypatch.setattr(held, "_ONE", Counted())
    monkeypatch.setattr(held, "_ALL", Refused())
    assert set(part.places) == set(_names(part._held.at(position) for position in range(part.facts.count)))
    part.let_go()
    alone.clear()
    wanted = part.find("CV-2026-BUL-0107")
    assert wanted is not None
    assert wanted.id == "CV-2026-BUL-0107"
    assert part.find("CV-2026-BUL-0107") is wanted
    assert part.find("CV-2026-BUL-9999") is None
    assert len(alone) == 1
    assert len(_names(part.listed("produit/exemple/rare"))) == MANY // RARE
    assert len(alone) == 1 + MANY // RARE
    monkeypatch.setattr(held, "_ALL", every)
    assert _names(part.listed("produit/exemple/passerelle")) == _names(
        item for item in part.headlines if "exemple/passerelle" in {name.member for name in item.named}
    )
    assert len(alone) == 1 + MANY // RARE


def test_positions_that_are_not_those_of_the_facts_are_worked_out(part: CataloguePart) -> None:
    """Notices read again from their sources, because what was kept is lost, are sorted by whoever asks."""
    kept = Held(msgspec.Raw(msgspec.msgpack.encode(part.headlines)), ())
    decoded = Decoded(kept, part.facts, {})
    assert isinstance(part.facts, Facts)
    assert decoded.listed("produit/exemple/rare") is None
    assert decoded.followed("produit/exemple/rare") is None
    assert decoded.listed("produit/exemple/absent") == ()
    assert decoded.headlines == part.headlines


@pytest.mark.parametrize("told", [None, b"", b"\x00", "another"])
def test_tables_that_are_lost_are_made_again(
    part: CataloguePart, monkeypatch: pytest.MonkeyPatch, told: bytes | str | None
) -> None:
    """So are those of another part, and what is none."""
    kept = part.tables
    assert [row.id for row in rows_in(kept.rows)] == list(_names(part.headlines))
    if told == "another":
        told = encoded(msgspec.structs.replace(kept, digest=b"another", rows=kept.identifiers))
    monkeypatch.setattr(Store, "tables", lambda *_: told)
    part.let_go()
    found = part.tables
    assert (found.digest, bytes(found.rows)) == (kept.digest, bytes(kept.rows))
    assert bytes(found.identifiers) == bytes(kept.identifiers)
