"""The directory of products: what an edition shows of each vendor and product, and of no other."""

import json
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from click.testing import CliRunner
from tests.portal import NOW, SITES, Portal, bulletin

from cyberveille.cli import main
from cyberveille.model import Tlp
from cyberveille.publishing.exports import choices, sitemap

ACME = """id: acme
label: Acme Médical
aliases: [Acme, Acme Corp]
former: [acme-france]
site: "https://acme.example.org/securite"
products:
  - id: pompe
    label: Pompe P
    aliases: [Pump P]
    former: [pompe-ancienne]
    end_of_support: 2027-01-12
    replaced_by: pompe-2
  - id: pompe-2
    label: Pompe P2
"""
ROADRUNNER = "id: roadrunner\nlabel: Roadrunner\nreplaced_by: acme\n"
CARE = "care_impact: {services: [imagerie], level: mode-degrade}\n"


def _lines(*lines: str) -> str:
    return "products:\n" + "".join(f"  - {line}\n" for line in lines)


def _write(portal: Portal, number: int, *lines: str, day: str = "05", extra: str = "") -> None:
    text = bulletin(number, title=f"Notice numéro {number}", extra=_lines(*lines) + extra)
    portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text.replace("-10-05T", f"-10-{day}T"))


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """Notices that name one vendor in several ways, one vendor that is not registered, and versions."""
    portal = Portal.copy(SITES / "minimal", tmp_path_factory.mktemp("produits") / "portail")
    portal.write("content/produits/acme.yml", ACME)
    portal.write("content/produits/roadrunner.yml", ROADRUNNER)
    pump = '{vendor: "ACME corp®", product: Pump P 2.1, affected: "< 2.3", fixed: "2.3"}'
    _write(portal, 10, pump, day="01", extra=CARE + "action: {deadline: 2026-10-23}\n")
    text = '{vendor: Roadrunner, product: Pompe P, affected: "toutes versions sans le correctif K"}'
    _write(portal, 11, text, '{vendor: acme, product: Pompe P, affected: "1.x", fixed: none}', day="02")
    _write(portal, 12, '{vendor: acme, product: Pompe P2, affected: "< 4", fixed: "4.0"}', day="03")
    _write(portal, 13, '{vendor: "Zorglub & Fils", product: "Éclair™ 3"}', day="04")
    _write(portal, 14, "{product: Console sans nom}", day="06")
    portal.build()
    yield portal
    portal.close()


def test_one_vendor_has_one_page_however_notices_name_it(built: Portal) -> None:
    """By its label, its aliases and the name of one that it replaced; newest first."""
    page = built.page("produits/acme")
    places = [page.index(f"CV-2026-BUL-00{number}/") for number in (12, 11, 10)]
    assert places == sorted(places)
    assert "Acme Corp" in page
    assert "https://acme.example.org/securite" in page
    assert "/produits/acme/pompe/" in page
    assert "/produits/acme/pompe-2/" in page


def test_the_page_of_a_product_answers_its_questions(built: Portal) -> None:
    """The version that is safe, the end of support, the care services, what replaces it."""
    page = built.page("produits/acme/pompe")
    assert '<span class="cv-version">2.3</span>' in page
    assert 'datetime="2027-01-12"' in page
    assert "Imagerie" in page
    assert 'href="/produits/acme/pompe-2/">Pompe P2</a>' in page
    assert "Alertes en cours" in page
    assert "pas de correctif" in page


def test_a_product_is_followed_with_the_calendar_of_its_vendor(portal: Portal) -> None:
    """From the first deadline of whatever that vendor makes; its pages are printed again then."""
    _write(portal, 10, "{vendor: Acme, product: Pompe}")
    portal.build()
    page = portal.page("produits/acme/pompe")
    assert 'href="/flux/produits/acme/pompe.rss.xml"' in page
    assert "/echeances/" not in page.partition("<h1>")[2].partition("</header>")[0]
    _write(portal, 11, "{vendor: Acme, product: Console}", day="06", extra="action: {deadline: 2026-10-23}\n")
    portal.build()
    page = portal.page("produits/acme/pompe")
    assert '<a href="/echeances/produits/acme.ics">calendrier des échéances de l’éditeur</a>' in page


def test_what_is_not_understood_is_printed_and_to_be_checked(built: Portal) -> None:
    """As written, with the mark; a range that is read has none."""
    page = built.page("produits/acme/pompe")
    assert page.count("à vérifier") == 1
    assert 'toutes versions sans le correctif K</span> <span class="cv-tag">à vérifier' in page
    assert "à vérifier" not in built.page("produits/acme/pompe-2")


