"""The calendars of deadlines, read by a parser that is not ours."""

import re
from collections.abc import Callable
from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
import vobject
from msgspec.structs import replace

from cyberveille.model import (
    Action,
    AlertStatus,
    Body,
    Bulletin,
    Change,
    ChangeNature,
    Revision,
    Tlp,
    Withdrawal,
)
from cyberveille.publishing import calendars
from cyberveille.publishing.containers import Words, read
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.words import text_words

Make = Callable[..., Any]

WHOLE = "echeances.ics"
LATER = timedelta(hours=3)


def _files(edition: Edition) -> dict[str, bytes]:
    return {output.path: output.render() for output in calendars.outputs(edition)}


def _read(data: bytes) -> Any:  # noqa: ANN401 - untyped library
    return vobject.readOne(data.decode())


def _events(edition: Edition, path: str = WHOLE) -> list[Any]:
    return list(_read(_files(edition)[path]).contents.get("vevent", []))


def _revised(notice: Bulletin, **changes: Any) -> dict[str, Any]:  # noqa: ANN401 - any field
    revision = Revision(date=notice.published + LATER, change="Échéance avancée", **changes)
    return {"revisions": (*notice.revisions, revision)}


def test_a_deadline_is_a_whole_day_on_which_nobody_is_busy(edition_of: Make, bulletin: Make) -> None:
    """One event for exposed systems, one for the others; the end is the day after (RFC 5545, 3.6.1)."""
    exposed, others = _events(edition_of(bulletin()))
    assert (exposed.dtstart.value, exposed.dtend.value) == (date(2026, 11, 25), date(2026, 11, 26))
    assert (others.dtstart.value, others.dtend.value) == (date(2026, 11, 30), date(2026, 12, 1))
    assert exposed.summary.value.startswith("À traiter (exposés à Internet)")
    assert "systèmes exposés à Internet" in exposed.description.value
    assert "autres systèmes" in others.description.value
    for event in (exposed, others):
        assert event.status.value == "CONFIRMED"
        assert event.transp.value == "TRANSPARENT"
        assert event.url.value == "https://portail.example.org/bulletins/2026/CV-2026-BUL-0042/"
        assert "Mettre à jour." in event.description.value
        assert set(event.categories.value) >= {"Bulletin", "Gravité critique", "Exploitée"}


def test_an_event_keeps_its_name_whatever_happens_to_its_notice(edition_of: Make, bulletin: Make) -> None:
    """No revision, other day or other host gives it a new one; the two of a notice differ."""
    first = bulletin()
    moved = bulletin(action=Action(deadline=date(2026, 12, 3)), title="Autre titre", **_revised(first))
    [before, kept] = [event.uid.value for event in _events(edition_of(first))]
    [after] = [event.uid.value for event in _events(edition_of(moved, url="https://autre.example.org/v/"))]
    assert before != kept == after


def test_a_revision_raises_the_sequence(edition_of: Make, bulletin: Make) -> None:
    """A minor one too: it may put a day right. The stamp is the date of the notice, not of the build."""
    first = bulletin()
    before, after, minor = (
        _events(edition_of(notice))[0]
        for notice in (first, bulletin(**_revised(first)), bulletin(**_revised(first, minor=True)))
    )
    assert [int(event.sequence.value) for event in (before, after, minor)] == [0, 1, 1]
    assert before.dtstamp.value == first.published
    assert after.dtstamp.value == first.published + LATER


def test_exploitation_raises_the_sequence_too(edition_of: Make, bulletin: Make) -> None:
    """Though no revision tells it: a catalogue does, later."""
    edition = edition_of(bulletin())
    news = Change(datetime(2026, 11, 24, tzinfo=UTC), 0, ChangeNature.EXPLOITATION)
    headlines = tuple(replace(item, changes=(news,)) for item in edition.headlines)
    event = _events(replace(edition, headlines=headlines))[0]
    assert int(event.sequence.value) == 1
    assert event.dtstamp.value == news.date


def test_what_is_withdrawn_is_cancelled(edition_of: Make, bulletin: Make) -> None:
    """Under the same name and with a higher number: programs that have it strike it out."""
    first = bulletin()
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    gone = bulletin(withdrawn=Withdrawal(date=moment, reason="Produit nommé par erreur."))
    before, after = _events(edition_of(first))[0], _events(edition_of(gone))[0]
    assert (after.uid.value, after.status.value) == (before.uid.value, "CANCELLED")
    assert int(after.sequence.value) > int(before.sequence.value)
    assert after.dtstamp.value == moment
    assert "Mettre à jour" not in after.description.value


def test_nothing_is_left_of_what_is_erased(edition_of: Make, bulletin: Make) -> None:
    """Its days are among what should never have been published."""
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    gone = bulletin(withdrawn=Withdrawal(date=moment, reason="Erreur.", erase=True))
    files = _files(edition_of(gone, bulletin(43)))
    assert b"CV-2026-BUL-0042" not in b"".join(files.values())


def test_a_closed_alert_is_still_to_be_treated(edition_of: Make, alert: Make) -> None:
    """Its closing ends the campaign, not the fault: the event says so, and its number is higher."""
    closed = alert(status=AlertStatus.CLOSED, closed=datetime(2026, 11, 24, tzinfo=UTC))
    event = _events(edition_of(closed))[0]
    assert event.status.value == "CONFIRMED"
    assert "Alerte close" in event.description.value
    assert int(event.sequence.value) == 1


