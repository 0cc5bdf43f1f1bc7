"""What is looked for is what sources say now, however little of them is read again."""

import random
from collections.abc import Callable
from pathlib import Path

import pytest
from tests.portal import NOW, Portal, bulletin
from tests.publishing.edits import Editors
from tests.publishing.spoiling import SPOILT

from cyberveille.catalogue.notices import Notices
from cyberveille.model import AnyNotice
from cyberveille.publishing.guard import Guard, guard_of

DRAFTS = (20, 21, 22)


def _kept(portal: Portal) -> Path:
    return portal.folder / ".cyberveille/withheld/public.msgpack"


def _guard(portal: Portal, *, afresh: bool = False) -> Guard:
    return guard_of(*portal.made(), afresh=afresh)


def _draft(portal: Portal, number: int, more: str = "") -> None:
    text = bulletin(number, extra="draft: true\n", body=f"Le brouillon numéro {number} {more} dit ceci.")
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)


@pytest.fixture
def drafts(portal: Portal) -> Portal:
    for number in DRAFTS:
        _draft(portal, number)
    assert len(_guard(portal).things) == len(DRAFTS)
    return portal


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The notices that are decoded whole."""
    names: list[str] = []
    real = Notices.__getitem__

    def told(notices: Notices, name: str) -> AnyNotice:
        names.append(name)
        return real(notices, name)

    monkeypatch.setattr(Notices, "__getitem__", told)
    return names


def test_a_draft_is_read_when_it_changes(drafts: Portal, read: list[str]) -> None:
    """Not for a publish; the one that was changed or added, alone; all of them when begun afresh."""
    drafts.write("bulletins/2026/CV-2026-BUL-0030.md", bulletin(30))
    before = _guard(drafts)
    assert read == []
    _draft(drafts, 21, "corrigé")
    _draft(drafts, 23)
    after = _guard(drafts)
    assert read == ["CV-2026-BUL-0023", "CV-2026-BUL-0021"]
    assert after.key != before.key
    assert _guard(drafts, afresh=True).key == after.key
    assert len(read) == 2 + len(after.things)


def test_a_draft_that_is_released_leaves_nothing(drafts: Portal) -> None:
    """Neither among what is looked for, nor in what is kept."""
    assert b"brouillon numero 22" in _kept(drafts).read_bytes()
    drafts.edit("bulletins/2026/CV-2026-BUL-0022.md", "draft: true\n", "")
    assert "CV-2026-BUL-0022" not in _guard(drafts).things
    assert b"brouillon numero 22" not in _kept(drafts).read_bytes()


def _none_left(portal: Portal) -> None:
    for number in DRAFTS:
        (portal.folder / f"bulletins/2026/CV-2026-BUL-{number:04d}.md").unlink()


def _under_other_rules(portal: Portal) -> None:
    portal.edit("site_config.yml", "Un portail pour les essais", "Un autre portail")
    _none_left(portal)
    _guard(portal)


def _spoilt(portal: Portal) -> None:
    _kept(portal).write_bytes(_kept(portal).read_bytes() + b"\0")
    _none_left(portal)
    _guard(portal)


def _verified(portal: Portal) -> None:
    _none_left(portal)
    portal.build(verify=True)


def _released(portal: Portal) -> None:
    _none_left(portal)
    _guard(portal)


@pytest.mark.parametrize("change", [_released, _under_other_rules, _spoilt, _verified])
def test_where_nothing_is_withheld_nothing_is_kept(drafts: Portal, change: Callable[[Portal], None]) -> None:
    """Whether or not what the file holds is believed."""
    change(drafts)
    assert not _kept(drafts).exists()


def test_under_other_rules_what_is_withheld_no_more_leaves_nothing(drafts: Portal) -> None:
    """The file of the former rules is written over."""
    drafts.edit("site_config.yml", "Un portail pour les essais", "Un autre portail")
    (drafts.folder / "bulletins/2026/CV-2026-BUL-0022.md").unlink()
    _guard(drafts)
    assert b"brouillon numero 21" in _kept(drafts).read_bytes()
    assert b"brouillon numero 22" not in _kept(drafts).read_bytes()


def test_an_audience_that_is_no_more_leaves_nothing(drafts: Portal) -> None:
    """Nor does a build that was killed while it wrote; those of the other audiences stay."""
    before, others = drafts.read("site_config.yml"), _kept(drafts).with_name("members.msgpack")
    drafts.add_members()
    guard_of(*drafts.made(audience="members"))
    half = _kept(drafts).with_name(".members.msgpack.4242.tmp")
    half.write_bytes(others.read_bytes())
    _guard(drafts)
    assert not half.exists()
    assert others.exists()
    drafts.write("site_config.yml", before)
    _guard(drafts)
    assert not others.exists()
    assert _kept(drafts).exists()


@pytest.mark.parametrize("spoilt", SPOILT)
def test_pieces_that_were_altered_are_none(drafts: Portal, read: list[str], spoilt: str) -> None:
    """Every draft is read again, and the same is looked for."""
    before, whole = _guard(drafts).key, _kept(drafts).read_bytes()
    _kept(drafts).write_bytes(SPOILT[spoilt](whole))
    assert _guard(drafts).key == before
    assert len(read) == len(DRAFTS)
    assert _kept(drafts).read_bytes() == whole


def test_pieces_of_another_portal_are_not_looked_for(drafts: Portal, tmp_path: Path) -> None:
    """The same identifiers, in other words."""
    other = Portal.copy(drafts.folder, tmp_path / "other")
    for number in DRAFTS:
        _draft(other, number, "tout autre")
    assert _kept(other).read_bytes() == _kept(drafts).read_bytes()
    assert _guard(other).key == _guard(other, afresh=True).key != _guard(drafts).key


def test_after_any_edit_the_same_is_looked_for(portal: Portal) -> None:
    """Drafts, embargoes that pass, markings, earlier texts, erasures, files, names of products."""
    editors = Editors(portal, random.Random(11), NOW)
    editors.begin()
    seen = set[bytes]()
    for _ in range(50):
        editors.edit()
        made = portal.made(editors.clock)
        kept = guard_of(*made)
        whole = _kept(portal).read_bytes() if _kept(portal).exists() else None
        full = guard_of(*made, afresh=True)
        assert (kept.key, kept.things, kept.sealed) == (full.key, full.things, full.sealed)
        if whole is not None:
            _kept(portal).write_bytes(whole)
        seen.add(kept.key)
    assert len(seen) > 10