def test_a_notice_leads_to_its_products_and_they_lead_back(built: Portal) -> None:
    """Under the usual name of the vendor."""
    notice = built.page("bulletins/2026/CV-2026-BUL-0010")
    assert 'href="/produits/acme/">Acme Médical</a>' in notice
    assert 'href="/produits/acme/pompe/">Pump P 2.1</a>' in notice
    assert 'href="/bulletins/2026/CV-2026-BUL-0010/"' in built.page("produits/acme/pompe")


def test_what_is_not_registered_has_its_own_page(built: Portal) -> None:
    """At an address made of its words; a line without a vendor too."""
    assert "Éclair™ 3" in built.page("produits/zorglub-fils/eclair-3")
    assert "Zorglub &amp; Fils" in built.page("produits/zorglub-fils")
    assert "Console sans nom" in built.page("produits/editeur-non-precise/console-sans-nom")


def test_the_directory_has_health_technologies_first(built: Portal) -> None:
    """Then the others from A to Z, each leading to its products."""
    page = built.page("produits")
    assert page.index("Technologies de santé") < page.index("Exemple Imaging")
    assert page.index("Exemple Imaging") < page.index('id="lettre-e"')
    assert 'href="/produits/exemple-imaging/"' in page
    assert "/produits/exemple-imaging/visionneuse-alpha/" in built.page("produits/exemple-imaging")


def test_there_is_nothing_for_what_no_notice_names(built: Portal) -> None:
    """The registry knows hundreds of vendors: those of the notices alone have pages."""
    folders = {path.name for path in (built.output / "produits").iterdir() if path.is_dir()}
    assert "fortinet" not in folders
    assert {"acme", "zorglub-fils", "exemple-imaging", "exemple-reseau"} <= folders


def test_former_names_lead_to_the_present_page(built: Portal) -> None:
    """Of a vendor, of one that it replaced, of a product, and both together."""
    rules = (built.output / "_redirects").read_text("utf-8")
    for old, new in (
        ("acme-france/", "acme/"),
        ("roadrunner/", "acme/"),
        ("acme-corp/pump-p/", "acme/pompe/"),
        ("acme/pompe-ancienne/", "acme/pompe/"),
        ("acme-france/pompe/", "acme/pompe/"),
    ):
        assert f"/produits/{old} /produits/{new} 301\n" in rules
        page = built.page(f"produits/{old.rstrip('/')}")
        assert f'<meta http-equiv="refresh" content="0; url=/produits/{new}">' in page
        assert f'<link rel="canonical" href="https://essai.example.org/produits/{new}">' in page
        # There are hundreds of them in an archive: they say this and no more.
        assert len(page) < 1_000
    assert "/produits/fortinet/" not in rules


def test_feeds_and_calendars_move_with_a_name_where_servers_can_be_told(built: Portal) -> None:
    """No reader of feeds follows what a page says; each form leads to its own."""
    for server in ("nginx", "apache"):
        told = (built.output / f".serveur/{server}.conf").read_text("utf-8").replace("\\", "")
        for old, new in (
            ("flux/produits/acme-france.rss.xml", "flux/produits/acme.rss.xml"),
            ("flux/produits/roadrunner.feed.json", "flux/produits/acme.feed.json"),
            ("flux/produits/acme-france/pompe.atom.xml", "flux/produits/acme/pompe.atom.xml"),
            ("echeances/produits/acme-france.ics", "echeances/produits/acme.ics"),
        ):
            assert (built.output / new).is_file()
            rules = [line for line in told.splitlines() if f"/{old}" in line]
            assert [f'"/{new}"' in rule for rule in rules] == [True], (server, old)
    assert not [
        path for path in built.files() if path.startswith(("flux/", "echeances/")) and "france" in path
    ]


def test_programs_are_told_the_identifiers(built: Portal) -> None:
    """Beside the words of the notice."""
    told = json.loads((built.output / "bulletins/2026/CV-2026-BUL-0010.json").read_bytes())
    [product] = told["products"]
    assert (product["vendor"], product["product"]) == ("ACME corp®", "Pump P 2.1")
    assert (product["vendor_id"], product["product_id"]) == ("acme", "pompe")


