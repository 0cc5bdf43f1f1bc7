"""`templates/` and `static/`: what an organisation adds, and what is wrong with it, where it is written."""

import struct
from pathlib import Path

import pytest
from tests.looks.test_picture import image
from tests.portal import SITES, Portal

LOGO = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 8 4"><path d="M0 0h8v4z"/></svg>\n'
LOOP = "{% for a in 'ab' %}"
GOOD = """{# Le bandeau du GHT. #}
{% block banner %}
<p class="ght">{{ portal.name }} : <a href="{{ to('search') }}">{{ titled('search') | lower }}</a>
<img src="{{ asset('sceau.png') }}" alt="" width="8" height="8">
{% if audience.open %}<br>{{ super() }}{% endif %}<b{% if audience.open %} class="a"{% endif %}>x</b></p>
{% endblock %}
{% block head %}<script type="module" src="{{ asset('carte.js') }}"></script>{% endblock %}
"""


@pytest.fixture
def portal(tmp_path: Path) -> Portal:
    portal = Portal.copy(SITES / "minimal", tmp_path / "portail")
    portal.write("static/carte.js", "document.title;\n")
    (portal.folder / "static" / "sceau.png").write_bytes(image((8, 8)))
    return portal


def found(portal: Portal) -> list[tuple[str, int, str]]:
    return [(item.path, item.line, item.rule) for item in portal.project().findings]


def woff2(*, meta: bytes = b"", cut: int = 0) -> bytes:
    """A typeface file with nothing in it but its own head, and what it says of itself."""
    body = b"lettres."
    place = 48 + len(body) if meta else 0
    data = struct.pack(
        ">4s4sIHHIIHHIIIII",
        *(b"wOF2", b"\0\1\0\0", 48 + len(body) + len(meta), 0, 0, 0, len(body), 1, 0),
        *(place, len(meta), len(meta), 0, 0),
    )
    data += body + meta
    return data[: len(data) - cut]


def test_good_blocks_are_read(portal: Portal) -> None:
    """With what stands there otherwise, places by name, and files of their own."""
    portal.write("templates/frame.html", GOOD)
    portal.write("static/theme.css", '.ght { background: url("sceau.png") }\n')
    looks = portal.project().looks
    assert found(portal) == []
    assert [item.name for item in looks.templates] == ["frame.html"]
    assert [item.name for item in looks.files] == ["carte.js", "sceau.png", "theme.css"]


def block(inside: str, name: str = "banner") -> str:
    return f"{{% block {name} %}}\n{inside}\n{{% endblock %}}\n"


