"""The feeds, read by parsers that are not ours."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import feedparser
import msgspec
import pytest
from lxml import etree  # type: ignore[import-untyped]

from cyberveille.map import FAMILIES, Format
from cyberveille.model import (
    Alert,
    AlertStatus,
    AnyNotice,
    Body,
    Bulletin,
    Document,
    InBrief,
    Revision,
    Section,
    Severity,
    Withdrawal,
)
from cyberveille.model.configuration import Publisher
from cyberveille.publishing import feeds
from cyberveille.publishing.edition import Edition
from cyberveille.publishing.feeds.identity import entry_id
from cyberveille.publishing.feeds.syndication import untagged

Make = Callable[..., Any]

_ATOM = "{http://www.w3.org/2005/Atom}"
_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")


def _files(edition: Edition) -> dict[str, bytes]:
    return {output.path: output.render() for output in feeds.outputs(edition)}


def _parsed(files: dict[str, bytes]) -> dict[str, feedparser.FeedParserDict]:
    """What an independent parser makes of the XML feeds; a feed it frowns upon fails the test."""
    parsed = {path: feedparser.parse(data) for path, data in files.items() if path.endswith("xml")}
    assert not [path for path, feed in parsed.items() if feed.bozo]
    return parsed


def _items(files: dict[str, bytes], path: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(files[path])["items"]
    return items


def _rss(files: dict[str, bytes], name: str = "tout") -> etree._Element:
    return etree.fromstring(files[f"flux/{name}.rss.xml"])


def _atom(files: dict[str, bytes], name: str = "tout") -> etree._Element:
    return etree.fromstring(files[f"flux/{name}.atom.xml"])


def test_every_feed_in_three_formats(edition_of: Make, bulletin: Make, alert: Make, document: Make) -> None:
    """Alerts, bulletins, documents, all of them, and what happened to them since."""
    files = _files(edition_of(bulletin(), alert(), document()))
    parsed = _parsed(files)
    counts = {path: len(feed.entries) for path, feed in parsed.items()}
    counts |= {path: len(_items(files, path)) for path in files if path.endswith("json")}
    assert counts == {
        f"flux/{name}.{ending}": count
        for name, count in (("alertes", 1), ("bulletins", 1), ("documents", 1), ("tout", 3), ("revisions", 0))
        for ending in ("rss.xml", "atom.xml", "feed.json")
    }
    assert {feed.version for feed in parsed.values()} == {"rss20", "atom10"}


def test_an_entry_has_one_identifier_in_every_format(edition_of: Make, bulletin: Make) -> None:
    """The guid says that it is no link, and is the Atom id and the JSON Feed id."""
    files = _files(edition_of(bulletin()))
    guid = _rss(files).find("channel/item/guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert (
        guid.text
        == _atom(files).findtext(f"{_ATOM}entry/{_ATOM}id")
        == _items(files, "flux/tout.feed.json")[0]["id"]
        == entry_id("CV-2026-BUL-0042")
    )


def test_the_identifier_does_not_depend_on_the_host(edition_of: Make, bulletin: Make) -> None:
    """A portal that moves does not send every entry again; its links follow."""
    before = _items(_files(edition_of(bulletin())), "flux/tout.feed.json")[0]
    moved = edition_of(bulletin(), url="https://autre.example.org/veille/")
    after = _items(_files(moved), "flux/tout.feed.json")[0]
    assert before["id"] == after["id"]
    assert after["url"] == "https://autre.example.org/veille/bulletins/2026/CV-2026-BUL-0042/"


def test_a_revision_moves_updated_and_nothing_else(edition_of: Make, bulletin: Make) -> None:
    """`published` and the identifier stay; `updated` is the last revision's date."""
    first = bulletin()
    later = first.published + timedelta(hours=5)
    revised = bulletin(revisions=(*first.revisions, Revision(date=later, change="Correctif disponible")))
    before, after = (
        _items(_files(edition_of(notice)), "flux/tout.feed.json")[0] for notice in (first, revised)
    )
    assert before["id"] == after["id"]
    assert before["date_published"] == before["date_modified"] == after["date_published"]
    assert datetime.fromisoformat(after["date_modified"]) == later
    assert "Correctif disponible" in after["content_html"]
    entry = _atom(_files(edition_of(revised))).find(f"{_ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{_ATOM}updated") == after["date_modified"]
    item = _rss(_files(edition_of(revised))).find("channel/item")
    assert item is not None
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == first.published
    assert item.findtext(f"{_ATOM}updated") == after["date_modified"]