def test_programs_that_subscribe_find_what_they_ask_for(edition_of: Make, bulletin: Make) -> None:
    """Google a name, Outlook PRODID, METHOD and a rhythm, Thunderbird what RFC 7986 adds."""
    text = _files(edition_of(bulletin()))["echeances/gravite/critique.ics"].decode().replace("\r\n ", "")
    lines = text.split("\r\n")
    assert lines[0] == "BEGIN:VCALENDAR"
    for line in (
        "VERSION:2.0",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        "X-WR-TIMEZONE:Europe/Paris",
        "REFRESH-INTERVAL;VALUE=DURATION:PT1H",
        "X-PUBLISHED-TTL:PT1H",
        "SOURCE;VALUE=URI:https://portail.example.org/echeances/gravite/critique.ics",
        "X-MICROSOFT-CDO-ALLDAYEVENT:TRUE",
    ):
        assert line in lines
    read = _read(_files(edition_of(bulletin()))["echeances/gravite/critique.ics"])
    assert read.prodid.value.startswith("-//Cyberveille//")
    assert read.x_wr_calname.value == "Portail d’essai – Échéances\u00a0: Gravité critique"
    assert read.contents["name"][0].value == read.x_wr_calname.value


def test_lines_are_folded_within_their_bytes_and_never_within_a_character(
    edition_of: Make, bulletin: Make
) -> None:
    """At most 75 bytes without the line's end (RFC 5545, 3.1); what is folded is read as it was."""
    title = "Œuvre, « très » longue ; à retenir\\ : " + "é🦠" * 60
    data = _files(edition_of(bulletin(title=title)))[WHOLE]
    assert not re.search(rb"(?<!\r)\n|\r(?!\n)", data)
    for line in data.split(b"\r\n"):
        assert len(line) <= 75
        line.decode()
    assert _read(data).vevent.summary.value.replace("\u00a0", " ").replace("\u202f", " ").endswith(title)


def test_a_calendar_without_event_is_one_all_the_same(edition_of: Make, bulletin: Make) -> None:
    """That of a severity is there before its first deadline, so that one may subscribe to it."""
    files = _files(edition_of(bulletin()))
    read = _read(files["echeances/gravite/faible.ics"])
    assert [part.name for part in read.components()] == ["VTIMEZONE"]
    assert not [
        path for path in files if path.startswith("echeances/technologie/") and "imagerie" not in path
    ]


def test_each_interest_has_a_calendar_once_a_notice_of_it_has_a_deadline(
    edition_of: Make, bulletin: Make, alert: Make
) -> None:
    """With the deadlines of the same notices as its feed; nothing at all in a portal without any."""
    edition = edition_of(bulletin(structures=("ehpad",)), alert(technologies=("dpi",), action=None))
    files = _files(edition)
    assert {
        "echeances/exploitees.ics",
        "echeances/sante.ics",
        "echeances/structure/ehpad.ics",
    } <= files.keys()
    assert "echeances/technologie/dpi.ics" not in files
    assert len(_events(edition, "echeances/technologie/imagerie.ics")) == 2
    assert _files(edition_of(alert(action=None))) == {}


def test_old_deadlines_leave_after_a_year(edition_of: Make, bulletin: Make) -> None:
    """And no other day changes a calendar: its key is the same however often it is built."""
    notice = bulletin()
    keys = {}
    for days in (0, 1, 366, 367, 372):
        edition = edition_of(notice, now=datetime(2026, 11, 25, 8, tzinfo=UTC) + timedelta(days=days))
        [output] = [item for item in calendars.outputs(edition) if item.path == WHOLE]
        keys[days] = output.key
        assert len(_events(edition)) == (2 if days <= 366 else 1 if days < 372 else 0)
    assert keys[0] == keys[1] == keys[366] != keys[367] != keys[372]


@pytest.mark.parametrize(("tlp", "name"), [(Tlp.CLEAR, "PUBLIC"), (Tlp.AMBER, "CONFIDENTIAL")])
def test_an_event_bears_the_marking_of_its_notice(
    edition_of: Make, bulletin: Make, tlp: Tlp, name: str
) -> None:
    """In its class, and in words where it is not for everyone."""
    event = _events(edition_of(bulletin(tlp=tlp), tlp_max=Tlp.AMBER))[0]
    assert event.contents["class"][0].value == name
    assert ("TLP:AMBER" in event.description.value) is (tlp is Tlp.AMBER)


def test_the_guard_reads_what_a_line_folds(edition_of: Make, bulletin: Make) -> None:
    """A name that the end of a line cuts in two is found whole."""
    name = "Passerelle cardiologique du pavillon des Tilleuls, rez-de-chaussée, local technique numéro douze"
    data = _files(edition_of(bulletin(title=name)))[WHOLE]
    assert name.encode() not in data
    found = b"".join(item.words for item in read(WHOLE, data) if isinstance(item, Words))
    assert text_words(name) in found


def test_planning_decodes_no_notice(
    edition_of: Make, bulletin: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Headlines hold all that a calendar tells, and rendering needs no more either."""
    edition = edition_of(bulletin(body=Body(())))
    monkeypatch.setattr(Edition, "notice", None)
    assert _files(edition)