@pytest.mark.parametrize(
    ("text", "line", "told"),
    [
        (block("x", "baner"), 1, "Vouliez-vous dire « banner » ?"),
        ("<p>Hors bloc</p>\n" + block("x"), 1, "hors d’un bloc"),
        (block("{{ portal.nom }}"), 1, "nom"),
        (block("{{ portail.name }}"), 2, "« portail » n’est pas une variable"),
        (block("{{ notice.title }}"), 2, "« notice » n’est pas une variable"),
        (block("{{ portal.name | shout }}"), 2, "Le filtre « shout »"),
        (block("{{ portal.name | tojson }}"), 2, "Le filtre « tojson »"),
        (block("{% if portal.name is upper %}x{% endif %}"), 2, "Le test « upper »"),
        (block("{% if x %}"), 3, "Jinja ne lit pas"),
        (block("{{ ''.__class__.__mro__ }}"), 1, "ne s’imprime pas"),
        (block("{{ portal.__init__.__globals__ }}"), 1, "ne s’imprime pas"),
        (block("{{ portal.absolute('x') }}"), 2, "n’appelle que les fonctions promises"),
        (block("{{ (1).__class__() }}"), 2, "n’appelle que"),
        (block("{% for a in range(9) %}x{% endfor %}"), 2, "n’appelle que"),
        (block("{{ 'x' * 999999999 }}"), 2, "ne peut pas contenir"),
        (block("{% set a = 'xx' %}{% set a = a ~ a %}"), 2, "ne peut pas contenir"),
        (block("{{ [1, 2] | join(portal.name) }}"), 2, "Le filtre « join »"),
        (block("{% for a in [" + "1," * 9000 + "] %}" + "x" * 99 + "{% endfor %}"), 1, "200000 signes"),
        (block("{{ '%99999999d' % 1 }}"), 2, "ne peut pas contenir"),
        (block("{% include 'page.html' %}"), 2, "ne peut pas contenir"),
        (block("{% macro m() %}{{ m() }}{% endmacro %}"), 2, "ne peut pas contenir"),
        ("{% extends 'frame.html' %}\n" + block("x"), 1, "hors d’un bloc"),
        ("{% import 'macros.html' as m %}\n" + block("x"), 1, "hors d’un bloc"),
        (
            block(LOOP * 2 + "{% endfor %}" * 2),
            2,
            "boucles",
        ),
        (block("{% block head %}{% endblock %}"), 2, "dans un autre"),
        (block("<script>alert(1)</script>"), 2, "script écrit dans la page"),
        (block("<p>\n<SCRIPT>alert(1)</SCRIPT></p>"), 3, "script écrit dans la page"),
        (block('<script src="https://cdn.example/x.js"></script>'), 2, "cdn.example"),
        (block('<script src="//cdn.example/x.js"></script>'), 2, "cdn.example"),
        (block('<img src="https://traceur.example/p.gif" alt="">'), 2, "traceur.example"),
        (block('<img srcset="https://traceur.example/p.gif 2x" alt="">'), 2, "traceur.example"),
        (block('<link rel="stylesheet" href="https://fonts.example/css">'), 2, "fonts.example"),
        (block('<form action="https://ailleurs.example/"></form>'), 2, "ailleurs.example"),
        (block('<p style="color:red">x</p>'), 2, "« style »"),
        (block("<style>p{color:red}</style>"), 2, "« style »"),
        (block('<p onclick="x()">x</p>'), 2, "« onclick »"),
        (block('<a href="javascript:x()">x</a>'), 2, "du code"),
        (block('<a href="&#106;avascript:x()">x</a>'), 2, "du code"),
        (block('<iframe src="/a-propos/"></iframe>'), 2, "« iframe »"),
        (block('<meta http-equiv="refresh" content="0;url=https://x.example">'), 2, "http-equiv"),
        (block('<base href="/x/">'), 2, "« base »"),
        (block("<p {{ portal.name }}>x</p>"), 2, "ne se calcule pas"),
        (block("<{{ portal.name }}>"), 2, "ne se calcule pas"),
        (block("<scr{% if 1 %}ipt{% endif %}>x</script>"), 2, "ne se calcule pas"),
        (block("<scr{# #}{# #}ipt>x</script>"), 2, "ne se calcule pas"),
        (block('<p on{% if 1 %}click="x()">x</p>{% endif %}'), 2, "ne se calcule pas"),
        (block("a") + block("b"), 4, "Jinja ne lit pas"),
        (block("<!-- à revoir avec Paul -->"), 2, "Un commentaire serait publié"),
        (block("<!--x--!><script>alert(1)</script>"), 2, "script écrit dans la page"),
        (block("<![CDATA[x]]>"), 2, "n’a pas sa place"),
        (block("{{ path }}"), 1, "une fonction s’appelle"),
        (block("{{ portal.absolute }}"), 1, "une fonction s’appelle"),
        (block("<a href=\"{{ 'javascript:x()' }}\">x</a>"), 1, "du code"),
        (block('<img alt="" src="{{ \'https://evil.example/p.gif\' }}">'), 1, "evil.example"),
        (block('<img src="/assets/x.png">'), 2, "alternative"),
        (block("<div><p>x</p>"), 1, "<div>"),
        (block("x</p>"), 1, "</p>"),
        (block("{{ asset('absent.png') }}"), 1, "absent.png"),
        (block("{{ to('serch') }}"), 1, "search"),
    ],
)
def test_what_a_block_may_not_be_is_found(portal: Portal, text: str, line: int, told: str) -> None:
    """On its line, before anything is built: code, what comes from elsewhere, what is not promised."""
    portal.write("templates/frame.html", text)
    project = portal.project()
    assert project.looks.templates == ()
    first = project.findings[0]
    assert (first.path, first.line, first.rule) == ("templates/frame.html", line, "template")
    assert told in first.message.replace("\u00a0", " ").replace("\u202f", " ")
    assert first.refuses
    assert "banner" in first.hint


