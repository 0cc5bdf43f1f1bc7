"""What may be followed, for the page that composes a subscription and for feed readers."""

import json
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Any

from lxml import etree  # type: ignore[import-untyped]
from msgspec.structs import replace
from tests.portal import Portal

from cyberveille.map.combinations import holds
from cyberveille.model import Combination, Headline, Revision, Severity, Term, Vocabularies, Vocabulary
from cyberveille.model.configuration import Feeds
from cyberveille.publishing import calendars, feeds
from cyberveille.publishing.exports import choices

Make = Callable[..., Any]
GRAVE = Combination(
    id="imagerie-grave",
    title="Imagerie & le plus grave",
    severities=(Severity.CRITICAL, Severity.HIGH),
    technologies=("imagerie",),
)
INTERESTS = """feeds:
  interests:
    - {id: acces-grave, title: Accès distant exploité, technologies: [acces-distant], exploited: true}
    - id: vide
      title: Rien encore
      purpose: Ce qui viendra.
      structures: [laboratoire]
      exploited: true
"""


def _files(edition: Any) -> dict[str, bytes]:  # noqa: ANN401 - an edition
    return {output.path: output.render() for output in choices.outputs(edition)}


def test_everything_that_is_offered_is_there(edition_of: Make, bulletin: Make, alert: Make) -> None:
    """Each feed in its three formats, each calendar; and nothing that is there is left out."""
    edition = edition_of(bulletin(structures=("ehpad",)), alert(action=None), feeds=Feeds(interests=(GRAVE,)))
    sorts = json.loads(_files(edition)["abonnements/choix.json"])["sorts"]
    offered = [choice for sort in sorts for choice in sort["choices"]]
    made = {output.path for output in feeds.outputs(edition)}
    endings = ("rss.xml", "atom.xml", "feed.json")
    assert {f"flux/{choice['name']}.{ending}" for choice in offered for ending in endings} == made
    dated = {choice["calendar"] for choice in offered if "calendar" in choice}
    assert dated == {output.path for output in calendars.outputs(edition)}
    assert [sort["title"] for sort in sorts] == [
        *("Flux principaux", "Choix de la rédaction", "Exploitation", "Portée"),
        *("Gravité", "Technologie", "Structure"),
    ]


def test_a_choice_is_found_by_its_other_names(edition_of: Make, bulletin: Make) -> None:
    """Those that the controlled list gives it."""
    term = Term(id="imagerie", label="Imagerie médicale", spellings=("PACS", "RIS"))
    vocabularies = Vocabularies(technologies=Vocabulary("technologies", (term,)))
    edition = replace(edition_of(bulletin()), vocabularies=vocabularies)
    sorts = json.loads(_files(edition)["abonnements/choix.json"])["sorts"]
    [found] = [
        choice for sort in sorts for choice in sort["choices"] if choice["name"] == "technologie/imagerie"
    ]
    assert found["also"] == ["PACS", "RIS"]


def test_what_is_to_be_expected_is_what_the_last_year_gave(edition_of: Make, bulletin: Make) -> None:
    """Whole months of Paris, this one left out; what a feed did not have is not told."""
    days = (
        "2025-10-31T23:30",
        "2025-11-01T00:10",
        "2026-03-05T10:00",
        "2026-10-31T23:50",
        "2026-11-01T00:00",
    )
    notices = [
        bulletin(number, published=datetime.fromisoformat(f"{moment}+01:00"))
        for number, moment in enumerate(days, 1)
    ]
    past = notices[0].revisions[0]
    changed = Revision(date=datetime.fromisoformat("2026-05-02T10:00+02:00"), change="Correctif")
    revised = bulletin(9, published=past.date, severity=Severity.LOW, revisions=(past, changed))
    edition = edition_of(*notices, revised, now=datetime.fromisoformat("2026-11-28T12:00+01:00"))
    told = json.loads(_files(edition)["abonnements/choix.json"])["sorts"]
    yearly = {choice["name"]: choice.get("yearly", 0) for sort in told for choice in sort["choices"]}
    assert yearly["bulletins"] == yearly["tout"] == yearly["technologie/imagerie"] == 3
    assert (yearly["revisions"], yearly["alertes"], yearly["gravite/faible"]) == (1, 0, 0)