def test_a_withdrawn_notice_says_so_and_no_more(edition_of: Make, bulletin: Make) -> None:
    """The entry stays, with the reason instead of what no longer holds."""
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    notice = bulletin(withdrawn=Withdrawal(date=moment, reason="Produit nommé par erreur."))
    item = _items(_files(edition_of(notice)), "flux/bulletins.feed.json")[0]
    assert item["title"].startswith("[Retirée] ")
    assert item["id"] == entry_id(notice.id)
    assert "Produit nommé par erreur." in item["summary"]
    assert "Produit nommé par erreur." in item["content_html"]
    assert "CVE-2026-12345" not in item["content_html"]
    assert item["_cyberveille"]["withdrawn"] is True


@pytest.mark.parametrize(
    ("changes", "title"),
    [
        ({}, "[Alerte critique] X"),
        ({"severity": Severity.ELEVEE}, "[Alerte élevée] X"),
        ({"severity": None}, "[Alerte] X"),
        ({"status": AlertStatus.CLOSED}, "[Alerte close] X"),
    ],
)
def test_the_title_of_an_alert_says_its_state(
    edition_of: Make, alert: Make, changes: dict[str, Any], title: str
) -> None:
    """A reader who scans titles sees what is grave and what is over."""
    item = _items(_files(edition_of(alert(title="X", **changes))), "flux/alertes.feed.json")[0]
    assert item["title"] == title


def test_the_titles_of_the_others(edition_of: Make, bulletin: Make, document: Make) -> None:
    """A bulletin says its severity, if it was assessed; a document that it is one."""
    edition = edition_of(bulletin(1, title="A"), bulletin(2, title="B", severity=None), document(title="C"))
    titles = {item["title"] for item in _items(_files(edition), "flux/tout.feed.json")}
    assert titles == {"[Critique] A", "B", "[Document] C"}


def test_the_whole_notice_stands_in_the_entry(edition_of: Make, bulletin: Make) -> None:
    """What to do can be done from the feed reader alone, in every format."""
    files = _files(edition_of(bulletin()))
    html = _items(files, "flux/tout.feed.json")[0]["content_html"]
    for fact in (
        "Gravité critique",
        "exploitation constatée",
        "TLP:CLEAR",
        "30\N{NO-BREAK SPACE}novembre 2026",
        "25\N{NO-BREAK SPACE}novembre 2026",
        "Mettre à jour.",
        "Mode dégradé (Service d’imagerie)",
        "Exemple Imaging Passerelle X",
        "versions &lt; 4.2.1",
        "CVE-2026-12345, CVSS 3.1\N{NO-BREAK SPACE}: 9,8",
        "Exécution de code à distance",
        "<b>DICOM</b>",
        'href="https://example.org/avis"',
    ):
        assert fact in html
    rss, atom = _rss(files), _atom(files)
    assert rss.findtext(f"channel/item/{_CONTENT}") == html
    assert atom.findtext(f"{_ATOM}entry/{_ATOM}content") == html


def test_an_alert_begins_with_its_measures(edition_of: Make, alert: Make, bulletin: Make) -> None:
    """What to do comes before why; a bulletin keeps the order written."""
    items = _items(_files(edition_of(alert(), bulletin())), "flux/tout.feed.json")
    orders = {
        item["_cyberveille"]["kind"]: re.findall(r"<h2>(Résumé|Mesures)</h2>", item["content_html"])
        for item in items
    }
    assert orders == {"alert": ["Mesures", "Résumé"], "bulletin": ["Résumé", "Mesures"]}


def test_links_to_the_portal_are_absolute(edition_of: Make, bulletin: Make) -> None:
    """A root-absolute link leads to the portal, under its path, from any reader."""
    edition = edition_of(bulletin(), url="https://portail.example.org/veille/")
    html = _items(_files(edition), "flux/tout.feed.json")[0]["content_html"]
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        "https://portail.example.org/veille/bulletins/2026/CV-2026-BUL-0001/",
        "https://example.org/avis",
        "https://portail.example.org/veille/bulletins/2026/CV-2026-BUL-0042/",
    }


def test_categories_are_for_people_and_machines(edition_of: Make, bulletin: Make) -> None:
    """Kind, severity and technologies: terms in Atom, labels everywhere."""
    files = _files(edition_of(bulletin()))
    categories = _atom(files).findall(f"{_ATOM}entry/{_ATOM}category")
    assert [(item.get("term"), item.get("label")) for item in categories] == [
        ("bulletin", "bulletin"),
        ("critique", "critique"),
        ("imagerie", "Imagerie médicale"),
    ]
    assert _items(files, "flux/tout.feed.json")[0]["tags"] == [
        "bulletin",
        "critique",
        "Imagerie médicale",
    ]


