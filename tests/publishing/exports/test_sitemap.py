"""The sitemap, whole and in parts."""

from collections.abc import Callable
from datetime import UTC, timedelta
from typing import Any

import pytest
from lxml import etree  # type: ignore[import-untyped]
from tests import portal as portals
from tests.portal import Portal

from cyberveille.model import Body, Page, Revision, SourceLocation
from cyberveille.publishing.exports import sitemap

Make = Callable[..., Any]

_S = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


def _locations(data: bytes) -> list[str]:
    return [item.text for item in etree.fromstring(data).iter(f"{_S}loc")]


def _page(slug: str) -> Page:
    source = SourceLocation(".", f"content/pages/{slug}.md", "")
    return Page(title=slug, description=slug, body=Body(), source=source)


def test_every_canonical_page_once(edition_of: Make, bulletin: Make, alert: Make, document: Make) -> None:
    """Notices in the order of publication, then home, lists and content pages."""
    first = bulletin(1, published=bulletin().published - timedelta(days=1))
    pages = (_page("flux"), _page("a-propos"))
    edition = edition_of(first, bulletin(), alert(), document(), pages=pages)
    (file,) = sitemap.outputs(edition)
    root = "https://portail.example.org/"
    assert file.path == "sitemap.xml"
    assert _locations(file.render()) == [
        f"{root}bulletins/2026/CV-2026-BUL-0001/",
        f"{root}alertes/2026/CV-2026-ALE-0003/",
        f"{root}bulletins/2026/CV-2026-BUL-0042/",
        f"{root}documents/CV-2026-DOC-0007/",
        root,
        f"{root}alertes/",
        f"{root}bulletins/",
        f"{root}concerne/",
        f"{root}abonnements/",
        f"{root}echeances/",
        f"{root}documents/",
        f"{root}donnees/",
        f"{root}a-propos/",
        f"{root}flux/",
    ]


def test_lastmod_is_the_last_revision(edition_of: Make, bulletin: Make) -> None:
    """Never the time of the build; lists bear that of their newest notice."""
    revised = bulletin().published + timedelta(hours=1, microseconds=5)
    notice = bulletin(revisions=(Revision(date=revised, change="Correctif"),))
    (file,) = sitemap.outputs(edition_of(notice, pages=(_page("flux"),)))
    found = {
        item.findtext(f"{_S}loc"): item.findtext(f"{_S}lastmod") for item in etree.fromstring(file.render())
    }
    root = "https://portail.example.org/"
    assert found == {
        root: "2026-11-23T09:30:00Z",
        f"{root}abonnements/": None,
        f"{root}alertes/": None,
        f"{root}bulletins/": "2026-11-23T09:30:00Z",
        f"{root}concerne/": None,
        f"{root}documents/": None,
        f"{root}donnees/": None,
        f"{root}echeances/": None,
        f"{root}flux/": None,
        f"{root}bulletins/2026/CV-2026-BUL-0042/": "2026-11-23T09:30:00Z",
    }


def test_one_file_up_to_the_limit(edition_of: Make, bulletin: Make) -> None:
    """As many addresses as allowed make no index; one more does."""
    edition = edition_of(*map(bulletin, range(1, 7)))
    assert [file.path for file in sitemap.outputs(edition, max_addresses=14)] == ["sitemap.xml"]
    parts = list(sitemap.outputs(edition, max_addresses=13))
    assert [file.path for file in parts] == ["sitemap-1.xml", "sitemap-2.xml", "sitemap.xml"]
    assert [len(_locations(file.render())) for file in parts] == [13, 1, 2]
    index = etree.fromstring(parts[-1].render())
    assert index.tag == f"{_S}sitemapindex"
    assert _locations(parts[-1].render()) == [
        "https://portail.example.org/sitemap-1.xml",
        "https://portail.example.org/sitemap-2.xml",
    ]


def test_no_file_is_larger_than_allowed(edition_of: Make, bulletin: Make) -> None:
    """The limit in bytes splits too, and no address is lost."""
    edition = edition_of(*map(bulletin, range(1, 60)))
    (whole,) = sitemap.outputs(edition)
    *parts, _ = (file.render() for file in sitemap.outputs(edition, max_bytes=2_000))
    assert max(map(len, parts)) <= 2_000
    assert [url for part in parts for url in _locations(part)] == _locations(whole.render())


def test_a_new_notice_changes_the_last_part_alone(edition_of: Make, bulletin: Make) -> None:
    """The parts before it keep their key, so they are not written again."""
    notices = [
        bulletin(number, published=bulletin().published + timedelta(hours=number)) for number in range(1, 11)
    ]
    before, after = (
        {file.path: file.key for file in sitemap.outputs(edition, max_addresses=9)}
        for edition in (edition_of(*notices[:9]), edition_of(*notices))
    )
    assert {path for path in after if before[path] != after[path]} == {"sitemap-2.xml"}


def test_pages_of_vendors_and_products_are_there(portal: Portal) -> None:
    """With the last revision of what they list; neither further pages nor what nobody names."""
    (file,) = sitemap.outputs(portal.edition())
    found = {
        item.findtext(f"{_S}loc"): item.findtext(f"{_S}lastmod") for item in etree.fromstring(file.render())
    }
    root = "https://essai.example.org/produits/"
    assert {address for address in found if address.startswith(root)} == {
        root,
        f"{root}exemple-imaging/",
        f"{root}exemple-imaging/visionneuse-alpha/",
        f"{root}exemple-reseau/",
        f"{root}exemple-reseau/passerelle-beta/",
    }
    revised = max(item.updated for item in portal.edition().headlines if item.id == "CV-2026-BUL-0001")
    assert found[f"{root}exemple-imaging/"] == f"{revised.astimezone(UTC):%Y-%m-%dT%H:%M:%S}Z"


def test_a_notice_changes_the_sitemap_of_its_vendor_alone(
    portal: Portal, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Products are listed by the letter of their vendor, each letter in files of its own."""
    monkeypatch.setattr(sitemap, "MAX_ADDRESSES", 3)
    for number, vendor in enumerate(("Alpha", "Bravo", "Brume", "Charlie"), 10):
        products = "".join(f"  - {{vendor: {vendor}, product: Produit {letter}}}\n" for letter in "XY")
        text = portals.bulletin(number, title=f"Notice {number}", extra=f"products:\n{products}")
        portal.write(f"bulletins/2026/CV-2026-BUL-{number:04d}.md", text)

    def keys() -> dict[str, bytes]:
        (node,) = sitemap.nodes(portal.edition(), b"")
        return {file.path: file.key for file in node.files()}

    before = keys()
    assert {path for path in before if "produits" in path} == {
        *("sitemap-produits-a.xml", "sitemap-produits-b.xml", "sitemap-produits-b-2.xml"),
        *("sitemap-produits-c.xml", "sitemap-produits-e.xml", "sitemap-produits-e-2.xml"),
    }
    path = "bulletins/2026/CV-2026-BUL-0010.md"
    revised = "  - {date: 2026-10-06T10:00:00+02:00, change: Précision.}\n"
    portal.edit(path, "initiale}\n", "initiale}\n" + revised)
    after = keys()
    changed = {path for path in after if before[path] != after[path] and "produits" in path}
    assert changed == {"sitemap-produits-a.xml"}