def test_a_new_name_in_the_registry_moves_the_notices_that_have_it(portal: Portal) -> None:
    """Their pages, and no other notice's; the address they had leads to the new one."""
    _write(portal, 10, "{vendor: Zorglub SA, product: Widget}")
    portal.build()
    assert (portal.output / "produits/zorglub-sa/widget/index.html").is_file()
    portal.write("content/produits/zorglub.yml", "id: zorglub\nlabel: Zorglub\naliases: [Zorglub SA]\n")
    report = portal.build()
    written = {path for path in report.written if path.startswith("bulletins/2026/")}
    assert written == {
        "bulletins/2026/CV-2026-BUL-0010/index.html",
        "bulletins/2026/CV-2026-BUL-0010.json",
    }
    assert "Widget" in portal.page("produits/zorglub/widget")
    assert "/produits/zorglub/" in portal.page("produits/zorglub-sa")


def test_a_later_page_of_a_product_stays_as_it_is(portal: Portal) -> None:
    """A new notice changes the first page only."""
    portal.edit("site_config.yml", "featured:", "lists: {per_page: 5}\nfeatured:")
    for number in range(10, 28):
        _write(
            portal, number, "{vendor: Exemple Imaging, product: Visionneuse Alpha}", day=f"{number - 9:02d}"
        )
    portal.build()
    assert (portal.output / "produits/exemple-imaging/visionneuse-alpha/page/1/index.html").is_file()
    _write(portal, 40, "{vendor: Exemple Imaging, product: Visionneuse Alpha}", day="09")
    portal.edit("bulletins/2026/CV-2026-BUL-0040.md", "-10-09T10:00", "-10-09T11:00")
    report = portal.build()
    assert "produits/exemple-imaging/visionneuse-alpha/index.html" in report.written
    assert not [path for path in report.written if path.startswith("produits/") and path.count("/page/")]


def test_a_product_leads_to_its_successor_once_that_has_a_page(portal: Portal) -> None:
    """No notice of its own changed."""
    portal.write("content/produits/acme.yml", ACME)
    _write(portal, 10, "{vendor: Acme, product: Pump P}")
    portal.build()
    assert "Pompe P2" in portal.page("produits/acme/pompe")
    assert 'href="/produits/acme/pompe-2/"' not in portal.page("produits/acme/pompe")
    _write(portal, 11, "{vendor: Acme, product: Pompe P2}", day="06")
    portal.build()
    assert 'href="/produits/acme/pompe-2/">Pompe P2</a>' in portal.page("produits/acme/pompe")


def test_an_alert_in_force_is_told_as_it_is_whatever_its_age(portal: Portal) -> None:
    """On the first page of its vendor, though it stands in the list of a later one."""
    portal.edit("site_config.yml", "featured:", "lists: {per_page: 2}\nfeatured:")
    for number in range(10, 16):
        _write(portal, number, "{vendor: Exemple Réseau, product: Autre}", day=f"{number - 7:02d}")
    alert = "alerts/2026/CV-2026-ALE-0001.md"
    products = _lines("{vendor: Exemple Réseau, product: Passerelle Bêta}")
    portal.edit(alert, "technologies:", products + "technologies:")
    portal.build()
    portal.edit(alert, "\ntitle: ", "\ntitle: Révisée ")
    portal.build()
    first = portal.page("produits/exemple-reseau")
    assert first.count("Révisée ") == 1
    assert "Révisée " in portal.page("produits/exemple-reseau/page/1")


def test_the_pages_of_products_go_with_their_last_notice(portal: Portal) -> None:
    """As lists do, with what leads to them: only the notice has to be let go."""
    path = "bulletins/2026/CV-2026-BUL-0030.md"
    portal.write("content/produits/acme.yml", ACME)
    _write(portal, 30, "{vendor: Acme, product: Pump P}")
    portal.build()
    portal.close()
    (portal.folder / path).unlink()
    run = ["build", "--root", str(portal.folder), "--now", NOW.isoformat(), "--no-search"]
    refused = CliRunner().invoke(main, run)
    assert refused.exit_code == 1
    assert refused.output.count("[published-stays]") == 1
    done = CliRunner().invoke(main, [*run, "--allow-removal", "CV-2026-BUL-0030"])
    assert done.exit_code == 0, done.output
    assert not (portal.output / "produits/acme").exists()


NOT_FOR_ALL = "sources:\n  - path: .\n  - {path: reserve, tlp_max: AMBER}\nfeatured:"


