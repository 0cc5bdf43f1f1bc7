"""An organisation's own look, in all that it publishes."""

import re
from pathlib import Path

import pytest
from tests.looks.test_picture import image
from tests.portal import SITES, Portal, bulletin

from cyberveille.looks.house import LIGHT

LOGO = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 60 20"><title>Logo</title>'
    '<path fill="#ffffff" d="M0 0h60v20z"/></svg>\n'
)
IDENTITY = """identity:
  logo: identite/logo.svg
  favicon: identite/icone.png
  colours:
    light: {primary: "#7a1f2b", accent: "#9c2a3a"}
"""
NATIONAL = "- {year: 2023, declarations: 581, malicious: 40, source: Essai}\n"


@pytest.fixture(scope="module")
def portal(tmp_path_factory: pytest.TempPathFactory) -> Portal:
    folder = tmp_path_factory.mktemp("identite") / "portail"
    portal = Portal.copy(SITES / "minimal", folder)
    portal.write("identite/logo.svg", LOGO)
    (folder / "identite" / "icone.png").write_bytes(image((32, 32)))
    portal.write("content/observatoire/chiffres-nationaux.yml", NATIONAL)
    portal.write("site_config.yml", portal.read("site_config.yml") + IDENTITY)
    portal.build()
    return portal


def named(portal: Portal, pattern: str) -> str:
    """The bytes of the file that the home page names so."""
    found = re.search(pattern, portal.page(""))
    assert found is not None
    return (portal.output / found[1].lstrip("/")).read_bytes().decode("utf-8", "replace")


def test_the_logo_stands_in_the_header(portal: Portal) -> None:
    """With its size, so that nothing moves, and without a name that would be read twice."""
    [logo] = re.findall(r'<img class="cv-brand__logo"[^>]*>', portal.page(""))
    assert 'width="120" height="40" alt=""' in logo
    assert "<span>Portail d’essai</span></a>" in portal.page("")
    assert 'fill="#ffffff"' in named(portal, r'cv-brand__logo" src="([^"]+)"')


def test_the_icon_is_named_by_its_kind(portal: Portal) -> None:
    assert re.search(
        r'<link rel="icon" href="/assets/favicon\.[0-9a-f]{8}\.png" type="image/png">', portal.page("")
    )


def test_no_colour_of_the_house_is_left(portal: Portal) -> None:
    """In style sheets, in what browsers are told, in charts: what follows is given or worked out."""
    sheet = named(portal, r'href="([^"]+cv\.[0-9a-f]+\.css)"')
    assert "--cv-primary: #7a1f2b;" in sheet
    assert "--cv-link: #9c2a3a;" in sheet
    assert '<meta name="theme-color" content="#7a1f2b"' in portal.page("")
    chart = (portal.output / "observatoire/declarations-clair.svg").read_text(encoding="utf-8")
    assert "#9c2a3a" in chart
    given = [LIGHT["primary"], LIGHT["accent"]]
    assert not [colour for colour in given for text in (sheet, portal.page(""), chart) if colour in text]


def test_another_colour_changes_what_bears_it_alone(portal: Portal) -> None:
    """A new primary renders pages again, and no chart: these wear another colour."""
    portal.edit("site_config.yml", "#7a1f2b", "#6a1f4b")
    written = portal.build().written
    assert "index.html" in written
    assert [path for path in written if path.startswith("assets/cv.")]
    assert portal.build().written == ()
    portal.edit("site_config.yml", "#6a1f4b", "#7a1f2b")
    portal.build()


def test_what_is_withheld_is_seen_in_a_logo(portal: Portal) -> None:
    """The guard reads a drawing as it reads a page."""
    title = "Compromission silencieuse du serveur de dictée"
    portal.write("bulletins/2026/CV-2026-BUL-0007.md", bulletin(7, title=title, extra="draft: true\n"))
    portal.edit("identite/logo.svg", "<title>Logo", f"<title>{title}")
    leaks = portal.build().leaks
    assert [leak for leak in leaks if leak.path.startswith("assets/logo.")]
    portal.edit("identite/logo.svg", title, "Logo")
    (portal.folder / "bulletins/2026/CV-2026-BUL-0007.md").unlink()


def test_colours_stand_in_one_place() -> None:
    """Style sheets call colours by name: all but those of the TLP standard, and black on paper."""
    styles = Path(__file__).parents[2] / "generator/cyberveille/static/style"
    told = {
        (file.name, colour)
        for file in styles.glob("*.css")
        for colour in re.findall(
            r"#[0-9a-fA-F]{3,8}\b(?!.*\{)|\b(?:rgb|hsl)a?\(", file.read_text(encoding="utf-8")
        )
    }
    assert {name for name, _ in told} == {"marks.css", "print.css"}
    assert {colour for name, colour in told if name == "print.css"} == {"#000000"}
    assert len(told) == 6