def test_a_new_notice_leaves_what_is_to_be_expected(edition_of: Make, bulletin: Make) -> None:
    """Until the month is over: no notice of another year is read for it, and the file stays as it is."""
    held = [bulletin(number, published=datetime(2026, 9, number, tzinfo=UTC)) for number in range(1, 4)]
    now = datetime(2026, 11, 28, 12, tzinfo=UTC)
    keys = [
        [node.key for node in choices.nodes(edition, b"")]
        for edition in (
            edition_of(*held, now=now),
            edition_of(*held, bulletin(9, published=datetime(2026, 11, 20, tzinfo=UTC)), now=now),
            edition_of(*held, bulletin(9, published=datetime(2026, 10, 20, tzinfo=UTC)), now=now),
            edition_of(*held, now=datetime(2026, 12, 1, tzinfo=UTC)),
        )
    ]
    assert keys[0] == keys[1]
    assert keys[2] != keys[0] != keys[3]


def test_readers_import_all_feeds_at_once(edition_of: Make, bulletin: Make) -> None:
    """OPML 2.0: a title, and outlines of outlines with their addresses."""
    edition = edition_of(bulletin(), feeds=Feeds(interests=(GRAVE,)))
    opml = etree.fromstring(_files(edition)["flux/flux.opml"])
    assert (opml.tag, opml.get("version")) == ("opml", "2.0")
    assert opml.findtext("head/title") == "Portail d’essai"
    leaves = opml.findall("body/outline/outline")
    assert all(leaf.get("type") == "rss" and leaf.get("text") for leaf in leaves)
    addresses = {leaf.get("xmlUrl") for leaf in leaves}
    made = {output.path for output in feeds.outputs(edition) if output.path.endswith("atom.xml")}
    assert addresses == {f"https://portail.example.org/{path}" for path in made}
    assert "Imagerie & le plus grave" in {leaf.get("text") for leaf in leaves}


def test_all_that_editors_ask_for_must_hold(bulletin: Make, edition_of: Make) -> None:
    """Any value of a key, every key; what a notice does not say is not true of it."""
    vocabularies = edition_of().vocabularies

    def held(asked: Combination, **changes: Any) -> bool:  # noqa: ANN401 - any field
        return holds(asked, Headline.of(bulletin(**changes)), vocabularies)

    assert held(GRAVE)
    assert held(GRAVE, severity=Severity.HIGH)
    assert not held(GRAVE, severity=Severity.LOW)
    assert not held(GRAVE, severity=None)
    assert not held(GRAVE, technologies=("dpi",))
    assert held(Combination(id="a", title="A", exploited=True))
    assert not held(Combination(id="a", title="A", exploited=True), vulnerabilities=())
    assert not held(Combination(id="a", title="A", structures=("ehpad",)))
    assert held(Combination(id="a", title="A", structures=("ehpad", "samu")), structures=("samu",))


def test_an_interest_of_the_editors_has_its_page_feeds_and_calendar(portal: Portal) -> None:
    """The page lists what the feed holds and announces it; it is there when nothing is of it yet."""
    portal.edit("site_config.yml", "featured:", f"{INTERESTS}featured:")
    portal.build()
    page = portal.page("abonnements/acces-grave")
    assert "/bulletins/2026/CV-2026-BUL-0002/" in page
    assert "/bulletins/2026/CV-2026-BUL-0001/" not in page
    for address in ("flux/interets/acces-grave.rss.xml", "echeances/interets/acces-grave.ics"):
        assert f'href="/{address}"' in page
        assert (portal.output / address).is_file()
    [item] = json.loads((portal.output / "flux/interets/acces-grave.feed.json").read_bytes())["items"]
    assert item["_cyberveille"]["id"] == "CV-2026-BUL-0002"
    assert "Rien ici pour le moment" in portal.page("abonnements/vide")
    empty = json.loads((portal.output / "flux/interets/vide.feed.json").read_bytes())
    assert (empty["description"], empty["items"]) == ("Ce qui viendra.", [])
    assert "/abonnements/acces-grave/" in portal.page("abonnements")


def test_a_page_may_lead_to_a_feed_to_a_calendar_and_to_an_interest(portal: Portal) -> None:
    """They are addresses of the portal like any other; one that is not there is a finding."""
    path = "content/pages/a-propos.md"
    good = "[a](/flux/gravite/critique.rss.xml), [b](/echeances.ics), [c](/echeances/), [d](/abonnements/)"
    portal.write(path, f"{portal.read(path)}\nVoir {good}.\n")
    assert portal.catalogue().findings == ()
    portal.write(path, f"{portal.read(path)}\nEt [e](/flux/technologie/radio.rss.xml).\n")
    assert [finding.rule for finding in portal.catalogue().findings] == ["internal-link-exists"]