def test_what_only_a_restricted_notice_names_is_nowhere_in_public(portal: Portal) -> None:
    """No page, no count, no word; the members' edition has it, and the guard finds nothing."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", NOT_FOR_ALL)
    (portal.folder / "reserve").mkdir()
    portal.write("reserve/content/produits/zyxwvut.yml", "id: zyxwvut\nlabel: Zyxwvut Médical du Val\n")
    lines = _lines(
        "{vendor: Zyxwvut Médical du Val, product: Pousse-seringue Qrst}",
        "{vendor: Philips, product: Vue PACS}",
    )
    secret = bulletin(30, extra=lines).replace("tlp: CLEAR", "tlp: AMBER")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0030.md", secret)
    report = portal.build()
    assert report.leaks == ()
    for path, data in portal.files().items():
        assert b"yxwvut" not in data.lower(), path
        assert "zyxwvut" not in path
        assert "philips" not in path
    edition = portal.edition(audience="members")
    slugs = [maker.slug for maker in edition.makers]
    assert {"zyxwvut", "philips", "exemple-imaging"} <= set(slugs)
    assert {maker.slug for maker in portal.edition().makers} == {"exemple-imaging", "exemple-reseau"}


def test_a_restricted_notice_counts_for_those_who_may_read_it_alone(portal: Portal) -> None:
    """Neither what is to be expected of a vendor's feed, nor when its page changed, tells others of it."""
    portal.add_members()
    portal.edit("site_config.yml", "featured:", NOT_FOR_ALL)
    (portal.folder / "reserve").mkdir()
    later = NOW + timedelta(days=40)

    def told(audience: str) -> tuple[int, str]:
        edition = portal.edition(later, audience)
        files = {item.path: item.render() for part in (choices, sitemap) for item in part.outputs(edition)}
        sorts = json.loads(files["abonnements/choix.json"])["sorts"]
        [yearly] = [
            choice["yearly"]
            for sort in sorts
            for choice in sort["choices"]
            if choice["name"] == "produits/exemple-imaging"
        ]
        [entry] = [line for line in files["sitemap.xml"].decode().splitlines() if "exemple-imaging/<" in line]
        return yearly, entry

    before = told("public")
    assert told("members")[0] == before[0]
    lines = _lines("{vendor: Exemple Imaging, product: Visionneuse Alpha}")
    secret = bulletin(30, extra=lines).replace("tlp: CLEAR", "tlp: AMBER").replace("-10-05T", "-10-09T")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0030.md", secret)
    assert told("public") == before
    yearly, entry = told("members")
    assert yearly == before[0] + 1
    assert "<lastmod>2026-10-09T08:00:00Z</lastmod>" in entry
    assert "2026-10-09" not in before[1]


def test_a_public_notice_in_a_restricted_folder_is_told_by_the_public_registry(portal: Portal) -> None:
    """What only some readers may know of a vendor is not printed for all."""
    portal.edit("site_config.yml", "featured:", NOT_FOR_ALL)
    entry = "id: zyxwvut\nlabel: Zyxwvut\naliases: [Maison Alpha]\n"
    portal.write("reserve/content/produits/zyxwvut.yml", entry)
    lines = _lines("{vendor: Maison Alpha, product: Console}")
    portal.write("reserve/bulletins/2026/CV-2026-BUL-0030.md", bulletin(30, extra=lines))
    portal.build()
    assert (portal.output / "produits/maison-alpha/console/index.html").is_file()
    assert not [path for path, data in portal.files().items() if b"zyxwvut" in data.lower() or "zyx" in path]


def test_a_store_that_lost_a_notice_gives_it_its_names_again(portal: Portal) -> None:
    """Read from its file, as it was when it was examined."""
    catalogue = portal.catalogue()
    kept = catalogue.notice("CV-2026-BUL-0001")
    catalogue.store.clear()
    assert portal.catalogue().notice("CV-2026-BUL-0001") == kept
    catalogue.store.forget([(".", "bulletins/2026/CV-2026-BUL-0001.md")])
    assert catalogue.notices.only({"CV-2026-BUL-0001": Tlp.CLEAR}, Tlp.CLEAR)["CV-2026-BUL-0001"] == kept


def test_the_path_is_respected(tmp_path: Path) -> None:
    """A portal under a path of a host leads to its own pages."""
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.build(url="https://example.org/veille/")
    page = portal.page("produits/exemple-imaging")
    assert 'href="/veille/produits/exemple-imaging/visionneuse-alpha/"' in page
    portal.close()