NASTY = "Faille & <script>alert(1)</script> ]]> 🦠 \x00\x08\x1f\ufffe\ud800 « < 4.2 »"


@pytest.mark.parametrize("field", ["title", "reason", "section", "brief", "reference"])
def test_nasty_text_leaves_every_feed_valid(edition_of: Make, bulletin: Make, field: str) -> None:
    """Markup, CDATA ends, emoji and characters that XML forbids, wherever they stand."""
    nasty: dict[str, dict[str, Any]] = {
        "title": {"title": NASTY},
        "reason": {"withdrawn": Withdrawal(date=bulletin().published, reason=NASTY)},
        "section": {"body": Body((Section("Résumé", "s-r", "<p>&lt;b&gt; ]]&gt; ]]> \x0b</p>", 1),))},
        "brief": {"in_brief": InBrief(what=NASTY, concerned=NASTY, action=NASTY)},
        "reference": {
            "references": tuple(msgspec.structs.replace(item, title=NASTY) for item in bulletin().references)
        },
    }
    files = _files(edition_of(bulletin(**nasty[field])))
    parsed = _parsed(files)
    assert [len(parsed[f"flux/tout.{kind}.xml"].entries) for kind in ("rss", "atom")] == [1, 1]
    item = _items(files, "flux/tout.feed.json")[0]
    assert "<script" not in item["content_html"]
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\ufffe\ud800]", "".join(map(str, item.values())))


def test_a_nasty_title_is_read_as_written(edition_of: Make, bulletin: Make) -> None:
    """Nothing in it looks like a tag where readers take titles for HTML, whatever the format says."""
    files = _files(edition_of(bulletin(title="A & B <script> ]]> 🦠", severity=None)))
    assert (
        _rss(files).findtext("channel/item/title")
        == _atom(files).findtext(f"{_ATOM}entry/{_ATOM}title")
        == "A & B ‹script› ]]> 🦠"
    )
    assert _items(files, "flux/tout.feed.json")[0]["title"] == "A & B <script> ]]> 🦠"


@pytest.mark.parametrize(
    ("title", "shown"),
    [
        ("Débordement dans <NX> d’Alpha", "Débordement dans ‹NX› d’Alpha"),
        ("Versions < 4.2 et > 3", "Versions < 4.2 et > 3"),
        ("<a<b>>", "‹a‹b›>"),
        ("</script> <!-- <?php", "‹/script› ‹!-- ‹?php"),
        ("a<b", "a‹b"),
        ("1 <2> 3", "1 <2> 3"),
    ],
)
def test_what_looks_like_a_tag_is_shown_whole(title: str, shown: str) -> None:
    """A sign that a reader of HTML takes for text stays as it is."""
    assert untagged(title) == shown


def test_the_summary_is_the_answers_in_brief(edition_of: Make, bulletin: Make) -> None:
    """Plain text; RSS carries it escaped once more, since readers take a description for HTML."""
    files = _files(edition_of(bulletin()))
    summary = _items(files, "flux/tout.feed.json")[0]["summary"]
    assert summary == "Une passerelle exécute du code. Toute version < 4.2.1. Mettre à jour."
    assert _atom(files).findtext(f"{_ATOM}entry/{_ATOM}summary") == summary
    assert "version &lt; 4.2.1" in (_rss(files).findtext("channel/item/description") or "")
    entry = _parsed(files)["flux/tout.rss.xml"].entries[0]
    assert "< 4.2.1" in entry.summary.replace("&lt;", "<")


def test_without_brief_the_summary_is_the_resume(edition_of: Make, bulletin: Make) -> None:
    """Markup gone, and cut between two words when it is long."""
    short = _items(_files(edition_of(bulletin(in_brief=None))), "flux/tout.feed.json")[0]
    assert short["summary"] == "Une passerelle DICOM exécute du code."
    long_resume = Section("Résumé", "s-resume", "<p>" + "mot " * 500 + "</p>", 1)
    notice = bulletin(in_brief=None, body=Body((long_resume,)))
    long = _items(_files(edition_of(notice)), "flux/tout.feed.json")[0]["summary"]
    assert long.endswith("mot…")
    assert len(long) <= 801


def test_an_empty_portal_has_valid_feeds(edition_of: Make) -> None:
    """No entry, but a title, a date and a link to itself."""
    files = _files(edition_of())
    for feed in _parsed(files).values():
        assert feed.entries == []
        assert feed.feed.title.startswith("Portail d’essai")
    assert _items(files, "flux/tout.feed.json") == []


