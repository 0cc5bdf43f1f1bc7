"""A drawing from outside shows, and does nothing else."""

import re

import pytest

from cyberveille.looks.picture import PictureError
from cyberveille.looks.svg import cleaned

HEAD = '<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 8 4"'
USE = '<use href="#a"/>'
SHAPE = '<path d="M0 0h8v4z" fill="#123456"/>'


def drawing(inside: str, head: str = HEAD) -> str:
    return cleaned(f"{head}>{inside}{SHAPE}</svg>".encode()).picture.data.decode()


@pytest.mark.parametrize(
    "inside",
    [
        "<script>alert(1)</script>",
        '<script href="https://evil.example/x.js"/>',
        '<rect width="1" height="1" onclick="alert(1)"/>',
        '<rect width="1" height="1" ONLOAD="alert(1)"/>',
        '<a href="javascript:alert(1)"><rect width="1" height="1"/></a>',
        '<image href="https://evil.example/x.png"/>',
        '<image xlink:href="data:image/svg+xml;base64,PHN2Zz4="/>',
        '<foreignObject><p xmlns="http://www.w3.org/1999/xhtml">x</p></foreignObject>',
        '<use href="https://evil.example/x.svg#a"/>',
        '<use xlink:href="//evil.example/x.svg#a"/>',
        '<rect width="1" height="1" fill="url(https://evil.example/x)"/>',
        '<rect width="1" height="1" style="fill:url(//evil.example/x)"/>',
        '<rect width="1" height="1" style="background:url(x)"/>',
        '<rect width="1" height="1" fill="u\\72l(https://evil.example)"/>',
        '<style>@import url("https://evil.example/x.css");.a{fill:url(https://evil.example)}</style>',
        '<rect class="a" width="1" height="1"/><style>.a{fill:url(https://evil.example)}</style>',
        '<animate attributeName="href" values="javascript:alert(1)"/>',
        '<set attributeName="onclick" to="alert(1)"/>',
        "<iframe src='https://evil.example'/>",
        '<x:script xmlns:x="http://www.w3.org/2000/svg">alert(1)</x:script>',
        '<script xmlns="http://www.w3.org/1999/xhtml">alert(1)</script>',
        '<?xml-stylesheet href="https://evil.example/x.css"?>',
        "<!-- https://evil.example -->",
        "<filter id='f'><feImage href='https://evil.example/x'/></filter>",
        '<text font-family="x" fill="image-set(url(https://evil.example))">A</text>',
    ],
)
def test_nothing_runs_and_nothing_is_fetched(inside: str) -> None:
    """Only shapes are left, and no address but that of the format."""
    left = drawing(inside)
    assert "evil" not in left
    assert not re.search(
        r"script|alert|<image|<a |animate|<set|\son[a-z]+=|foreign|<style|\sstyle=", left, re.IGNORECASE
    )
    assert re.findall(r"https?://[^\"]*", left) == ["http://www.w3.org/2000/svg"]
    assert SHAPE.removesuffix("/>") in left


def test_what_is_left_out_is_told_on_its_line() -> None:
    """Editors see what their drawing loses; what a drawing program notes for itself goes without a word."""
    text = f'{HEAD} xmlns:i="urn:ink" i:zoom="2" version="1.1">\n<metadata>x</metadata><i:view/>\n<script/>\n'
    found = cleaned(f'{text}<rect width="8" height="4" onclick="x()"/></svg>'.encode())
    told = [(item.line, item.what) for item in found.removed]
    assert told == [(3, "l’élément « script »"), (4, "l’attribut « onclick »")]


def test_styles_become_attributes() -> None:
    """What drawing programs write as classes and styles is drawn the same."""
    sheet = "<style>/* x */ .st0, .st1 { fill: #FFFFFF; } .st1{stroke:#000}</style>"
    left = drawing(f'{sheet}<rect class="st0 st1" style="opacity:.5;-inkscape-x:y" width="1" height="1"/>')
    assert 'fill="#FFFFFF"' in left
    assert 'stroke="#000"' in left
    assert 'opacity=".5"' in left


def test_parts_of_the_same_drawing_are_kept() -> None:
    """Gradients, clips and repeated parts are found by their own identifier."""
    gradient = '<linearGradient id="g"><stop offset="0" stop-color="#fff"/></linearGradient>'
    left = drawing(
        f'<defs>{gradient}</defs><rect id="r" fill="url(#g)" width="1" height="1"/><use xlink:href="#r"/>'
    )
    assert 'fill="url(#g)"' in left
    assert '<use href="#r">' in left


def test_the_size_is_the_view_box_or_the_lengths() -> None:
    """A drawing is as wide as its own units say."""
    assert cleaned(f"{HEAD}>{SHAPE}</svg>".encode()).picture.ratio == 2
    head = '<svg xmlns="http://www.w3.org/2000/svg" width="30px" height="10"'
    assert cleaned(f"{head}>{SHAPE}</svg>".encode()).picture.ratio == 3
    assert 'viewBox="0 0 30 10"' in drawing("", head)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("<html/>", "pas un dessin SVG"),
        ("pas du XML", "pas du XML"),
        (f"{HEAD}>", "pas du XML"),
        (f"{HEAD}></svg>", "rien à dessiner"),
        (f'<!DOCTYPE svg [<!ENTITY a "b">]>{HEAD}>{SHAPE}</svg>', "entités"),
        (f'<svg xmlns="http://www.w3.org/2000/svg">{SHAPE}</svg>', "taille"),
        (f"{HEAD}>{USE * 17}</svg>", "se répète"),
        (f"{HEAD}>{'<g>' * 64}{SHAPE}{'</g>' * 64}</svg>", "emboîte"),
        (f"{HEAD}>{SHAPE * 2000}</svg>", "Kio"),
        ("", "pas du XML"),
    ],
)
def test_what_cannot_be_a_logo_is_refused(text: str, told: str) -> None:
    """Not a drawing, nothing to see, no size, or more work than a logo is worth."""
    with pytest.raises(PictureError, match=told):
        cleaned(text.encode())
