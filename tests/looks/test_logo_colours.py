"""The colours of a logo, and whether it can be seen on the header."""

import io

import pytest
from PIL import Image
from tests.portal import Portal

from cyberveille.looks.logo_colours import best_contrast, colours_of
from cyberveille.looks.picture import png
from cyberveille.looks.svg import cleaned

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9">{}<path {} d="M0 0h9v9z"/></svg>'


@pytest.mark.parametrize(
    ("style", "paint", "colours"),
    [
        ("", 'fill="#FFF"', ("#ffffff",)),
        ("", 'fill="none" stroke="white"', ("#ffffff",)),
        ("<style>.a{fill:#0a4248;stroke: #8fc1ff}</style>", 'class="a"', ("#0a4248", "#8fc1ff")),
        ("", "", ("#000000",)),
        ("", 'fill="rebeccapurple"', ()),
    ],
)
def test_a_drawing_shows_what_it_paints(style: str, paint: str, colours: tuple[str, ...]) -> None:
    """Black when it says nothing; nothing is known of a colour by another name."""
    assert colours_of(cleaned(SVG.format(style, paint).encode()).picture) == colours


def test_an_image_shows_its_solid_pixels() -> None:
    """Neither what is seen through, nor what covers next to nothing."""
    image = Image.new("RGBA", (40, 40), (0, 0, 0, 0))
    image.paste((10, 66, 72, 255), (0, 0, 40, 20))
    image.putpixel((0, 0), (255, 255, 255, 255))
    out = io.BytesIO()
    image.save(out, "PNG")
    colours = colours_of(png(out.getvalue()))
    assert colours
    assert best_contrast(colours, "#0a4248") < 1.1


@pytest.mark.parametrize(("fill", "themes"), [("#0a4248", ["clair", "sombre"]), ("#ffffff", [])])
def test_a_logo_that_can_hardly_be_seen_is_a_warning(portal: Portal, fill: str, themes: list[str]) -> None:
    """In each theme; nothing is refused for it."""
    portal.write("identite/logo.svg", SVG.format("", f'fill="{fill}"'))
    told = portal.read("site_config.yml")
    portal.write("site_config.yml", told + "identity:\n  logo: identite/logo.svg\n")
    findings = portal.project().findings
    assert [(item.rule, item.refuses, item.line) for item in findings] == [
        ("contrast", False, len(told.splitlines()) + 2) for _ in themes
    ]
    assert all(theme in item.message for theme, item in zip(themes, findings, strict=True))
