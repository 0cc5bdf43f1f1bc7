"""The frame: valid, free of anything inline, and the same page whatever is stamped into it."""

import re
from pathlib import Path

import html5lib
import msgspec
import pytest

from cyberveille.map import BY_NAME
from cyberveille.model import Audience, Configuration
from cyberveille.model.configuration import (
    USUAL_FRAME,
    FrameName,
    NavigationItem,
    Portal,
    Publisher,
    Reporting,
    SecurityContact,
)
from cyberveille.model.identity import Looks
from cyberveille.publishing import frame as frame_room
from cyberveille.publishing.frame import SLOTS, Drawer, Frame, FrameError, Material, Propre
from cyberveille.publishing.policy import content_security_policy

DRAWERS: dict[FrameName, Drawer] = {FrameName.PROPRE: Propre(), FrameName.MATERIAL: Material()}
"""Each under its own name, whichever `--frame` asks for."""


def configuration(name: FrameName = USUAL_FRAME, url: str = "https://veille.example.org/") -> Configuration:
    return Configuration(
        frame=name,
        portal=Portal(
            name="Veille d’essai",
            tagline="Une phrase",
            description="Un portail d’essai",
            url=url,
            demonstration="Édition d’essai : <rien> n’est réel.",
        ),
        publisher=Publisher(
            name="Cellule", director="Direction", address="Ici", email="c@example.org", host="Là"
        ),
        reporting=Reporting(portal="https://example.org", email="c@example.org"),
        security=SecurityContact(contact="mailto:s@example.org"),
        navigation=(
            NavigationItem(title="Alertes", address="alertes/"),
            NavigationItem(title="Bulletins", address="bulletins/"),
        ),
    )


def draw(asked: Configuration, scratch: Path) -> Frame:
    everything = frozenset(BY_NAME)
    return DRAWERS[asked.frame].draw(asked, scratch, Audience(name="public"), everything, Looks())


@pytest.fixture(scope="module", params=FrameName)
def name(request: pytest.FixtureRequest) -> FrameName:
    """Every test of this file holds of whatever draws the frame."""
    drawn: FrameName = request.param
    return drawn


@pytest.fixture(scope="module")
def frame(name: FrameName, tmp_path_factory: pytest.TempPathFactory) -> Frame:
    return draw(configuration(name), tmp_path_factory.mktemp("frame"))


def stamp(frame: Frame, **changes: str) -> str:
    parts = {
        "title": "Un titre",
        "description": "Une description",
        "address": "bulletins/2026/CV-2026-BUL-0001/",
        "section": "bulletins/",
        "main": "<h1>Un titre</h1>",
    }
    return frame.stamp(**{**parts, **changes}).decode()


def test_page_is_valid_html(frame: Frame) -> None:
    """A strict HTML parser finds nothing to complain about."""
    html5lib.HTMLParser(strict=True).parse(stamp(frame))


def test_nothing_is_inline(frame: Frame) -> None:
    """No inline script, style, style attribute or event handler: the policy would refuse it."""
    page = stamp(frame)
    assert re.findall(r"<script(?![^>]*\bsrc=)", page) == []
    assert re.findall(r"<style|\sstyle=|\son[a-z]+=", page) == []
    assert f'http-equiv="Content-Security-Policy" content="{content_security_policy()}"' in page.replace(
        "&#39;", "'"
    )


def test_every_local_file_named_is_delivered(frame: Frame) -> None:
    """Style sheets, scripts and icons stand among the assets, under a name that holds their digest."""
    named = set(re.findall(r'(?:href|src)="/(assets/[^"]+)"', stamp(frame)))
    paths = {path for path, _ in frame.assets}
    assert named
    assert named <= paths
    assert all(re.fullmatch(r"assets/[a-z]+\.[0-9a-f]{8}\.(css|js|svg)", path) for path in paths)


def test_style_sheets_need_nothing_else(frame: Frame) -> None:
    """No style sheet refers to another file."""
    for path, content in frame.assets:
        if path.endswith(".css"):
            addresses = re.findall(r"url\(([^)]{5})", content.decode())
            assert set(addresses) <= {'"data', "'data", "data:"}
            assert "@import" not in content.decode()


def test_title_and_description_are_escaped(frame: Frame) -> None:
    """Text that looks like markup is printed as text."""
    page = stamp(frame, title="A <b> & C", description='Dit "oui" <br>')
    assert "<title>A &lt;b&gt; &amp; C · Veille d’essai</title>" in page
    assert 'content="Dit &quot;oui&quot; &lt;br&gt;"' in page
    assert "Édition d’essai\u00a0: &lt;rien&gt; n’est réel." in page


