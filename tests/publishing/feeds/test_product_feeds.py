"""Feeds of vendors, products and combinations, in a whole portal: what they hold, who announces them."""

import json
from collections.abc import Iterator

import feedparser
import pytest
from tests.portal import SITES, Portal, bulletin

INTERESTS = """feeds:
  interests:
    - id: alpha-ou-reseau
      title: Alpha ou réseau
      purpose: Ce qui touche Alpha et le réseau.
      vendors: [EXEMPLE MÉDICAL, Exemple Réseau]
    - {id: urgences, title: Urgences, purpose: Ce qui presse., severities: [critique], exploited: true}
    - {id: rien, title: Rien, purpose: Rien encore., products: [zorglub/widget]}
featured:"""
LONG = "Une phrase qui dit longuement ce qui se passe dans ce produit, et pourquoi cela importe. " * 30
CVE = "vulnerabilities:\n  - {cve: CVE-2026-20001, exploited: true}\n"
FORMATS = ("rss.xml", "atom.xml", "feed.json")


@pytest.fixture(scope="module")
def followed(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A notice with all that a feed may tell, and more products than a short entry names."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("flux") / "portail")
    portal.edit("site_config.yml", "featured:", INTERESTS)
    lines = "".join(
        f"  - {{vendor: Maison {n}, product: Produit {'très long ' * 5}{n}}}\n" for n in range(60)
    )
    text = bulletin(20, title="Un titre " + "bien long " * 14, extra=f"products:\n{lines}{CVE}", body=LONG)
    portal.write("bulletins/2026/CV-2026-BUL-0020.md", text.replace("severity: faible", "severity: critique"))
    portal.build()
    yield portal
    portal.close()


def _held(portal: Portal, name: str) -> set[str]:
    feed = json.loads((portal.output / f"flux/{name}.feed.json").read_bytes())
    return {item["_cyberveille"]["id"].removeprefix("CV-2026-") for item in feed["items"]}


@pytest.mark.parametrize(
    ("name", "held"),
    [
        ("gravite/critique", {"ALE-0001", "BUL-0002", "BUL-0020"}),
        ("gravite/moyenne", {"BUL-0001"}),
        ("gravite/information", set()),
        ("technologie/imagerie", {"BUL-0001", "BUL-0020"}),
        ("technologie/acces-distant", {"BUL-0002", "ALE-0001"}),
        ("structure/laboratoire", {"BUL-0001"}),
        ("sante", {"BUL-0001", "BUL-0020"}),
        ("exploitees", {"BUL-0002", "BUL-0020"}),
        ("produits/exemple-imaging", {"BUL-0001"}),
        ("produits/exemple-imaging/visionneuse-alpha", {"BUL-0001"}),
        ("produits/maison-3", {"BUL-0020"}),
        ("interets/alpha-ou-reseau", {"BUL-0001", "BUL-0002"}),
        ("interets/urgences", {"BUL-0002", "BUL-0020"}),
        ("interets/rien", set()),
    ],
)
def test_a_feed_holds_what_fits_its_interest(followed: Portal, name: str, held: set[str]) -> None:
    """Alerts and bulletins; a combination narrows by each of its facts."""
    assert _held(followed, name) == held
    for form in FORMATS[:2]:
        parsed = feedparser.parse((followed.output / f"flux/{name}.{form}").read_bytes())
        assert not parsed.bozo
        assert {entry.link.rstrip("/")[-8:] for entry in parsed.entries} == held
        assert parsed.feed.title
        assert parsed.feed.link.startswith("https://")


def test_a_list_that_is_empty_has_no_feed_but_for_those_people_wait_for(followed: Portal) -> None:
    """No technology, structure, vendor or product without a notice."""
    names = {
        path.relative_to(followed.output / "flux").as_posix() for path in followed.output.glob("flux/**/*")
    }
    assert "produits/fortinet.rss.xml" not in names
    assert "produits/zorglub" not in names
    assert "gravite/information.rss.xml" in names


def test_an_entry_is_short_whatever_its_notice(followed: Portal) -> None:
    """At most 1.5 kB in each format, with the facts to sort it by; a name that has no room is left out."""
    rss = (followed.output / "flux/gravite/critique.rss.xml").read_text("utf-8")
    atom = (followed.output / "flux/gravite/critique.atom.xml").read_text("utf-8")
    entries = [*rss.split("<item>")[1:], *atom.split("<entry>")[1:]]
    feed = json.loads((followed.output / "flux/gravite/critique.feed.json").read_bytes())
    entries += [json.dumps(item, ensure_ascii=False, separators=(",", ":")) for item in feed["items"]]
    assert len(entries) == 9
    assert max(len(entry.encode()) for entry in entries) <= 1500
    parsed = feedparser.parse(atom)
    told = {
        entry.link.rstrip("/")[-8:]: {tag.scheme.partition("#")[2] for tag in entry.tags}
        for entry in parsed.entries
    }
    facts = {"nature", "gravite", "technologie", "exploitation", "editeur"}
    assert told["BUL-0002"] == facts | {"produit"}
    assert told["BUL-0020"] >= facts


def test_the_main_feeds_tell_every_vendor_and_product(followed: Portal) -> None:
    """As categories, beside severity, technology, kind and exploitation."""
    parsed = feedparser.parse((followed.output / "flux/bulletins.atom.xml").read_bytes())
    long = next(entry for entry in parsed.entries if "BUL-0020" in entry.link)
    terms = {(tag.scheme.partition("#")[2], tag.term) for tag in long.tags}
    assert {("editeur", "maison-59"), ("exploitation", "exploitees"), ("nature", "bulletin")} <= terms


@pytest.mark.parametrize(
    ("page", "name"),
    [
        ("bulletins/severite/critique", "gravite/critique"),
        ("alertes/severite/critique", "gravite/critique"),
        ("bulletins/technologie/imagerie", "technologie/imagerie"),
        ("bulletins/portee/sante", "sante"),
        ("produits/exemple-imaging", "produits/exemple-imaging"),
        ("produits/exemple-imaging/visionneuse-alpha", "produits/exemple-imaging/visionneuse-alpha"),
        ("bulletins", "bulletins"),
    ],
)
def test_the_page_that_lists_the_same_announces_the_feed(followed: Portal, page: str, name: str) -> None:
    """To readers of feeds, in its head, and to visitors."""
    text = followed.page(page)
    for form in FORMATS:
        assert text.count(f'href="/flux/{name}.{form}"') >= 2


def test_vendors_and_products_are_found_where_one_composes_a_subscription(followed: Portal) -> None:
    """By every name that the registry gives them; without a script, by their directory."""
    sorts = json.loads((followed.output / "abonnements/choix.json").read_bytes())["sorts"]
    found = {choice["name"]: choice for sort in sorts for choice in sort["choices"]}
    assert "Exemple Médical" in found["produits/exemple-imaging"]["also"]
    # Without a page of its own in the file, what is followed has it at the address of its name.
    assert "page" not in found["produits/exemple-imaging/visionneuse-alpha"]
    assert (followed.output / "produits/exemple-imaging/visionneuse-alpha/index.html").is_file()
    assert 'href="/produits/"' in followed.page("abonnements").partition("<main")[2]


def test_a_notice_of_one_vendor_writes_its_own_feeds_alone(portal: Portal) -> None:
    """Of thousands of feeds, those of its facts."""
    portal.build()
    text = bulletin(30, extra="products:\n  - {vendor: Exemple Imaging, product: Visionneuse Alpha}\n")
    portal.write("bulletins/2026/CV-2026-BUL-0030.md", text)
    written = {path.split(".")[0] for path in portal.build().written if path.startswith("flux/")}
    assert written == {
        "flux/bulletins", "flux/tout", "flux/gravite/faible", "flux/technologie/imagerie", "flux/sante",
        "flux/produits/exemple-imaging", "flux/produits/exemple-imaging/visionneuse-alpha",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "words"),
    [
        ("{id: Imagerie, title: T, purpose: P, health: true}", "entrer dans une adresse"),
        ("{id: a, title: T, purpose: P}", "ne demande rien"),
        ("{id: a, title: T, purpose: P, severities: [grave]}", "grave"),
    ],
)
def test_an_interest_that_cannot_be_is_refused(portal: Portal, entry: str, words: str) -> None:
    """At its line of the configuration."""
    from cyberveille.catalogue import open_project  # noqa: PLC0415

    portal.edit("site_config.yml", "featured:", f"feeds:\n  interests:\n    - {entry}\nfeatured:")
    [finding] = open_project(portal.folder).findings
    assert words in finding.message + finding.hint
    assert finding.line