def test_a_quiet_feed_says_once_a_day_that_it_is_alive(edition_of: Make, bulletin: Make) -> None:
    """The feed's date is the beginning of the day in Paris, whatever the age of the last notice."""
    clock = datetime(2027, 6, 1, 10, tzinfo=UTC)
    files = _files(edition_of(bulletin(), now=clock))
    built = _rss(files).findtext("channel/lastBuildDate") or ""
    assert parsedate_to_datetime(built) == datetime(2027, 5, 31, 22, tzinfo=UTC)
    assert _atom(files).findtext(f"{_ATOM}updated") == "2027-06-01T00:00:00+02:00"
    assert len(_items(files, "flux/tout.feed.json")) == 1


def test_a_feed_links_to_itself_and_its_page(edition_of: Make, bulletin: Make) -> None:
    """rel="self" is the feed's own address; its page is the list of the same notices."""
    files = _files(edition_of(bulletin()))
    rss, atom = _rss(files, "bulletins"), _atom(files, "bulletins")
    itself = rss.find(f"channel/{_ATOM}link")
    assert itself is not None
    assert itself.attrib == {
        "href": "https://portail.example.org/flux/bulletins.rss.xml",
        "rel": "self",
        "type": "application/rss+xml",
    }
    assert rss.findtext("channel/link") == "https://portail.example.org/bulletins/"
    links = {item.get("rel"): item.get("href") for item in atom.findall(f"{_ATOM}link")}
    assert links == {
        "self": "https://portail.example.org/flux/bulletins.atom.xml",
        "alternate": "https://portail.example.org/bulletins/",
    }


def test_an_entry_leads_to_its_page_and_nowhere_else(edition_of: Make, bulletin: Make) -> None:
    """One link: of two, some importers take the other one, or an empty address."""
    entry = _atom(_files(edition_of(bulletin()))).find(f"{_ATOM}entry")
    links = [(item.get("rel"), item.get("href"), item.get("type")) for item in entry.findall(f"{_ATOM}link")]
    page = "https://portail.example.org/bulletins/2026/CV-2026-BUL-0042/"
    assert links == [("alternate", page, "text/html")]
    for feed in _parsed(_files(edition_of(bulletin()))).values():
        assert all(item.link.endswith("/") for item in feed.entries)


def test_an_editor_is_named_only_with_a_valid_address(edition_of: Make, bulletin: Make) -> None:
    """RSS wants an address and a name in parentheses; without an address there is no editor."""
    publisher = {"director": "D", "address": "A", "host": "H", "name": "Cellule (essai)"}
    valid = _files(edition_of(bulletin(), publisher=Publisher(email="a.b@example.org", **publisher)))
    assert _rss(valid).findtext("channel/managingEditor") == "a.b@example.org (Cellule essai)"
    invalid = _files(edition_of(bulletin(), publisher=Publisher(email="néant", **publisher)))
    assert _rss(invalid).find("channel/managingEditor") is None
    assert _atom(invalid).find(f"{_ATOM}author/{_ATOM}email") is None
    assert _atom(invalid).findtext(f"{_ATOM}author/{_ATOM}name") == "Cellule (essai)"


def test_nothing_is_enclosed_and_times_carry_a_zone(edition_of: Make, bulletin: Make, document: Make) -> None:
    """Attachments are links in the text; every time is RFC 3339 with its offset."""
    files = _files(edition_of(bulletin(), document()))
    assert b"enclosure" not in b"".join(files.values())
    times = [item.text or "" for item in _atom(files).iter(f"{_ATOM}updated", f"{_ATOM}published")]
    assert len(times) == 5
    assert all(_RFC3339.fullmatch(time) for time in times)
    html = "".join(item["content_html"] for item in _items(files, "flux/tout.feed.json"))
    assert "https://portail.example.org/documents/CV-2026-DOC-0007/fiche.pdf" in html


def test_same_edition_same_bytes_and_keys(
    edition_of: Make, bulletin: Make, alert: Make, document: Make
) -> None:
    """Two builds of one day agree, so that a reader is told that nothing changed; another day is told."""
    notices: tuple[Bulletin | Alert | Document, ...] = (bulletin(), alert(), document())
    one, two = edition_of(*notices), edition_of(*reversed(notices))
    assert _files(one) == _files(two)
    keys = [{item.path: item.key for item in feeds.outputs(edition)} for edition in (one, two)]
    assert keys[0] == keys[1]
    later, tomorrow = (
        {item.path: item.key for item in feeds.outputs(edition_of(*notices, now=now))}
        for now in (datetime(2026, 11, 24, 22, tzinfo=UTC), datetime(2026, 11, 24, 23, tzinfo=UTC))
    )
    assert later == keys[0]
    moved = {path for path in later if later[path] != tomorrow[path]}
    assert moved == {family.address(form) for family in FAMILIES if family.alive for form in Format}


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
