"""The feeds of revisions: what happened to notices that were published already."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from typing import Any

import feedparser
import msgspec

from cyberveille.model import AlertStatus, Bulletin, Headline, Revision, Withdrawal, erased
from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.permanent_ids import entry_id

Make = Callable[..., Any]

HOUR = timedelta(hours=1)


def _revised(notice: Bulletin, *changes: str, apart: timedelta = HOUR) -> tuple[Revision, ...]:
    later = (
        Revision(date=notice.published + apart * number, change=change)
        for number, change in enumerate(changes, 1)
    )
    return (*notice.revisions, *later)


def _items(edition: Edition, name: str = "revisions") -> list[dict[str, Any]]:
    files = {output.path: output.render() for output in feeds.outputs(edition)}
    items: list[dict[str, Any]] = json.loads(files[f"flux/{name}.feed.json"])["items"]
    return items


def test_a_revision_is_an_entry_of_its_own(edition_of: Make, bulletin: Make) -> None:
    """With an identifier, an address and a date of its own; publication itself is none."""
    first = bulletin(title="Passerelle X")
    assert _items(edition_of(first)) == []
    revised = bulletin(
        title="Passerelle X", revisions=_revised(first, "Correctif disponible", "Contournement")
    )
    newer, older = _items(edition_of(revised))
    assert [item["title"] for item in (newer, older)] == ["[Révision · critique] Passerelle X"] * 2
    assert older["summary"].startswith("Correctif disponible")
    assert "Correctif disponible" in older["content_html"]
    assert "Contournement" not in older["content_html"]
    assert older["date_published"] == older["date_modified"]
    assert datetime.fromisoformat(older["date_published"]) == first.published + HOUR
    assert len({newer["id"], older["id"], entry_id(first.id)}) == 3
    assert newer["url"] != older["url"]
    assert {item["url"].partition("#")[0] for item in (newer, older)} == {
        "https://portail.example.org/bulletins/2026/CV-2026-BUL-0042/"
    }
    assert older["_cyberveille"]["change"] == "revision"
    assert "révision" in older["tags"]


def test_the_identifier_of_a_revision_stays(edition_of: Make, bulletin: Make) -> None:
    """Neither its words nor later revisions move it: a subscriber would see it twice."""
    first = bulletin()
    [before] = _items(edition_of(bulletin(revisions=_revised(first, "Correctif disponible"))))
    words = bulletin(revisions=_revised(first, "Correctif disponible sur demande"))
    later = bulletin(revisions=_revised(first, "Correctif disponible", "Encore"))
    assert before["id"] == _items(edition_of(words))[0]["id"] == _items(edition_of(later))[1]["id"]
    assert before["id"] == "urn:uuid:" + before["id"][9:]
    assert before["id"] == entry_id("CV-2026-BUL-0042/20261123T093000Z")


def test_a_closure_is_told_once(edition_of: Make, alert: Make) -> None:
    """With the revision that says it, or by itself when none does."""
    first = alert(title="X")
    closed = first.published + HOUR
    told = alert(
        title="X",
        status=AlertStatus.CLOSED,
        closed=closed,
        revisions=_revised(first, "Menace écartée", apart=HOUR * 1.5),
    )
    [item] = _items(edition_of(told))
    assert item["title"] == "[Clôture] X"
    assert item["_cyberveille"]["change"] == "closure"
    assert "Menace écartée" in item["content_html"]
    assert datetime.fromisoformat(item["date_published"]) == first.published + HOUR * 1.5
    [alone] = _items(edition_of(alert(title="X", status=AlertStatus.CLOSED, closed=closed)))
    assert alone["title"] == "[Clôture] X"
    assert datetime.fromisoformat(alone["date_published"]) == closed


def test_a_withdrawal_is_told_and_what_no_longer_holds_is_not(edition_of: Make, bulletin: Make) -> None:
    """The revisions before it keep their entries, and say no more than the withdrawal."""
    first = bulletin()
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    notice = bulletin(
        title="X",
        revisions=_revised(first, "Versions précisées"),
        withdrawn=Withdrawal(date=moment, reason="Produit nommé par erreur."),
    )
    withdrawal, revision = _items(edition_of(notice))
    assert withdrawal["title"] == "[Retrait] X"
    assert datetime.fromisoformat(withdrawal["date_published"]) == moment
    assert revision["title"] == "[Révision · retirée] X"
    for item in (withdrawal, revision):
        assert "Produit nommé par erreur." in item["content_html"]
        assert "Versions précisées" not in json.dumps(item, ensure_ascii=False)
        assert "CVE-2026-12345" not in item["content_html"]


def test_an_erased_notice_leaves_its_withdrawal_alone(edition_of: Make, bulletin: Make) -> None:
    """Neither the words of its revisions nor their dates are left."""
    first = bulletin()
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    notice = bulletin(
        title="Le titre",
        revisions=_revised(first, "Versions précisées", "Nom du site touché"),
        withdrawn=Withdrawal(date=moment, reason="Diffusée par erreur.", erase=True),
    )
    [item] = _items(edition_of(erased(notice)))
    text = json.dumps(item, ensure_ascii=False)
    assert "Diffusée par erreur." in text
    assert not re.search("Le titre|Versions précisées|Nom du site|20261123T", text)
    assert Headline.of(notice).changes == Headline.of(erased(notice)).changes


def test_changes_of_one_moment_are_all_there(edition_of: Make, bulletin: Make) -> None:
    """A source that ignores the hour dates them alike: their entries differ."""
    first = bulletin()
    once = first.published + HOUR
    twice = tuple(Revision(date=once, change=change) for change in ("Une", "Deux"))
    items = _items(edition_of(bulletin(aliases=("A-1",), revisions=(*first.revisions, *twice))))
    assert [item["summary"].split()[0] for item in items] == ["Deux", "Une"]
    assert len({item["id"] for item in items}) == len({item["date_published"] for item in items}) == 2


def test_revisions_stay_as_long_as_entries(edition_of: Make, bulletin: Make) -> None:
    """Those of the last days, or the last twenty."""
    first = bulletin()
    busy = bulletin(
        revisions=_revised(first, *(f"Étape {number}" for number in range(1, 31)), apart=HOUR / 4)
    )
    assert len(_items(edition_of(busy))) == 30
    quiet = edition_of(busy, now=first.published + timedelta(days=60))
    assert len(_items(quiet)) == 20


def test_every_reader_finds_them(edition_of: Make, bulletin: Make) -> None:
    """RSS and Atom say the same as JSON."""
    notice = bulletin(revisions=_revised(bulletin(), "Correctif disponible"))
    files = {output.path: output.render() for output in feeds.outputs(edition_of(notice))}
    [item] = json.loads(files["flux/revisions.feed.json"])["items"]
    for form in ("rss", "atom"):
        feed = feedparser.parse(files[f"flux/revisions.{form}.xml"])
        assert not feed.bozo
        [entry] = feed.entries
        assert (entry.id, entry.link, entry.title) == (item["id"], item["url"], item["title"])


def test_a_notice_keeps_one_entry_in_the_other_feeds(edition_of: Make, bulletin: Make) -> None:
    """Whatever happened to it."""
    notice = bulletin(revisions=_revised(bulletin(), "Correctif disponible", "Encore"))
    assert [item["id"] for item in _items(edition_of(notice), "tout")] == [entry_id(notice.id)]


def test_a_headline_knows_the_changes_of_its_notice(bulletin: Make) -> None:
    """The selection decodes no notice, and a stored headline gives the same."""
    notice: Bulletin = bulletin(revisions=_revised(bulletin(), "Correctif disponible"))
    headline = Headline.of(notice)
    assert [change.said for change in headline.changes] == [1]
    assert msgspec.msgpack.decode(msgspec.msgpack.encode(headline), type=Headline) == headline
