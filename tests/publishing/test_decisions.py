"""What was decided of pieces found before stands while the texts on which it rests do."""

import random
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from tests.portal import NOW, Portal, bulletin
from tests.publishing.spoiling import SPOILT

from cyberveille.catalogue import Catalogue
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.questions import Asked, Question, questions_of
from cyberveille.publishing.report import BuildReport
from cyberveille.publishing.verdict import Ground

PASSAGE = "les onze serveurs de secours ont été coupés avant la tombée du jour"
OTHER = "la pharmacie centrale prépare ses poches sur papier depuis lundi matin"
OLDER, DRAFT = "bulletins/2026/CV-2026-BUL-0010.md", "bulletins/2026/CV-2026-BUL-0020.md"
LATER = NOW + timedelta(hours=1)


def _said(number: int, day: str, *words: str, draft: bool = False) -> str:
    body = " ".join(f"Ce soir, {said}." for said in words) or "Rien."
    text = bulletin(number, title=f"Bulletin numéro {number}", body=body).replace("2026-10-05", day)
    return text.replace("tlp: CLEAR", "tlp: CLEAR\ndraft: true") if draft else text


def _path(number: int) -> str:
    return f"bulletins/2026/CV-2026-BUL-{number:04d}.md"


def _file(portal: Portal) -> Path:
    return portal.workspace.folder / "decisions"


@pytest.fixture
def quoting(portal: Portal) -> Portal:
    """A portal in which a draft repeats what an older notice says, built."""
    portal.write(OLDER, _said(10, "2026-09-01", PASSAGE))
    portal.write(DRAFT, _said(20, "2026-10-02", PASSAGE, draft=True))
    report = portal.build()
    assert report.leaks == ()
    assert report.cleared
    return portal


@contextmanager
def _judged(monkeypatch: pytest.MonkeyPatch) -> Iterator[list[bytes]]:
    """The pieces that are judged in full meanwhile."""
    pieces: list[bytes] = []

    def told(
        edition: Edition, catalogue: Catalogue, asked: dict[bytes, Asked]
    ) -> dict[bytes, list[Question]]:
        pieces.extend(asked)
        return questions_of(edition, catalogue, asked)

    with monkeypatch.context() as patched:
        patched.setattr("cyberveille.publishing.clearance.questions_of", told)
        yield pieces


def _publish(portal: Portal, number: int = 30) -> None:
    portal.write(_path(number), _said(number, "2026-10-06"))


def test_a_publish_judges_nothing_again(quoting: Portal, monkeypatch: pytest.MonkeyPatch) -> None:
    """The same is found in the same lists: what was decided of it stands, on the ground that it had."""
    _publish(quoting)
    with _judged(monkeypatch) as pieces:
        report = quoting.build()
    assert pieces == []
    _file(quoting).unlink()
    _publish(quoting, 31)
    with _judged(monkeypatch) as pieces:
        full = quoting.build()
    assert pieces
    assert report.leaks == full.leaks == ()
    assert report.cleared.keys() == {Ground.DATES}
    assert sum(report.cleared.values()) == sum(full.cleared.values())


def _revised(portal: Portal) -> None:
    change = "\n  - {date: 2026-10-06T10:00:00+02:00, change: Précision}\n---\n"
    portal.write(OLDER, portal.read(OLDER).replace("\n---\n", change, 1))


def _another_draft(portal: Portal) -> None:
    portal.write(_path(21), _said(21, "2026-10-03", PASSAGE, draft=True))


def _dated_before(portal: Portal) -> None:
    portal.edit(DRAFT, "2026-10-02", "2026-08-01")


def _declared(portal: Portal) -> None:
    portal.edit("site_config.yml", "featured:", "declassifies: [CV-2026-BUL-0020]\nfeatured:")


ANEW: dict[str, Callable[[Portal], None]] = {
    "the older notice is revised": _revised,
    "another draft says it": _another_draft,
    "the draft is older": _dated_before,
    "the configuration declares": _declared,
}


@pytest.mark.parametrize("change", ANEW)
def test_what_changed_is_judged_anew(quoting: Portal, monkeypatch: pytest.MonkeyPatch, change: str) -> None:
    """The public text, what is withheld, or what is declared."""
    ANEW[change](quoting)
    _publish(quoting)
    with _judged(monkeypatch) as pieces:
        quoting.build()
    assert pieces


