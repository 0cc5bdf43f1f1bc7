"""What a feed says of one notice: its identifier, title, summary, text, links and categories."""

import re
from collections.abc import Callable
from datetime import UTC, datetime, timedelta
from email.utils import parsedate_to_datetime
from typing import Any

import msgspec
import pytest
from tests.publishing.feeds.parsed import ATOM, atom_of, feed_files, items_of, parsed_feeds, rss_of

from cyberveille.model import (
    AlertStatus,
    Body,
    InBrief,
    Named,
    Revision,
    Section,
    Severity,
    Withdrawal,
)
from cyberveille.publishing.feeds.permanent_ids import entry_id
from cyberveille.publishing.feeds.titles import untagged

Make = Callable[..., Any]

_CONTENT = "{http://purl.org/rss/1.0/modules/content/}encoded"
_RFC3339 = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d\d:\d\d")
NASTY = "Faille & <script>alert(1)</script> ]]> 🦠 \x00\x08\x1f\ufffe\ud800 « < 4.2 »"


def test_an_entry_has_one_identifier_in_every_format(edition_of: Make, bulletin: Make) -> None:
    """The guid says that it is no link, and is the Atom id and the JSON Feed id."""
    files = feed_files(edition_of(bulletin()))
    guid = rss_of(files).find("channel/item/guid")
    assert guid is not None
    assert guid.get("isPermaLink") == "false"
    assert (
        guid.text
        == atom_of(files).findtext(f"{ATOM}entry/{ATOM}id")
        == items_of(files, "flux/tout.feed.json")[0]["id"]
        == entry_id("CV-2026-BUL-0042")
    )


def test_the_identifier_does_not_depend_on_the_host(edition_of: Make, bulletin: Make) -> None:
    """A portal that moves does not send every entry again; its links follow."""
    before = items_of(feed_files(edition_of(bulletin())), "flux/tout.feed.json")[0]
    moved = edition_of(bulletin(), url="https://autre.example.org/veille/")
    after = items_of(feed_files(moved), "flux/tout.feed.json")[0]
    assert before["id"] == after["id"]
    assert after["url"] == "https://autre.example.org/veille/bulletins/2026/CV-2026-BUL-0042/"


def test_a_revision_moves_updated_and_nothing_else(edition_of: Make, bulletin: Make) -> None:
    """`published` and the identifier stay; `updated` is the last revision's date."""
    first = bulletin()
    later = first.published + timedelta(hours=5)
    revised = bulletin(revisions=(*first.revisions, Revision(date=later, change="Correctif disponible")))
    before, after = (
        items_of(feed_files(edition_of(notice)), "flux/tout.feed.json")[0] for notice in (first, revised)
    )
    assert before["id"] == after["id"]
    assert before["date_published"] == before["date_modified"] == after["date_published"]
    assert datetime.fromisoformat(after["date_modified"]) == later
    assert "Correctif disponible" in after["content_html"]
    entry = atom_of(feed_files(edition_of(revised))).find(f"{ATOM}entry")
    assert entry is not None
    assert entry.findtext(f"{ATOM}updated") == after["date_modified"]
    item = rss_of(feed_files(edition_of(revised))).find("channel/item")
    assert item is not None
    assert parsedate_to_datetime(item.findtext("pubDate") or "") == first.published
    assert item.findtext(f"{ATOM}updated") == after["date_modified"]


def test_a_withdrawn_notice_says_so_and_no_more(edition_of: Make, bulletin: Make) -> None:
    """The entry stays, with the reason instead of what no longer holds."""
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    notice = bulletin(withdrawn=Withdrawal(date=moment, reason="Produit nommé par erreur."))
    item = items_of(feed_files(edition_of(notice)), "flux/bulletins.feed.json")[0]
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
        ({"severity": Severity.HIGH}, "[Alerte élevée] X"),
        ({"severity": None}, "[Alerte] X"),
        ({"status": AlertStatus.CLOSED}, "[Alerte close] X"),
    ],
)
def test_the_title_of_an_alert_says_its_state(
    edition_of: Make, alert: Make, changes: dict[str, Any], title: str
) -> None:
    """A reader who scans titles sees what is grave and what is over."""
    item = items_of(feed_files(edition_of(alert(title="X", **changes))), "flux/alertes.feed.json")[0]
    assert item["title"] == title


def test_the_titles_of_the_others(edition_of: Make, bulletin: Make, document: Make) -> None:
    """A bulletin says its severity, if it was assessed; a document that it is one."""
    edition = edition_of(bulletin(1, title="A"), bulletin(2, title="B", severity=None), document(title="C"))
    titles = {item["title"] for item in items_of(feed_files(edition), "flux/tout.feed.json")}
    assert titles == {"[Critique] A", "B", "[Document] C"}


def test_the_whole_notice_stands_in_the_entry(edition_of: Make, bulletin: Make) -> None:
    """What to do can be done from the feed reader alone, in every format."""
    files = feed_files(edition_of(bulletin()))
    html = items_of(files, "flux/tout.feed.json")[0]["content_html"]
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
    rss, atom = rss_of(files), atom_of(files)
    assert rss.findtext(f"channel/item/{_CONTENT}") == html
    assert atom.findtext(f"{ATOM}entry/{ATOM}content") == html


