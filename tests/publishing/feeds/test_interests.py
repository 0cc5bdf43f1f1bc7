"""A feed for each interest: what it holds, and how little it takes to say it."""

import json
import re
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

import pytest
from tests.publishing.feeds.parsed import ATOM, atom_of, feed_files, items_of, parsed_feeds, rss_of

from cyberveille.map import FAMILIES, INTERESTS, FeedFormat, Interest, is_own, media_of
from cyberveille.model import Product, Severity, Tlp, Withdrawal
from cyberveille.publishing.feeds import families

Make = Callable[..., Any]
MOST = 1500
"""Bytes of an entry, in any format."""


def test_a_feed_holds_what_belongs_to_the_interest(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """Bulletins and alerts together, whatever else they are; nothing where nothing belongs to it."""
    edition = edition_of(
        bulletin(1, severity=Severity.LOW, structures=("ehpad",)),
        bulletin(2, vulnerabilities=(), technologies=()),
        alert(3, severity=Severity.LOW),
    )
    files = feed_files(edition)
    held = {
        path.removeprefix("flux/").removesuffix(".feed.json"): {
            item["_cyberveille"]["id"] for item in items_of(files, path)
        }
        for path in files
        if path.endswith(".json")
    }
    one, two, three = "CV-2026-BUL-0001", "CV-2026-BUL-0002", "CV-2026-ALE-0003"
    assert held["gravite/faible"] == held["exploitees"] == held["technologie/imagerie"] == {one, three}
    assert held["gravite/critique"] == {two}
    assert held["structure/ehpad"] == {one}
    assert held["sante"] == {one, three}
    assert held["gravite/moyenne"] == set()
    assert "gravite/non-evaluee" not in held


def test_every_feed_of_an_interest_is_valid_and_leads_to_the_same_list(
    edition_of: Make, bulletin: Make, alert: Make
) -> None:
    """Its page is a list of what it holds; its address is its own."""
    files = feed_files(edition_of(bulletin(), alert()))
    parsed_feeds(files)
    link = rss_of(files, "technologie/imagerie").findtext("channel/link")
    assert link == "https://portail.example.org/alertes/technologie/imagerie/"
    atom = atom_of(files, "gravite/critique")
    addresses = {item.get("rel"): item.get("href") for item in atom.findall(f"{ATOM}link")}
    assert addresses["self"] == "https://portail.example.org/flux/gravite/critique.atom.xml"
    assert addresses["alternate"] == "https://portail.example.org/alertes/severite/critique/"


def test_an_entry_of_an_interest_is_short(edition_of: Make, bulletin: Make) -> None:
    """Whatever its notice says, and however much of it there is."""
    long = "Mot « accentué » & <balise> "
    products = tuple(
        Product(vendor=f"Éditeur numéro {number} {long}", product=f"Produit numéro {number} {long}")
        for number in range(30)
    )
    notice = bulletin(
        title=long * 9,
        products=products,
        technologies=("imagerie", "dpi", "biologie", "medicament"),
        in_brief=None,
        published=datetime(2026, 11, 23, 8, 30, tzinfo=UTC),
    )
    files = feed_files(edition_of(notice, url="https://un-nom-d-hote.assez-long.example.org/veille/"))
    name = "flux/technologie/imagerie"
    xml = {
        "rss.xml": re.search(rb"<item>.*</item>", files[f"{name}.rss.xml"], re.DOTALL),
        "atom.xml": re.search(rb"<entry>.*</entry>", files[f"{name}.atom.xml"], re.DOTALL),
    }
    [item] = items_of(files, f"{name}.feed.json")
    sizes = {form: len(found[0]) for form, found in xml.items() if found}
    sizes["feed.json"] = len(json.dumps(item, ensure_ascii=False).encode())
    assert len(sizes) == 3
    assert max(sizes.values()) <= MOST, sizes
    assert item["title"].startswith("[Critique] Mot")


def test_a_short_entry_says_what_to_treat_first(edition_of: Make, bulletin: Make) -> None:
    """Severity, exploitation, days; then the summary. The whole notice is one link further."""
    files = feed_files(edition_of(bulletin(tlp=Tlp.AMBER), tlp_max=Tlp.AMBER))
    [item] = items_of(files, "flux/exploitees.feed.json")
    text = item["content_text"].replace("\u00a0", " ")
    assert text.startswith("TLP:AMBER · gravité critique · exploitation constatée · systèmes exposés : avant")
    assert "30 novembre 2026" in text
    assert "Une passerelle exécute du code." in text
    assert {"content_html", "summary"}.isdisjoint(item)
    assert item["tags"] == [
        *("bulletin", "critique", "exploitée"),
        *("Imagerie médicale", "Exemple Imaging", "Passerelle X"),
    ]
    entry = rss_of(files, "exploitees").find("channel/item")
    assert entry is not None
    assert entry.findtext("description", "").replace("\u00a0", " ").startswith(text[:100])


def test_a_short_entry_of_a_withdrawn_notice_says_so_and_no_more(edition_of: Make, bulletin: Make) -> None:
    """Neither its days nor its measures hold."""
    moment = datetime(2026, 11, 24, 7, tzinfo=UTC)
    gone = bulletin(withdrawn=Withdrawal(date=moment, reason="Produit nommé par erreur."))
    [item] = items_of(feed_files(edition_of(gone)), "flux/gravite/critique.feed.json")
    assert "Produit nommé par erreur." in item["content_text"]
    assert "avant la fin" not in item["content_text"]


@pytest.mark.parametrize("interest", INTERESTS, ids=lambda interest: interest.name)
def test_files_of_an_interest_are_the_programs_and_have_their_types(interest: Interest) -> None:
    """By its declaration: nobody else may write there."""
    member = next(iter(interest.lasting), "un-terme-2")
    for form in FeedFormat:
        address = f"flux/{interest.path(member)}.{form.ending}"
        assert is_own(f"/{address}")
        assert media_of(address) is form.media
    assert is_own(f"/{interest.calendar(member)}")
    assert media_of(interest.calendar(member)).content_type == "text/calendar; charset=utf-8"


def test_names_of_feeds_differ(edition_of: Make, bulletin: Make) -> None:
    """Those of interests from those of every portal, and the interests' own from one another."""
    made = [family.name for family in families(edition_of(bulletin(structures=("ehpad",))))]
    assert len(made) == len(set(made)) > len(FAMILIES)
    assert len({interest.name for interest in INTERESTS}) == len(INTERESTS)