def test_portal_s_own_name_is_not_repeated(frame: Frame) -> None:
    """The home page's title is the portal's name alone."""
    assert "<title>Veille d’essai</title>" in stamp(frame, title="Veille d’essai", address="")


def test_current_section_is_marked(frame: Frame) -> None:
    """The navigation says `page` on the section's own page, `true` inside it, and nothing elsewhere."""
    inside = stamp(frame)
    assert inside.count('href="/bulletins/" aria-current="true"') == 2
    own = stamp(frame, address="bulletins/")
    assert own.count('href="/bulletins/" aria-current="page"') == 2
    assert "aria-current" not in stamp(frame, section="")


def test_canonical_address_is_absolute(frame: Frame) -> None:
    """Search engines are given the page's full URL."""
    assert (
        '<link rel="canonical" href="https://veille.example.org/bulletins/2026/CV-2026-BUL-0001/">'
        in stamp(frame)
    )


def test_feeds_are_announced(frame: Frame) -> None:
    """Three feeds in three formats are found from any page."""
    page = stamp(frame)
    for name in ("tout", "alertes", "bulletins"):
        for ending in ("rss.xml", "atom.xml", "feed.json"):
            assert f'href="/flux/{name}.{ending}"' in page


def test_skip_link_comes_first(frame: Frame) -> None:
    """The first link of the body leads to the content."""
    body = stamp(frame).partition("<body")[2]
    first = re.search(r'<a\s[^>]*href="([^"]*)"', body)
    assert first is not None
    assert first.group(1) == "#contenu"
    assert 'id="contenu"' in body


def test_portal_under_a_path(name: FrameName, tmp_path: Path) -> None:
    """Every address of the frame starts with the path the portal is served under."""
    frame = draw(configuration(name, "https://example.org/veille/"), tmp_path)
    page = stamp(frame)
    local = re.findall(r'(?:href|src|action|data-state)="(/[^"]*)"', page)
    assert local
    assert all(address.startswith("/veille/") for address in local)
    assert frame.asset("search.js").startswith("/veille/assets/search.")


def test_frame_can_be_cached(frame: Frame) -> None:
    """A frame survives being written and read back: same page, same files."""
    again = msgspec.msgpack.decode(msgspec.msgpack.encode(frame), type=Frame)
    assert again == frame
    assert stamp(again) == stamp(frame)


def test_drawing_twice_gives_the_same_frame(name: FrameName, frame: Frame, tmp_path: Path) -> None:
    """Nothing of the moment or of the folder is left in a frame."""
    assert draw(configuration(name), tmp_path) == frame


def test_dark_theme_needs_no_script(frame: Frame) -> None:
    """The dark colours apply to who chose them, and to who runs no script and prefers them."""
    sheet = next(content for path, content in frame.assets if path.startswith("assets/cv."))
    assert b':root[data-theme="dark"]' in sheet
    assert b":root:not([data-theme])" in sheet


def test_every_variable_of_the_style_is_declared(frame: Frame) -> None:
    """A misspelt one would be the browser's own choice, in silence."""
    [style] = [data.decode() for path, data in frame.assets if path.startswith("assets/cv.")]
    used = set(re.findall(r"var\((--cv-[a-z0-9-]+)", style))
    assert used - set(re.findall(r"(--cv-[a-z0-9-]+):", style)) == set()
    assert len(used) > 20


def test_our_own_frame_holds_nothing_of_another(tmp_path: Path) -> None:
    """No class, variable or style sheet of Material is left in it."""
    frame = draw(configuration(FrameName.PROPRE), tmp_path)
    sheets = [data.decode() for path, data in frame.assets if path.endswith(".css")]
    assert len(sheets) == 1
    assert not re.search(r"\bmd-|--md-|mdColor", stamp(frame) + sheets[0])


@pytest.mark.parametrize("slot", sorted(SLOTS))
def test_a_frame_without_a_slot_is_refused(slot: str) -> None:
    """Whatever draws it: a page would lose a part in silence."""
    slots = tuple(SLOTS - {slot})
    with pytest.raises(FrameError, match=slot):
        Frame(("",) * (len(slots) + 1), slots, "Veille", "https://veille.example.org/", "/", (), {})


def test_only_what_is_for_material_knows_its_names() -> None:
    """Pages, scripts and style sheets of ours bear names of ours: another theme has nothing to imitate."""
    package = Path(frame_room.__file__).parents[2]
    printed = [*(package / "templates").glob("*.html"), *(package / "static").rglob("*.*")]
    knowing = {file.name for file in printed if re.search(r"\bmd-|mdColor", file.read_text(encoding="utf-8"))}
    assert knowing == {"material.css"}