@pytest.mark.parametrize(
    ("path", "text", "expected"),
    [
        ("templates/accueil.html", block("x"), ("templates/accueil.html", 0, "template")),
        ("templates/macros.html", "{% macro x() %}{% endmacro %}", ("templates/macros.html", 0, "template")),
        ("static/Sceau.svg", LOGO, ("static/Sceau.svg", 0, "identity-file")),
        ("static/page.html", "<p>x</p>", ("static/page.html", 0, "identity-file")),
        ("static/images/x.svg", LOGO, ("static/images", 0, "unreadable-file")),
        ("static/x.svg", LOGO.replace("<path", "<script/><path"), ("static/x.svg", 1, "identity-file")),
        ("static/x.woff2", "texte", ("static/x.woff2", 0, "identity-file")),
        ("static/x.css", '@import "https://x.example";', ("static/x.css", 1, "identity-file")),
        (
            "static/x.css",
            "\n.a{background:url(https://x.example/a.png)}",
            ("static/x.css", 2, "identity-file"),
        ),
        ("static/x.css", ".a{background:url(absent.png)}", ("static/x.css", 1, "identity-file")),
        ("static/x.css", ".a{background:u\\72l(x)}", ("static/x.css", 1, "identity-file")),
        ("static/x.css", ".a{color:red", ("static/x.css", 0, "identity-file")),
    ],
)
def test_files_that_cannot_be_served_are_found(
    portal: Portal, path: str, text: str, expected: tuple[str, int, str]
) -> None:
    """By their name, their kind, or what they fetch."""
    portal.write(path, text)
    assert found(portal) == [expected]


def test_a_typeface_keeps_its_letters_alone(portal: Portal) -> None:
    """Metadata and private data that may follow them are not published."""
    (portal.folder / "static" / "texte.woff2").write_bytes(woff2(meta=b"<metadata>secret</metadata>"))
    [face] = [item for item in portal.project().looks.files if item.name == "texte.woff2"]
    assert face.data == woff2()


@pytest.mark.parametrize(
    ("font", "data", "expected"),
    [
        ("{file: texte.woff2}", woff2(cut=1), ("texte.woff2", 0, "identity-file")),
        ("{file: texte.woff2}", b"OTTO", ("texte.woff2", 0, "identity-file")),
        ("{file: texte.woff2}", b"wOF2" + bytes(400_000), ("texte.woff2", 0, "identity-file")),
        ("{file: absent.woff2}", woff2(), ("site_config.yml", 3, "configuration")),
        ('{file: texte.woff2, weight: "gras"}', woff2(), ("site_config.yml", 3, "configuration")),
        ('{file: texte.woff2, weight: "1001"}', woff2(), ("site_config.yml", 3, "configuration")),
    ],
)
def test_a_typeface_that_cannot_be_served_is_found(
    portal: Portal, font: str, data: bytes, expected: tuple[str, int, str]
) -> None:
    """Cut, of another form, too heavy for a page, absent, or of no weight."""
    (portal.folder / "texte.woff2").write_bytes(data)
    first = len(portal.read("site_config.yml").splitlines())
    portal.write("site_config.yml", portal.read("site_config.yml") + f"identity:\n  fonts:\n    - {font}\n")
    path, line, rule = expected
    assert found(portal) == [(path, line + first if path == "site_config.yml" else line, rule)]
