"""What the map declares, and what follows from it."""

import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest
from tests.portal import NOW, SITES, Portal

from cyberveille.map import BY_NAME, FILE_SETS, PLACES, Rank, is_own, is_reserved, media_of, set_of
from cyberveille.model import Kind
from cyberveille.publishing.build import build
from cyberveille.publishing.exports.redirects import redirects
from cyberveille.publishing.workspace import Workspace

TEMPLATES = Path(__file__).parents[2] / "generator" / "cyberveille" / "templates"
_ADDRESS = re.compile(r"""(?:href|src|action)="/[^"{]|path\(['"]""")


def test_names_and_addresses_are_each_given_once() -> None:
    """Two declarations of one place would drift apart."""
    assert len(BY_NAME) == len(PLACES)
    assert len({place.address for place in PLACES}) == len(PLACES)


def test_no_template_writes_an_address_by_hand() -> None:
    """Templates ask the map by name: an address that changes, or goes, is one declaration."""
    written = [
        f"{file.name}: {match[0]}"
        for file in TEMPLATES.rglob("*.html")
        for match in _ADDRESS.finditer(file.read_text(encoding="utf-8"))
    ]
    assert written == []


@pytest.mark.parametrize(
    ("path", "rank"),
    [
        ("assets/cv.0123.css", Rank.NEEDED),
        ("pagefind/recent/fragment/x.pf_fragment", Rank.NEEDED),
        ("bulletins/2026/CV-2026-BUL-0001/index.html", Rank.PAGE),
        ("bulletins/2026/CV-2026-BUL-0001/index.html.br", Rank.PAGE),
        ("bulletins/annee/2026/index.html", Rank.LIST),
        ("alertes/technologie/imagerie/page/2/index.html.gz", Rank.LIST),
        ("bulletins/page/2/index.html", Rank.LIST),
        ("bulletins/index.html", Rank.FRONT),
        ("index.html", Rank.FRONT),
        ("flux/tout.rss.xml", Rank.ANNOUNCED),
        ("etat.json", Rank.ANNOUNCED),
        ("sitemap-2.xml", Rank.ANNOUNCED),
        ("edition.json", Rank.IDENTITY),
    ],
)
def test_what_announces_a_page_comes_after_it(path: str, rank: Rank) -> None:
    """Compressed siblings go with the file they are made from."""
    assert set_of(path).rank is rank


def test_media_types_follow_from_the_set_or_from_the_name() -> None:
    """Feeds have their own types; a sibling has that of its file."""
    assert media_of("flux/tout.rss.xml").content_type == "application/rss+xml; charset=utf-8"
    assert media_of("flux/tout.feed.json").content_type == "application/feed+json"
    assert media_of("schemas/notice-1.json.br").content_type == "application/schema+json"
    assert media_of("bulletins/index.html").content_type == "text/html; charset=utf-8"
    assert media_of("x.inconnu").content_type == "application/octet-stream"


def test_patterns_are_understood_by_servers() -> None:
    """Both servers (PCRE) read them inside quotes: neither a quote nor a named group."""
    for files in FILE_SETS:
        assert not re.search(r'"|\(\?P', files.pattern), files.pattern


def test_what_the_program_writes_is_nobody_elses() -> None:
    """Sections, folders and files of the program; pages that editors write are theirs."""
    assert all(is_reserved(kind.listing) for kind in Kind)
    assert all(map(is_reserved, ("recherche/", "observatoire/", "assets/", "page/")))
    assert not any(is_reserved(place.address) for place in PLACES if place.editorial)
    assert all(map(is_own, ("/assets/x.css", "/flux/tout.rss.xml", "/bulletins/page/2/", "/sitemap-3.xml")))
    assert not is_own("/a-propos/")


class _Links(HTMLParser):
    """What a page leads to and fetches."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, _tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [
            value
            for name, value in attrs
            if name in {"href", "src", "action", "data-state", "data-alerts"} and value
        ]


def _dead(tree: Path, origin: str) -> Iterator[str]:
    for file in sorted(tree.rglob("*.html")):
        links = _Links()
        links.feed(file.read_text(encoding="utf-8"))
        for link in links.found:
            parts = urlsplit(link.removeprefix(origin) if link.startswith(origin) else link)
            if parts.scheme or parts.netloc or not parts.path.startswith("/"):
                continue
            path = unquote(parts.path).lstrip("/")
            target = tree / (path if path and not path.endswith("/") else f"{path}index.html")
            if not target.is_file() and not path.startswith(("acces/", "echanges/membre")):
                yield f"{file.relative_to(tree)}: {link}"


@pytest.mark.parametrize("audience", ["public", "members"])
def test_the_smallest_portal_leads_nowhere_that_is_not_there(portal: Portal, audience: str) -> None:
    """Without the pages that editors may write, the frame and the home page do not lead to them."""
    if audience == "members":
        portal.add_members()
    edition, catalogue = portal.made(audience=audience)
    build(edition, catalogue, Workspace(portal.output))
    assert list(_dead(portal.output, edition.absolute("").rstrip("/"))) == []


def test_the_map_knows_every_file_that_there_is_one_of(portal: Portal) -> None:
    """What is neither a notice's, a page's, an asset nor in a series or a set is declared."""
    portal.build(search=True)
    edition = portal.edition()
    declared = {place.file for place in edition.places}
    notices = {item.address for item in edition.headlines}
    pages = {f"{page.address}index.html" for page in edition.pages}
    former = {f"{item.old.strip('/')}/index.html" for item in redirects(edition)}
    left = [
        path
        for path in portal.files()
        if path not in declared | pages | former
        and not any(path.startswith((address, f"{address.rstrip('/')}.json")) for address in notices)
        and not set_of(path).own
        and "/page/" not in path
        and not path.startswith("recherche/identifiants/")
    ]
    assert left == []


def test_a_place_that_is_not_there_is_not_written(portal: Portal) -> None:
    """Nor the other way round: what the map says is there answers."""
    portal.build(NOW, search=True)
    missing = [place.address for place in portal.edition().places if place.file not in portal.files()]
    assert missing == []


def test_the_sites_of_these_tests_are_there() -> None:
    """A renamed folder would make the tests above pass on nothing."""
    assert (SITES / "minimal" / "site_config.yml").is_file()


def test_what_a_set_of_files_reserves_is_refused_to_editors() -> None:
    """Declared with the set, and nowhere else: its folders, and the beginnings of its files' names."""
    for files in FILE_SETS:
        for glob in files.reserved:
            assert is_own(f"/{glob.replace('*', 'x')}"), glob
            assert is_reserved(glob.rstrip("*/")) or "." in glob or glob.startswith("_"), glob
