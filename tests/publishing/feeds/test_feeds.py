"""The feeds, read by parsers that are not ours."""

import re
from collections.abc import Callable
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime
from typing import Any

import pytest
from tests.publishing.feeds.parsed import ATOM, atom_of, feed_files, items_of, parsed_feeds, rss_of

from cyberveille.map import FAMILIES, FeedFormat
from cyberveille.model import (
    Alert,
    AnyNotice,
    Bulletin,
    Document,
)
from cyberveille.model.configuration import Publisher
from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition

Make = Callable[..., Any]

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def test_every_feed_in_three_formats(edition_of: Make, bulletin: Make, alert: Make, document: Make) -> None:
    """Alerts, bulletins, documents, all of them, what happened to them since, and each interest."""
    files = feed_files(edition_of(bulletin(), alert(), document()))
    parsed = parsed_feeds(files)
    counts = {path: len(feed.entries) for path, feed in parsed.items()}
    counts |= {path: len(items_of(files, path)) for path in files if path.endswith("json")}
    assert counts == {
        f"flux/{name}.{ending}": count
        for name, count in (
            *(("alertes", 1), ("bulletins", 1), ("documents", 1), ("tout", 3), ("revisions", 0)),
            *(("exploitees", 2), ("sante", 2), ("technologie/imagerie", 2), ("gravite/critique", 2)),
            *((f"gravite/{name}", 0) for name in ("elevee", "moyenne", "faible", "information")),
        )
        for ending in ("rss.xml", "atom.xml", "feed.json")
    }
    assert {feed.version for feed in parsed.values()} == {"rss20", "atom10"}


def test_an_empty_portal_has_valid_feeds(edition_of: Make) -> None:
    """No entry, but a title, a date and a link to itself."""
    files = feed_files(edition_of())
    for feed in parsed_feeds(files).values():
        assert feed.entries == []
        assert feed.feed.title.startswith("Portail d’essai")
    assert items_of(files, "flux/tout.feed.json") == []


def test_a_quiet_feed_says_once_a_day_that_it_is_alive(edition_of: Make, bulletin: Make) -> None:
    """The feed's date is the beginning of the day in Paris, whatever the age of the last notice."""
    clock = datetime(2027, 6, 1, 10, tzinfo=UTC)
    files = feed_files(edition_of(bulletin(), now=clock))
    built = rss_of(files).findtext("channel/lastBuildDate") or ""
    assert parsedate_to_datetime(built) == datetime(2027, 5, 31, 22, tzinfo=UTC)
    assert atom_of(files).findtext(f"{ATOM}updated") == "2027-06-01T00:00:00+02:00"
    assert len(items_of(files, "flux/tout.feed.json")) == 1


def test_a_feed_links_to_itself_and_its_page(edition_of: Make, bulletin: Make) -> None:
    """rel="self" is the feed's own address; its page is the list of the same notices."""
    files = feed_files(edition_of(bulletin()))
    rss, atom = rss_of(files, "bulletins"), atom_of(files, "bulletins")
    itself = rss.find(f"channel/{ATOM}link")
    assert itself is not None
    assert itself.attrib == {
        "href": "https://portail.example.org/flux/bulletins.rss.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert rss.findtext("channel/link") == "https://portail.example.org/bulletins/"
    links = {item.get("rel"): item.get("href") for item in atom.findall(f"{ATOM}link")}
    assert links == {
        "self": "https://portail.example.org/flux/bulletins.atom.xml",
        "alternate": "https://portail.example.org/bulletins/",
    }


def test_an_editor_is_named_only_with_a_valid_address(edition_of: Make, bulletin: Make) -> None:
    """RSS wants an address and a name in parentheses; without an address there is no editor."""
    publisher = {"director": "D", "address": "A", "host": "H", "name": "Cellule (essai)"}
    valid = feed_files(edition_of(bulletin(), publisher=Publisher(email="a.b@example.org", **publisher)))
    assert rss_of(valid).findtext("channel/managingEditor") == "a.b@example.org (Cellule essai)"
    invalid = feed_files(edition_of(bulletin(), publisher=Publisher(email="néant", **publisher)))
    assert rss_of(invalid).find("channel/managingEditor") is None
    assert atom_of(invalid).find(f"{ATOM}author/{ATOM}email") is None
    assert atom_of(invalid).findtext(f"{ATOM}author/{ATOM}name") == "Cellule (essai)"


def test_nothing_is_enclosed_and_times_carry_a_zone(edition_of: Make, bulletin: Make, document: Make) -> None:
    """Attachments are links in the text; every time is RFC 3339 with its offset."""
    files = feed_files(edition_of(bulletin(), document()))
    assert b"enclosure" not in b"".join(files.values())
    times = [item.text or "" for item in atom_of(files).iter(f"{ATOM}updated", f"{ATOM}published")]
    assert len(times) == 5
    assert all(_RFC3339.fullmatch(time) for time in times)
    html = "".join(item["content_html"] for item in items_of(files, "flux/tout.feed.json"))
    assert "https://portail.example.org/documents/CV-2026-DOC-0007/fiche.pdf" in html


def test_same_edition_same_bytes_and_keys(
    edition_of: Make, bulletin: Make, alert: Make, document: Make
) -> None:
    """Two builds of one day agree, so that a reader is told that nothing changed; another day is told."""
    notices: tuple[Bulletin | Alert | Document, ...] = (bulletin(), alert(), document())
    one, two = edition_of(*notices), edition_of(*reversed(notices))
    assert feed_files(one) == feed_files(two)
    keys = [{item.path: item.key for item in feeds.outputs(edition)} for edition in (one, two)]
    assert keys[0] == keys[1]
    later, tomorrow = (
        {item.path: item.key for item in feeds.outputs(edition_of(*notices, now=now))}
        for now in (datetime(2026, 11, 24, 22, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC))
    )
    assert later == keys[0]
    moved = {path for path in later if later[path] != tomorrow[path]}
    assert moved == {family.address(form) for family in FAMILIES if family.alive for form in FeedFormat}


def test_only_the_notices_of_a_feed_are_decoded(
    edition_of: Make, bulletin: Make, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Keys need headlines alone; rendering all feeds decodes each notice held once."""
    edition = edition_of(
        *(bulletin(number, published=datetime(2020, 1, 1, tzinfo=UTC)) for number in range(1, 100))
    )
    asked: list[str] = []
    read = Edition.notice

    def counted(self: Edition, notice_id: str) -> AnyNotice:
        asked.append(notice_id)
        return read(self, notice_id)

    monkeypatch.setattr(Edition, "notice", counted)
    outputs = list(feeds.outputs(edition))
    assert asked == []
    for output in outputs:
        output.render()
    assert len(asked) == len(set(asked)) == 20