def test_an_alert_begins_with_its_measures(edition_of: Make, alert: Make, bulletin: Make) -> None:
    """What to do comes before why; a bulletin keeps the order written."""
    items = items_of(feed_files(edition_of(alert(), bulletin())), "flux/tout.feed.json")
    orders = {
        item["_cyberveille"]["kind"]: re.findall(r"<h2>(Résumé|Mesures)</h2>", item["content_html"])
        for item in items
    }
    assert orders == {"alert": ["Mesures", "Résumé"], "bulletin": ["Résumé", "Mesures"]}


def test_links_to_the_portal_are_absolute(edition_of: Make, bulletin: Make) -> None:
    """A root-absolute link leads to the portal, under its path, from any reader."""
    edition = edition_of(bulletin(), url="https://portail.example.org/veille/")
    html = items_of(feed_files(edition), "flux/tout.feed.json")[0]["content_html"]
    assert set(re.findall(r'href="([^"]*)"', html)) == {
        "https://portail.example.org/veille/bulletins/2026/CV-2026-BUL-0001/",
        "https://example.org/avis",
        "https://portail.example.org/veille/bulletins/2026/CV-2026-BUL-0042/",
    }


def test_categories_are_for_people_and_machines(edition_of: Make, bulletin: Make) -> None:
    """Kind, severity, technologies, exploitation, vendor and product: terms in Atom, labels everywhere."""
    named = Named("exemple-imaging", "Exemple Imaging", "passerelle-x", "Passerelle X")
    products = tuple(msgspec.structs.replace(item, named=named) for item in bulletin().products)
    files = feed_files(edition_of(bulletin(products=products)))
    categories = atom_of(files).findall(f"{ATOM}entry/{ATOM}category")
    assert [(item.get("term"), item.get("label")) for item in categories] == [
        ("bulletin", "bulletin"),
        ("critique", "critique"),
        ("exploitees", "exploitée"),
        ("imagerie", "Imagerie médicale"),
        ("exemple-imaging", "Exemple Imaging"),
        ("exemple-imaging/passerelle-x", "Passerelle X"),
    ]
    assert items_of(files, "flux/tout.feed.json")[0]["tags"] == [
        "bulletin",
        "critique",
        "exploitée",
        "Imagerie médicale",
        "Exemple Imaging",
        "Passerelle X",
    ]


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
    files = feed_files(edition_of(bulletin(**nasty[field])))
    parsed = parsed_feeds(files)
    assert [len(parsed[f"flux/tout.{kind}.xml"].entries) for kind in ("rss", "atom")] == [1, 1]
    item = items_of(files, "flux/tout.feed.json")[0]
    assert "<script" not in item["content_html"]
    assert not re.search("[\x00-\x08\x0b\x0e-\x1f\ufffe\ud800]", "".join(map(str, item.values())))


def test_a_nasty_title_is_read_as_written(edition_of: Make, bulletin: Make) -> None:
    """Nothing in it looks like a tag where readers take titles for HTML, whatever the format says."""
    files = feed_files(edition_of(bulletin(title="A & B <script> ]]> 🦠", severity=None)))
    assert (
        rss_of(files).findtext("channel/item/title")
        == atom_of(files).findtext(f"{ATOM}entry/{ATOM}title")
        == "A & B ‹script› ]]> 🦠"
    )
    assert items_of(files, "flux/tout.feed.json")[0]["title"] == "A & B <script> ]]> 🦠"


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
    files = feed_files(edition_of(bulletin()))
    summary = items_of(files, "flux/tout.feed.json")[0]["summary"]
    assert summary == "Une passerelle exécute du code. Toute version < 4.2.1. Mettre à jour."
    assert atom_of(files).findtext(f"{ATOM}entry/{ATOM}summary") == summary
    assert "version &lt; 4.2.1" in (rss_of(files).findtext("channel/item/description") or "")
    entry = parsed_feeds(files)["flux/tout.rss.xml"].entries[0]
    assert "< 4.2.1" in entry.summary.replace("&lt;", "<")


def test_without_brief_the_summary_is_the_resume(edition_of: Make, bulletin: Make) -> None:
    """Markup gone, and cut between two words when it is long."""
    short = items_of(feed_files(edition_of(bulletin(in_brief=None))), "flux/tout.feed.json")[0]
    assert short["summary"] == "Une passerelle DICOM exécute du code."
    long_resume = Section("Résumé", "s-resume", "<p>" + "mot " * 500 + "</p>", 1)
    notice = bulletin(in_brief=None, body=Body((long_resume,)))
    long = items_of(feed_files(edition_of(notice)), "flux/tout.feed.json")[0]["summary"]
    assert long.endswith("mot…")
    assert len(long) <= 801


def test_an_entry_leads_to_its_page_and_nowhere_else(edition_of: Make, bulletin: Make) -> None:
    """One link: of two, some importers take the other one, or an empty address."""
    entry = atom_of(feed_files(edition_of(bulletin()))).find(f"{ATOM}entry")
    links = [(item.get("rel"), item.get("href"), item.get("type")) for item in entry.findall(f"{ATOM}link")]
    page = "https://portail.example.org/bulletins/2026/CV-2026-BUL-0042/"
    assert links == [("alternate", page, "text/html")]
    for feed in parsed_feeds(feed_files(edition_of(bulletin()))).values():
        assert all(item.link.endswith("/") for item in feed.entries)