def test_an_earlier_clock_and_a_verification_judge_anew(
    quoting: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What was decided holds from then on; who looks at everything decides everything."""
    _file(quoting).unlink()
    _publish(quoting, 31)
    quoting.build(LATER)
    for now, verify in ((NOW, False), (LATER, True)):
        _publish(quoting, 40 + verify)
        with _judged(monkeypatch) as pieces:
            assert quoting.build(now, verify=verify).leaks == ()
        assert pieces


def test_a_slip_is_refused_beside_what_was_decided(quoting: Portal) -> None:
    """A new notice takes another passage of the draft, or the same one while its older source is gone."""
    quoting.write(DRAFT, _said(20, "2026-10-02", PASSAGE, OTHER, draft=True))
    assert quoting.build().leaks == ()
    quoting.write(_path(30), _said(30, "2026-10-06", PASSAGE, OTHER))
    leaks = quoting.build().leaks
    assert {leak.notice for leak in leaks} == {"CV-2026-BUL-0020"}
    quoting.write(_path(30), _said(30, "2026-10-06", PASSAGE))
    assert quoting.build().leaks == ()
    text = quoting.read(OLDER)
    quoting.write(OLDER, text.replace("tlp: CLEAR", "tlp: CLEAR\ndraft: true"))
    quoting.write(_path(31), _said(31, "2026-10-06", "rien de plus"))
    before = quoting.build()
    _file(quoting).unlink(missing_ok=True)
    assert before.leaks == quoting.build().leaks


@pytest.mark.parametrize("spoilt", SPOILT)
def test_decisions_that_were_altered_are_none(
    quoting: Portal, monkeypatch: pytest.MonkeyPatch, spoilt: str
) -> None:
    """Everything found is judged in full, and a slip is refused."""
    file = _file(quoting)
    file.write_bytes(SPOILT[spoilt](file.read_bytes()))
    _publish(quoting)
    with _judged(monkeypatch) as pieces:
        assert quoting.build().leaks == ()
    assert pieces


def test_decisions_taken_elsewhere_clear_nothing(quoting: Portal, tmp_path: Path) -> None:
    """The same portal, where the older notice does not say it: its copy is refused all the same."""
    other = Portal.copy(quoting.folder, tmp_path / "other")
    other.forget()
    other.write(OLDER, _said(10, "2026-09-01", OTHER))
    assert other.build().leaks == ()
    _file(other).write_bytes(_file(quoting).read_bytes())
    other.write(_path(30), _said(30, "2026-10-06", PASSAGE))
    assert {leak.notice for leak in other.build().leaks} == {"CV-2026-BUL-0020"}


def _edit(portal: Portal, chance: random.Random, number: int) -> None:
    """One of the things that editors do, with passages that drafts and notices share."""
    words = chance.sample((PASSAGE, OTHER, "rien de particulier à signaler ce jour dans les services"), 2)
    day = f"2026-{chance.randint(3, 9):02d}-{chance.randint(1, 28):02d}"
    known = sorted((portal.folder / "bulletins/2026").glob("CV-2026-BUL-01*.md"))
    match chance.randrange(5) if known else 0:
        case 0 | 1:
            path, draft = _path(100 + number), chance.random() < 0.6
            portal.write(path, _said(100 + number, day, *words[: chance.randint(0, 2)], draft=draft))
        case 2:
            file = chance.choice(known)
            text, hidden = file.read_text("utf-8"), "tlp: CLEAR\ndraft: true"
            swapped = (hidden, "tlp: CLEAR") if hidden in text else ("tlp: CLEAR", hidden)
            file.write_text(text.replace(*swapped), "utf-8")
        case 3:
            chance.choice(known).unlink()
        case _:
            file = chance.choice(known)
            file.write_text(file.read_text("utf-8").replace("Rien.", f"Ce soir, {words[0]}."), "utf-8")


def test_decisions_kept_refuse_what_a_judgement_in_full_refuses(
    portal: Portal, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """Two editions of one portal after each of some edits: one forgets, the other does not."""
    chance, clock = random.Random(7), datetime(2026, 10, 10, 8, tzinfo=UTC)
    stood = 0
    forgetful = Portal.copy(portal.folder, tmp_path / "forgetful")
    for number in range(12):
        seed = chance.random()
        reports: list[BuildReport] = []
        for each in (portal, forgetful):
            _edit(each, random.Random(seed), number)
            if each is forgetful:
                _file(each).unlink(missing_ok=True)
            with _judged(monkeypatch) as pieces:
                reports.append(each.build(clock))
            stood += bool(reports[-1].cleared) and not pieces
        kept, full = reports
        assert kept.leaks == full.leaks
        assert sum(kept.cleared.values()) == sum(full.cleared.values())
        clock += timedelta(hours=chance.randint(0, 20))
    assert stood > 1
